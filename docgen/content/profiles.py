"""Profiles (页面参数): the page measures and type that an office may set, and which one a document takes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from docgen.foundation.errors import Problem, TemplateError
from docgen.foundation.memory import kept
from docgen.foundation.units import points

from .project import Project
from .references import named_file, yaml_files
from .source import Source, read

PROFILES = "_shared/profiles"
DEFAULT_PROFILE = "gb9704"

# The entries of a profile that docgen itself computes with, and how each is read.
READ: dict[str, Callable[[str], float]] = {
    "body-size": points,
    "tracking": points,
    "masthead-largest": points,
    "masthead-room": points,
    "masthead-narrowest": float,
}


@kept(16)
def profiles(project: Project) -> Mapping[str, Path]:
    """Return the profile files (版式) by name, the office's own before the bundled ones."""
    folders = reversed(project.template_folders)
    return {name: path for f in folders for name, path in yaml_files(f / PROFILES).items()}


def read_profile(project: Project, source: Source, office: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the house rules in force: the document's own profile, else its office's, else GB/T 9704.

    What a profile leaves out is as in GB/T 9704.
    """
    known = profiles(project)
    standard = project.bundled / "templates" / PROFILES / f"{DEFAULT_PROFILE}.yaml"
    path = named_file(source, ("profile",), known) or known[office.get("profile") or DEFAULT_PROFILE]
    return {**entries(standard), **entries(path)}


@kept(32)
def entries(path: Path) -> Mapping[str, str]:
    """Return what a profile file says. Raises TemplateError naming every entry that cannot be used."""
    profile = read(path)
    problems = [
        Problem(code, profile.place(key), {"name": key, "value": value})
        for key, value in profile.values.items()
        if (code := fault(key, value))
    ]
    if problems:
        raise TemplateError(problems)
    return profile.values


def fault(name: str, value: object) -> str | None:
    """Return the code of what is wrong with a profile's entry, None when nothing is."""
    if not is_css_variable(name, value):
        return "profile-entry"
    return None if is_measurable(name, str(value)) else "profile-length"


def is_css_variable(name: str, value: object) -> bool:
    """Return whether name and value can stand in a style sheet as one variable and nothing more."""
    plain_name = name.replace("-", "").isalnum() and name.islower()
    if not plain_name or not isinstance(value, str) or not value:
        return False
    return not set(value) & set(";{}\\@\"'") and "/*" not in value and value.count("(") == value.count(")")


def is_measurable(name: str, value: str) -> bool:
    """Return whether docgen can compute with a profile's entry; one it only hands on to CSS always passes."""
    if name not in READ:
        return True
    try:
        return READ[name](value) > 0 or name == "tracking"
    except ValueError:
        return False

"""The stop `model`: a content file becomes a checked document, with everything it refers to.

In goes a `Source`, out comes a `Document`: typed values, the kind, the office, the figures, the profile.
All problems of all the files it touches come out at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from . import figures, kinds, model
from .errors import ContentError, Problem, TemplateError, unique
from .figures import Figures
from .kinds import Kind
from .project import Project
from .source import Source, read
from .suggest import nearest

OFFICES = "offices.yaml"
DEFAULT_PROFILE = "gb9704"

Made = TypeVar("Made")


@dataclass(frozen=True)
class Document:
    """One content file, checked."""

    project: Project
    source: Source
    kind: Kind
    values: Mapping[str, Any]  # typed by the kind's schema; what the clerk left out is absent
    office: Mapping[str, Any]
    figures: Figures | None
    profile: Mapping[str, str]

    @property
    def acknowledged(self) -> Mapping[str, str]:
        """The inconsistencies the clerk has looked into: id of the check -> reason."""
        return self.values.get("acknowledge") or {}


def check(project: Project, source: Source) -> Document:
    """Return the document that `source` describes.

    Raises ContentError with every problem found in the file, its office, its figures and its profile.
    """
    kind = kinds.load(project, str(source.values.get("kind", "")), source.place("kind"))
    tries = Tries()
    values = tries.run(lambda: model.check(source, kind.schema), {})
    office = tries.run(lambda: find_office(project, source), {})
    facts = tries.run(lambda: find_figures(project, source), None)
    profile = tries.run(lambda: read_profile(project, source, office), {})
    tries.raise_all()
    return Document(project, source, kind, values, office, facts, profile)


class Tries:
    """Runs one check after another and keeps what each holds against the content."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def run(self, check: Callable[[], Made], otherwise: Made) -> Made:
        """Return what `check` returns, or `otherwise` when it raises a ContentError."""
        try:
            return check()
        except ContentError as error:
            self.problems += error.problems
            return otherwise

    def raise_all(self) -> None:
        """Raise one ContentError for all that was found, each problem once."""
        if self.problems:
            raise ContentError(unique(self.problems))


def find_office(project: Project, source: Source) -> Mapping[str, Any]:
    """Return the entry of content/offices.yaml that the document names as its 发文机关, None for what it lacks."""
    listed = read(project.content(OFFICES))
    schema = kinds.read_schema(project.template("_shared/offices.schema.yaml"))
    offices = model.check(listed, schema)
    name = str(source.values.get("office", ""))
    if name and name not in offices:
        values = {"name": name, "nearest": nearest(name, offices)}
        raise ContentError([Problem("office-unknown", source.place("office"), values)])
    return {**dict.fromkeys(schema["additionalProperties"]["properties"]), **offices.get(name, {})}


def find_figures(project: Project, source: Source) -> Figures | None:
    """Return the figures the document names, None when it names none."""
    name = source.values.get("figures")
    if not name:
        return None
    found = figures.read(read(project.content(f"figures/{name}.yaml")))
    found.check_acknowledged(source)
    return found


def read_profile(project: Project, source: Source, office: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the house rules (版式) in force: the document's own, else its office's, else GB/T 9704."""
    name = source.values.get("profile") or office.get("profile") or DEFAULT_PROFILE
    profile = read(project.template(f"_shared/profiles/{name}.yaml"))
    problems = [
        Problem("profile-entry", profile.place(key), {"name": key, "value": value})
        for key, value in profile.values.items()
        if not is_css_variable(key, value)
    ]
    if problems:
        raise TemplateError(problems)
    return profile.values


def is_css_variable(name: str, value: object) -> bool:
    """Return whether name and value can stand in a style sheet as one variable and nothing more."""
    plain_name = name.replace("-", "").isalnum() and name.islower()
    return plain_name and isinstance(value, str) and bool(value) and not set(value) & set(";{}\\@\"'")


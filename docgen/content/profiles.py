"""Profiles (版式): the page measures and type that an office may set, and which one a document takes.

They are content like any other: `_shared/profile.schema.yaml` names every entry, what it may be and between
which limits; here is what two entries must agree on so that a page remains that can be read.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.memory import kept
from docgen.foundation.units import MM, mm

from . import schemas
from .project import Project
from .references import named_file, yaml_files
from .schemas import validation
from .schemas.fields import Fields
from .schemas.lengths import points
from .source import Source, read

PROFILES = "_shared/profiles"
SCHEMA = "_shared/profile.schema.yaml"
DEFAULT_PROFILE = "gb9704"

PAPER_WIDTH, PAPER_HEIGHT = 210 * MM, 297 * MM  # A4 (GB/T 9704-2012, 5.1)
TEXT_WIDTH, TEXT_HEIGHT = 60 * MM, 80 * MM
"""The least that page margins leave for text: below it titles and tables cannot be set."""


@kept(16)
def profiles(project: Project) -> Mapping[str, Path]:
    """Return the profile files (版式) by name, the office's own before the bundled ones."""
    folders = reversed(project.template_folders)
    return {name: path for f in folders for name, path in yaml_files(f / PROFILES).items()}


def read_profile(project: Project, source: Source, office: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the house rules in force: the document's own profile, else its office's, else GB/T 9704.

    What a profile leaves out is as in GB/T 9704. Raises ContentError for all that is wrong in it.
    """
    known = profiles(project)
    path = named_file(source, ("profile",), known) or known[office.get("profile") or DEFAULT_PROFILE]
    return house_rules(project, path)


def house_rules(project: Project, path: Path) -> Mapping[str, str]:
    """Return what the profile at `path` says, the rest as in GB/T 9704. Raises ContentError."""
    standard = project.bundled / "templates" / PROFILES / f"{DEFAULT_PROFILE}.yaml"
    return rules_of(path, standard, project.template(SCHEMA))


@kept(32)
def rules_of(path: Path, standard_path: Path, schema_path: Path) -> Mapping[str, str]:
    """Return what a profile says, the rest as the standard one: for all projects that have these files.

    Raises ContentError with what is wrong.
    """
    schema = schemas.read(schema_path)
    standard, profile = read(standard_path), read(path)
    rules = {**checked(standard, schema), **checked(profile, schema)}
    if problems := list(disagreements(profile, rules, Fields(schema, profile.values))):
        raise ContentError(problems)
    return rules


def checked(profile: Source, schema: Mapping[str, Any]) -> dict[str, str]:
    """Return the entries of a profile as a style sheet has them. Raises ContentError with every problem."""
    values, problems = validation.judged(profile, schema)
    problems += beyond_limits(profile, values, Fields(schema, profile.values), {p.place for p in problems})
    problems += [
        Problem("entry-empty", profile.key_place(name), {"name": name})
        for name, value in profile.values.items()
        if value == ""
    ]
    if problems:
        raise ContentError(sorted(problems, key=validation.in_file_order))
    return {name: str(value) for name, value in values.items()}


def beyond_limits(
    profile: Source, values: Mapping[str, Any], fields: Fields, told: set[Any]
) -> Iterator[Problem]:
    """Yield the lengths beyond the limits of their schema; those `told` of are passed over."""
    for name, value in values.items():
        place = profile.place(name)
        least, most = (fields.first((name,), word) for word in ("x-least", "x-most"))
        if place in told or least is None:
            continue
        found = {**fields.told((name,)), "found": value}
        if points(value) < points(least):
            yield Problem("value-too-small", place, {**found, "limit": least})
        elif points(value) > points(most):
            yield Problem("value-too-big", place, {**found, "limit": most})


def disagreements(profile: Source, rules: Mapping[str, str], fields: Fields) -> Iterator[Problem]:
    """Yield the entries that cannot hold together: margins without text between, lines over one another."""

    def told(code: str, *names: str, **values: object) -> Problem:
        place = profile.place([name for name in names if name in profile.values][-1])
        titles = [fields.told((name,))["field"] for name in names]
        return Problem(code, place, {"first": titles[0], "second": titles[-1], **values})

    size = {name: points(value) for name, value in rules.items() if is_length(name, fields)}
    for names, paper, room in (
        (("page-left", "page-right"), PAPER_WIDTH, TEXT_WIDTH),
        (("page-top", "page-bottom"), PAPER_HEIGHT, TEXT_HEIGHT),
    ):
        left = paper - sum(size[name] for name in names)
        if left < room:
            yield told("profile-no-room", *names, left=f"{mm(left):.0f}", room=f"{mm(room):.0f}")
    for pitch, type_size in (
        ("line-pitch", "body-size"),
        ("title-pitch", "title-size"),
        ("table-pitch", "table-size"),
    ):
        if size[pitch] < size[type_size]:
            yield told("profile-lines-meet", pitch, type_size, found=rules[pitch], size=rules[type_size])
    if size["page-number-drop"] + size["small-size"] > size["page-bottom"]:
        yield told("profile-number-off-page", "page-number-drop", "page-bottom", room=rules["page-bottom"])


def is_length(name: str, fields: Fields) -> bool:
    """Say whether an entry is a length."""
    return fields.first((name,), "x-least") is not None

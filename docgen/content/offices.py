"""Offices (发文机关): what `content/offices.yaml` says of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from docgen.foundation import text_marks
from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.memory import kept
from docgen.foundation.suggest import nearest

from . import schemas
from .profiles import profiles
from .project import Project
from .references import named_file
from .schemas import validation
from .source import Source, read

OFFICES = "offices.yaml"
PRINTED = (
    "name", "short_name", "self_name", "masthead", "code", "letter_code", "printed_by", "contact", "people",
)  # fmt: skip
"""What is text to print; the rest of an entry names files and figures."""
OFFICE_SCHEMA = "_shared/offices.schema.yaml"


def find_office(project: Project, source: Source) -> Mapping[str, Any]:
    """Return the entry of content/offices.yaml for the document's 发文机关, None for what it lacks."""
    listed, offices, fields = all_offices(project)
    name = source.values.get("office", "")
    if not isinstance(name, str):
        name = ""  # told by the schema
    if name and name not in offices:
        values = {"name": name, "nearest": nearest(name, offices)}
        raise ContentError([Problem("office-unknown", source.place("office"), values)])
    named_file(listed, (name, "profile"), profiles(project))
    return {**dict.fromkeys(fields), **offices.get(name, {})}


@kept(16)
def all_offices(project: Project) -> tuple[Source, Mapping[str, Any], Sequence[str]]:
    """Return content/offices.yaml as text, its entries, and the fields an entry may have.

    Raises ContentError with all that is wrong in it.
    """
    listed = read(project.content(OFFICES))
    schema = schemas.read(project.template(OFFICE_SCHEMA))
    offices = validation.check(listed, schema)
    return listed, {name: printed(entry) for name, entry in offices.items()}, list(fields_of(schema))


def fields_of(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what may be said of an office, by its key."""
    fields: Mapping[str, Any] = schema["additionalProperties"]["properties"]
    return fields


def printed(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an office's entry as it is printed."""
    return {key: mended(value) if key in PRINTED else value for key, value in entry.items()}


def mended(value: Any) -> Any:
    """Return what an office says of itself without signs that nobody sees; the rules tell of them."""
    if isinstance(value, Mapping):
        return {key: mended(part) for key, part in value.items()}
    return text_marks.mended(value) if isinstance(value, str) else value

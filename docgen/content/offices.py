"""Offices (发文机关): what `content/offices.yaml` says of them."""

from collections.abc import Mapping, Sequence
from typing import Any

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
OFFICE_SCHEMA = "_shared/offices.schema.yaml"


def find_office(project: Project, source: Source) -> Mapping[str, Any]:
    """Return the entry of content/offices.yaml for the document's 发文机关, None for what it lacks."""
    listed, offices, fields = all_offices(project)
    name = str(source.values.get("office", ""))
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
    return listed, validation.check(listed, schema), list(schema["additionalProperties"]["properties"])

"""What a file is asked for: the schema of its kind, or that of the project's files that are no documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docgen.foundation.working_folder import whole

from .. import chapters, kinds, schemas
from ..figures.file import schema_for
from ..offices import OFFICE_SCHEMA, OFFICES
from ..project import Project
from ..source import Source

OFFICES_TITLE = "发文机关"
FIGURES_FOLDER = "figures"


@dataclass(frozen=True)
class Asked:
    """A schema, and what files of it are called."""

    name: str  # letters/reminder; offices, figures, chapter
    title: str
    schema: Mapping[str, Any]


def asked_of(project: Project, source: Source) -> Asked:
    """Return what a file of a project is asked for.

    Raises ContentError for a file of no kind, TemplateError for a broken schema.
    """
    path = whole(source.path)
    schema: Mapping[str, Any]
    if path == whole(project.content(OFFICES)):
        return Asked("offices", OFFICES_TITLE, schemas.read(project.template(OFFICE_SCHEMA)))
    if path.parent == whole(project.content(FIGURES_FOLDER)):
        schema = schema_for(source.values)
        return Asked("figures", str(schema["title"]), schema)
    if path.parent.name == chapters.FOLDER and "kind" not in source.values:
        schema = schemas.read(project.template(chapters.SCHEMA))
        return Asked("chapter", str(schema["title"]), schema)
    kind = kinds.load(project, str(source.values.get("kind", "")), source.place("kind"))
    return Asked(kind.name, kind.title, kind.schema)

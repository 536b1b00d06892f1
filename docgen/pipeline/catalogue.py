"""What a kind asks for: its fields, its roster's columns, the fields of a chapter; for help and forms."""

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.address.jobs import roster_schema
from docgen.address.roster.columns import columns
from docgen.content import kinds, schemas
from docgen.content.chapters import SCHEMA, names_chapters
from docgen.content.kinds import Kind
from docgen.content.project import Project
from docgen.content.schemas.outline import Outlined, outline
from docgen.foundation.errors import Place


@dataclass(frozen=True)
class KindGuide:
    """A kind, and all that may be filled in for it."""

    kind: Kind
    fields: Sequence[Outlined]
    columns: Sequence[Outlined]  # of its roster, as its texts name them; none for a kind without one
    chapter: Sequence[Outlined]  # of a chapter's file; none for what is no handbook


def describe_kind(project: Project, name: str) -> KindGuide:
    """Return what the kind called `name` (letters/notice, 通知) asks for.

    Raises ContentError for a name of no kind or of several, TemplateError for a broken schema.
    """
    kind = kinds.load(project, name, Place())
    return KindGuide(kind, outline(kind.schema), roster_columns(project, kind), chapter_fields(project, kind))


def roster_columns(project: Project, kind: Kind) -> list[Outlined]:
    """Return the columns that a kind's roster may have."""
    if "recipients" not in kind.schema["properties"]:
        return []
    return [
        Outlined(
            f"recipient.{one.key}", one.title, one.type or "string", one.choices, one.required, one.about
        )
        for one in columns(roster_schema(project, kind))
    ]


def chapter_fields(project: Project, kind: Kind) -> list[Outlined]:
    """Return the fields of a chapter's file."""
    return outline(schemas.read(project.template(SCHEMA))) if names_chapters(kind.schema) else []

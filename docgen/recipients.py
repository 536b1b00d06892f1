"""The stop `address`: one job for each recipient (收件人), or one job when a document names no roster.

A roster is a file in content/recipients: a title and a list of rows, each with a name and whatever columns
the letter prints as `{{ recipient.… }}`. Its values stay as typed; they are never read as templates.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import model, schemas
from .document import Document, named_file, yaml_files
from .errors import ContentError, Problem
from .filenames import safe_name, unique
from .source import Source, read


@dataclass(frozen=True)
class Job:
    """One document for one recipient."""

    document: Document
    name: str  # file name without extension
    recipient: Mapping[str, Any] | None = None


def address(document: Document) -> list[Job]:
    """Return the jobs of `document`, in the roster's order.

    Raises ContentError for a roster that cannot be read, lacks names, or names someone twice.
    """
    stem = document.source.path.stem
    rosters = yaml_files(document.project.content("recipients"))
    roster = named_file(document.source, ("recipients",), rosters)
    if roster is None:
        return [Job(document, safe_name(stem))]
    rows = checked_rows(document, read(roster))
    names = unique([safe_name(f"{stem}-{row['name']}") for row in rows])
    return [Job(document, name, row) for name, row in zip(names, rows, strict=True)]


def checked_rows(document: Document, listed: Source) -> list[Mapping[str, Any]]:
    """Return the rows of a roster, each with a name of its own."""
    schema = schemas.read(document.project.template("_shared/recipients.schema.yaml"))
    rows: list[Mapping[str, Any]] = model.check(listed, schema)["recipients"]
    names = [row["name"] for row in rows]
    repeated = [
        Problem("recipient-repeated", listed.place("recipients", number, "name"), {"name": name})
        for number, name in enumerate(names)
        if name in names[:number]
    ]
    if repeated:
        raise ContentError(repeated)
    return rows

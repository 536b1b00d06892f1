"""The stop `address`: one job for each recipient (收件人), or one job when a document names no roster.

A roster is a file in content/recipients: YAML, CSV or a workbook. It is read and checked whole, put in the
order the document asks for, and held against the numbers it promises, before there is any job. What each
recipient has the letter prints as `{{ recipient.… }}`; those values stay as typed and are never read as
templates.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docgen.archive.issued import Issue
from docgen.content import schemas
from docgen.content.document import Document
from docgen.content.kinds import Kind
from docgen.content.project import Project
from docgen.content.references import named_file
from docgen.content.source import Source
from docgen.foundation.errors import NOWHERE, ContentError, Finding, Place, Problem, TemplateError, beginning
from docgen.foundation.filenames import safe_name
from docgen.foundation.suggest import nearest

from . import roster
from .copies import copies, refuse_without_roster, stem
from .roster import Roster, checks, order
from .roster.columns import (
    NAME,
    Schema,
    by_heading,
    columns,
    counted,
    folded,
    key_of,
    listing_schema,
    together,
)

SHARED = "_shared/recipients.schema.yaml"


@dataclass(frozen=True)
class Job:
    """One document for one recipient, or for all of a roster."""

    document: Document
    name: str  # file name without extension
    recipient: Mapping[str, Any] | None = None
    recipients: tuple[Mapping[str, Any], ...] = ()  # of a document that lists its whole roster
    place: Place = NOWHERE  # of the recipient's row; a spare copy has none
    findings: tuple[Finding, ...] = ()  # what was noticed while the roster was read
    label: str = ""  # what the recipient is called, namesakes told apart


def address(document: Document, issued: Sequence[Issue] = ()) -> list[Job]:
    """Return the jobs of `document`, in the order it asks for.

    `issued` are the letters made before into the same folder, whose numbers stay with their people.
    Raises ContentError for a roster that cannot be used: its first problems, and how many more there are.
    """
    path = roster_file(document.project, document.source)
    if path is None:
        refuse_without_roster(document)
        return [Job(document, safe_name(stem(document)))]
    schema = roster_schema(document.project, document.kind)
    listed = arranged(document, first_told(path, schema, document.kind), schema)
    if together(schema):
        everyone = tuple(entry.values for entry in listed.entries)
        return [Job(document, safe_name(stem(document)), recipients=everyone, findings=listed.notes)]
    made, notes = copies(document, listed.entries, key_of(schema), issued)
    findings = (*listed.notes, *notes)
    return [
        Job(document, one.name, recipient=one.row, place=one.place, findings=findings, label=one.label)
        for one in made
    ]


def roster_file(project: Project, source: Source) -> Path | None:
    """Return the roster that a document names, None when it names none.

    A name without suffix means the one file of that name that is YAML, .xlsx or CSV.
    Raises ContentError for a name that no file or more than one answers to.
    """
    paths = sorted(project.content("recipients").glob("*.*"))
    known = {path.name: path for path in paths if path.suffix.lower() in roster.SUFFIXES}
    known = {name: path for name, path in known.items() if not name.startswith(("~", "."))}
    plain: dict[str, list[Path]] = {}
    for path in known.values():
        if path.suffix.lower() in roster.PLAIN_SUFFIXES:
            plain.setdefault(path.stem, []).append(path)
    found = named_file(
        source, ("recipients",), {**known, **{stem: paths[0] for stem, paths in plain.items()}}
    )
    same = plain.get(str(source.values.get("recipients")), ())
    if len(same) > 1:
        values = {"names": "、".join(path.name for path in same)}
        raise ContentError([Problem("roster-ambiguous", source.place("recipients"), values)])
    return found


def roster_schema(project: Project, kind: Kind) -> Schema:
    """Return what a roster for a kind of document must be like.

    Raises TemplateError for a kind whose recipients need no name: files are named after it.
    """
    schema = listing_schema(schemas.read(project.template(SHARED)), kind.schema)
    if not any(column.key == NAME and column.required for column in columns(schema)):
        place = Place(project.template(f"{kind.name}/schema.yaml"))
        raise TemplateError([Problem("recipient-nameless", place)])
    return schema


def key_columns(document: Document) -> tuple[str, ...]:
    """Return the columns that tell two recipients of a document apart."""
    return key_of(roster_schema(document.project, document.kind))


def first_told(path: Path, schema: Schema, kind: Kind) -> Roster:
    """Return the roster in a file, or raise ContentError that shows its first problems and how to see all."""
    try:
        return roster.read(path, schema, kind.name)
    except ContentError as error:
        raise ContentError(error.problems, beginning(error.problems, "roster-more", path)) from error


def column_called(name: str, document: Document, rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the key of the roster's column that is called `name`, by its key or its title.

    Raises ContentError when the roster has none of that name.
    """
    declared = columns(roster_schema(document.project, document.kind))
    known = {folded(key): key for row in rows for key in row}
    known |= {heading: column.key for heading, column in by_heading(declared).items()}
    if folded(name) not in known:
        titles = [column.title for column in declared]
        place = Place(document.source.path)
        raise ContentError(
            [Problem("column-unknown", place, {"name": name, "nearest": nearest(name, titles)})]
        )
    return known[folded(name)]


def arranged(document: Document, listed: Roster, schema: Schema) -> Roster:
    """Return a roster in the order the document asks for.

    Raises ContentError for an unknown order, and for a class with more or fewer rows than promised.
    """
    asked = str(document.values.get("order", ""))
    place = document.source.place("order")
    rows = [entry.values for entry in listed.entries]
    problems = list(checks.broken_promises(rows, counted(schema), promises(document), document.source))
    if problems:
        raise ContentError(problems)
    entries = order.arranged(listed.entries, asked, columns(schema), place)
    notes = (*listed.notes, *order.unplaced(listed.entries, asked))
    subject = str(document.source.path)
    return Roster(tuple(entries), tuple(replace(note, subject=subject) for note in notes))


def promises(document: Document) -> dict[str, int]:
    """Return how many rows a document promises, by class.

    Raises ContentError for a promise that names a figure there is none of, or one that is no count.
    """
    found: dict[str, int] = {}
    problems = []
    for name, text in document.values.get("promises", {}).items():
        number = promised(document, text)
        if number is None:
            place = document.source.place("promises", name)
            problems.append(Problem("promise-unreadable", place, {"name": name, "found": text}))
        else:
            found[name] = number
    if problems:
        raise ContentError(problems)
    return found


def promised(document: Document, text: str) -> int | None:
    """Return the number that a promise states or takes from the figures (`figures.cadres.total`), or None."""
    if text.isascii() and text.isdigit():
        return int(text)
    figure = document.figures.get(text.removeprefix("figures.")) if document.figures else None
    return figure.value if figure and isinstance(figure.value, int) else None

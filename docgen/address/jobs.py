"""The stop `address`: one job for each recipient (收件人) or numbered copy (份号), else one job.

A roster is a file in content/recipients: YAML, CSV or a workbook. It is read and checked whole, put in the
order the document asks for, and held against the numbers it promises, before there is any job. What each
recipient has the letter prints as `{{ recipient.… }}`; those values stay as typed and are never read as
templates.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from docgen.archive.issued import Issue
from docgen.content import schemas
from docgen.content.document import Document
from docgen.content.kinds import Kind
from docgen.content.project import Project
from docgen.content.references import named_file
from docgen.content.schemas.validation import in_file_order
from docgen.content.source import Source
from docgen.foundation.errors import (
    NOWHERE,
    ContentError,
    Finding,
    Place,
    Problem,
    TemplateError,
    also_telling,
    first_problems,
)
from docgen.foundation.filenames import safe_name
from docgen.foundation.suggest import nearest

from . import printed, roster
from .copies import base_name, copies, refuse_without_roster
from .copy_numbers import copy_number, numbered_copies, refuse_uncountable
from .roster import NO_NAMES, Roster, checks, order
from .roster.columns import (
    NAME,
    Schema,
    by_heading,
    columns,
    counted,
    folded,
    key_of,
    listing_schema,
    lists_everyone,
)
from .roster.entry import Entry, Row
from .roster.names import NamedRow, Names

SHARED = "_shared/recipients.schema.yaml"


@dataclass(frozen=True)
class Job:
    """One document for one recipient, for all of a roster, or one of its numbered copies."""

    document: Document
    name: str  # file name without extension
    recipient: Mapping[str, Any] | None = None
    recipients: tuple[Mapping[str, Any], ...] = ()  # of a document that lists its whole roster
    names: Names = NO_NAMES  # what the roster's columns can be called
    copy_number: str = ""  # 份号, where copies are counted
    place: Place = NOWHERE  # of the recipient's row; a spare copy has none
    findings: tuple[Finding, ...] = ()  # what was noticed while the roster was read
    label: str = ""  # what the recipient is called, namesakes told apart
    copy: Row = field(default_factory=dict)  # what is recorded of a numbered copy, which is for nobody
    fellows: tuple[str, ...] = ()  # the names of all of its class, its own too: they are set in one size

    @property
    def row(self) -> Row:
        """What tells it from the other papers of its document: its recipient, or which copy it is."""
        return self.recipient or self.copy

    @property
    def placeholders(self) -> dict[str, object]:
        """What the placeholders of its text may name, figures aside; a recipient's columns by every name."""
        named = None if self.recipient is None else NamedRow(self.recipient, self.names)
        return printed.names_for(self.document, named)


def address(document: Document, issued: Sequence[Issue] = ()) -> list[Job]:
    """Return the jobs of `document`, in the order it asks for.

    `issued` are the letters made before into the same folder, whose numbers stay with their people.
    Raises ContentError for a roster that cannot be used: its first problems, and how many more there are.
    """
    path = roster_file(document.project, document.source)
    if path is None:
        return each_copy(Job(document, safe_name(base_name(document))))
    schema = roster_schema(document.project, document.kind)
    read = first_told(path, document, schema)
    with also_telling(lambda: read.notes):
        listed = arranged(document, read, schema)
        if lists_everyone(schema):
            everyone = tuple(entry.values for entry in listed.entries)
            name = safe_name(base_name(document))
            return each_copy(Job(document, name, recipients=everyone, findings=listed.notes))
        refuse_uncountable(document, listed.entries)
        refuse = partial(refuse_unprintable, document, listed=listed, path=path)
        made, notes = copies(document, listed.entries, key_of(schema), listed.names, refuse, issued)
    findings = (*listed.notes, *notes)
    column = counted(schema) or ""
    fellows = names_by_class(listed.entries, column)
    return [
        Job(
            document,
            one.name,
            recipient=one.row,
            names=listed.names,
            copy_number=copy_number(document, one.at),
            place=one.entry.place,
            findings=findings,
            label=one.label,
            fellows=fellows.get(one.row.get(column), ()),
        )
        for one in made
    ]


def each_copy(job: Job) -> list[Job]:
    """Return a job for each of a document's numbered copies that is asked for; without 份数 the one it is.

    Raises ContentError when some copies are asked for, and there are none or others.
    """
    document = job.document
    entries = numbered_copies(document)
    if not entries:
        refuse_without_roster(document)
        return [replace(job, copy_number=copy_number(document, 0))]
    made, _ = copies(document, entries, (NAME,), NO_NAMES, lambda entries: None)
    return [
        replace(
            job, name=one.name, copy_number=one.label, place=one.entry.place, label=one.label, copy=one.row
        )
        for one in made
    ]


def names_by_class(entries: Iterable[Entry], column: str) -> dict[object, tuple[str, ...]]:
    """Return the names of a roster by what its rows say in a column; without one they are of one class."""
    found: dict[object, list[str]] = {}
    for entry in entries:
        found.setdefault(entry.values.get(column), []).append(str(entry.values.get(NAME, "")))
    return {value: tuple(names) for value, names in found.items()}


def refuse_unprintable(document: Document, entries: Iterable[Entry], listed: Roster, path: Path) -> None:
    """Raise ContentError for cells of the roster at `path` that would be printed as nothing, or as 同上.

    So too for columns that it lacks, where there is something in the file that was not read.
    """
    problems = [
        problem
        for entry in entries
        if "spare" not in entry.values
        for problem in printed.wrong_cells(document, entry, listed.names)
    ]
    problems.sort(key=in_file_order)
    unknown = printed.unknown_columns(document, listed.names) if listed.unread else []
    if problems or unknown:
        shown = [*listed.unread, *first_problems(problems, "roster-more", path), *unknown]
        raise ContentError([*listed.unread, *problems, *unknown], shown)


def roster_file(project: Project, source: Source) -> Path | None:
    """Return the roster that a document names, None when it names none.

    A name without suffix means the one file of that name that is YAML, .xlsx or CSV; where there is none, the
    one that is some other table, or a file that cannot be read as one, so that it is told what it is.
    Raises ContentError for a name that no file or more than one answers to.
    """
    paths = sorted(project.content("recipients").glob("*.*"))
    known = {path.name: path for path in paths if not path.name.startswith(("~", "."))}
    known = {name: path for name, path in known.items() if rank(path) < len(roster.RANKS)}
    short: dict[str, list[Path]] = {}
    for path in known.values():
        same = [other for other in short.get(path.stem, []) if rank(other) <= rank(path)]
        if all(rank(other) == rank(path) for other in same):
            short[path.stem] = [*same, path]
    found = named_file(
        source, ("recipients",), {**known, **{stem: paths[0] for stem, paths in short.items()}}
    )
    same = short.get(str(source.values.get("recipients")), [])
    if len(same) > 1:
        values = {"names": "、".join(path.name for path in same)}
        raise ContentError([Problem("roster-ambiguous", source.place("recipients"), values)])
    return found


def rank(path: Path) -> int:
    """Return how far down a file stands among those that could be meant by a name without suffix."""
    suffix = path.suffix.lower()
    return next((rank for rank, suffixes in enumerate(roster.RANKS) if suffix in suffixes), len(roster.RANKS))


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


def first_told(path: Path, document: Document, schema: Schema) -> Roster:
    """Return a document's roster, or raise ContentError that shows its first problems and how to see all."""
    try:
        asked = printed.columns_read(document.project, document.kind, document.source)
        return roster.read(path, schema, document.kind.name, asked)
    except ContentError as error:
        raise ContentError(error.problems, first_problems(error.problems, "roster-more", path)) from error


def column_called(name: str, document: Document, rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the key of the roster's column that is called `name`, by its key or its title.

    Raises ContentError when the roster has none of that name.
    """
    declared = columns(roster_schema(document.project, document.kind))
    free = Names(dict.fromkeys((key for row in rows for key in row), ()))
    known = {heading: column.key for heading, column in by_heading(declared).items()}
    other = Names({column.key: (*column.aliases, *column.stand_ins) for column in declared})
    key = known.get(folded(name)) or free.key(name) or other.key(name)
    if key is None:
        titles = [column.title for column in declared]
        place = Place(document.source.path)
        raise ContentError(
            [Problem("column-unknown", place, {"name": name, "nearest": nearest(name, titles)})]
        )
    return key


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
    return replace(listed, entries=tuple(entries), notes=tuple(replace(n, subject=subject) for n in notes))


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

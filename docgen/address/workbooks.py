"""The workbooks of `docgen sheet`: a blank roster to fill in, and a roster with its bad cells marked.

In goes the name of a kind or a document, out comes the path of a new .xlsx; an existing file is never
overwritten.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from docgen.content import document as documents
from docgen.content import kinds, own_words, project, source, sources
from docgen.content.document import source_file
from docgen.content.kinds import Kind
from docgen.content.project import Project
from docgen.content.source import Source
from docgen.foundation import files
from docgen.foundation.errors import ContentError, ErrorCollector, Finding, Place, Problem
from docgen.prose.rendering import Rendering

from . import jobs, printed, roster
from .jobs import Job
from .roster import blank, marked
from .roster.checks import TOTAL
from .roster.columns import Column, columns, counted, takes_any, version
from .roster.entry import Entry
from .roster.names import Names
from .roster.table import Table


def write_blank(wanted: str, file: Path, folder: Path | None) -> Path:
    """Write the blank roster of a kind (letters/reminder) or of a document (its path), and return `file`.

    The kind is looked up in the project that `folder` lies in.
    """
    refuse_existing(file)
    if is_path(wanted):
        path = source_file(Path(wanted))
        document = source.read(path)
        home = project.find(path)
        kind = kind_of(home, document)
        names, classes = printed.columns_asked(document), promised_classes(document)
    else:
        home, names, classes = project.home(folder), [], ()
        kind = kinds.load(home, wanted, Place())
    refuse_without_roster(kind)
    schema = jobs.roster_schema(home, kind)
    known = promised(columns(schema), counted(schema), classes)
    wide = blank.with_free(known, free(names, known)) if takes_any(schema) else known
    own = own_words.words(home)
    wide = [replace(column, example=own_words.said(column.example, own)) for column in wide]
    files.write_new({file: blank.workbook(wide, {"kind": kind.name, "schema": version(schema)})})
    return file


def write_marked(path: Path, file: Path, lang: str) -> list[Problem]:
    """Return all problems of a document's roster, and write it with them marked if there are any.

    They are the roster's own and, where it has none, those of its letters: what they print of it.
    Raises ContentError for a roster that cannot be read at all.
    """
    refuse_existing(file)
    judged = judge(path)
    if judged.problems:
        if judged.table is None:
            raise ContentError([*judged.problems, Problem("roster-not-table", Place(judged.file))])
        files.write_new({file: marked.workbook(judged.table.sheet, judged.problems, lang)})
    return list(judged.problems)


@dataclass(frozen=True)
class Judged:
    """A roster as it was judged: its file, its table unless it is YAML, its problems, and what is told of it.

    The `entries` are those of its recipients, none where there are problems.
    """

    file: Path
    table: Table | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Finding, ...] = ()
    entries: tuple[Entry, ...] = ()


def judge(path: Path, other: Path | None = None) -> Judged:
    """Return the roster of the document at `path` with all its problems, or `other` judged in its place.

    They are the roster's own and, where it has none, those of its letters: what they print of it. With
    `other` there are no letters yet. Raises ContentError for a roster that cannot be read at all, and for a
    document that names none.
    """
    path = source_file(path)
    document, home = source.read(path), project.find(path)
    listed = other or jobs.roster_file(home, document)
    if listed is None:
        raise ContentError([Problem("roster-not-named", document.place())])
    kind = kind_of(home, document)
    refuse_without_roster(kind)
    schema, asked = jobs.roster_schema(home, kind), printed.columns_read(home, kind, document)
    is_table = listed.suffix != roster.YAML
    try:
        read = roster.read(listed, schema, kind.name, asked)
        if not other:
            refuse_letters(jobs.address(documents.check(home, document)))
    except ContentError as error:
        table = roster.table_of(listed, schema, asked) if is_table else None
        return Judged(listed, table, error.problems)
    table = roster.table_of(listed, schema, asked) if is_table else None
    return Judged(listed, table, (), (*read.notes, *read.unread), read.entries)


def is_path(wanted: str) -> bool:
    """Say whether a document is meant, and not a kind: letters/reminder, 提醒函."""
    return Path(wanted).suffix == roster.YAML or ("/" in wanted and sources.found(Path(wanted)) is not None)


def refuse_letters(letters: Iterable[Job]) -> None:
    """Raise ContentError with every problem of the texts of letters, filled in for their recipients."""
    tries = ErrorCollector()
    for job in letters:
        document = job.document
        names = {**job.placeholders, "figures": document.figures.recording() if document.figures else None}
        rendering = Rendering(document.source, document.fields, names, document.assets)
        tries.run(partial(rendering.rendered, document.values), {})
    tries.raise_all()


def kind_of(home: Project, document: Source) -> Kind:
    """Return the kind that a document names."""
    return kinds.load(home, str(document.values.get("kind", "")), document.place("kind"))


def promised_classes(document: Source) -> tuple[str, ...]:
    """Return the classes of recipients that a document promises."""
    promises = document.values.get("promises")
    return tuple(name for name in promises if name != TOTAL) if isinstance(promises, dict) else ()


def promised(known: Sequence[Column], counted: str | None, classes: tuple[str, ...]) -> list[Column]:
    """Return the columns, the one that promises count by with `classes` to choose from."""
    return [
        replace(column, choices=classes) if column.key == counted and classes else column for column in known
    ]


def free(asked: Iterable[str], known: Sequence[Column]) -> list[str]:
    """Return the names asked for that are no declared column's: neither its title nor another name of it."""
    declared = Names({c.key: (c.title, *c.aliases, *c.stand_ins) for c in known})
    return [name for name in asked if declared.key(name) is None]


def refuse_without_roster(kind: Kind) -> None:
    """Raise ContentError for a kind of document that goes to everyone alike."""
    if "recipients" not in kind.schema["properties"]:
        values = {"title": kind.title, "name": kind.name}
        raise ContentError([Problem("kind-without-roster", values=values)])


def refuse_existing(file: Path) -> None:
    """Raise ContentError when there is a file already; what a crash left beside it goes."""
    files.tidy(file.parent)
    if file.exists():
        raise ContentError([Problem("file-exists", Place(file))])

"""A roster (名单) read and checked as a whole, whatever it is written in: YAML, CSV or a workbook.

In go a path and the schema of its kind; out come rows of typed values, each with the place a clerk will
find it at. Every problem of the file is told at once, at the sheet's own row and column; nothing of a
roster is used before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from docgen.content.schemas import validation
from docgen.content.source import Source
from docgen.content.source import read as read_yaml
from docgen.foundation import spreadsheets
from docgen.foundation.errors import ContentError, Finding, Place, Problem

from . import checks
from .columns import Column, Schema, columns, key_of, takes_any, version
from .entry import Entry, Row
from .names import Names
from .table import Table

YAML = ".yaml"
RANKS = ((YAML, ".xlsx", ".csv"), spreadsheets.SUFFIXES, spreadsheets.FOREIGN)
"""How a roster's name may end: what need not be written (`recipients: towns` finds one file of these), what
can be read as well, and what is told that it cannot."""

NO_NAMES = Names({})


@dataclass(frozen=True)
class Roster:
    """The recipients in the order they are listed, and what was noticed while reading.

    `names` are what its columns can be called, `unread` those of the notes that say what else is in its file:
    hidden columns, other sheets.
    """

    entries: tuple[Entry, ...]
    notes: tuple[Finding, ...] = ()
    names: Names = NO_NAMES
    unread: tuple[Finding, ...] = ()


def read(path: Path, schema: Schema, kind: str, asked: Iterable[str] = ()) -> Roster:
    """Return the roster in a file, checked against `schema` for a document of `kind`.

    `asked` are the columns that the document prints beside those the kind declares: what cannot be used in
    any other is told and refuses nothing.
    Raises ContentError with every problem found in it, and with what its reader passed over, for there may
    stand what is missing.
    """
    if path.suffix == YAML:
        written = read_yaml(path)
        listed, names = without_empty(written, schema), names_in_yaml(written, columns(schema))
        rows = checked(listed, schema, names)
        return Roster(entries(listed, rows), namesakes(listed, schema), names)
    table = table_of(path, schema, asked)
    sheet = table.sheet
    try:
        listed, rows = of_table(table, schema)
    except ContentError as error:
        raise ContentError([*sheet.notes, *error.problems]) from error
    notes = (*table.notes(), *strangeness(sheet, schema, kind), *namesakes(listed, schema))
    return Roster(entries(listed, rows), notes, table.names, sheet.notes)


def table_of(path: Path, schema: Schema, asked: Iterable[str] = ()) -> Table:
    """Return the table of a roster that is no YAML file: of a workbook the first sheet with its headings.

    Raises ContentError when it cannot be opened.
    """
    of_sheet = partial(Table, columns=columns(schema), takes_any=takes_any(schema), asked=list(asked))
    table = of_sheet(spreadsheets.read(path, lambda sheet: of_sheet(sheet).is_list))
    if table.is_list:
        return table
    return of_sheet(spreadsheets.read(path, lambda sheet: of_sheet(sheet).has_name))


def of_table(table: Table, schema: Schema) -> tuple[Source, list[Row]]:
    """Return a table as a source, and its rows typed. Raises ContentError with every problem found in it."""
    listed = table.source()
    problems = [*table.sorted.problems, *table.faults()]
    people = listed.values["recipients"]
    try:
        rows = checked(listed, schema, table.names, table.unread)
    except ContentError as error:
        known = {problem.place for problem in problems}
        found = [problem for problem in error.problems if problem.place not in known]
        problems += map(table.told, () if table.sorted.problems and not people else found)
    if problems:
        told = [*problems, *table.sorted.notes]  # of whom it was thought that they are no recipients
        raise ContentError(sorted(told, key=validation.in_file_order))
    return listed, rows


def names_in_yaml(listed: Source, declared: Sequence[Column]) -> Names:
    """Return what the columns of a roster written in YAML can be called: their keys and titles."""
    titles = {column.key: (column.title,) for column in declared}
    free: dict[str, tuple[str, ...]] = {key: () for _, row in checks.rows_as_written(listed) for key in row}
    return Names({**free, **titles})


def without_empty(listed: Source, schema: Schema) -> Source:
    """Return a roster written in YAML without its empty free entries: they are empty cells and no more."""
    rows = listed.values.get("recipients")
    if not isinstance(rows, list):
        return listed
    declared = {column.key for column in columns(schema)}
    kept = [
        {key: value for key, value in row.items() if value or key in declared}
        if isinstance(row, dict)
        else row
        for row in rows
    ]
    return replace(listed, values={**listed.values, "recipients": kept})


def checked(
    listed: Source, schema: Schema, names: Names, unread: Sequence[frozenset[tuple[int, str]]] = ()
) -> list[Row]:
    """Return the rows of a roster, typed. Raises ContentError with all that is wrong, repetitions too.

    `unread` is what each row says in columns that are not read: by it, too, people differ.
    """
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    try:
        values = validation.check(listed, schema)
    except ContentError as error:
        problems += error.problems
    problems += checks.repeated(listed, unread)
    problems += checks.fillers(listed, columns(schema), names)
    if problems:
        raise ContentError(sorted(problems, key=validation.in_file_order))
    rows: list[Row] = values["recipients"]
    return rows


def entries(listed: Source, rows: list[Row]) -> tuple[Entry, ...]:
    """Return the rows with their places."""
    return tuple(
        Entry(row, listed.place("recipients", number), partial(listed.place, "recipients", number))
        for number, row in enumerate(rows)
    )


def namesakes(listed: Source, schema: Schema) -> tuple[Finding, ...]:
    """Say who is called as another is, where the kind's columns that tell people apart do not."""
    return tuple(checks.namesakes(listed, key_of(schema)))


def strangeness(sheet: spreadsheets.Sheet, schema: Schema, kind: str) -> tuple[Finding, ...]:
    """Say that a blank workbook was made for other columns: another kind's, or before they changed."""
    if sheet.about.get("schema", version(schema)) == version(schema):
        return ()
    made_for = sheet.about.get("kind", kind)
    code = "sheet-older" if made_for == kind else "sheet-other-kind"
    return (Finding(code, Place(sheet.path), {"found": made_for, "kind": kind}),)

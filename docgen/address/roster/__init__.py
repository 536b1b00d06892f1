"""A roster (名单) read and checked as a whole, whatever it is written in: YAML, CSV or a workbook.

In go a path and the schema of its kind; out come rows of typed values, each with the place a clerk will
find it at. Every problem of the file is told at once, at the sheet's own row and column; nothing of a
roster is used before.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.content.schemas import validation
from docgen.content.source import Source
from docgen.content.source import read as read_yaml
from docgen.foundation import spreadsheets
from docgen.foundation.errors import ContentError, Finding, Place, Problem

from . import checks
from .columns import Schema, columns, has_key, key_of, takes_any, version
from .entry import Entry, Row
from .table import Table

YAML = ".yaml"
SUFFIXES = (YAML, *spreadsheets.SUFFIXES)
PLAIN_SUFFIXES = (YAML, ".xlsx", ".csv")
"""What need not be written: `recipients: towns` finds one file of these."""


@dataclass(frozen=True)
class Roster:
    """The recipients in the order they are listed, and what was passed over while reading."""

    entries: tuple[Entry, ...]
    notes: tuple[Finding, ...] = ()


def read(path: Path, schema: Schema, kind: str) -> Roster:
    """Return the roster in a file, checked against `schema` for a document of `kind`.

    Raises ContentError with every problem found in it.
    """
    if path.suffix == YAML:
        listed = read_yaml(path)
        return Roster(entries(listed, checked(listed, schema)), namesakes(listed, schema))
    sheet = spreadsheets.read(path)
    table = Table(sheet, columns(schema), takes_any(schema))
    listed = table.source()
    faults = list(table.faults())
    try:
        rows = checked(listed, schema)
    except ContentError as error:
        faulty = {fault.place for fault in faults}
        faults += [table.told(problem) for problem in error.problems if problem.place not in faulty]
    if faults:
        raise ContentError(sorted(faults, key=validation.in_file_order))
    return Roster(
        entries(listed, rows), (*table.notes(), *strangeness(sheet, schema, kind), *namesakes(listed, schema))
    )


def checked(listed: Source, schema: Schema) -> list[Row]:
    """Return the rows of a roster, typed. Raises ContentError with all that is wrong, repetitions too."""
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    try:
        values = validation.check(listed, schema)
    except ContentError as error:
        problems += error.problems
    problems += checks.repeated(listed, key_of(schema) if has_key(schema) else ())
    if problems:
        raise ContentError(sorted(problems, key=validation.in_file_order))
    rows: list[Row] = values["recipients"]
    return rows


def entries(listed: Source, rows: list[Row]) -> tuple[Entry, ...]:
    """Return the rows with their places."""
    return tuple(Entry(row, listed.place("recipients", number)) for number, row in enumerate(rows))


def namesakes(listed: Source, schema: Schema) -> tuple[Finding, ...]:
    """Say who bears another's name, where the kind does not name the columns that tell them apart."""
    return () if has_key(schema) else tuple(checks.namesakes(listed))


def strangeness(sheet: spreadsheets.Sheet, schema: Schema, kind: str) -> tuple[Finding, ...]:
    """Say that a blank workbook was made for other columns: another kind's, or before they changed."""
    if sheet.about.get("schema", version(schema)) == version(schema):
        return ()
    made_for = sheet.about.get("kind", kind)
    code = "sheet-older" if made_for == kind else "sheet-other-kind"
    return (Finding(code, Place(sheet.path), {"found": made_for, "kind": kind}),)

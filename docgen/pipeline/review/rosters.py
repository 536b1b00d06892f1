"""A roster as its clerk sees it: rows and columns by the sheet's own numbers, what is wrong at its place.

It is judged by the same checks as a build; what is corrected is saved in a copy (.xlsx) in which every cell
stands where it stood, and as text. The file that was handed in is never written to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Literal

from docgen.address.roster import marked
from docgen.address.roster.headings import merged_areas
from docgen.address.roster.table import Table
from docgen.address.workbooks import Judged, judge
from docgen.content import document, project
from docgen.foundation.errors import ContentError, Finding, Place, Problem, column_letters
from docgen.foundation.filenames import safe_name
from docgen.foundation.files import explain_errors, sync_folder, write_beside, write_file
from docgen.foundation.spreadsheets.sheet import Address

from ..desk.doors import Saved, form, save

Scope = Literal["document", "file", "column", "row", "cell"]
SCOPES: tuple[Scope, ...] = ("document", "file", "column", "row", "cell")
CORRECTED = "-改"
"""Ends the name of a copy with corrections; it is docgen's own, and the next correction goes into it."""
UNREADABLE = "#VALUE!"
"""What a copy has in a cell that could not be read and shows nothing: so it is still wrong there."""
RECIPIENTS = "recipients"


@dataclass(frozen=True)
class RosterColumn:
    """One column of the sheet: its number and letter, its heading, and whether the document reads it."""

    number: int
    letter: str
    title: str
    is_read: bool


@dataclass(frozen=True)
class RosterProblem:
    """What is wrong or to be told, and where: `row` and `column` are the sheet's, if it has any."""

    scope: Scope
    code: str
    text: str
    row: int | None = None
    column: int | None = None
    refuses: bool = True

    @property
    def cell(self) -> str:
        """The cell as spreadsheet programs name it, C12; empty where it is none."""
        return f"{column_letters(self.column)}{self.row}" if self.row and self.column else ""


@dataclass(frozen=True)
class RosterView:
    """A roster, read and judged. `rows` has the texts by row and column; YAML has neither columns nor rows.

    `etag` marks the state of the file, for a correction. Problems of columns come before those of cells.
    """

    file: Path
    sheet: str
    columns: tuple[RosterColumn, ...]
    rows: Mapping[int, Mapping[int, str]]
    problems: tuple[RosterProblem, ...]
    recipients: int
    etag: str

    @property
    def can_be_corrected(self) -> bool:
        """Whether cells can be corrected here: it is a table."""
        return bool(self.columns)

    @property
    def refused(self) -> tuple[RosterProblem, ...]:
        """The problems with which no letter is made."""
        return tuple(one for one in self.problems if one.refuses)


def view_roster(source_path: Path | str, file: Path | str | None = None, lang: str = "zh") -> RosterView:
    """Return the roster of a document; `file` is judged in its place, before it is the document's.

    Raises ContentError for a roster that cannot be read at all (locked, too big, no table), and for a
    document that names none.
    """
    judged = judge(Path(source_path), Path(file) if file else None)
    table = judged.table
    told = [scoped(one, judged, lang) for one in (*judged.problems, *judged.notes)]
    told.sort(key=lambda one: (not one.refuses, SCOPES.index(one.scope), one.row or 0, one.column or 0))
    return RosterView(
        judged.file,
        table.sheet.name if table else "",
        tuple(columns_of(table)) if table else (),
        rows_of(table) if table else {},
        tuple(told),
        len(judged.entries),
        etag_of(judged.file),
    )


def scoped(problem: Problem, judged: Judged, lang: str) -> RosterProblem:
    """Return a problem with what it is about: a cell, a row, a column, the file, or the document itself."""
    place, text = problem.place, marked.unplaced(problem).text(lang)
    refuses = not isinstance(problem, Finding)
    if place.path not in (judged.file, None) or (place.path is None and judged.table is None):
        return RosterProblem("document", problem.code, text, refuses=refuses)
    if place.line is None or judged.table is None:
        return RosterProblem("file", problem.code, text, place.line, refuses=refuses)
    scope: Scope = "cell" if place.column else "row"
    if place.line <= judged.table.headings.last:
        scope = "column"
    return RosterProblem(scope, problem.code, text, place.line, place.column, refuses)


def columns_of(table: Table) -> Iterator[RosterColumn]:
    """Yield the columns of a sheet, those without a heading too."""
    over = table.headings.over
    for number in sorted({number for cells in table.rows.values() for number in cells}):
        title = over[number].text if number in over else ""
        yield RosterColumn(number, column_letters(number), title, number in table.read)


def rows_of(table: Table) -> dict[int, dict[int, str]]:
    """Return what the cells below the headings show, those too that cannot be used."""
    return {
        row: {column: marked.shown(table.sheet, row, column) for column in cells}
        for row, cells in table.rows.items()
        if row > table.headings.last
    }


def etag_of(file: Path) -> str:
    """Return the mark by which one state of a file is told from another."""
    return sha256(file.read_bytes()).hexdigest()


def use_roster(source_path: Path | str, file: Path | str, name: str = "") -> Path:
    """Put the roster `file` into the document's project, under `name` or its own, and into the document.

    It may have faults, which are then shown; no other roster is overwritten. Return where it lies.
    Raises ContentError for a file that cannot be read as a table (before anything is written), and what
    `save` raises.
    """
    path, file = Path(source_path), Path(file)
    judge(path, file)
    folder = project.find(document.source_file(path)).content(RECIPIENTS)
    kept = write_beside(
        folder, safe_name(Path(name or file.name).stem), file.suffix.lower(), file.read_bytes()
    )
    name_roster(path, kept.name)
    return kept


def name_roster(source_path: Path | str, name: str) -> Saved:
    """Have the document take its recipients from the roster `name`; every other byte of its file stays."""
    return save(source_path, {RECIPIENTS: name}, form(source_path).etag)


def correct_roster(source_path: Path | str, cells: Mapping[Address, str], expected: str) -> Path:
    """Save other texts in cells (by row and column) of a document's roster, in a copy, and return the copy.

    The document then takes its recipients from the copy. What else cannot be used stays so in it.
    Raises ContentError for a roster that has changed since (`expected` is its `etag`), and for YAML.
    """
    path = Path(source_path)
    judged = judge(path)
    if judged.table is None:
        raise ContentError([Problem("roster-not-table", Place(judged.file))])
    if etag_of(judged.file) != expected:
        raise ContentError([Problem("roster-changed", Place(judged.file))])
    data = copied(judged.table, cells)
    stem = judged.file.stem.removesuffix(CORRECTED) + CORRECTED
    copy = judged.file.with_name(f"{stem}.xlsx")
    if copy == judged.file:
        with explain_errors(copy.parent):
            write_file(copy, data)
            sync_folder(copy.parent)
    else:
        copy = write_beside(judged.file.parent, stem, ".xlsx", data)
        name_roster(path, copy.name)
    return copy


def copied(table: Table, cells: Mapping[Address, str]) -> bytes:
    """Return a copy of a table with other texts in some cells, as .xlsx.

    A date keeps its year, whatever its cell shows of it. Merged cells stay merged until they are corrected:
    then each of them has the text. A cell that cannot be read is wrong in the copy too.
    """
    sheet = table.sheet
    days = {
        at: day.isoformat()
        for at, day in sheet.dates.items()
        if at[1] in table.chosen and table.chosen[at[1]].type == "date"
    }
    texts = {at: marked.shown(sheet, *at) or UNREADABLE for at in sheet.faults if at not in sheet.merged}
    now = {**sheet.cells, **texts, **days}
    merged = dict(sheet.merged)
    areas = {(top, left): (bottom, right) for top, left, bottom, right in merged_areas(sheet)}
    for at, text in cells.items():
        bottom, right = areas.get(at, at) if merged.pop(at, "") else at
        for row, column in product(range(at[0], bottom + 1), range(at[1], right + 1)):
            now[row, column] = text.strip()
    kept = {at: text for at, text in now.items() if text}
    return marked.copy(replace(sheet, cells=kept, faults={}, merged=merged))

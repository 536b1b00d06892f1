"""A copy of a roster with its bad cells marked: in go a sheet and its problems, out comes an .xlsx.

Every cell stands where it stood, so row numbers hold, and every cell is text: the copy can be mended and
used in place of the original. Colours, formulas and merged cells of the original are not carried over.
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from xlsxwriter.exceptions import OverlappingRange

from docgen.foundation.errors import Place, Problem
from docgen.foundation.spreadsheets import Sheet
from docgen.foundation.spreadsheets.xlsx_writer import TextBook

BAD = {"bg_color": "#FFC7CE", "font_color": "#9C0006", "border": 1}
WIDTH = 16
COMMENT = {"x_scale": 2.5, "y_scale": 1.5}


def workbook(sheet: Sheet, problems: Iterable[Problem], lang: str) -> bytes:
    """Return the copy, its comments in `lang` (zh or en)."""
    comments: dict[tuple[int, int], list[str]] = {}
    for problem in problems:
        if problem.place.line and problem.place.path == sheet.path:
            comments.setdefault(cell_of(problem.place), []).append(unplaced(problem).text(lang))
    book = TextBook()
    page: Any = book.sheet(sheet.name or "名单")
    page.set_column(0, max((column for _, column in sheet.cells), default=1) - 1, WIDTH, book.look())
    for row, column in sorted({*sheet.cells, *comments}):
        bad = comments.get((row, column))
        book.write(page, row, column, shown(sheet, row, column), BAD if bad else {})
        if bad:
            page.write_comment(row - 1, column - 1, "\n".join(bad), COMMENT)
    return book.data()


def copy(sheet: Sheet) -> bytes:
    """Return a sheet as an .xlsx of text, unmarked; what is merged in it stays merged."""
    book = TextBook()
    page: Any = book.sheet(sheet.name or "名单")
    page.set_column(0, max((column for _, column in sheet.cells), default=1) - 1, WIDTH, book.look())
    for area in sheet.merged.values():
        with suppress(OverlappingRange):  # of a file that says so, which no program shows
            page.merge_range(area, "", book.look())
    for (row, column), text in sorted(sheet.cells.items()):
        book.write(page, row, column, text, {})
    return book.data()


def shown(sheet: Sheet, row: int, column: int) -> str:
    """Return what stands in a cell: its text, or for one that cannot be used what was found there."""
    fault = sheet.faults.get((row, column))
    return sheet.cells.get((row, column)) or str(fault.values.get("found", "") if fault else "")


def cell_of(place: Place) -> tuple[int, int]:
    """Return the cell of a problem; one of a whole row is shown in its first."""
    return place.line or 1, place.column or 1


def unplaced(problem: Problem) -> Problem:
    """Return a problem without its place, which the comment shows by standing there."""
    return Problem(problem.code, values=problem.values)

"""What a worksheet's XML says beside its values: hidden rows, merged cells, formulas never calculated.

openpyxl, reading a sheet as a stream, passes over all of these, and would walk to a cell at XFD1048576; so
the XML is gone through once before. In goes the XML, out come `Marks`; nothing is kept of cells that are
empty.
"""

from dataclasses import dataclass, field
from typing import IO, Any

from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from .sheet import COLUMN_LIMIT, ROW_LIMIT, Address

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ROW, CELL, COLUMN, MERGED = (f"{MAIN}{name}" for name in ("row", "c", "col", "mergeCell"))


@dataclass
class Marks:
    """What was seen in one worksheet."""

    rows: int = 0  # the last row and column that hold anything, within the limits
    columns: int = 0
    far: Address | None = None  # the first cell beyond them
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: dict[Address, str] = field(default_factory=dict)  # first cell -> range
    uncalculated: set[Address] = field(default_factory=set)


def read(xml: IO[bytes]) -> Marks:
    """Return the marks of a worksheet."""
    marks = Marks()
    row = column = 0
    steps = etree.iterparse(
        xml, ("start", "end"), tag=(ROW, CELL, COLUMN, MERGED), resolve_entities=False, no_network=True
    )
    for event, element in steps:
        if event == "start":
            if element.tag == ROW:
                row, column = int(element.get("r") or row + 1), 0
        elif element.tag == CELL:
            row, column = address(element, row, column)
            note_cell(marks, element, row, column)
        else:
            note(marks, element, row)
            element.clear()
    return marks


def address(cell: Any, row: int, column: int) -> Address:
    """Return where a cell is: where it says, else right of the one before."""
    name = cell.get("r")
    return coordinate_to_tuple(name) if name else (row, column + 1)


def note_cell(marks: Marks, cell: Any, row: int, column: int) -> None:
    """Note a cell that holds anything."""
    has_formula = cell.find(f"{MAIN}f") is not None
    has_value = bool(cell.findtext(f"{MAIN}v")) or cell.find(f"{MAIN}is") is not None
    if not (has_formula or has_value):
        return
    if row > ROW_LIMIT or column > COLUMN_LIMIT:
        marks.far = marks.far or (row, column)
        return
    marks.rows, marks.columns = max(marks.rows, row), max(marks.columns, column)
    if not has_value:
        marks.uncalculated.add((row, column))


def note(marks: Marks, element: Any, row: int) -> None:
    """Note what a row, a column or a merged range says of itself."""
    hidden = element.get("hidden") in ("1", "true")
    if element.tag == ROW and hidden:
        marks.hidden_rows.add(row)
    elif element.tag == COLUMN and hidden:
        first, last = int(element.get("min")), int(element.get("max"))
        marks.hidden_columns.update(range(first, min(last, COLUMN_LIMIT) + 1))
    elif element.tag == MERGED:
        left, top, right, bottom = range_boundaries(element.get("ref"))
        if (left, top) != (right, bottom):
            marks.merged[top, left] = element.get("ref")

"""Read .xlsx with openpyxl: the first visible sheet that holds anything, as text.

The file is bounded before it is opened (a zip of a few kilobytes can hold gigabytes), and a sheet's XML is
gone through for what openpyxl does not tell before its values are read. Whatever openpyxl trips over is a
damaged file.
"""

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from openpyxl import load_workbook

from ..errors import ContentError, Finding, Place, Problem
from . import xlsx_marks
from .cells import cell_text
from .sheet import ABOUT, COLUMN_LIMIT, ROW_LIMIT, Address, Fault, Sheet
from .xlsx_marks import Marks

UNPACKED_LIMIT = 64 * 1024 * 1024
"""Bytes of all parts of a workbook; the largest roster has a tenth of this."""

PART_LIMIT = 2_000


def read(path: Path, data: bytes) -> Sheet:
    """Return the table in a workbook.

    Raises ContentError for one that is damaged, too big, or empty.
    """
    refuse_bomb(path, data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles and extensions it does not know
            return Workbook(path, data).sheet()
    except (ContentError, MemoryError):
        raise
    except Exception as error:  # a damaged file fails anywhere in openpyxl, with any error
        raise ContentError([Problem("sheet-damaged", Place(path))]) from error


def refuse_bomb(path: Path, data: bytes) -> None:
    """Raise ContentError for a zip with too many parts, or too big when unpacked, or not whole."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ContentError([Problem("sheet-damaged", Place(path))]) from error
    if len(parts) > PART_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        limit = UNPACKED_LIMIT // 1024 // 1024
        raise ContentError([Problem("sheet-bomb", Place(path), {"limit": limit})])


class Workbook:
    """An opened workbook and what is noticed while a sheet of it is read."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.book: Any = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        self.parts = zipfile.ZipFile(io.BytesIO(data))

    def sheet(self) -> Sheet:
        """Return the first visible sheet that holds anything."""
        visible = [sheet for sheet in self.book.worksheets if sheet.sheet_state == "visible"]
        filled = [(sheet, found) for sheet in visible if holds_anything(found := self.marks(sheet))]
        if not filled:
            return Sheet(self.path, "", {})
        (sheet, found), *others = filled
        if found.far:
            self.refuse_far(sheet, found.far)
        cells, faults = self.cells(sheet, found)
        notes = (*self.unread([other for other, _ in others]), *self.hidden(sheet, found))
        return Sheet(self.path, sheet.title, cells, faults, notes, self.about())

    def marks(self, sheet: Any) -> Marks:
        """Return what the XML of a sheet says beside its values."""
        with self.parts.open(sheet._worksheet_path) as xml:  # openpyxl names the part nowhere else
            return xlsx_marks.read(xml)

    def refuse_far(self, sheet: Any, far: Address) -> NoReturn:
        """Raise ContentError for a cell beyond every roster."""
        values = {"rows": ROW_LIMIT, "columns": COLUMN_LIMIT}
        raise ContentError([Problem("sheet-too-big", Place(self.path, *far, sheet.title), values)])

    def cells(self, sheet: Any, found: Marks) -> tuple[dict[Address, str], dict[Address, Fault]]:
        """Return the text of every cell that is not hidden, and what cannot be used."""
        cells: dict[Address, str] = {}
        faults = {at: Fault("cell-merged", {"range": area}) for at, area in found.merged.items()}
        for at, cell in filled_cells(sheet, found):
            text = fault_of(cell) or cell_text(cell.value, cell.number_format)
            if isinstance(text, Fault):
                faults.setdefault(at, text)
            elif text:
                cells[at] = text
        faults |= dict.fromkeys(found.uncalculated, Fault("cell-formula"))
        return cells, {at: fault for at, fault in faults.items() if is_shown(at, found)}

    def hidden(self, sheet: Any, found: Marks) -> Iterator[Finding]:
        """Say which rows and columns were passed over because they are hidden."""
        for code, numbers, last in (
            ("sheet-hidden-rows", found.hidden_rows, found.rows),
            ("sheet-hidden-columns", found.hidden_columns, found.columns),
        ):
            if concerned := sorted(number for number in numbers if number <= last):
                values = {"count": len(concerned), "numbers": shortened(concerned)}
                yield Finding(code, Place(self.path, sheet=sheet.title), values)

    def unread(self, others: list[Any]) -> Iterator[Finding]:
        """Say which further sheets were not read, visible or hidden."""
        hidden = [s for s in self.book.worksheets if s.sheet_state != "visible" and s.title != ABOUT]
        for code, sheets in (("sheet-others", others), ("sheet-hidden", hidden)):
            if sheets:
                names = "、".join(sheet.title for sheet in sheets)
                yield Finding(code, Place(self.path), {"names": names})

    def about(self) -> Mapping[str, str]:
        """Return what a blank workbook's hidden sheet says: its names and values."""
        known = [s for s in self.book.worksheets if s.title == ABOUT and s.sheet_state != "visible"]
        rows = [
            row
            for sheet in known
            for row in sheet.iter_rows(max_row=9, min_col=1, max_col=2, values_only=True)
        ]
        return {str(name): str(value) for name, value in rows if name and value}


def holds_anything(found: Marks) -> bool:
    """Say whether there is any value or formula in a sheet."""
    return bool(found.rows or found.far)


def filled_cells(sheet: Any, found: Marks) -> Iterator[tuple[Address, Any]]:
    """Yield the cells that are neither empty nor hidden, each after its address."""
    for row in sheet.iter_rows(max_row=found.rows, max_col=found.columns):
        for cell in row:
            if cell.value is not None and is_shown((cell.row, cell.column), found):
                yield (cell.row, cell.column), cell


def is_shown(at: Address, found: Marks) -> bool:
    """Say whether a cell is neither in a hidden row nor in a hidden column."""
    return at[0] not in found.hidden_rows and at[1] not in found.hidden_columns


def fault_of(cell: Any) -> Fault | None:
    """Return why a cell cannot be used that holds an error such as #N/A."""
    return Fault("cell-error", {"found": cell.value}) if cell.data_type == "e" else None


def shortened(numbers: Iterable[int]) -> str:
    """Return numbers as a sentence lists them, the first ten."""
    listed = list(map(str, numbers))
    return "、".join(listed[:10]) + ("……" if len(listed) > 10 else "")

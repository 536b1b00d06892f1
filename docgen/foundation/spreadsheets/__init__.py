"""Rows of a table as text: .xlsx, .xlsm, .xls, .et, .ods and CSV; in goes a path, out comes a `Sheet`.

What a file is, its content says and not its name: offices rename .xls to .xlsx, and export web pages as
.xls. Numbers and dates are as the clerk sees them, rows have the numbers the clerk sees, and what cannot be
used is a `Fault`. What is no table is refused by what it is.
"""

from pathlib import Path

from ..errors import ContentError, Place, Problem
from ..memory import look
from ..messages import Reason
from .choosing import Wanted
from .kinds import FOREIGN, kind_of
from .sheet import Fault, Sheet

__all__ = ["FOREIGN", "SUFFIXES", "Fault", "Sheet", "read"]

SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".xls", ".et", ".ods")
SIZE_LIMIT = 16 * 1024 * 1024


def read(path: Path, wanted: Wanted | None = None, all_columns: bool = False) -> Sheet:
    """Return the table in a file.

    Of several sheets it is the first that is `wanted`, else the first that holds anything. `all_columns`
    reads hidden columns as well: of files that docgen wrote itself.
    Raises ContentError when it cannot be opened, is not what it seems, is too big or damaged, or has no rows.
    """
    sheet = opened(path, contents(path), wanted, all_columns)
    if not sheet.holds_anything:
        raise ContentError([Problem("sheet-empty", Place(path)), *sheet.notes])
    return sheet


def opened(path: Path, data: bytes, wanted: Wanted | None, all_columns: bool) -> Sheet:
    """Return the table in `data`, read as what it is."""
    kind = kind_of(path, data)
    if kind == "csv":
        from . import csv_reader

        return csv_reader.read(path, data)
    if kind == "xls":
        from . import xls_reader

        return xls_reader.read(path, data, wanted, all_columns)
    if kind in ("xlsx", "ods"):
        from . import ods_reader, xlsx_reader
        from .package import Package

        read_zip = ods_reader.read if kind == "ods" else xlsx_reader.read
        return read_zip(path, Package(path, data), wanted, all_columns)
    raise ContentError([Problem(f"sheet-{kind}", Place(path))])


def contents(path: Path) -> bytes:
    """Return a file's bytes, or raise ContentError saying why it cannot be read."""
    try:
        with look(path).open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise ContentError(
            [Problem("sheet-unreadable", Place(path), {"reason": Reason.of(error)})]
        ) from error
    if len(data) > SIZE_LIMIT:
        raise ContentError(
            [Problem("sheet-file-too-big", Place(path), {"limit": SIZE_LIMIT // 1024 // 1024})]
        )
    return data

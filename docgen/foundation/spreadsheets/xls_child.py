"""A program of its own: reads an old workbook from standard input and writes its sheets as JSON.

It imports nothing of docgen and is run by `xls_reader.py` in a process of its own, for what a damaged file
does to its reader must harm nothing else. Each filled cell comes out as [row, column, kind, value, format],
counted from 0; a format is its number, or its code where it has one of its own.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlrd

MEMORY, SECONDS = 1 << 30, 60
KINDS = {xlrd.XL_CELL_TEXT: "s", xlrd.XL_CELL_NUMBER: "n", xlrd.XL_CELL_DATE: "n", xlrd.XL_CELL_BOOLEAN: "b",
         xlrd.XL_CELL_ERROR: "e"}  # fmt: skip


def main() -> None:
    """Write {from_1904, sheets}, or {locked: true} for a workbook with a password."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    data = sys.stdin.buffer.read()
    with Path(os.devnull).open("w") as silence:
        try:
            book = xlrd.open_workbook(
                file_contents=data, formatting_info=True, ragged_rows=True, logfile=silence
            )
        except xlrd.XLRDError as error:
            if "encrypted" not in str(error):
                raise
            json.dump({"locked": True}, sys.stdout)
            return
    json.dump({"from_1904": book.datemode == 1, "sheets": list(map(described, book.sheets()))}, sys.stdout)


def described(sheet: Any) -> dict[str, Any]:
    """Return the name of a sheet, its filled cells, and what is hidden and merged in it."""
    columns = sheet.colinfo_map.items()
    return {
        "name": sheet.name,
        "is_visible": sheet.visibility == 0,
        "cells": list(cells(sheet)),
        "hidden_rows": [row for row, about in sheet.rowinfo_map.items() if about.hidden],
        "hidden_columns": [column for column, about in columns if about.hidden or not about.width],
        "merged": sheet.merged_cells,
    }


def cells(sheet: Any) -> Iterator[list[Any]]:
    """Yield the filled cells of a sheet."""
    formats = codes(sheet.book)
    for row in range(sheet.nrows):
        for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            if kind in KINDS and value != "":
                shown = xlrd.error_text_from_code.get(value, "#N/A") if kind == xlrd.XL_CELL_ERROR else value
                yield [row, column, KINDS[kind], shown, formats[sheet.cell_xf_index(row, column)]]


def codes(book: Any) -> list[int | str]:
    """Return the number format of each style of cells."""
    own = {one.format_key: one.format_str for one in book.format_list}
    return [own.get(style.format_key, style.format_key) for style in book.xf_list]


if __name__ == "__main__":
    main()

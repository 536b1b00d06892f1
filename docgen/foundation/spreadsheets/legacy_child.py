"""A program of its own: reads an old workbook from standard input and writes its first filled sheet as JSON.

It imports nothing of docgen and is run by `legacy.py` in a process of its own, because the library it uses
aborts the whole process when a file names a cell that is far away. Dates come out as {"date": ...}, all
else as JSON has it.
"""

import io
import json
import resource
import sys
from datetime import date, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook, SheetVisibleEnum

MEMORY, SECONDS = 1 << 30, 10


def main(rows: int, columns: int) -> None:
    """Write {name, rows, merged, hidden, others}, or {name, far: [row, column]} for a sheet too big."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    sheets = [book.get_sheet_by_name(name) for name in visible]
    filled = [sheet for sheet in sheets if sheet.end]
    hidden = [name for name in book.sheet_names if name not in visible]
    found = described(filled[0], rows, columns) if filled else {}
    found |= {"hidden": hidden, "others": [sheet.name for sheet in filled[1:]]}
    json.dump(found, sys.stdout)


def described(sheet: Any, rows: int, columns: int) -> dict[str, Any]:
    """Return a sheet's rows from A1 on, so that their numbers are those the clerk sees."""
    last = [number + 1 for number in sheet.end]
    if last[0] > rows or last[1] > columns:
        return {"name": sheet.name, "far": last}
    values = sheet.to_python(skip_empty_area=False)
    merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
    return {
        "name": sheet.name,
        "rows": [[as_json(value) for value in row] for row in values],
        "merged": merged,
    }


def as_json(value: object) -> object:
    """Return a value as JSON knows it."""
    if isinstance(value, date | time):
        return {"date": value.isoformat()}
    return {"other": str(value)} if isinstance(value, timedelta) else value


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

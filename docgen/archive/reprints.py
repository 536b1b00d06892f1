"""补印记录: a line for every copy that is made again, which a clerk opens like any table.

In go the copies; lines are added to a CSV file in the output folder and are on disk when `record` returns.
Nothing is ever taken out, not even where a document is forgotten: it answers for what was given out twice.
This is all that docgen writes of the time of day, and no document depends on it.
"""

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from docgen.foundation.files import explain_errors, open_locked, write_whole
from docgen.foundation.spreadsheets.cells import is_like_formula

FILE = "补印记录.csv"
COLUMNS = ("时间", "文书", "名称", "编号", "名单位置", "文件", "校验码（SHA-256）", "原因")
MARK = "\ufeff"
"""Tells WPS and Excel that the file is UTF-8."""


@dataclass(frozen=True)
class Copy:
    """One file made again, for one row of a roster."""

    document: str
    row: Mapping[str, Any]
    place: str
    file: str
    sha256: str
    reason: str = ""

    def cells(self, moment: str) -> list[str]:
        """Return the copy as a line of the record."""
        name, number = (str(self.row.get(key, "")) for key in ("name", "number"))
        told = [moment, self.document, name, number, self.place, self.file, self.sha256, self.reason]
        return [harmless(cell) for cell in told]


def record_reprints(folder: Path, copies: Sequence[Copy]) -> None:
    """Add `copies` to the record of `folder`.

    Raises MachineError when it cannot be written, and when a link stands in its place.
    """
    if not copies:
        return
    moment = datetime.now().astimezone().isoformat(" ", "seconds")
    with explain_errors(folder), open_locked(folder / FILE) as file:
        text = opening(file) + lines(copy.cells(moment) for copy in copies)
        write_whole(file.fileno(), text.encode())


def count(folder: Path, document: str) -> int:
    """Return how many copies of a document the record of `folder` tells of, as far as it is a table.

    Raises MachineError when it cannot be read.
    """
    path, found = folder / FILE, 0
    if not path.is_file():
        return found
    with (
        explain_errors(folder),
        path.open(encoding="utf-8-sig", errors="replace", newline="") as file,
        suppress(csv.Error),  # a cell without end
    ):
        for row in csv.reader(file):
            found += len(row) > 1 and Path(row[1].lstrip("'")).stem == document
    return found


def opening(file: BinaryIO) -> str:
    """Return what comes before a new line: in an empty file the headings, after a torn line its end."""
    size = file.seek(0, os.SEEK_END)
    if not size:
        return MARK + lines([COLUMNS])
    file.seek(size - 1)
    return "" if file.read(1) == b"\n" else "\r\n"


def lines(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as lines of CSV (RFC 4180)."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if is_like_formula(cell) else cell

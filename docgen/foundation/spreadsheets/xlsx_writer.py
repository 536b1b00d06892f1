"""Write a workbook with XlsxWriter: rows of text in, bytes out, the same bytes for the same rows.

Every cell is written as text, so nothing in it is ever calculated; what looks like a formula carries the
sign that keeps it text when someone edits it (公式注入).
"""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from .cells import is_like_formula

MADE = datetime(2024, 1, 1)
"""The workbook's own date: fixed, for no clock may show in what is made."""
HEAD: Mapping[str, object] = {"bold": True, "border": 1}
CELL: Mapping[str, object] = {"border": 1, "text_wrap": True, "valign": "top"}
"""How a plain table looks: its headings, and all else."""


class TextBook:
    """A workbook under construction."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        self.book: Any = xlsxwriter.Workbook(self.buffer, {"in_memory": True})
        self.book.set_properties({"created": MADE})
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def sheet(self, name: str) -> Any:
        """Return a new sheet."""
        return self.book.add_worksheet(name)

    def look(self, **properties: object) -> Any:
        """Return the format of these properties; all are text (`@`), for that is what rosters hold."""
        properties = {"num_format": "@", **properties}
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(properties)
        return self.formats[key]

    def write(self, sheet: Any, row: int, column: int, text: str, look: Mapping[str, object]) -> None:
        """Write `text` into the cell at `row` and `column`, counted from 1."""
        sheet.write_string(row - 1, column - 1, text, self.safe_look(look, is_like_formula(text)))

    def safe_look(self, look: Mapping[str, object], is_guarded: bool) -> Any:
        """Return the format of a look; a guarded one keeps its text from becoming a formula."""
        return self.look(**look, quote_prefix=True) if is_guarded else self.look(**look)

    def data(self) -> bytes:
        """Return the finished workbook."""
        self.book.close()
        return self.buffer.getvalue()


def table_workbook(title: str, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> bytes:
    """Return a workbook of one plain table, `rows` with the headings first, its columns so many letters wide.

    Headings and first column stay in view.
    """
    book = TextBook()
    sheet = book.sheet(title)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    looks: dict[tuple[bool, bool], Any] = {}  # a large table has a million cells
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            is_head, is_guarded = number == 0, is_like_formula(text)
            if (is_head, is_guarded) not in looks:
                looks[is_head, is_guarded] = book.safe_look(HEAD if is_head else CELL, is_guarded)
            sheet.write_string(number, column, text, looks[is_head, is_guarded])
    return book.data()

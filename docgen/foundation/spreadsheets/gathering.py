"""The cells of one sheet while a reader goes through it, and what is seen only of all of them together.

In go values with their number formats where they stand, out comes a `Sheet`. What is hidden is passed over
and told; what is too far away, too much, or written twice is refused.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from ..errors import ContentError, Finding, Place, Problem
from . import number_format as formats
from .cells import cell_text, string_text
from .sheet import COLUMN_LIMIT, ROW_LIMIT, Address, Fault, Sheet

CELL_LIMIT = 1_500_000
"""Filled cells of one sheet: 20 000 rows of 75 columns."""

SUM_LIMIT = 50_000_000
"""Characters that a sheet shows in all; a text that is written once may be shown by every cell."""

FIRST_1900, FIRST_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
"""Day 0 of either way to count, for dates from March 1900 on."""

SERIALS = range(20_000, 60_001)
"""Dates from 1954 to 2064 as the numbers they are without a date's format."""

DAY = re.compile(r"\s*\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)\s*")
"""A date typed as text, as all are in CSV."""

NAMED = 10


class Gathering:
    """What was found in one sheet so far."""

    def __init__(self, path: Path, name: str, from_1904: bool = False, all_columns: bool = False) -> None:
        self.path, self.name = path, name
        self.from_1904, self.all_columns = from_1904, all_columns
        self.cells: dict[Address, str] = {}
        self.faults: dict[Address, Fault] = {}
        self.dates: dict[Address, date] = {}
        self.merged: dict[Address, str] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.skipped: dict[str, set[int]] = {"sheet-hidden-rows": set(), "sheet-hidden-columns": set()}
        self.numbers: dict[int, list[int]] = defaultdict(list)  # rows of numbers without a format, by column
        self.typed_days: dict[int, list[int]] = defaultdict(list)  # rows of dates typed as text, by column
        self.strings: dict[tuple[str, str], str | Fault] = {}
        self.size = 0

    def hide_columns(self, columns: Iterable[int]) -> None:
        """Pass over columns, unless all are to be read."""
        if not self.all_columns:
            self.hidden_columns.update(columns)

    def shows(self, row: int, column: int) -> bool:
        """Say whether a filled cell is to be read, and note what hides it if it is not."""
        is_hidden = row in self.hidden_rows or column in self.hidden_columns
        if is_hidden:
            self.skip(row, column)
            return False
        if row > ROW_LIMIT or column > COLUMN_LIMIT:
            self.refuse("sheet-too-big", row, column, rows=ROW_LIMIT, columns=COLUMN_LIMIT)
        return True

    def skip(self, row: int, column: int) -> None:
        """Note what hides a filled cell."""
        for code, number, hidden in (
            ("sheet-hidden-rows", row, self.hidden_rows),
            ("sheet-hidden-columns", column, self.hidden_columns),
        ):
            if number in hidden:
                self.skipped[code].add(number)

    def refuse(self, code: str, row: int, column: int, **values: object) -> None:
        """Raise ContentError for a cell."""
        raise ContentError([Problem(code, Place(self.path, row, column, self.name), values)])

    def add_whole(self, at: Address, digits: str) -> None:
        """Take a whole number without a format, which is shown as it is written."""
        self.numbers[at[1]].append(at[0])
        self.put(at, digits)

    def add_number(self, at: Address, value: float, code: str) -> None:
        """Take a number, which may be a date."""
        if code == "General":
            self.numbers[at[1]].append(at[0])
        elif day := formats.day_of(value, code, self.from_1904):
            self.dates[at] = day
        self.put(at, cell_text(value, code, self.from_1904))

    def add_day(self, at: Address, day: datetime, code: str) -> None:
        """Take a date that is written as one, and shown as one even without a format that says so."""
        since = day.replace(tzinfo=None) - (FIRST_1904 if self.from_1904 else FIRST_1900)
        value = since / timedelta(days=1)
        if not formats.shows_day(value, code):
            code = "yyyy/m/d" if day.time() == time() else "yyyy/m/d h:mm"
        self.add_number(at, value, code)

    def add_string(self, at: Address, text: str, code: str = "General") -> None:
        """Take a text; each is judged once, however many cells have it."""
        key = text, code
        if key not in self.strings:
            self.strings[key] = string_text(text, code)
        if DAY.fullmatch(text):
            self.typed_days[at[1]].append(at[0])
        self.put(at, self.strings[key])

    def put(self, at: Address, text: str | Fault) -> None:
        """Take what a cell shows, or why it cannot be used."""
        if isinstance(text, Fault):
            self.faults.setdefault(at, text)
        elif text:
            if self.cells.setdefault(at, text) != text:
                self.faults[at] = Fault("cell-twice", {"found": text})
            self.size += len(text)
            if self.size > SUM_LIMIT or len(self.cells) > CELL_LIMIT:
                self.refuse("sheet-too-much", *at, cells=CELL_LIMIT, characters=SUM_LIMIT)

    def merge(self, corner: Address, area: str) -> None:
        """Note a range of merged cells."""
        self.merged[corner] = area

    def sheet(self, notes: Iterable[Finding] = ()) -> Sheet:
        """Return the sheet."""
        mixed = list(self.mixed())
        for (row, column), area in self.merged.items():
            if row not in self.hidden_rows and column not in self.hidden_columns:
                self.faults.setdefault((row, column), Fault("cell-merged", {"range": area}))
        for at, fault in self.faults.items():
            if fault.code != "cell-merged":  # the first cell of a merged range still shows its text
                self.cells.pop(at, None)
        return Sheet(
            self.path,
            self.name,
            self.cells,
            self.faults,
            (*self.hidden(), *mixed, *notes),
            {},
            self.dates,
            self.merged,
        )

    def hidden(self) -> Iterator[Finding]:
        """Say which rows and columns were passed over because they are hidden."""
        for code, numbers in self.skipped.items():
            if numbers:
                values = {"count": len(numbers), "numbers": shortened(sorted(numbers))}
                yield Finding(code, Place(self.path, sheet=self.name), values)

    def mixed(self) -> Iterator[Finding]:
        """Say which columns have dates and numbers; a number that would be a date there cannot be used."""
        days: dict[int, list[int]] = defaultdict(list)
        for row, column in self.dates:
            days[column].append(row)
        for column, rows in self.typed_days.items():
            days[column] = sorted([*days[column], *rows])
        for column in sorted(days):
            numbers = [row for row in self.numbers.get(column, ()) if (row, column) in self.cells]
            serials = [row for row in numbers if is_serial(self.cells[row, column])]
            if serials and len(serials) <= len(days[column]):
                for row in serials:
                    found = {"found": self.cells[row, column]}
                    self.faults[row, column] = Fault("cell-number-among-dates", found)
                numbers = [row for row in numbers if row not in set(serials)]
            if numbers:
                fewer = min(numbers, days[column], key=len)
                names = shortened(Place(None, row, column, "") for row in fewer)
                yield Finding(
                    "sheet-dates-and-numbers", Place(self.path, fewer[0], column, self.name), {"cells": names}
                )


def is_serial(text: str) -> bool:
    """Say whether a number may be a date that lost its format."""
    return text.isdigit() and int(text) in SERIALS


def shortened(items: Iterable[object]) -> str:
    """Return numbers or cells as a sentence lists them, the first ten."""
    listed = list(map(str, items))
    return "、".join(listed[:NAMED]) + ("……" if len(listed) > NAMED else "")

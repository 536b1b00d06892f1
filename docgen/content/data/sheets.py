"""The sheet of a table: where its head is, which column is which, which rows hold the data.

In go a path and the heading over the names of the rows, out come `SheetRows`. Titles above the head, notes
below the data and a row of totals are known for what they are: the totals are kept, to be held against sums.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docgen.foundation import spreadsheets
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.memory import kept, look
from docgen.foundation.spreadsheets import Sheet

FOLDER = "data"
"""The folder of a project's sheets, below `content`."""
TOTALS = frozenset({"合计", "总计", "共计", "总数", "全市合计", "全市", "全县合计", "全区合计", "合计数"})
NOTE = re.compile(
    r"(?:注|备注|说明|填报|填表|制表|审核|数据来源|资料来源|单位负责人|联系)[^，。]{0,8}[:：]|注\d"
)
IN_BRACKETS = re.compile(r"^(?P<name>.+?)[(（](?P<unit>[^()（）]{1,8})[)）]$")
HEAD_WITHIN = 30
"""Rows within which the head of a sheet is looked for."""


@dataclass(frozen=True)
class Heading:
    """A heading of a sheet: its column, its words, and the unit in its brackets."""

    column: int
    text: str
    unit: str


@dataclass(frozen=True)
class SheetRows:
    """A sheet that was understood."""

    sheet: Sheet
    headings: tuple[Heading, ...]
    head: int  # the row of the headings
    key: int  # the column of the names
    rows: tuple[tuple[str, int], ...]  # name and row of each, in their order
    total: int | None  # the row of the sheet's own totals

    def find(self, heading: str) -> list[Heading]:
        """Return the headings that these words mean: the same ones, else those before a unit in brackets."""
        wanted = plain(heading)
        same = [one for one in self.headings if plain(one.text) == wanted]
        return same or [one for one in self.headings if plain(parted(one.text)[0]) == wanted]

    @property
    def known(self) -> list[str]:
        """The words over the columns."""
        return [one.text for one in self.headings]


def files(folder: Path) -> dict[str, Path]:
    """Return the sheets in a folder by name."""
    found = sorted(look(folder).glob("*.*")) if folder.is_dir() else []
    return {
        path.name: path
        for path in found
        if path.suffix.lower() in spreadsheets.SUFFIXES and not path.name.startswith((".", "~"))
    }


@kept(32)
def read_rows(path: Path, key: str) -> SheetRows:
    """Return the rows of a sheet whose names stand under `key`; without one under its first heading.

    Raises ContentError for a file that cannot be read, and for what in it is no table.
    """
    sheet = spreadsheets.read(path, lambda one: head_of(one, key) is not None)
    found = head_of(sheet, key)
    if found is None:
        texts = [text for row in list(sheet.rows().values())[:HEAD_WITHIN] for text in row.values() if text]
        seen = "、".join(dict.fromkeys(texts[:12]))
        raise ContentError(
            [Problem("data-head-missing", Place(path, sheet=sheet.name), {"heading": key, "seen": seen})]
        )
    head, column = found
    last = last_of_head(sheet, head, column)
    below = [(number, row) for number, row in sheet.rows().items() if number > last]
    named, total, problems = sorted_rows(sheet, below, column)
    if not named and not problems:
        problems.append(Problem("data-no-rows", sheet.place(last), {"heading": key}))
    if problems:
        raise ContentError(problems)
    return SheetRows(sheet, tuple(headings(sheet, head, last)), last, column, tuple(named), total)


def head_of(sheet: Sheet, key: str) -> tuple[int, int] | None:
    """Return the row and column of the heading over the names, None without one."""
    for number, row in list(sheet.rows().items())[:HEAD_WITHIN]:
        filled = [column for column, text in row.items() if text]
        if not key and len(filled) > 1:
            return number, filled[0]
        for column, text in row.items():
            if key and plain(text) == plain(key) and len(filled) > 1:
                return number, column
    return None


def last_of_head(sheet: Sheet, head: int, column: int) -> int:
    """Return the last row of a head; it has several where the heading over the names is merged downwards."""
    area = sheet.merged.get((head, column), "").partition(":")[2]
    number = area.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")
    return max(head, int(number)) if number.isdigit() else head


def headings(sheet: Sheet, head: int, last: int) -> Iterator[Heading]:
    """Give the headings of a table: in each column the lowest of its head."""
    found: dict[int, str] = {}
    for number, row in sheet.rows().items():
        if head <= number <= last:
            found.update({column: text for column, text in row.items() if text})
    for column, text in sorted(found.items()):
        yield Heading(column, text, parted(text)[1])


def sorted_rows(
    sheet: Sheet, below: list[tuple[int, dict[int, str]]], key: int
) -> tuple[list[tuple[str, int]], int | None, list[Problem]]:
    """Return the rows with names, the row of totals, and what is wrong with the others."""
    named: dict[str, int] = {}
    total, problems = None, list[Problem]()
    for number, row in below:
        name = "".join(row.get(key, "").split())
        others = any(text for column, text in row.items() if column != key)
        first = next(filter(None, row.values()), "")
        if NOTE.match(first):
            continue
        if (number, key) in sheet.faults:
            problems.append(sheet.faults[number, key].at(sheet.place(number, key), name or "—"))
        elif not name and not others:
            continue
        elif not name:
            problems.append(Problem("data-row-unnamed", sheet.place(number, key), {"found": first}))
        elif name in TOTALS and total is None:
            total = number
        elif name in named:
            told = {"name": name, "first": named[name]}
            problems.append(Problem("data-row-twice", sheet.place(number, key), told))
        else:
            named[name] = number
    return list(named.items()), total, problems


def plain(heading: str) -> str:
    """Return a heading without what makes no difference to a reader: blanks, width, case."""
    return "".join(unicodedata.normalize("NFKC", heading).split()).lower()


def parted(heading: str) -> tuple[str, str]:
    """Return a heading's words and the unit in its brackets: 主体（家）."""
    found = IN_BRACKETS.match("".join(heading.split()))
    return (found["name"], found["unit"]) if found else (heading, "")

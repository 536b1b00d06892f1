"""One sheet of an .xlsx: in goes its XML, its cells go into a `Gathering`.

A formula has been calculated if there is a value beside it, or the mark that its text is empty.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from .cells import TRUTH
from .gathering import Gathering
from .sheet import Address, Fault
from .xlsx_parts import unescaped
from .xlsx_xml import ON, RICH, walk

PLAIN_DIGITS = 11
"""A whole number of so many digits is shown as it is written."""


@dataclass(frozen=True)
class Book:
    """What the cells of all sheets of a workbook refer to."""

    strings: Sequence[str]
    formats: Sequence[str]
    from_1904: bool
    pictures: frozenset[str]  # what stands in cells and is a picture, by its number among rich values
    is_calculated: bool  # False: whoever wrote it left the formulas for the next program to calculate


def read(xml: IO[bytes], book: Book, found: Gathering) -> None:
    """Put the cells of a sheet into `found`. Raises ContentError, or whatever a damaged file makes of it."""
    walk(xml, Cells(book, found))


class Cells:
    """Takes the cells of a sheet one by one."""

    def __init__(self, book: Book, found: Gathering) -> None:
        self.book, self.found = book, found
        self.codes = {str(number): code for number, code in enumerate(book.formats)}
        self.merged = found.merge

    def hidden_row(self, row: int) -> None:
        """Take a hidden row."""
        self.found.hidden_rows.add(row)

    def hidden_columns(self, columns: range) -> None:
        """Take hidden columns."""
        self.found.hide_columns(columns)

    def cell(self, at: Address, kind: str, style: str, value: str, has_formula: bool) -> None:
        """Take one cell."""
        is_empty = not value and (not has_formula or kind == "str")
        if is_empty or not self.found.shows(*at):
            return
        code = self.codes.get(style, "General")
        if has_formula and (not value or (value == "0" and not self.book.is_calculated)):
            self.found.put(at, Fault("cell-formula"))
        elif kind == "n" and code == "General" and value.isdigit() and len(value) <= PLAIN_DIGITS:
            self.found.add_whole(at, value.lstrip("0") or "0")
        else:
            KINDS.get(kind, add_other)(self.found, at, value, code, self.book)


def add_number(found: Gathering, at: Address, value: str, code: str, book: Book) -> None:
    """Take a number."""
    found.add_number(at, float(value), code)


def add_shared(found: Gathering, at: Address, value: str, code: str, book: Book) -> None:
    """Take a text by its number."""
    found.add_string(at, book.strings[int(value)], code)


def add_string(found: Gathering, at: Address, value: str, code: str, book: Book) -> None:
    """Take a text of the cell's own, or that a formula gave."""
    found.add_string(at, unescaped(value), code)


def add_truth(found: Gathering, at: Address, value: str, code: str, book: Book) -> None:
    """Take yes or no."""
    found.put(at, TRUTH[value in ON])


def add_error(found: Gathering, at: Address, value: str, code: str, book: Book) -> None:
    """Take an error such as #N/A."""
    found.put(at, Fault("cell-error", {"found": value}))


def add_rich(found: Gathering, at: Address, value: str, code: str, book: Book) -> None:
    """Take an error in whose stead a new Excel shows something else: a picture placed in the cell."""
    number, _, error = value.partition(" ")
    found.put(at, Fault("cell-picture") if number in book.pictures else Fault("cell-error", {"found": error}))


def add_day(found: Gathering, at: Address, value: str, code: str, book: Book) -> None:
    """Take a date written as ISO 8601 has it."""
    found.add_day(at, datetime.fromisoformat(value.removesuffix("Z")), code)


def add_other(found: Gathering, at: Address, value: str, code: str, book: Book) -> None:
    """Refuse a kind of cell that no standard names."""
    found.put(at, Fault("cell-kind", {"found": value}))


KINDS: Mapping[str, Callable[[Gathering, Address, str, str, Book], None]] = {
    "n": add_number,
    "s": add_shared,
    "str": add_string,
    "inlineStr": add_string,
    "b": add_truth,
    "e": add_error,
    RICH: add_rich,
    "d": add_day,
}
"""By the type of a cell (ST_CellType, ECMA-376 18.18.11)."""

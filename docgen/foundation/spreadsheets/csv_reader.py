"""Read CSV as text: in go bytes in whatever encoding the office's programs wrote, out come its cells.

A byte order mark is believed. Without one it is UTF-16 if its zeros show it, UTF-8 if it can be, else
GB18030, which is what Excel and WPS write in China (and not GBK: 㛃 and 䶮, in names, are only in GB18030).
What stands between the columns is judged by all rows: a title above them has no columns.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import ContentError, Finding, Place, Problem
from .cells import PICTURE
from .gathering import Gathering, shortened
from .sheet import Address, Fault, Sheet

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
SEPARATORS = ",\t;|"
WIDE = "，"
JUDGED = 200
"""Lines by which the separator is judged."""

HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""A first line in which Excel is told the separator, and which it does not show."""

ASCII = re.compile(r"[\0-\x7f]+")
AS_TEXT = re.compile(r'="([^"]*)"')
"""How Excel keeps the zero of `="0906"`."""
FORMULA = re.compile(r"=[A-Za-z0-9(+\-$]")
ROUNDED = re.compile(r"[1-9]\d{14}0{2,6}")
"""A number of 17 digits and more of which only 15 are left, since Excel held it as a number."""
EXPONENT = re.compile(r"[+-]?\d(?:\.\d+)?E[+-]\d{2,}", re.IGNORECASE)
"""What Excel writes for a long number in an ordinary cell: `1.38E+10`, most digits gone."""


def read(path: Path, data: bytes) -> Sheet:
    """Return the table in a CSV file; its row numbers are those a spreadsheet gives it."""
    text = decoded(path, data)
    found = Gathering(path, "")
    as_text: list[Address] = []
    rounded: list[Address] = []
    for row, record in enumerate(records(path, text), 1):
        for column, field in enumerate(record, 1):
            if not field or field.isspace() or not found.shows(row, column):
                continue
            if quoted := AS_TEXT.fullmatch(field):
                as_text.append((row, column))
                field = quoted[1]
            elif ROUNDED.fullmatch(field.strip()):
                rounded.append((row, column))
            add(found, (row, column), field)
    told = {"sheet-read-as-text": as_text, "sheet-digits-lost": rounded}
    return found.sheet(cells_told(code, path, cells) for code, cells in told.items() if cells)


def add(found: Gathering, at: Address, field: str) -> None:
    """Put a field into `found`."""
    if EXPONENT.fullmatch(field.strip()):
        found.put(at, Fault("cell-exponent", {"found": field.strip()}))
    elif FORMULA.match(field) and not PICTURE.match(field):
        found.put(at, Fault("cell-formula", {"found": field}))
    elif is_torn(field):
        found.refuse("sheet-csv", *at)
    else:
        if field.strip().isdigit():
            found.numbers[at[1]].append(at[0])
        found.add_string(at, field)


def cells_told(code: str, path: Path, cells: Sequence[Address]) -> Finding:
    """Return what is told of some cells."""
    return Finding(
        code, Place(path, *cells[0], ""), {"cells": shortened(Place(None, *at, "") for at in cells)}
    )


def is_torn(field: str) -> bool:
    """Say whether a field begins with a quote that it does not close: its rest is in the next column."""
    text = field.strip().removeprefix("=")
    return text.startswith('"') and text.count('"') % 2 == 1


def decoded(path: Path, data: bytes) -> str:
    """Return the text of a CSV file. Raises ContentError when no encoding fits."""
    marked = next((encoding for mark, encoding in MARKS.items() if data.startswith(mark)), None)
    for encoding in [marked] if marked else unmarked(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ContentError([Problem("sheet-encoding", Place(path))])


def unmarked(data: bytes) -> Iterator[str]:
    """Yield what a text without a mark may be written in; commas and line ends of UTF-16 have a zero."""
    if b"\0" in data and len(data) % 2 == 0:
        yield "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    yield "utf-8"
    if not is_broken_utf8(data):
        yield "gb18030"


def is_broken_utf8(data: bytes) -> bool:
    """Say whether a text is UTF-8 but for a few bytes: GB18030 would read its every letter as another."""
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") * 10 < sum(map(str.isalpha, ASCII.sub("", text)))


def records(path: Path, text: str) -> Iterator[list[str]]:
    """Yield the fields of each line.

    Raises ContentError for a quote that is never closed or closed in the middle of a field.
    """
    hint = HINT.match(text)
    separator = hint[1] if hint else separator_of(path, text)
    reader = csv.reader(
        io.StringIO(text[hint.end() if hint else 0 :], newline=""),
        delimiter=separator,
        strict=True,
        skipinitialspace=True,
    )
    row = 0
    try:
        for record in reader:
            row += 1
            yield record
    except csv.Error as error:
        raise ContentError([Problem("sheet-csv", Place(path, row + 1, None, ""))]) from error


def separator_of(path: Path, text: str) -> str:
    """Return what stands between the columns: what parts most rows alike.

    Raises ContentError when that is a full-width comma.
    """
    lines = text[: JUDGED * 1_000].splitlines()[:JUDGED]
    best: str = max((*SEPARATORS, WIDE), key=lambda sign: agreement(lines, sign))
    if best != WIDE:
        return best
    row = next(number for number, line in enumerate(lines, 1) if WIDE in line)
    raise ContentError([Problem("sheet-wide-comma", Place(path, row, 1, ""))])


def agreement(lines: Sequence[str], sign: str) -> tuple[int, int]:
    """Return how many lines a sign parts into the same number of columns, and into how many."""
    counts = Counter(len(fields) for line in lines if len(fields := line.split(sign)) > 1)
    if not counts:
        return 0, 0
    columns, rows = max(counts.items(), key=lambda item: (item[1], item[0]))
    return rows, columns if sign != WIDE else 0

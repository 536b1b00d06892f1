"""Tables as they are typed: which rows have more or fewer cells than the head."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .inline_syntax import CODE
from .lines import Piece, is_table

BAR = re.compile(r"\\.|\|")


class Row(NamedTuple):
    """A row with more or fewer cells than the head: its offset in the text, its cells, the head's."""

    offset: int
    cells: int
    columns: int


def uneven_rows(piece: Piece) -> Iterator[Row]:
    """Give the rows of a table that do not fit its head; nothing for a piece that is no table."""
    typed = piece.text.split("\n")
    if not is_table(typed) or cells(typed[0]) != cells(typed[1]):
        return
    offset, columns = piece.offset, cells(typed[0])
    for number, line in enumerate(typed):
        if number != 1 and "|" in line and cells(line) != columns:
            yield Row(offset, cells(line), columns)
        offset += len(line) + 1


def cells(row: str) -> int:
    """Return how many cells a row has; a bar behind a backslash or in code is text."""
    row = CODE.sub("", row).strip()
    bars = [found.start() for found in BAR.finditer(row) if found[0] == "|"]
    return len(bars) + 1 - row.startswith("|") - (len(row) > 1 and bool(bars) and bars[-1] == len(row) - 1)

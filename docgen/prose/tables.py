"""Tables as they are typed: rows that do not fit the head, what is said of widths and landscape pages."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, tostring

from .inline_syntax import CODE
from .lines import Piece, is_table

BAR = re.compile(r"\\.|\|")
DENSE, PACKED = 10, 17
"""From so many columns on a table is set in small type: upright, and on a landscape page."""
MOST_COLUMNS = 63
"""Word's own limit."""
SHARE = re.compile(r"\d+")
LANDSCAPE = "横排"


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


def width_of(piece: Piece) -> int:
    """Return how many columns a table has; 0 for a piece that is no table."""
    typed = piece.text.split("\n", 2)
    return cells(typed[0]) if is_table(typed[:2]) else 0


def cells(row: str) -> int:
    """Return how many cells a row has; a bar behind a backslash or in code is text."""
    row = CODE.sub("", row).strip()
    bars = [found.start() for found in BAR.finditer(row) if found[0] == "|"]
    return len(bars) + 1 - row.startswith("|") - (len(row) > 1 and bool(bars) and bars[-1] == len(row) - 1)


def call_dense(table: Element) -> None:
    """Give a table of many columns a class, by which it is set in small type."""
    count = len(table.findall("thead/tr/th"))
    if count >= DENSE:
        table.set("class", "dense packed" if count >= PACKED else "dense")


def drop_empty_head(table: Element) -> None:
    """Take the head from a table that has nothing in it, as is typed above rows that need none.

    It would be printed as a row without words, on each page anew, lower in the PDF than in Word.
    """
    head = table.find("thead")
    if head is not None and table.find("tbody/tr") is not None and not "".join(head.itertext()).strip():
        table.remove(head)


def mark(element: Element, said: Sequence[str]) -> None:
    """Do to an element what stands under it in `{: … }`: class names, 横排, the shares of columns."""
    names = ["landscape" if word == LANDSCAPE else word[1:] for word in said if word[0] in f".{LANDSCAPE}"]
    shares = [SHARE.findall(word) for word in said if word[0] not in f".{LANDSCAPE}"]
    if element.tag == "table" and shares:
        names.append("measured")
        element.insert(0, columns([int(share) for share in shares[-1]]))
    own = element.get("class", "").split()
    element.set("class", " ".join(dict.fromkeys((*own, *names))))


TABLE = re.compile(
    r'<table(?: class="(?P<classes>[^"]*)")?>(?=\s*<t(?:head|body)>\s*<tr>(?P<first>.*?)</tr>)', re.DOTALL
)

CELL = re.compile("<t[hd][ >]")


def with_widths(html: str, shares: Sequence[int]) -> str:
    """Return prose in which each table of as many columns has these shares of its width."""

    def measured(found: re.Match[str]) -> str:
        if len(CELL.findall(found["first"])) != len(shares):
            return found[0]
        group = tostring(columns(shares), encoding="unicode", short_empty_elements=False)
        classes = " ".join(filter(None, (found["classes"], "measured")))
        return f'<table class="{classes}">{group.replace("</col>", "")}'

    return TABLE.sub(measured, html)


def columns(shares: Sequence[int]) -> Element:
    """Return the `colgroup` of a table whose columns have these shares of its width."""
    group, whole = Element("colgroup"), sum(shares) or 1
    for share in shares:
        group.append(Element("col", {"class": f"part-{round(1000 * share / whole)}"}))
    return group

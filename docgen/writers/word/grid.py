"""The grid of a table: which cell covers which place, in the order rows are printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .manuscript import Story

MOST_COLUMNS = 63  # Word's own limit


@dataclass(frozen=True)
class Cell:
    """A cell of the grid: where it starts and how far it reaches."""

    element: Element
    row: int
    column: int
    rows: int
    columns: int


Grid = dict[tuple[int, int], Cell]
"""The cell that covers each (row, column)."""


def rows_of(story: Story, element: Element) -> list[tuple[Element, bool]]:
    """Return the rows in the order they are printed, each with whether it is repeated on every page."""
    cascade = story.manuscript.cascade
    parts: dict[str, list[tuple[Element, bool]]] = {
        "table-header-group": [],
        "": [],
        "table-footer-group": [],
    }
    for child in element:
        if not isinstance(child.tag, str):
            continue
        display = cascade.style(child).display
        if display == "table-row":
            parts[""].append((child, False))
        elif display.endswith("-group") and display != "table-column-group":
            head = display == "table-header-group"
            rows = [(row, head) for row in child if isinstance(row.tag, str) and row.tag == "tr"]
            parts[display if display in parts else ""].extend(rows)
    return [row for rows in parts.values() for row in rows]


def grid(rows: Sequence[Element]) -> Grid:
    """Return which cell covers each place of the table (HTML, 4.9.12.1)."""
    cells: Grid = {}
    for number, row in enumerate(rows):
        column = 0
        for element in row:
            if element.tag not in ("td", "th"):
                continue
            while (number, column) in cells:
                column += 1
            across = min(span(element, "colspan"), MOST_COLUMNS - column)
            down = min(span(element, "rowspan"), len(rows) - number)
            if across < 1:
                break
            cell = Cell(element, number, column, down, across)
            for y in range(number, number + down):
                for x in range(column, column + across):
                    cells.setdefault((y, x), cell)
    return cells


def span(element: Element, name: str) -> int:
    """Return how many columns or rows a cell covers."""
    said = element.get(name, "1").strip()
    return min(max(int(said), 1), 1000) if said.isdecimal() and said.isascii() else 1

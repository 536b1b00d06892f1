"""The grid of a table: its rows in the order they are printed, and which cell covers which place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

from docgen.layout.styles import Border, Style, resolve
from docgen.prose.tables import MOST_COLUMNS

from ..story.context import Story
from ..story.paragraph import AVOIDED
from ..styles.properties import least_height, padding

APART = frozenset({"none", "table-caption", "table-column", "table-column-group"})
GROUPS = ("table-header-group", "", "table-footer-group")  # in the order they are printed


class Cell(NamedTuple):
    """A cell of the grid: where it starts and how far it reaches."""

    element: Element
    row: int
    column: int
    rows: int = 1
    columns: int = 1


Grid = dict[tuple[int, int], Cell]
"""The cell that covers each (row, column)."""


@dataclass(frozen=True)
class Row:
    """A row, and what its cells take from it and from the groups it is in."""

    cells: Sequence[Element] = ()
    height: float = 0.0
    exact: bool = False  # no higher than that: a gap
    head: bool = False  # repeated on every page
    whole: bool = False  # kept on one page
    with_next: bool = False  # on the page of the next one
    with_last: bool = False  # on the page of the one before
    align: str = ""  # how its cells stand in it, when they do not say so themselves
    background: str | None = None
    above: Border | None = None
    below: Border | None = None

    @property
    def look(self) -> tuple[object, ...]:
        """What of it is seen in its cells."""
        return self.background, self.above, self.below, self.align


def rows_of(story: Story, element: Element, table: Style) -> list[Row]:
    """Return the rows in the order they are printed."""
    parts: dict[str, list[Row]] = {name: [] for name in GROUPS}
    alone: list[Element] = []  # cells without a row stand in one together
    for child, style in parts_of(story, element):
        if style.display != "table-row" and not style.display.endswith("-group"):
            alone.append(child)
            continue
        parts[""].extend(together(alone, table))
        alone = []
        if style.display == "table-row":
            parts[""].append(row(story, child, [style, table]))
        else:
            part = parts[style.display if style.display in parts else ""]
            part.extend(rows_of_group(story, child, style, table))
    parts[""].extend(together(alone, table))
    rows = [row for rows in parts.values() for row in rows]
    if table.border_collapse and rows:
        rows[0] = replace(rows[0], above=wider(rows[0].above, table.border.top))
        rows[-1] = replace(rows[-1], below=wider(rows[-1].below, table.border.bottom))
    return rows


def wider(inner: Border | None, outer: Border | None) -> Border | None:
    """Return which of two lines that touch is drawn (CSS 2.1, 17.6.2.1)."""
    return outer if outer and (inner is None or outer.width > inner.width) else inner


def line_share(table: Style) -> float:
    """Return how much of a cell's line lies in the cell: the other half is its neighbour's."""
    return 0.5 if table.border_collapse else 1.0


def parts_of(story: Story, element: Element) -> Iterator[tuple[Element, Style]]:
    """Yield the children of a part of a table that are printed in its grid."""
    for child in element:
        if isinstance(child.tag, str):
            style = story.context.cascade.style(child)
            if style.display not in APART:
                yield child, style


def together(cells: Sequence[Element], table: Style) -> Iterator[Row]:
    """Yield the row of cells that stand without one."""
    if cells:
        yield Row(cells, background=table.background)


def rows_of_group(story: Story, group: Element, style: Style, table: Style) -> Iterator[Row]:
    """Yield the rows of a head, a body or a foot; its lines are those of its first and its last row."""
    inside = list(parts_of(story, group))
    if not any(own.display == "table-row" for _, own in inside):
        yield from together([child for child, _ in inside], table)
    rows = [(child, own) for child, own in inside if own.display == "table-row"]
    for number, (element, own) in enumerate(rows):
        ends = number == 0, number == len(rows) - 1
        yield row(story, element, [own, style, table], ends, head=style.display == GROUPS[0])


def row(
    story: Story,
    element: Element,
    around: Sequence[Style],
    ends: tuple[bool, bool] = (False, False),
    head: bool = False,
) -> Row:
    """Return a row; `around` are its own style and those of the boxes it is in, `ends` its place in them."""
    own, above, below = around[0], around[0].border.top, around[0].border.bottom
    if len(around) > 2:
        above = above or (around[1].border.top if ends[0] else None)
        below = below or (around[1].border.bottom if ends[1] else None)
    collapsed = around[-1].border_collapse  # separate rows have no lines
    return Row(
        cells=[cell for cell, _ in parts_of(story, element)],
        height=resolve(own.height, 0.0),
        head=head,
        whole=own.break_inside in AVOIDED,
        with_next=own.break_after in AVOIDED,
        with_last=own.break_before in AVOIDED,
        background=next((style.background for style in around if style.background), None),
        above=above if collapsed else None,
        below=below if collapsed else None,
    )


def grid(rows: Sequence[Sequence[Element]]) -> Grid:
    """Return which cell covers each place of the table (HTML, 4.9.12.1)."""
    cells: Grid = {}
    for number, row in enumerate(rows):
        column = 0
        for element in row:
            while (number, column) in cells:
                column += 1
            if not element.keys() and column < MOST_COLUMNS:
                cells[number, column] = Cell(element, number, column)
                continue
            across = min(span(element, "colspan"), MOST_COLUMNS - column)
            down = min(span(element, "rowspan"), len(rows) - number)
            if across < 1:
                break
            cover(cells, Cell(element, number, column, down, across))
    return cells


def cover(cells: Grid, cell: Cell) -> None:
    """Put a cell on every place it covers that is still free."""
    for y in range(cell.row, cell.row + cell.rows):
        for x in range(cell.column, cell.column + cell.columns):
            cells.setdefault((y, x), cell)


def span(element: Element, name: str) -> int:
    """Return how many columns or rows a cell covers."""
    said = (element.get(name) or "1").strip()
    return min(max(int(said), 1), 1000) if said.isdecimal() and said.isascii() else 1


@lru_cache(maxsize=1024)
def box_height(style: Style, width: float) -> float:
    """Return the least height CSS gives to a box, its padding included; 0 when it gives none."""
    height = least_height(style)
    padded = padding(style, width)
    return height + padded.top + padded.bottom if height else 0.0

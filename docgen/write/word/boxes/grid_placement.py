"""Where the items of a grid go: CSS's placement, by lines, areas and in the order of the source.

Lines and areas are obeyed; what is left flows row by row into the first free place after the item before
(CSS Grid Layout 1, 8.5, `sparse`).
"""

from collections.abc import Iterator, Sequence
from itertools import count, product
from typing import NamedTuple
from xml.etree.ElementTree import Element

from docgen.layout.styles import Layout, Line

from .table_grid import Cell, Grid, cover


class Reach(NamedTuple):
    """From where to where an item reaches in one direction; `start` is None when it may go anywhere."""

    start: int | None
    span: int


Spot = tuple[int, int]
"""A row and a column."""

FARTHEST = 200  # rows of a grid

Areas = dict[str, tuple[Reach, Reach]]
"""By name, the rows and the columns of an area."""


def placed(items: Sequence[tuple[Element, Layout]], columns: int, areas: Sequence[Sequence[str]]) -> Grid:
    """Return which item covers each place of a grid that has so many columns."""
    cells: Grid = {}
    named = areas_of(areas)
    asked = [(element, *reaches(layout, columns, named)) for element, layout in items]
    asked.sort(key=lambda item: item[1].start is None or item[2].start is None)  # known places come first
    cursor = (0, 0)
    for element, down, across in asked:
        row, column = first_free(cells, down, across, columns, cursor)
        cover(cells, Cell(element, row, column, down.span, across.span))
        cursor = (row, column) if down.start is None else cursor
    return cells


def areas_of(areas: Sequence[Sequence[str]]) -> Areas:
    """Return what `grid-template-areas` draws."""
    places: dict[str, list[tuple[int, int]]] = {}
    for row, names in enumerate(areas):
        for column, name in enumerate(names):
            places.setdefault(name or ".", []).append((row, column))
    return {name: (reach([r for r, _ in own]), reach([c for _, c in own])) for name, own in places.items()}


def reach(numbers: Sequence[int]) -> Reach:
    """Return the stretch that covers these rows or columns."""
    return Reach(min(numbers), max(numbers) - min(numbers) + 1)


def reaches(layout: Layout, columns: int, named: Areas) -> tuple[Reach, Reach]:
    """Return the rows and the columns an item asks for."""
    if layout.row[0].area in named:
        return named[layout.row[0].area]
    down, across = from_lines(*layout.row, 0), from_lines(*layout.column, columns)
    start = None if across.start is None else min(across.start, columns - 1)
    return down, Reach(start, min(across.span, columns - (start or 0)))


def from_lines(start: Line, end: Line, last: int) -> Reach:
    """Return what lies between two grid lines; `last` is how many tracks lines below 0 are counted from."""
    first, final = (number(line, last) for line in (start, end))
    span = min(start.span or end.span or 1, FARTHEST)
    if first is not None and final is not None:
        return Reach(min(first, final), max(abs(final - first), 1))
    if final is not None:
        return Reach(max(final - span, 0), span)
    return Reach(first, span)


def number(line: Line, last: int) -> int | None:
    """Return a grid line counted from 0, None when it is not given."""
    if not line.line:
        return None
    return min(line.line - 1, FARTHEST) if line.line > 0 else max(last + 1 + line.line, 0)


def first_free(cells: Grid, down: Reach, across: Reach, columns: int, cursor: Spot) -> Spot:
    """Return the first place, from the cursor on, where all that an item covers is free."""
    for row, column in candidates(down, across, columns, cursor):
        if not any((row + y, column + x) in cells for y, x in product(range(down.span), range(across.span))):
            return row, column
    raise AssertionError("rows never end")


def candidates(down: Reach, across: Reach, columns: int, cursor: Spot) -> Iterator[Spot]:
    """Yield the places that an item may take, in the order they are tried."""
    for row in count(cursor[0]) if down.start is None else count(down.start):
        starts = range(columns - across.span + 1) if across.start is None else [across.start]
        for column in starts:
            if down.start is not None or (row, column) >= cursor:
                yield row, column

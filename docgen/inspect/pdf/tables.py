"""Tables of the tree: a head and a body, cells that make a grid, heads that say of what (7.2, 7.5)."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pikepdf

from docgen.layout.tags.shape import row_widths

from .judged import Fault, Judged, kids_of

SCOPES = ("/Row", "/Column", "/Both")


def tables_have_their_parts(judged: Judged) -> Iterator[Fault]:
    """A table has at most one head and one foot, and a body where it has them (7.2-11 to 7.2-14)."""
    for one in judged.elements:
        if one.kind == "Table":
            heads, feet = one.kids.count("THead"), one.kids.count("TFoot")
            if heads > 1 or feet > 1:
                yield Fault(
                    "pdf-shape", "7.2-11" if heads > 1 else "7.2-12", one.page, "Table > THead, TFoot"
                )
            elif (heads or feet) and "TBody" not in one.kids:
                yield Fault("pdf-shape", "7.2-14" if heads else "7.2-13", one.page, "Table > TBody")


def cells_make_a_grid(judged: Judged) -> Iterator[Fault]:
    """Rows have as many columns (7.2-42), none lies over another (7.2-15) or reaches out below (7.2-41)."""
    for one in judged.elements:
        if one.kind != "Table":
            continue
        rows = [spans_of(row) for row in rows_of(one.object)]
        if len(widths := set(row_widths(rows))) > 1:
            yield Fault("pdf-shape", "7.2-42", one.page, f"Table {sorted(widths)}")
        elif overlap(rows):
            yield Fault("pdf-shape", "7.2-15", one.page, "Table")
        if any(at + high > len(rows) for at, row in enumerate(rows) for _, high in row):
            yield Fault("pdf-shape", "7.2-41", one.page, "Table")


def overlap(rows: Sequence[Sequence[tuple[int, int]]]) -> bool:
    """Say whether a cell over several columns lies over one that reaches down from above."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for wide, high in row:
            while (at, column) in taken:
                column += 1
            places = [(at + down, column + across) for down in range(high) for across in range(wide)]
            if not taken.isdisjoint(places):
                return True
            taken.update(places)
            column += wide
    return False


def spans_of(row: Any) -> list[tuple[int, int]]:
    """Return over how many columns and rows each cell of a row reaches."""
    cells = [cell for cell in kids_of(row) if isinstance(cell, pikepdf.Dictionary)]
    return [(span(cell, "/ColSpan"), span(cell, "/RowSpan")) for cell in cells]


def rows_of(table: Any) -> Iterator[Any]:
    """Yield the rows of a table, also those in its head, body and foot."""
    for kid in kids_of(table):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == "/TR":
            yield kid
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/S") in ("/THead", "/TBody", "/TFoot"):
            yield from (row for row in kids_of(kid) if isinstance(row, pikepdf.Dictionary))


def span(cell: Any, name: str) -> int:
    """Return over how many columns or rows a cell reaches."""
    found = next((one[name] for one in said_of(cell) if name in one), 1)
    return min(1000, max(1, int(found)))


def said_of(element: Any) -> list[Any]:
    """Return what an element says of itself, for each owner of such words."""
    said = element.get("/A", [])
    return [
        one
        for one in (said if isinstance(said, pikepdf.Array) else [said])
        if isinstance(one, pikepdf.Dictionary)
    ]


def heads_say_of_what(judged: Judged) -> Iterator[Fault]:
    """A cell at the head of a table says whether it is of a column or a row (7.5-1)."""
    for one in judged.elements:
        if one.kind == "TH" and not any(said.get("/Scope") in SCOPES for said in said_of(one.object)):
            yield Fault("pdf-table-head", "7.5-1", one.page)


RULES: tuple[Callable[[Judged], Iterator[Fault]], ...] = (
    tables_have_their_parts,
    cells_make_a_grid,
    heads_say_of_what,
)

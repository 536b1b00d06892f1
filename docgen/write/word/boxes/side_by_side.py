"""Boxes side by side: what CSS lays out by flex or grid, as a table without lines whose cells are the items.

Where the items go is worked out in columns and rows without gaps; gaps become columns and rows of their own,
as Word's tables have none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from docgen.layout.styles import Style, Track, resolve
from docgen.layout.styles.record import NO_LINES
from docgen.prose.tables import MOST_COLUMNS

from ..story.context import Room, Story, edge
from . import positioned
from .grid_placement import placed
from .table_cells import Frame
from .table_grid import Cell, Grid, Row, cover
from .table_widths import natural_width
from .tables import Table, drawn

MOST = (MOST_COLUMNS + 1) // 2  # items side by side, with gaps between them
IN_FLOW = ("static", "relative")
AROUND = {
    "space-between": (0.0, 1.0, -1), "space-around": (0.5, 1.0, 0), "space-evenly": (1.0, 1.0, 1),
    "center": (0.5, 0.0, 1), "flex-end": (1.0, 0.0, 1), "end": (1.0, 0.0, 1), "right": (1.0, 0.0, 1),
}  # fmt: skip
"""How free space is shared: so many parts before the first item and between two, of items + so many parts."""


@dataclass(frozen=True)
class Plan:
    """The widths of the columns, the space before the first and between two, and which item goes where."""

    widths: Sequence[float]
    start: float
    gap: float
    cells: Grid


def items(story: Story, element: Element) -> list[tuple[Element, Style]]:
    """Return the items of a flex or grid box in their order.

    Nothing when text stands loose beside them, or when they are more than a table may have columns.
    """
    texts = [element.text, *(child.tail for child in element)]
    if any(text and text.strip() for text in texts):
        return []
    cascade = story.context.cascade
    children = [(child, cascade.style(child)) for child in element if isinstance(child.tag, str)]
    flowing = [(child, own) for child, own in children if own.display != "none" and own.position in IN_FLOW]
    flowing.sort(key=lambda item: item[1].layout.order)
    own = cascade.style(element)
    if (len(own.layout.tracks) or len(flowing)) > MOST:
        return []
    return flowing[::-1] if own.layout.direction.endswith("-reverse") else flowing


def is_asked(style: Style) -> bool:
    """Return whether CSS lays out the children of a box side by side."""
    if style.display in ("flex", "inline-flex"):
        return style.layout.direction.startswith("row")
    return style.display in ("grid", "inline-grid") and len(style.layout.tracks) > 1


def table(story: Story, element: Element, style: Style, room: Room) -> Table:
    """Return a flex or grid box as a table."""
    outside = room.inside(style)
    positioned.place_children(story, element, outside)
    plan = planned(story, items(story, element), style, outside.width)
    across, down = (2 if gap else 1 for gap in (plan.gap, style.layout.row_gap))
    cells: Grid = {}
    for cell in dict.fromkeys(plan.cells.values()):
        spans = (cell.rows - 1) * down + 1, (cell.columns - 1) * across + 1
        cover(cells, Cell(cell.element, cell.row * down, cell.column * across, *spans))
    bare = replace(style, border=NO_LINES, background=None)
    frame = Frame(story, bare, rows(plan, style), cells, widths(plan), room.origin)
    return drawn(frame, replace(outside, left=outside.left + plan.start), room.width)


def rows(plan: Plan, style: Style) -> list[Row]:
    """Return the rows, gaps between them."""
    count = 1 + max(row for row, _ in plan.cells)
    height = resolve(style.height, 0.0) or resolve(style.min_height, 0.0)
    row = Row(align=style.layout.align, height=height / count)
    gap = Row(height=style.layout.row_gap, exact=True)
    return [row, *([gap, row] if gap.height else [row]) * (count - 1)]


def widths(plan: Plan) -> list[float]:
    """Return the widths of the columns, gaps between them."""
    widths = [max(width, 1.0) for width in plan.widths]  # Word takes no less
    if plan.gap:
        widths = [width for own in widths for width in (own, plan.gap)][:-1]
    return widths


def planned(story: Story, found: Sequence[tuple[Element, Style]], style: Style, room: float) -> Plan:
    """Return where the items go in a box `room` points wide."""
    gap = style.column_gap or 0.0
    if style.display in ("grid", "inline-grid"):
        return on_tracks(story, found, style, room, gap)
    sizes = [basis(story, element, own, room) for element, own in found]
    if style.layout.wraps and sum(sizes) + gap * (len(sizes) - 1) > room + 1:
        count = max(min(int((room + gap + 0.1) / (max(sizes) + gap)), len(sizes)), 1)
        even = replace(style, layout=style.layout._replace(tracks=(Track("fr", 1.0),) * count, areas=()))
        return on_tracks(story, found, even, room, gap)
    cells = {(0, number): Cell(element, 0, number) for number, (element, _) in enumerate(found)}
    grown = flexed(sizes, [own.layout.grow for _, own in found], room - gap * (len(found) - 1))
    free = max(room - sum(grown) - gap * (len(found) - 1), 0.0)
    before, between, more = AROUND.get(style.layout.justify, (0.0, 0.0, 1))
    share = free / max(len(found) + more, 1) if between else free
    return Plan(grown, before * share, gap + between * share, cells)


def basis(story: Story, element: Element, style: Style, room: float) -> float:
    """Return the width an item starts from, its edges included."""
    said = style.width if style.layout.basis is None else style.layout.basis
    edges = sum(edge(style, side, room) for side in ("left", "right"))
    if said is not None and (resolve(said, room) or style.layout.grow):
        return resolve(said, room) + edges
    return min(natural_width(story, element, style), room)


def flexed(sizes: Sequence[float], grow: Sequence[float], room: float) -> list[float]:
    """Return widths that share what is left by how much each may grow, or shrink all alike."""
    room = max(room, len(sizes) * 1.0)  # gaps may be wider than all there is
    left = room - sum(sizes)
    if left < 0:
        return [size * room / sum(sizes) for size in sizes]
    total = max(sum(grow), 1.0)
    return [size + left * share / total for size, share in zip(sizes, grow, strict=True)]


def on_tracks(
    story: Story, found: Sequence[tuple[Element, Style]], style: Style, room: float, gap: float
) -> Plan:
    """Return where items go in the columns of a grid."""
    tracks = style.layout.tracks
    cells = placed([(element, own.layout) for element, own in found], len(tracks), style.layout.areas)
    left = room - gap * (len(tracks) - 1)
    styles = dict(found)
    sizes = [0.0] * len(tracks)
    for number, track in enumerate(tracks):
        if track.kind == "auto":
            alone = [cell for cell in cells.values() if (cell.column, cell.columns) == (number, 1)]
            wanted = (natural_width(story, cell.element, styles[cell.element]) for cell in alone)
            sizes[number] = max(wanted, default=0.0)
        elif track.kind in ("pt", "%"):
            sizes[number] = track.size if track.kind == "pt" else track.size * room / 100
    shares = [track.size if track.kind == "fr" else 0.0 for track in tracks]
    if not any(shares):
        shares = [1.0 if track.kind == "auto" else 0.0 for track in tracks]
    return Plan(flexed(sizes, shares, left), 0.0, gap, cells)

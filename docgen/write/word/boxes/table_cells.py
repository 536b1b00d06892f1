"""The cells of a table: what they have in common, and `w:tc` for each.

In goes a cell of the grid, out comes `w:tc`. Cells that look alike are written once and differ in their text.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element

from docgen.layout.styles import Border, Sides, Style
from docgen.layout.styles.record import NO_LINES, NO_SPACE
from docgen.layout.tables.table_rows import ACCOMPANIED, LONE_ROWS, TOGETHER

from ..ooxml.limits import word_twips
from ..ooxml.xml import val, wrapped
from ..story.context import Origin, Room, Story
from ..story.line import text_xml
from ..story.paragraph import AVOIDED, rule
from ..styles.looks import text_only
from ..styles.properties import BORDER_SIDES, border_line, padding, shading
from .table_grid import Cell, Grid, Row, box_height, line_share, wider

ALIGNMENTS = {
    **dict.fromkeys(("middle", "center"), "center"),
    **dict.fromkeys(("bottom", "end", "flex-end"), "bottom"),
}
CELLS = frozenset({"table-cell", "list-item", "inline", "inline-block"})
MARKS = frozenset({"id", "data-field"})


@dataclass(frozen=True)
class CellFrame:
    """What stands around the text of cells that look the same: a table of 1,600 cells has three or four."""

    before: str
    after: str


NO_MOULD = CellFrame("", "")  # for cells in which more is written than their text
PLAIN = re.compile(r"[0-9A-Za-z一-鿿，。、；：？！（）%.,:()/+-]+")
"""Text that needs neither escaping nor a run of its own."""


class RowRoom(NamedTuple):
    """What the cells of a row have in common.

    Word gives every cell of a row the greatest of their margins above and below; so each gets the least, and
    what is more is the space of its paragraphs.
    """

    height: float  # the greatest that CSS gives to a cell, its padding included
    above: float  # the least padding
    below: float


@dataclass(frozen=True)
class Frame:
    """What all cells of a table need to know."""

    story: Story
    style: Style
    rows: Sequence[Row]
    cells: Grid
    widths: Sequence[float]
    origin: Origin
    moulds: dict[Hashable, CellFrame] = field(default_factory=dict)
    rooms: dict[Hashable, RowRoom] = field(default_factory=dict)

    def cell_width(self, cell: Cell) -> float:
        """Return the width of a cell over all the columns it covers."""
        return sum(self.widths[cell.column : cell.column + cell.columns])

    @property
    def share(self) -> float:
        """How much of a cell's line lies in the cell."""
        return line_share(self.style)

    @cached_property
    def closed(self) -> bool:
        """Whether the lines at the table's sides are its cells' too."""
        return self.style.border_collapse and bool(self.style.border.left or self.style.border.right)

    def goes_on(self, number: int) -> bool:
        """Say whether a row and the next one stay on one page."""
        return number in self.going_on

    @cached_property
    def going_on(self) -> frozenset[int]:
        """The rows that CSS keeps with the next or a cell goes on below, if not many; the last but one."""
        spanning = {cell for cell in self.cells.values() if 1 < cell.rows <= TOGETHER}
        rows = {row for cell in spanning for row in range(cell.row, cell.row + cell.rows - 1)}
        pairs = enumerate(pairwise(self.rows))
        rows |= {number for number, (above, below) in pairs if above.with_next or below.with_last}
        many = sum(not row.head for row in self.rows) > LONE_ROWS
        kept = many and self.style.last_row == ACCOMPANIED
        return frozenset(rows | {len(self.rows) - 2} if kept else rows)

    def sides(self, cell: Cell) -> Sides[Border | None]:
        """Return the lines of the table's sides that a cell touches."""
        if not self.closed:
            return NO_LINES
        first, last = cell.column == 0, cell.column + cell.columns == len(self.widths)
        border = self.style.border
        return NO_LINES._replace(left=border.left if first else None, right=border.right if last else None)


def row_room(frame: Frame, number: int) -> RowRoom:
    """Return what the cells that lie in one row alone have in common; most rows of a table look the same."""
    context = frame.story.context
    cells = [
        cell
        for column in range(len(frame.widths))
        if (cell := frame.cells.get((number, column))) and cell.column == column and cell.rows == 1
    ]
    key = tuple((context.cascade.numbers[cell.element], cell.column) for cell in cells)
    room = frame.rooms.get(key)
    if room is None:
        styles = [context.cascade.style(cell.element) for cell in cells]
        padded = [padding(*pair) for pair in zip(styles, map(frame.cell_width, cells), strict=True)]
        room = frame.rooms[key] = RowRoom(
            max((cell_height(frame, style) for style in styles), default=0.0),
            min((one.top for one in padded), default=0.0),
            min((one.bottom for one in padded), default=0.0),
        )
    return room


def cell_height(frame: Frame, style: Style) -> float:
    """Return the height CSS gives to a cell, and its lines above and below with it, as Word counts them."""
    height = box_height(style, 0.0)
    drawn = sum(line.width for line in (style.border.top, style.border.bottom) if line)
    return height + drawn * frame.share if height else 0.0


def cell_xml(frame: Frame, cell: Cell, number: int, room: RowRoom) -> str:
    """Return a cell, or its continuation in a row below the one it starts in."""
    if number > cell.row or not is_moulded(frame.story, cell.element):
        return written_cell(frame, cell, number, room)
    text = cell.element.text or ""
    look = frame.story.context.cascade.numbers[cell.element]
    sides = frame.sides(cell) if frame.closed else None
    key = (look, frame.cell_width(cell), cell.rows, cell.columns, frame.rows[number].look, sides, room)
    cell_frame = frame.moulds.get(key)
    if cell_frame is None:
        written = written_cell(frame, cell, number, room)
        before, found, after = written.partition(text_xml(text))
        frame.moulds[key] = CellFrame(before, after) if found and "<w:t " not in before + after else NO_MOULD
        return written
    if cell_frame is NO_MOULD:
        return written_cell(frame, cell, number, room)
    return cell_frame.before + text_xml(text) + cell_frame.after


def is_moulded(story: Story, element: Element) -> bool:
    """Return whether a cell is plain text, so that cells that look the same differ in it alone."""
    plain = not len(element) and PLAIN.fullmatch(element.text or "") and not story.waiting
    return bool(plain) and MARKS.isdisjoint(element.keys())


def written_cell(frame: Frame, cell: Cell, number: int, common: RowRoom) -> str:
    """Return a cell put together piece by piece."""
    style = frame.story.context.cascade.style(cell.element)
    width = frame.cell_width(cell)
    padded = inset(frame, style, width)
    kept = padded._replace(top=min(padded.top, common.above), bottom=min(padded.bottom, common.below))
    properties = cell_properties(cell, style, width, kept, number, frame.rows[number], frame.sides(cell))
    if number > cell.row:
        return f"<w:tc>{properties}{empty_paragraph(frame)}</w:tc>"
    room = Room(0.0, 0.0, max(width - padded.left - padded.right, 1.0), frame.origin)
    content = inner(style, padded.top - kept.top, padded.bottom - kept.bottom)
    return f"<w:tc>{properties}{frame.story.flow(frame.story, cell.element, content, room)}</w:tc>"


def inset(frame: Frame, style: Style, width: float) -> Sides[float]:
    """Return what parts the text of a cell from its edges; Word takes no room from it for lines beside it."""
    padded, beside = padding(style, width), (style.border.left, style.border.right)
    left, right = (line.width * frame.share if line else 0.0 for line in beside)
    return padded._replace(left=padded.left + left, right=padded.right + right)


@lru_cache(maxsize=1024)
def inner(style: Style, above: float, below: float) -> Style:
    """Return the style of a cell's content, with what padding is left to it: Word draws the cell itself."""
    display = "block" if style.display in CELLS else style.display
    free = replace(text_only(style), max_width=None, min_height=0.0, display=display)
    free = replace(free, padding=NO_SPACE._replace(top=above, bottom=below))
    kept = style.break_after if style.break_after in AVOIDED else "auto"
    return replace(free, break_inside="auto", break_after=kept)


def empty_cell(frame: Frame, column: int) -> str:
    """Return a cell for a place that the HTML leaves out, a small one where it is a gap."""
    width = f'<w:tcW w:w="{word_twips(frame.widths[column])}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{width}</w:tcPr>{empty_paragraph(frame)}</w:tc>"


def empty_paragraph(frame: Frame) -> str:
    """Return the paragraph that Word wants in every cell."""
    named = frame.story.context.book.of("td", frame.style)
    if frame.style.display not in ("table", "inline-table"):
        return rule(named, None, "top", 0, 0).xml()
    return f"<w:p><w:pPr>{val('pStyle', named.id)}</w:pPr></w:p>"


def cell_properties(
    cell: Cell,
    style: Style,
    width: float,
    padded: Sides[float],
    number: int,
    row: Row,
    sides: Sides[Border | None] = NO_LINES,
) -> str:
    """Return `w:tcPr`, in the order of CT_TcPr (17.4.70)."""
    border = style.border._replace(
        left=wider(style.border.left, sides.left),
        right=wider(style.border.right, sides.right),
        top=wider(style.border.top, row.above),
        bottom=wider(style.border.bottom, row.below),
    )
    lines = ((side, getattr(border, side)) for side in BORDER_SIDES if style.visible)
    borders = "".join(border_line(side, line) for side, line in lines if line)
    background = style.background or row.background if style.visible else None
    margins = "".join(
        f'<w:{side} w:w="{word_twips(getattr(padded, side))}" w:type="dxa"/>'
        for side in BORDER_SIDES
        if any(padded)
    )
    merge = ("restart" if number == cell.row else "continue") if cell.rows > 1 else ""
    aligned = (style.layout.own_align, row.align, style.vertical_align)
    align = next((ALIGNMENTS[word] for word in aligned if word in ALIGNMENTS), "")
    return (
        f'<w:tcPr><w:tcW w:w="{word_twips(width)}" w:type="dxa"/>'
        + (val("gridSpan", cell.columns) if cell.columns > 1 else "")
        + (val("vMerge", merge) if merge else "")
        + wrapped("tcBorders", borders)
        + (shading(background) if background else "")
        + wrapped("tcMar", margins)
        + (val("vAlign", align) if align else "")
        + "</w:tcPr>"
    )

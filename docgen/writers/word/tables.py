"""Tables: merged cells, repeated heads, widths, lines.

In goes a `table`, out comes `w:tbl`. Every table gets a grid of fixed columns, because some readers draw a
table without one invisibly narrow.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from xml.etree.ElementTree import Element

from ...stylesheet import Style, resolve
from .columns import column_widths
from .grid import Cell, Grid, grid, rows_of
from .limits import word_twips
from .looks import NO_SPACE, text_only
from .manuscript import Origin, Room, Story
from .paragraph import AVOIDED, Block
from .properties import BORDER_SIDES, NO_LINES, border_line, padding, shading
from .xml import val, wrapped

ALIGNMENTS = {"middle": "center", "bottom": "bottom"}
STYLED = re.compile(r"(<w:pStyle [^>]*/>)(?!<w:keepNext)")


@dataclass
class Table(Block):
    """A table, written already; `tall` is about its height."""

    content: str
    tall: float = 0.0

    def xml(self) -> str:
        """Return `w:tbl`."""
        return self.content

    def height(self) -> float:
        """Return about how high it is."""
        return self.before + self.after + self.tall

    def keep_next(self) -> None:
        """Keep its last row on the page of what follows."""
        start = self.content.rfind("<w:tr>")
        self.content = self.content[:start] + kept(self.content[start:])


@dataclass(frozen=True)
class Frame:
    """What all cells of a table need to know."""

    story: Story
    style: Style
    cells: Grid
    widths: Sequence[float]
    origin: Origin

    def cell_width(self, cell: Cell) -> float:
        """Return the width of a cell over all the columns it covers."""
        return sum(self.widths[cell.column : cell.column + cell.columns])


def table(story: Story, element: Element, style: Style, room: Room) -> Iterator[Table]:
    """Yield the table, nothing when it has no cells."""
    rows = rows_of(story, element)
    cells = grid([row for row, _ in rows])
    if not cells:
        return
    outside = room.inside(replace(style, width=None, padding=NO_SPACE))
    widths = column_widths(story, element, style, cells, outside.width)
    frame = Frame(story, style, cells, widths, room.origin)
    drawn = "".join(row_xml(frame, row, number, head) for number, (row, head) in enumerate(rows))
    if style.break_inside in ("avoid", "avoid-page"):
        drawn = kept(drawn)
    columns = "".join(f'<w:gridCol w:w="{word_twips(width)}"/>' for width in widths)
    head = table_properties(style, sum(widths), outside.left)
    yield Table(
        f"<w:tbl>{head}<w:tblGrid>{columns}</w:tblGrid>{drawn}</w:tbl>",
        tall=len(rows) * (style.line_height or style.font_size * 2),
        before=resolve(style.margin.top, room.width),
        after=resolve(style.margin.bottom, room.width),
        break_before=style.break_before,
        break_after=style.break_after,
        page=outside.page,
        columns=outside.columns,
        left=outside.left,
        right=outside.right,
    )


def frame(element: Element, style: Style, outside: Room, content: str) -> Table:
    """Return a table of one cell that draws the lines of a box around what it holds."""
    cell = cell_properties(Cell(element, 0, 0, 1, 1), style, outside.width, 0)
    head = table_properties(replace(style, border=NO_LINES), outside.width, outside.left)
    grid_xml = f'<w:tblGrid><w:gridCol w:w="{word_twips(outside.width)}"/></w:tblGrid>'
    return Table(
        f"<w:tbl>{head}{grid_xml}<w:tr><w:tc>{cell}{content}</w:tc></w:tr></w:tbl>",
        before=resolve(style.margin.top, outside.width),
        after=resolve(style.margin.bottom, outside.width),
        break_before=style.break_before,
        break_after=style.break_after,
        page=outside.page,
        columns=outside.columns,
        left=outside.left,
        right=outside.right,
    )


def kept(rows: str) -> str:
    """Return rows whose paragraphs all stay on the page of the next one."""
    return STYLED.sub(r"\1<w:keepNext/>", rows)


def table_properties(style: Style, width: float, left: float) -> str:
    """Return `w:tblPr`, in the order of CT_TblPr (17.4.60)."""
    centred = style.margin.left is None and style.margin.right is None
    lines = ((side, getattr(style.border, side)) for side in BORDER_SIDES)
    borders = "".join(border_line(side, line) for side, line in lines if line)
    return (
        f'<w:tblPr><w:tblW w:w="{word_twips(width)}" w:type="dxa"/>{val("jc", "center") if centred else ""}'
        + ("" if centred else f'<w:tblInd w:w="{word_twips(left)}" w:type="dxa"/>')
        + wrapped("tblBorders", borders)
        + '<w:tblLayout w:type="fixed"/></w:tblPr>'
    )


def row_xml(frame: Frame, row: Element, number: int, head: bool) -> str:
    """Return `w:tr`; a row stays whole where CSS says so, and as many as lead the table repeat."""
    style = frame.story.manuscript.cascade.style(row)
    height = max(
        [resolve(style.height, 0.0), *(cell_height(frame, cell) for cell in row_cells(frame, number))]
    )
    properties = val("cantSplit") if style.break_inside in ("avoid", "avoid-page") else ""
    properties += f'<w:trHeight w:val="{word_twips(height)}" w:hRule="atLeast"/>' if height else ""
    properties += val("tblHeader") if head else ""
    column, content = 0, ""
    while column < len(frame.widths):
        cell = frame.cells.get((number, column))
        content += cell_xml(frame, cell, number) if cell else empty_cell(frame, column)
        column += cell.columns if cell else 1
    return f"<w:tr>{wrapped('trPr', properties)}{content}</w:tr>"


def row_cells(frame: Frame, number: int) -> Iterator[Cell]:
    """Yield the cells that lie in one row alone."""
    for column in range(len(frame.widths)):
        cell = frame.cells.get((number, column))
        if cell and cell.column == column and cell.rows == 1:
            yield cell


def cell_height(frame: Frame, cell: Cell) -> float:
    """Return the height CSS gives to a cell, its padding included."""
    style = frame.story.manuscript.cascade.style(cell.element)
    padded = padding(style, 0.0)
    height = resolve(style.height, 0.0)
    return height + padded.top + padded.bottom if height else 0.0


def cell_xml(frame: Frame, cell: Cell, row: int) -> str:
    """Return a cell, or its continuation in a row below the one it starts in."""
    style = frame.story.manuscript.cascade.style(cell.element)
    width = frame.cell_width(cell)
    properties = cell_properties(cell, style, width, row)
    if row > cell.row:
        return f"<w:tc>{properties}{empty_paragraph(frame)}</w:tc>"
    padded = padding(style, width)
    room = Room(0.0, 0.0, max(width - padded.left - padded.right, 1.0), frame.origin)
    return f"<w:tc>{properties}{frame.story.flow(frame.story, cell.element, inner(style), room)}</w:tc>"


@lru_cache(maxsize=1024)
def inner(style: Style) -> Style:
    """Return the style of a cell's content: the cell itself is drawn by Word."""
    kept = style.break_after if style.break_after in AVOIDED else "auto"
    return replace(text_only(style), display="block", break_inside="auto", break_after=kept)


def empty_cell(frame: Frame, column: int) -> str:
    """Return a cell for a place that the HTML leaves out."""
    width = f'<w:tcW w:w="{word_twips(frame.widths[column])}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{width}</w:tcPr>{empty_paragraph(frame)}</w:tc>"


def empty_paragraph(frame: Frame) -> str:
    """Return the paragraph that Word wants in every cell."""
    named = frame.story.manuscript.book.of("td", frame.style)
    return f"<w:p><w:pPr>{val('pStyle', named.id)}</w:pPr></w:p>"


def cell_properties(cell: Cell, style: Style, width: float, row: int) -> str:
    """Return `w:tcPr`, in the order of CT_TcPr (17.4.70)."""
    lines = ((side, getattr(style.border, side)) for side in BORDER_SIDES)
    borders = "".join(border_line(side, line) for side, line in lines if line)
    padded = padding(style, width)
    margins = "".join(
        f'<w:{side} w:w="{word_twips(getattr(padded, side))}" w:type="dxa"/>'
        for side in BORDER_SIDES
        if any(padded)
    )
    merge = ("restart" if row == cell.row else "continue") if cell.rows > 1 else ""
    align = ALIGNMENTS.get(style.vertical_align)
    return (
        f'<w:tcPr><w:tcW w:w="{word_twips(width)}" w:type="dxa"/>'
        + (val("gridSpan", cell.columns) if cell.columns > 1 else "")
        + (val("vMerge", merge) if merge else "")
        + wrapped("tcBorders", borders)
        + (shading(style.background) if style.background else "")
        + wrapped("tcMar", margins)
        + (val("vAlign", align) if align else "")
        + "</w:tcPr>"
    )

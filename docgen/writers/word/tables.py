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
from ...units import twips
from .manuscript import Origin, Room, Story
from .measure import text_width
from .paragraph import Block
from .properties import BORDER_SIDES, border_line, padding, shading
from .styles import NO_SPACE, text_only
from .xml import val, wrapped

ALIGNMENTS = {"middle": "center", "bottom": "bottom"}
MOST_COLUMNS = 63  # Word's own limit
WIDEST = 40  # em of text beyond which a column asks for no more
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
class Cell:
    """A cell of the grid: where it starts and how far it reaches."""

    element: Element
    row: int
    column: int
    rows: int
    columns: int


Grid = dict[tuple[int, int], Cell]


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
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
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


def kept(rows: str) -> str:
    """Return rows whose paragraphs all stay on the page of the next one."""
    return STYLED.sub(r"\1<w:keepNext/>", rows)


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


def column_widths(story: Story, element: Element, style: Style, cells: Grid, room: float) -> list[float]:
    """Return the width of each column: what CSS says, the rest shared by how much text the columns hold."""
    count = max(column for _, column in cells) + 1
    width = min(resolve(style.width, room, auto=room), room)
    if style.table_fixed:
        cells = {place: cell for place, cell in cells.items() if cell.row == 0}
    said = [0.0] * count
    least, wanted = [style.font_size * 2] * count, [style.font_size * 2] * count
    for column, own in enumerate(columns_said(story, element, width)[:count]):
        said[column] = own
    for (row, column), cell in cells.items():
        if (cell.row, cell.column, cell.columns) == (row, column, 1):
            own_style = story.manuscript.cascade.style(cell.element)
            said[column] = said[column] or outer_width(own_style, width)
            if not style.table_fixed:
                wanted[column] = max(wanted[column], content_width(cell.element, own_style))
            if cell.element.tag == "th" and not style.table_fixed:
                least[column] = max(least[column], wanted[column])
    if style.width is None and not any(said):
        width = min(width, sum(wanted))
    return shared(said, least, wanted, width)


def outer_width(style: Style, width: float) -> float:
    """Return the width CSS gives to a cell, its padding included; 0 when it gives none."""
    own = resolve(style.width, width)
    padded = padding(style, width)
    return own + padded.left + padded.right if own else 0.0


def shared(
    said: Sequence[float], least: Sequence[float], wanted: Sequence[float], width: float
) -> list[float]:
    """Return widths that fill the table: said ones as they are, others between what they need and want."""
    left = width - sum(said)
    need, want = ([one for one, own in zip(all_, said, strict=True) if not own] for all_ in (least, wanted))
    if not want or left < 1:
        full = [own or 1.0 for own in said]
        return [own * width / sum(full) for own in full]
    if sum(need) >= left or sum(want) <= left:
        base = need if sum(need) >= left else want
        given = iter([one * left / sum(base) for one in base])
    else:
        share = (left - sum(need)) / (sum(want) - sum(need))
        given = iter([low + (high - low) * share for low, high in zip(need, want, strict=True)])
    return [own or next(given) for own in said]


def columns_said(story: Story, element: Element, width: float) -> list[float]:
    """Return the widths that `col` elements are given."""
    cascade = story.manuscript.cascade
    columns = [column for column in element.iter("col") for _ in range(span(column, "span"))]
    return [resolve(cascade.style(column).width, width) for column in columns]


def content_width(element: Element, style: Style) -> float:
    """Return the width of a cell whose longest text is not broken."""
    texts = (" ".join(text.split()) for text in element.itertext())
    longest = max((text_width(text, style) for text in texts), default=0.0)
    padded = padding(style, 0.0)
    return min(longest, WIDEST * style.font_size) + padded.left + padded.right + 1.0


def table_properties(style: Style, width: float, left: float) -> str:
    """Return `w:tblPr`, in the order of CT_TblPr (17.4.60)."""
    centred = style.margin.left is None and style.margin.right is None
    lines = ((side, getattr(style.border, side)) for side in BORDER_SIDES)
    borders = "".join(border_line(side, line) for side, line in lines if line)
    return (
        f'<w:tblPr><w:tblW w:w="{twips(width)}" w:type="dxa"/>{val("jc", "center") if centred else ""}'
        + ("" if centred else f'<w:tblInd w:w="{twips(left)}" w:type="dxa"/>')
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
    properties += f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>' if height else ""
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
    return replace(text_only(style), display="block", break_inside="auto", break_after="auto")


def empty_cell(frame: Frame, column: int) -> str:
    """Return a cell for a place that the HTML leaves out."""
    width = f'<w:tcW w:w="{twips(frame.widths[column])}" w:type="dxa"/>'
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
        f'<w:{side} w:w="{twips(getattr(padded, side))}" w:type="dxa"/>'
        for side in BORDER_SIDES
        if any(padded)
    )
    merge = ("restart" if row == cell.row else "continue") if cell.rows > 1 else ""
    align = ALIGNMENTS.get(style.vertical_align)
    return (
        f'<w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>'
        + (val("gridSpan", cell.columns) if cell.columns > 1 else "")
        + (val("vMerge", merge) if merge else "")
        + wrapped("tcBorders", borders)
        + (shading(style.background) if style.background else "")
        + wrapped("tcMar", margins)
        + (val("vAlign", align) if align else "")
        + "</w:tcPr>"
    )

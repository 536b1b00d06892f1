"""Tables: merged cells, repeated heads, widths, lines.

In goes a `table`, out comes `w:tbl`. Every table gets a grid of fixed columns, because some readers draw a
table without one invisibly narrow.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element

from docgen.layout.styles import Border, Sides, Style, resolve
from docgen.layout.styles.record import NO_LINES, NO_SPACE
from docgen.layout.tables.table_rows import ACCOMPANIED, LONE_ROWS, TOGETHER
from docgen.prose.tables import MOST_COLUMNS

from ..ooxml.limits import word_twips
from ..ooxml.xml import val, wrapped
from ..story.context import Origin, Room, Story
from ..story.line import text_xml
from ..story.paragraph import AVOIDED, Block, rule
from ..styles.looks import text_only
from ..styles.properties import BORDER_SIDES, border_line, padding, shading
from ..styles.table_styles import LOOK
from .table_grid import Cell, Grid, Row, box_height, grid, line_share, rows_of, wider
from .table_widths import column_widths

ALIGNMENTS = {
    **dict.fromkeys(("middle", "center"), "center"),
    **dict.fromkeys(("bottom", "end", "flex-end"), "bottom"),
}
NO_CELL_SPACE = wrapped("tblCellMar", "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in BORDER_SIDES))
"""Said of every table: LibreOffice does not ask the default table style."""
LONGEST_TITLE = 120  # characters
CELLS = frozenset({"table-cell", "list-item", "inline", "inline-block"})
STYLED = re.compile(r'<w:pStyle w:val="([^"]*)"/>(?!<w:keepNext)')


class Title(NamedTuple):
    """What screen readers say of a table: what it is called, and what is in it."""

    text: str
    description: str


NO_TITLE = Title("", "")


@dataclass
class Table(Block):
    """A table, written already; `tall` is about its height."""

    content: str
    tall: float = 0.0
    keeping: frozenset[str] = frozenset()  # styles that keep with the next paragraph by themselves

    def xml(self) -> str:
        """Return `w:tbl`."""
        return self.content

    def height(self) -> float:
        """Return about how high it is."""
        return self.before + self.after + self.tall

    def keep_whole(self) -> None:
        """Keep all its rows on one page."""
        start = self.content.rfind("<w:tr>")
        self.content = kept(self.content[:start], self.keeping) + self.content[start:]

    def keep_next(self) -> None:
        """Keep its last row on the page of what follows."""
        start = self.content.rfind("<w:tr>")
        self.content = self.content[:start] + kept(self.content[start:], self.keeping)

    def lower(self, height: float) -> None:
        """Make its last row lower."""
        start = self.content.rfind("<w:tr>")
        found = ROW_HEIGHT.search(self.content, start)
        if found and height > 0 and self.content.count("<w:tbl>") == 1:
            lower = max(int(found[1]) - word_twips(height), 1)
            self.content = self.content[: found.start(1)] + str(lower) + self.content[found.end(1) :]


@dataclass(frozen=True)
class CellFrame:
    """What stands around the text of cells that look the same: a table of 1,600 cells has three or four."""

    before: str
    after: str


NO_MOULD = CellFrame("", "")  # for cells in which more is written than their text
PLAIN = re.compile(r"[0-9A-Za-z一-鿿，。、；：？！（）%.,:()/+-]+")
"""Text that needs neither escaping nor a run of its own."""
ROW_HEIGHT = re.compile('<w:trHeight w:val="([0-9]+)"')
MARKS = frozenset({"id", "data-field"})


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
    title: Title = NO_TITLE

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


def table(story: Story, element: Element, style: Style, room: Room) -> Iterator[Table]:
    """Yield the table, nothing when it has no cells."""
    rows = rows_of(story, element, style)
    cells = grid([row.cells for row in rows])
    if not cells:
        return
    if (most := max(len(row.cells) for row in rows)) > MOST_COLUMNS:
        story.context.find("columns-not-in-word", count=most, limit=MOST_COLUMNS)
    lines = outer_lines(story, style, cells)
    outside = room.inside(replace(style, width=None, max_width=None, padding=NO_SPACE, border=lines))
    beside = sum(line.width for line in (lines.left, lines.right) if line)
    widths = column_widths(story, element, style, cells, outside.width, beside)
    title = title_of(element, len(rows), len(widths))
    whole = Frame(story, style, rows, cells, widths, room.origin, title=title)
    yield drawn(whole, outside, room.width)


def outer_lines(story: Story, style: Style, cells: Grid) -> Sides[Border | None]:
    """Return what the lines at a table's sides take of its width: half of the widest where cells share them.

    The other half lies in the cells beside them (CSS 2.1, 17.6.2).
    """
    if not style.border_collapse:
        return style.border
    last = max(column for _, column in cells)
    left, right = style.border.left, style.border.right
    for (_, column), cell in cells.items():
        if column == 0:
            left = wider(story.context.cascade.style(cell.element).border.left, left)
        if column == last:
            right = wider(story.context.cascade.style(cell.element).border.right, right)
    return NO_LINES._replace(left=halved(left), right=halved(right))


def halved(line: Border | None) -> Border | None:
    """Return a line of half the width."""
    return line and line._replace(width=line.width / 2)


def title_of(element: Element, rows: int, columns: int) -> Title:
    """Return what a table is called: its label, its caption, else the heads of its columns."""
    heads = "、".join("".join("".join(head.itertext()).split()) for head in element.iter("th"))
    texts = [element.get("aria-label", ""), *("".join(one.itertext()) for one in element.iter("caption"))]
    said = next((text for text in (" ".join(text.split()) for text in texts) if text), "")
    size = f"{rows} 行 {columns} 列"
    told = f"{size}，表头：{heads}" if said and heads else size
    return Title((said or heads)[:LONGEST_TITLE], told[:LONGEST_TITLE])


def drawn(frame: Frame, outside: Room, base: float) -> Table:
    """Return a table that stands in `outside`; `base` is what its margins are a share of."""
    style = frame.style
    keeping = frame.story.context.book.keeping
    rows = ((number, row_xml(frame, number)) for number in range(len(frame.rows)))
    written = "".join(kept(row, keeping) if frame.goes_on(number) else row for number, row in rows)
    if style.break_inside in AVOIDED:
        written = kept(written, keeping)
    columns = "".join(f'<w:gridCol w:w="{word_twips(width)}"/>' for width in frame.widths)
    named = ""
    if style.border_collapse and style.display in ("table", "inline-table"):
        around = {side: border_line(side, line).partition(" ")[2] for side, line in table_lines(style)}
        written, named = frame.story.context.tables.styled(written, around)
    head = table_properties(style, sum(frame.widths), outside.left, frame.title, named)
    return Table(
        f"<w:tbl>{head}<w:tblGrid>{columns}</w:tblGrid>{written}</w:tbl>",
        tall=sum(row.height or style.line_height or style.font_size * 2 for row in frame.rows),
        keeping=keeping,
        before=resolve(style.margin.top, base),
        after=resolve(style.margin.bottom, base),
        break_before=style.break_before,
        break_after=style.break_after,
        page=outside.page,
        columns=outside.columns,
        left=outside.left,
        right=outside.right,
    )


def frame(element: Element, style: Style, outside: Room, content: str) -> Table:
    """Return a table of one cell that draws the lines of a box around what it holds."""
    row = Row(whole=style.break_inside in AVOIDED, height=box_height(style, outside.width))
    padded = padding(style, outside.width)
    cell = cell_properties(Cell(element, 0, 0), style, outside.width, padded, 0, row)
    head = table_properties(replace(style, border=NO_LINES), outside.width, outside.left)
    grid_xml = f'<w:tblGrid><w:gridCol w:w="{word_twips(outside.width)}"/></w:tblGrid>'
    properties = row_properties(row, row.height)
    return Table(
        f"<w:tbl>{head}{grid_xml}<w:tr>{properties}<w:tc>{cell}{content}</w:tc></w:tr></w:tbl>",
        tall=row.height,
        before=resolve(style.margin.top, outside.width),
        after=resolve(style.margin.bottom, outside.width),
        break_before=style.break_before,
        break_after=style.break_after,
        page=outside.page,
        columns=outside.columns,
        left=outside.left,
        right=outside.right,
    )


def kept(rows: str, keeping: frozenset[str]) -> str:
    """Return rows whose paragraphs all stay on the page of the next one; those `keeping` styles do anyway."""
    return STYLED.sub(
        lambda found: found[0] if found[1] in keeping else f"{found[0]}<w:keepNext/>",
        rows,
    )


def table_lines(style: Style) -> list[tuple[str, Border]]:
    """Return the lines of a table's own by side."""
    lines = ((side, getattr(style.border, side)) for side in BORDER_SIDES)
    return [(side, line) for side, line in lines if line]


def table_properties(
    style: Style, width: float, left: float, title: Title = NO_TITLE, named: str = ""
) -> str:
    """Return `w:tblPr`, in the order of CT_TblPr (17.4.60); a style that is `named` draws the lines."""
    centred = style.margin.left is None and style.margin.right is None
    borders = "" if named else "".join(border_line(side, line) for side, line in table_lines(style))
    told = {"tblCaption": title.text, "tblDescription": title.description}
    return (
        f"<w:tblPr>{val('tblStyle', named) if named else ''}"
        f'<w:tblW w:w="{word_twips(width)}" w:type="dxa"/>{val("jc", "center") if centred else ""}'
        + ("" if centred else f'<w:tblInd w:w="{word_twips(left)}" w:type="dxa"/>')
        + wrapped("tblBorders", borders)
        + f'<w:tblLayout w:type="fixed"/>{LOOK if named else NO_CELL_SPACE}'
        + "".join(val(name, text) for name, text in told.items() if text)
        + "</w:tblPr>"
    )


def row_xml(frame: Frame, number: int) -> str:
    """Return `w:tr`; a row stays whole where CSS says so, and as many as lead the table repeat."""
    row = frame.rows[number]
    room = row_room(frame, number)
    height = max(row.height, room.height)
    column, content = 0, ""
    while column < len(frame.widths):
        cell = frame.cells.get((number, column))
        content += cell_xml(frame, cell, number, room) if cell else empty_cell(frame, column)
        column += cell.columns if cell else 1
    return f"<w:tr>{row_properties(row, height)}{content}</w:tr>"


def row_properties(row: Row, height: float) -> str:
    """Return `w:trPr`, nothing when there is nothing to say."""
    rule = "exact" if row.exact else "atLeast"
    properties = val("cantSplit") if row.whole else ""
    properties += f'<w:trHeight w:val="{word_twips(height)}" w:hRule="{rule}"/>' if height else ""
    return wrapped("trPr", properties + (val("tblHeader") if row.head else ""))


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

"""Tables: merged cells, repeated heads, widths, lines; their cells are written by `table_cells`.

In goes a `table`, out comes `w:tbl`. Every table gets a grid of fixed columns, because some readers draw a
table without one invisibly narrow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from docgen.layout.styles import Border, Sides, Style, resolve
from docgen.layout.styles.record import NO_LINES, NO_SPACE
from docgen.prose.tables import MOST_COLUMNS

from ..ooxml.limits import word_twips
from ..ooxml.xml import val, wrapped
from ..story.context import Room, Story
from ..story.paragraph import AVOIDED, Block
from ..styles.properties import BORDER_SIDES, border_line, padding
from ..styles.table_styles import LOOK
from .table_cells import Frame, cell_properties, cell_xml, empty_cell, row_room
from .table_grid import Cell, Grid, Row, box_height, grid, rows_of, wider
from .table_widths import column_widths

NO_CELL_SPACE = wrapped("tblCellMar", "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in BORDER_SIDES))
"""Said of every table: LibreOffice does not ask the default table style."""
LONGEST_TITLE = 120  # characters
ROW_HEIGHT = re.compile('<w:trHeight w:val="([0-9]+)"')
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
    whole = Frame(story, style, rows, cells, widths, room.origin)
    yield drawn(whole, outside, room.width, title_of(element, len(rows), len(widths)))


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


def drawn(frame: Frame, outside: Room, base: float, title: Title = NO_TITLE) -> Table:
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
    head = table_properties(style, sum(frame.widths), outside.left, title, named)
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

"""The widths of a table's columns by what they hold, where its style sheet asks for it: as in the PDF."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from docgen.layout.styles import Style
from docgen.layout.tables.column_widths import Cell, Piece, note_call, picture, shared, texts

from ..story.context import Story
from ..styles.properties import padding
from .table_grid import Cell as Place
from .table_grid import Grid, line_share

UNBROKEN = frozenset({"nowrap", "pre"})
FLOWING = frozenset({"block", "list-item", "flow-root", "inline"})


def widths_by_content(
    story: Story, style: Style, cells: Grid, width: float, fills: bool, said: Sequence[float] = ()
) -> list[float] | None:
    """Return the width of each column; None for a table whose cells hold more than text, or have a width.

    `said` is what CSS gives to all columns, if it does.
    """
    placed = [cell for place, cell in cells.items() if place == (cell.row, cell.column)]
    styles = {cell.element: story.context.cascade.style(cell.element) for cell in placed}
    if any(own.width is not None for own in styles.values()):
        return None
    if not all(is_textual(story, child) for cell in placed for child in cell.element):
        return None
    columns: list[list[Cell]] = [[] for _ in range(max(column for _, column in cells) + 1)]
    for cell in placed:
        if cell.columns == 1:
            columns[cell.column].append(held(story, cell, styles[cell.element], style))
    return shared(columns, width, fills, said).widths


def is_textual(story: Story, element: Element) -> bool:
    """Say whether an element in a cell holds nothing but text, and pictures that stand in it."""
    if not isinstance(element.tag, str):
        return True
    style = story.context.cascade.style(element)
    if style.floating != "none" or style.display == "none":
        return True
    if element.tag == "img":
        return style.inline
    if element.tag == "svg" or style.display not in FLOWING or style.position in ("absolute", "fixed"):
        return False
    return all(is_textual(story, child) for child in element)


def held(story: Story, cell: Place, style: Style, table: Style) -> Cell:
    """Return what a cell holds."""
    padded, share = padding(style, 0.0), line_share(table)
    lines = sum(line.width for line in (style.border.left, style.border.right) if line)
    around = padded.left + padded.right + lines * share
    return Cell(texts(pieces(story, cell.element, style)), around, head=cell.element.tag == "th")


def pieces(story: Story, element: Element, style: Style) -> Iterator[Piece | None]:
    """Give the text in an element, and None where a line ends by itself."""
    yield Piece(plain(element.text), style.font_size, style.white_space in UNBROKEN)
    for child in element:
        own = story.context.cascade.style(child) if isinstance(child.tag, str) else None
        if child.tag == "br":
            yield None
        elif child.tag == "img":
            yield picture(style.font_size)
        elif own is not None and own.floating == "footnote":
            yield note_call(style.font_size)
        elif own is not None and own.floating == "none" and own.display != "none":
            if not own.inline:
                yield None
            yield from pieces(story, child, own)
            if not own.inline:
                yield None
        yield Piece(plain(child.tail), style.font_size, style.white_space in UNBROKEN)


def plain(text: str | None) -> str:
    """Return text with its white space as it is printed."""
    text = text or ""
    return " ".join(text.split()) if text.strip() else ""

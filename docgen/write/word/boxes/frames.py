"""Boxes with lines or a background: when Word's paragraphs can draw them, and when a table of one cell must.

Word draws lines and shading paragraph by paragraph. That makes one box only of paragraphs that look the same:
equal indents, nothing drawn of their own, no table or list between them.
"""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from docgen.layout.styles import Style, resolve
from docgen.layout.styles.record import NO_LINES, NO_SPACE

from ..story.context import Room
from ..story.cursor import Cursor
from ..story.paragraph import BREAKS
from ..styles.looks import text_only
from ..styles.properties import RULE_HEIGHT, least_height, padding
from . import positioned

WIDEST_PADDING = 31.0  # points between a paragraph's line and its text


def is_needed(cursor: Cursor, element: Element, style: Style) -> bool:
    """Return whether a box has to be a table of one cell."""
    beside = style.border.left or style.border.right or style.background
    if not beside or style.display == "list-item" or element is cursor.story.context.body:
        return False
    styles = list(inside_of(cursor, element))
    if any(breaks(own, style) for own in styles):
        return False
    width = cursor.room.inside(style).width
    tall = least_height(style) > positioned.content_height(cursor.story, element, bare(style), width)
    wide = any(resolve(side, 0.0) > WIDEST_PADDING for side in style.padding)
    return bool(tall or wide or not all(is_plain(own, style) for own in styles))


def bare(style: Style) -> Style:
    """Return a style without its edges and without a height."""
    return replace(text_only(style), min_height=0.0)


def inside_of(cursor: Cursor, element: Element) -> Iterator[Style]:
    """Yield the styles of the blocks in a box that stand in its flow."""
    for child in element.iter():
        if child is not element and isinstance(child.tag, str):
            style = cursor.style(child)
            if not style.inline and style.display != "none" and style.position in ("static", "relative"):
                yield style


def is_plain(style: Style, around: Style) -> bool:
    """Return whether a block inside a box leaves the box's own lines and background as they are."""
    space = (*style.margin[1::2], *style.padding[1::2])
    gap = around.background and any(resolve(side, 1.0) for side in (style.margin.top, style.margin.bottom))
    boxed = any(style.border) or style.background or style.width is not None or style.max_width is not None
    flat = style.display in ("block", "flow-root") and style.floating == "none"
    return flat and not (gap or boxed or any(side is None or resolve(side, 1.0) for side in space))


def breaks(style: Style, around: Style) -> bool:
    """Return whether a block starts a section or a page, which a table cannot hold."""
    forced = style.break_before in BREAKS or style.break_after in BREAKS
    named = style.page not in ("", "auto", around.page)
    return bool(forced or named or style.columns > 1 or style.docx.get("pin"))


def on_one_page(cursor: Cursor, style: Style) -> Style:
    """Return a box no higher than its page, less the lines Word wants after a table and in empty margins."""
    most = cursor.room.origin.height
    if most is None or not isinstance(style.height, float):
        return style
    padded = padding(style, cursor.room.width)
    return replace(style, height=min(style.height, most - padded.top - padded.bottom - 4 * RULE_HEIGHT))


def inside(cursor: Cursor, style: Style) -> tuple[Room, Room]:
    """Return the room of a frame and the room inside it."""
    outside = cursor.room.inside(replace(style, padding=NO_SPACE, border=NO_LINES))
    padded = padding(style, outside.width)
    if style.width is not None:  # of the content: the frame is wider
        edges = padded.left + padded.right
        outside = replace(outside, width=outside.width + edges, right=max(outside.right - edges, 0.0))
    outside = replace(outside, width=max(outside.width, 1.0))  # a table takes no less
    width = max(outside.width - padded.left - padded.right, 1.0)
    return outside, Room(0.0, 0.0, width, cursor.room.origin)

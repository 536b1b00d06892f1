"""A flex box whose items fit on one line: one paragraph, its items apart by tabs or spaces.

Everything else that CSS lays out side by side becomes a table (`beside`), which is harder to edit.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from docgen.layout.styles import Style

from ..boxes import positioned
from ..boxes.side_by_side import items
from ..boxes.table_widths import natural_width
from ..inline.inline import Inline
from ..ooxml.xml import val
from ..story.cursor import Cursor
from ..story.line import Line
from ..story.paragraph import Block
from ..story.run_format import RunFormat
from .paragraphs import finished, prints

LEADERS = {"dotted": "dot", "dashed": "hyphen"}
PLAIN = {"normal": "left", "flex-start": "left", "start": "left", "left": "left", "center": "center",
         "flex-end": "right", "end": "right", "right": "right"}  # fmt: skip
"""How the text of the paragraph is aligned where free space is not shared between the items."""


def is_line(cursor: Cursor, element: Element, style: Style) -> bool:
    """Return whether the items of a flex box are plain text that fits on one line, with fillers between."""
    found = items(cursor.story, element)
    shared = style.layout.justify == "space-between"
    if not found or not (shared or style.layout.justify in PLAIN):
        return False
    texts = [(child, own) for child, own in found if not is_filler(child, own)]
    wanted = sum(natural_width(cursor.story, child, own) for child, own in texts)
    wanted += (style.column_gap or 0.0) * (len(found) - 1)
    return wanted <= cursor.room.inside(style).width and all(is_text(child, own) for child, own in texts)


def is_text(element: Element, style: Style) -> bool:
    """Return whether an item is text without a box of its own."""
    boxed = any(style.border) or style.background or style.width is not None or style.layout.grow
    return not boxed and style.display not in ("flex", "grid", "table") and element.find(".//br") is None


def is_filler(element: Element, style: Style) -> bool:
    """Return whether an empty item takes up the free space, with or without a line of dots."""
    empty = not len(element) and not (element.text or "").strip()
    return bool(empty and style.layout.grow)


def line(cursor: Cursor, element: Element, style: Style) -> Iterator[Block]:
    """Yield the box as one paragraph."""
    named, text = cursor.story.context.book.of(element.tag, style), Line()
    inline, run_format = Inline(cursor.story, cursor.room, text), RunFormat(style, named)
    found = items(cursor.story, element)
    filled = any(is_filler(child, own) for child, own in found)
    between = style.layout.justify == "space-between" and not filled
    positioned.place_children(cursor.story, element, cursor.room)
    opened = prints(cursor, element, "before")
    if opened:
        inline.generated(element, "before", run_format)
    for number, (child, own) in enumerate(found, int(opened)):
        if is_filler(child, own):
            below = own.border.bottom
            text.tab(LEADERS.get(below.line, "underscore") if below else "none")
            continue
        if number and between:
            text.tab()
        elif number:
            text.space(style.column_gap or 0.0, style, run_format.properties(cursor.story))
        inline.element(child, run_format)
    if prints(cursor, element, "after"):
        if between:
            text.tab()
        inline.generated(element, "after", run_format)
    aligned = "left" if between or filled else PLAIN[style.layout.justify]
    jc = {} if aligned == "left" and not (between or filled) else {"jc": val("jc", aligned)}
    yield from finished(cursor, style, named, text, jc)

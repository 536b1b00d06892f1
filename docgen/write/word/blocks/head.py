"""Boxes placed at the top of the first page (a letter's red head, its marks), written in the flow.

Text boxes are drawn by Word alone; readers on phones and in browsers and screen readers do without them.
Where what CSS places stands line by line above all text, plain paragraphs keep the same millimetres. A head
that begins above the text area lifts the top of the first page; headers of the others keep their text down.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from xml.etree.ElementTree import Element

from docgen.layout.styles import Style, resolve
from docgen.layout.styles.record import NO_SPACE

from ..boxes import pictures, positioned
from ..ooxml.drawing import Extent
from ..story.context import Room, edge
from ..story.cursor import Cursor
from ..story.measure import lines
from ..story.page_area import text_area, text_origin
from ..story.paragraph import ONE_COLUMN, Block, Paragraph

CLOSE = 0.1  # points that boxes may overlap, or miss the paper by


@dataclass(frozen=True)
class Placed:
    """A box of lines: its style in the flow, and where it starts and ends below the top of the text area."""

    element: Element
    style: Style
    room: Room  # from which CSS places it
    top: float
    bottom: float


def find(cursor: Cursor, body: Element) -> list[Placed]:
    """Return the boxes that may stand in the flow, from the top down; the body leaves them out."""
    found = sorted(leading(cursor, body), key=lambda box: box.top)
    over = any(below.top < above.bottom - CLOSE for above, below in pairwise(found))
    if over or not all(is_simple(cursor, box) for box in found):
        return []
    context, page = cursor.story.context, text_area(cursor.story.context, cursor.room.page)
    raised = max(0.0, -found[0].top) if found else 0.0
    if raised and page.top - raised < context.header_end:
        return []
    context.lifted, context.raised = {box.element for box in found}, raised
    cursor.room = replace(cursor.room, origin=text_origin(context, page))
    return found


def leading(cursor: Cursor, element: Element) -> Iterator[Placed]:
    """Yield the boxes of text that are placed from the page, before the first block of the flow."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        style = cursor.style(child)
        if style.display == "none" or style.running or style.docx.get("skip"):
            continue
        if style.position == "absolute":
            yield from of_box(cursor, child, style, cursor.room)
        elif style.position == "static" and holds_box_first(cursor, child):
            yield from leading(cursor, child)
            return
        else:
            return


def holds_box_first(cursor: Cursor, element: Element) -> bool:
    """Return whether a box of the flow begins with one that is placed."""
    first = next((child for child in element if isinstance(child.tag, str)), None)
    return (
        first is not None and not (element.text or "").strip() and cursor.style(first).position == "absolute"
    )


def of_box(cursor: Cursor, element: Element, style: Style, room: Room) -> Iterator[Placed]:
    """Yield a placed box of text, or those inside one that holds nothing else."""
    if pictures.is_picture(element):
        return
    if positioned.hollow(cursor.story, element):
        around = positioned.room_inside(cursor.story, element, style, room)
        for child in element:
            if isinstance(child.tag, str) and (own := cursor.style(child)).display != "none":
                yield from of_box(cursor, child, own, around)
    else:
        yield placed(cursor, element, style, room)


def placed(cursor: Cursor, element: Element, style: Style, room: Room) -> Placed:
    """Return where a box of text stands."""
    origin, whole = room.origin, cursor.room.width
    left = positioned.corner(style, origin, Extent(0.0, 0.0))[0]
    edges = sum(edge(style, side, origin.width) for side in ("left", "right"))
    width = whole - left
    if style.width is not None:
        width = resolve(style.width, origin.width) + edges
    elif style.inset.left is not None and style.inset.right is not None:
        width = origin.width - sum(
            resolve(side, origin.width) for side in (style.inset.left, style.inset.right)
        )
    flat = replace(style, position="static", floating="none", width=None, max_width=None, inset=NO_SPACE)
    flat = replace(flat, margin=NO_SPACE._replace(left=left, right=whole - left - width))
    top = origin.down + positioned.vertical(style, origin, Extent(0.0, 0.0))
    height = positioned.content_height(cursor.story, element, flat, max(width, 1.0))
    return Placed(element, flat, room, top, top + height)


def is_simple(cursor: Cursor, box: Placed) -> bool:
    """Return whether a box is lines of a known height, from the top down, with nothing drawn behind them."""
    style = cursor.style(box.element)
    if style.inset.top is None or style.inset.bottom is not None or (style.z_index or 0) < 0:
        return False
    shrunk = style.width is None and style.inset.right is not None
    if shrunk or style.rotation or style.background or style.border.left or style.border.right:
        return False
    return all(is_line(cursor, own, box) for own in box.element.iter() if isinstance(own.tag, str))


def is_line(cursor: Cursor, element: Element, box: Placed) -> bool:
    """Return whether an element is text of a known pitch that needs no second line."""
    style = cursor.style(element)
    if pictures.is_picture(element) or style.floating != "none" or style.line_height is None:
        return False
    if element is not box.element and style.position != "static":
        return False
    if style.display not in ("block", "list-item", "inline"):
        return False
    width = cursor.room.width - sum(resolve(side, 0.0) for side in box.style.margin[1::2])
    text = " ".join("".join(element.itertext()).split())
    nested = any(not cursor.style(child).inline for child in element if isinstance(child.tag, str))
    return nested or style.white_space == "nowrap" or lines(text, style, width) == 1


Write = Callable[[Cursor, Element, Style], Iterable[Block]]


def lift(cursor: Cursor, found: Sequence[Placed], blocks: list[Block], write: Write) -> list[Block]:
    """Return the body's blocks behind those of the boxes; boxes that reach into the text are anchored."""
    if not found:
        return blocks
    context, first = cursor.story.context, blocks[0] if blocks else None
    if not isinstance(first, Paragraph) or not fits(found, first):
        context.raised = 0.0
        for box in found:
            positioned.place(cursor.story, box.element, cursor.style(box.element), box.room)
        if isinstance(first, Paragraph):
            first.content = cursor.story.take_waiting() + first.content
        return blocks
    end, written = -context.raised, list[Block]()
    for box in found:
        own = list(write(cursor, box.element, box.style))
        if own:
            own[0].before += box.top - end
            end = box.bottom
        written.extend(own)
    if not written:
        return blocks
    first.before -= end
    for block in written:
        block.page, block.in_force = first.page, first.in_force
    written[0].number_from, first.number_from = first.number_from, None
    return [*written, *blocks]


def fits(found: Sequence[Placed], first: Block) -> bool:
    """Return whether the boxes end above the first block of the flow."""
    plain = first.break_before == "auto" and first.columns == ONE_COLUMN
    return plain and found[-1].bottom <= first.before + CLOSE

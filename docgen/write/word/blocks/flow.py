"""Elements that start on a line of their own: paragraphs, the boxes around them, lists, rules.

In goes an element, out come paragraphs and tables in order. A box around several paragraphs does not exist in
Word, so its margins, lines and background are handed to the paragraphs it holds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from docgen.layout.styles import Border, Style, resolve

from ..boxes import frames, pictures, positioned, tables
from ..boxes import side_by_side as beside
from ..inline import contents, lists
from ..inline.inline import TOO_DEEP, Nodes, bookmark
from ..story.context import Room, Story
from ..story.cursor import Visit
from ..story.page_area import page_room
from ..story.paragraph import Block, Paragraph, collapsed, enclose, settle
from ..styles.looks import text_only
from ..styles.properties import drawn_lines, padding
from . import flex_line
from .paragraphs import alone, carrier, in_flow, loose_text, page_number, paragraph

TABLE_DEPTH = 3  # a table, its row and its cell
OUT_OF_FLOW = frozenset({"absolute", "fixed", "running"})


def flow(story: Story, element: Element, style: Style, room: Room, lead: str = "") -> str:
    """Return an element as the whole content of a box, a note or a table cell."""
    outside, story.depth = story.depth, story.depth + TABLE_DEPTH
    visit = Visit(story, room, story.depth, lead)
    blocks = settle(box(visit, element, style), visit.hairline)
    story.depth = outside
    if not blocks:
        named = story.manuscript.book.of(str(element.tag), style)
        blocks = [Paragraph(named, dict(named.paragraph), visit.take_lead(), line=style.line_height)]
    return "".join(block.xml() for block in blocks)


def whole(story: Story, element: Element, room: Room) -> list[Block]:
    """Return the blocks of a whole story; boxes placed after its last paragraph are carried by that."""
    visit = Visit(story, room)
    style = replace(visit.style(element), background=None)  # it is the paper's
    blocks = settle(box(visit, element, style), visit.hairline)
    if story.waiting and blocks and isinstance(blocks[-1], Paragraph):
        blocks[-1].carry(story.take_waiting())
    blocks = blocks or [carrier(visit, "")]
    blocks[-1].in_force = story.running.last  # also what comes after all text
    return blocks


def block(visit: Visit, element: Element) -> Iterator[Block]:
    """Yield what an element becomes."""
    style = visit.style(element)
    if style.display == "none" or style.docx.get("skip"):
        return
    visit.story.running.meet(element, style)
    if style.running:
        return
    if style.docx.get("pin") == "page-bottom":
        foot = visit.room.across or visit.room  # of the page, not of a column
        yield carrier(visit, positioned.pinned(visit.story, element, style, foot))
    elif style.position == "fixed":
        visit.story.manuscript.fixed.append(element)
    elif style.position in OUT_OF_FLOW:
        positioned.place(visit.story, element, style, visit.room)
    else:
        yield from box(visit, element, style)


def box(visit: Visit, element: Element, style: Style) -> Iterator[Block]:
    """Yield an element of the flow by its kind."""
    report(visit, element, style)
    page = visit.room.page_of(style)
    if page is not None and page != visit.room.page:
        visit = replace(visit, room=on_page(visit, page), lead=visit.take_lead())
    if style.column_span and visit.room.across:
        visit = replace(visit, room=visit.room.across, lead=visit.take_lead())
    if style.display in ("table", "inline-table"):
        yield from captioned(visit, element, style)
    elif visit.depth >= TOO_DEEP:
        yield from paragraph(visit, element, style)
    elif pictures.is_picture(element):
        yield from alone(visit, element, style)
    elif is_flex(style) and holds_lines_only(visit, element) and flex_line.is_line(visit, element, style):
        yield from flex_line.line(visit, element, style)
    elif beside.is_asked(style) and beside.items(visit.story, element):
        yield side_by_side(visit, element, style)
    elif frames.is_needed(visit, element, style):
        yield framed(visit, element, style)
    elif is_paragraph(visit, element):
        yield from paragraph(visit, element, style)
    else:
        yield from container(visit, element, style)


def on_page(visit: Visit, name: str) -> Room:
    """Return the room a box has on pages of another name: theirs, less what the boxes around it take."""
    room, around = page_room(visit.story.manuscript, name), visit.room
    return replace(room, left=around.left, right=around.right, width=room.width - around.left - around.right)


def captioned(visit: Visit, element: Element, style: Style) -> Iterator[Block]:
    """Yield a table below its caption; the space and the break before both come before the caption."""
    held = [one for caption in element if caption.tag == "caption" for one in block(visit, caption)]
    opening, closing = bookmark(visit.story, element)
    for written in tables.table(visit.story, element, style, visit.room):
        held.append(
            replace(written, content=opening + written.content + closing, before=0.0, break_before="auto")
        )
    if held:
        held[0].before += resolve(style.margin.top, visit.room.width)
        held[0].break_before = style.break_before
    yield from held


def report(visit: Visit, element: Element, style: Style) -> None:
    """Report what CSS asks of a block that Word cannot do; it is written without."""
    missed = {
        "float": style.floating in ("left", "right") and not positioned.floated(style, element),
        f"display: {style.display}": beside.is_asked(style) and not beside.items(visit.story, element),
        "background-image": style.background_image is not None,
        "background: gradient": style.gradient,
        "box-shadow": style.shadow,
        "border-radius": bool(style.radius) and boxed(style),
        "opacity": style.opacity < 1,
        "transform: rotate()": bool(style.rotation) and not visit.story.boxes,
    }
    for css, asked in missed.items():
        if asked:
            visit.story.manuscript.miss(element, css)


def is_flex(style: Style) -> bool:
    """Return whether a box lays its children out by flex."""
    return style.display in ("flex", "inline-flex")


def holds_lines_only(visit: Visit, element: Element) -> bool:
    """Return whether every child is a line or less, so that a flex box can be one line with tabs."""
    return all(is_paragraph(visit, child) for child in element if isinstance(child.tag, str))


def is_paragraph(visit: Visit, element: Element, depth: int = 0) -> bool:
    """Return whether an element holds inline content only."""
    if visit.depth + depth >= TOO_DEEP:
        return True
    return all(flows(visit, child, depth) for child in element if isinstance(child.tag, str))


def flows(visit: Visit, element: Element, depth: int = 0) -> bool:
    """Return whether an element may stand in a line of text."""
    style = visit.style(element)
    if style.display == "none" or element.tag == "input":
        return True
    if style.docx.get("pin") or style.display in ("inline-table", "inline-flex"):
        return False
    if style.position in OUT_OF_FLOW or style.floating == "footnote" or positioned.floated(style, element):
        return True
    in_line = style.inline or style.floating in ("left", "right")
    return in_line and is_paragraph(visit, element, depth + 1)


def container(visit: Visit, element: Element, style: Style) -> Iterator[Block]:
    """Yield the blocks of a box, each carrying its share of the box's margins, lines and background."""
    room, held = visit.room.inside(style), list[Block]()
    if style.position == "relative":
        room = replace(room, origin=in_flow(room, style, held))
    opening, closing = bookmark(visit.story, element)
    inner = Visit(visit.story, room, visit.depth + 1, visit.take_lead() + opening + closing)
    number = lists.item(visit.story, element, style, room)
    around, visit.story.depth = visit.story.depth, inner.depth
    held.extend(children(inner, element, style))
    visit.story.depth = around
    if held and isinstance(held[0], Paragraph):
        held[0].properties |= number
    frame(visit, held, style)
    if style.position == "relative" and held and isinstance(held[-1], Paragraph):
        held[-1].carry(visit.story.take_waiting())
    visit.lead = inner.lead
    if contents.is_contents(visit.story, element):
        contents.wrap(held, style)
    yield from held


def side_by_side(visit: Visit, element: Element, style: Style) -> Block:
    """Return a flex or grid box as a table, in a frame when it has lines or a background of its own."""
    opening, closing = bookmark(visit.story, element)
    if not boxed(style):
        written = beside.table(visit.story, element, style, visit.room)
        return replace(written, content=opening + written.content + closing)
    outside, room = frames.inside(visit, style)
    plain = replace(text_only(style), max_width=None)
    held = settle([beside.table(visit.story, element, plain, room)], visit.hairline)
    content = opening + closing + "".join(block.xml() for block in held)
    return tables.frame(element, style, outside, content)


def boxed(style: Style) -> bool:
    """Return whether something of a box is drawn."""
    return any(style.border) or style.background is not None


def framed(visit: Visit, element: Element, style: Style) -> Block:
    """Return a box as a table of one cell: lines and backgrounds of paragraphs would stop beside some."""
    outside, room = frames.inside(visit, style)
    opening, closing = bookmark(visit.story, element)
    inner = Visit(visit.story, room, visit.depth + 1, visit.take_lead() + opening + closing)
    if style.position == "relative":
        inner.room = replace(room, origin=in_flow(room, style, []))
    held = settle(children(inner, element, style), visit.hairline) or [carrier(inner, inner.take_lead())]
    content = "".join(block.xml() for block in held)
    return tables.frame(element, frames.on_one_page(visit, style), outside, content)


def frame(visit: Visit, held: list[Block], style: Style) -> None:
    """Give a box's margins, lines, background and breaks to the blocks it holds."""
    if not held:
        return
    width = visit.room.width
    padded = padding(style, width)
    left, right = (resolve(side, width) for side in (style.margin.left, style.margin.right))
    if any(style.border) or style.background:
        enclose(held, style, padded, visit.hairline, (visit.room.left + left, visit.room.right + right))
    first, last, lines = held[0], held[-1], drawn_lines(style)
    first.before = outer(resolve(style.margin.top, width), padded.top, first.before, lines.top)
    last.after = outer(resolve(style.margin.bottom, width), padded.bottom, last.after, lines.bottom)
    if style.break_before != "auto":
        first.break_before = style.break_before
    if page_number(style) is not None:
        first.number_from = page_number(style)
    if style.break_after != "auto":
        last.break_after = style.break_after
    if style.break_inside in ("avoid", "avoid-page"):
        for item in held:
            item.keep_whole()
        for item in held[:-1]:
            item.keep_next()


def outer(margin: float, padded: float, inner: float, line: Border | None) -> float:
    """Return the space outside a box's edge: margins that touch become one, unless something parts them."""
    if line:
        return margin
    return margin + padded + inner if padded else collapsed(margin, inner)


def children(visit: Visit, element: Element, style: Style) -> Iterator[Block]:
    """Yield the blocks inside an element; loose text between them becomes paragraphs of its style."""
    with lists.opened(visit.story, element, visit.room):
        loose: Nodes = [element.text]
        for child in element:
            if isinstance(child.tag, str):
                if flows(visit, child):
                    loose.append(child)
                else:
                    yield from loose_text(visit, element, style, loose)
                    loose = []
                    yield from marked(visit, block(visit, child))
            loose.append(child.tail)
        yield from loose_text(visit, element, style, loose)


def marked(visit: Visit, blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks that know what margins print where they stand."""
    for written in blocks:
        if written.in_force is None:
            written.in_force = visit.story.running.last
        yield written

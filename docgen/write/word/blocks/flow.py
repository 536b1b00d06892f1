"""Elements that start on a line of their own: paragraphs, the boxes around them, lists, rules.

In goes an element, out come paragraphs and tables in order. A box around several paragraphs does not exist in
Word, so its margins, lines and background are handed to the paragraphs it holds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from xml.etree.ElementTree import Element

from docgen.layout.styles import Border, Style, resolve

from ..boxes import frames, pictures, positioned, tables
from ..boxes import side_by_side as beside
from ..inline import contents, lists
from ..inline.inline import TOO_DEEP, Nodes, bookmark
from ..story.context import Room, Story
from ..story.cursor import Cursor
from ..story.page_area import page_room
from ..story.paragraph import FORCED, Block, Paragraph, collapsed, enclose, settle, sink
from ..styles.looks import text_only
from ..styles.properties import drawn_lines, padding
from . import flex_line, head
from .paragraphs import alone, carrier, in_flow, loose_text, page_number, paragraph, prints

TABLE_DEPTH = 3  # a table, its row and its cell
ROWS = frozenset({"tr", "thead", "tbody", "tfoot"})
OUT_OF_FLOW = frozenset({"absolute", "fixed", "running"})


def flow(story: Story, element: Element, style: Style, room: Room, lead: str = "") -> str:
    """Return an element as the whole content of a box, a note or a table cell."""
    return "".join(block.xml() for block in inside(story, element, style, room, lead))


def inside(story: Story, element: Element, style: Style, room: Room, lead: str = "") -> list[Block]:
    """Return the blocks of an element that is the whole content of something; at least one paragraph."""
    outside, story.depth = story.depth, story.depth + TABLE_DEPTH
    cursor = Cursor(story, room, story.depth, lead)
    blocks = settle(box(cursor, element, style), cursor.hairline)
    story.depth = outside
    if not blocks:
        named = story.context.book.of(str(element.tag), style)
        blocks = [Paragraph(named, dict(named.paragraph), cursor.take_lead(), line=style.line_height)]
    return blocks


def whole(story: Story, element: Element, room: Room) -> list[Block]:
    """Return the blocks of a whole story; boxes placed after its last paragraph are carried by that."""
    cursor = Cursor(story, room)
    style = replace(cursor.style(element), background=None)  # it is the paper's
    placed = head.find(cursor, element)
    blocks = settle(box(cursor, element, style), cursor.hairline)
    blocks = head.lift(cursor, placed, blocks, box)
    part_from_rows(story, blocks)
    sink(blocks)
    if story.waiting and blocks and isinstance(blocks[-1], Paragraph):
        blocks[-1].carry(story.take_waiting())
    blocks = blocks or [carrier(cursor, "")]
    blocks[-1].in_force = story.running.last  # also what comes after all text
    return blocks


def part_from_rows(story: Story, blocks: Iterable[Block]) -> None:
    """Let a pinned block begin the page it has to itself behind rows: lines yield to it, rows do not."""
    for last, block in pairwise(blocks):
        if isinstance(last, tables.Table) and isinstance(block, Paragraph) and block.pins:
            spot = story.context.places.get(block.pins)
            if spot and spot.alone and block.break_before not in FORCED:
                block.break_before = "page"


def block(cursor: Cursor, element: Element) -> Iterator[Block]:
    """Yield what an element becomes."""
    style = cursor.style(element)
    if style.display == "none" or style.docx.get("skip"):
        return
    cursor.story.running.meet(element, style)
    if style.running:
        return
    if style.docx.get("pin") == "page-bottom":
        foot = cursor.room.across or cursor.room  # of the page, not of a column
        run = positioned.pinned(cursor.story, element, style, foot, inside)
        yield replace(carrier(cursor, run), pins=element.get("id", ""))
    elif style.position == "fixed":
        cursor.story.context.fixed.append(element)
    elif element in cursor.story.context.lifted:
        return
    elif style.position in OUT_OF_FLOW:
        positioned.place(cursor.story, element, style, cursor.room)
    else:
        yield from box(cursor, element, style)


def box(cursor: Cursor, element: Element, style: Style) -> Iterator[Block]:
    """Yield an element of the flow by its kind."""
    report(cursor, element, style)
    page = cursor.room.page_of(style)
    if page is not None and page != cursor.room.page:
        cursor = replace(cursor, room=on_page(cursor, page), lead=cursor.take_lead())
    if style.column_span and cursor.room.across:
        cursor = replace(cursor, room=cursor.room.across, lead=cursor.take_lead())
    if style.display in ("table", "inline-table"):
        yield from loose_text(cursor, element, style, [], ("before",))
        yield from captioned(cursor, element, style)
        yield from loose_text(cursor, element, style, [], ("after",))
    elif cursor.depth >= TOO_DEEP:
        yield from paragraph(cursor, element, style)
    elif pictures.is_picture(element):
        yield from alone(cursor, element, style)
    elif is_line(cursor, element, style):
        yield from flex_line.line(cursor, element, style)
    elif beside.is_asked(style) and beside.items(cursor.story, element):
        yield from loose_text(cursor, element, style, [], ("before",))
        yield side_by_side(cursor, element, style)
        yield from loose_text(cursor, element, style, [], ("after",))
    elif frames.is_needed(cursor, element, style):
        yield framed(cursor, element, style)
    elif is_paragraph(cursor, element):
        yield from paragraph(cursor, element, style)
    else:
        yield from container(cursor, element, style)


def on_page(cursor: Cursor, name: str) -> Room:
    """Return the room a box has on pages of another name: theirs, less what the boxes around it take."""
    room, around = page_room(cursor.story.context, name), cursor.room
    return replace(room, left=around.left, right=around.right, width=room.width - around.left - around.right)


def captioned(cursor: Cursor, element: Element, style: Style) -> Iterator[Block]:
    """Yield a table below its caption; the space and the break before both come before the caption."""
    held = [one for caption in element if caption.tag == "caption" for one in block(cursor, caption)]
    opening, closing = bookmark(cursor.story, element)
    for written in tables.table(cursor.story, element, style, cursor.room):
        held.append(
            replace(written, content=opening + written.content + closing, before=0.0, break_before="auto")
        )
    if held:
        held[0].before += resolve(style.margin.top, cursor.room.width)
        held[0].break_before = style.break_before
    yield from held


def report(cursor: Cursor, element: Element, style: Style) -> None:
    """Report what CSS asks of a block that Word cannot do; it is written without."""
    missed = {
        "float": style.floating in ("left", "right") and not positioned.floated(style, element),
        f"display: {style.display}": beside.is_asked(style) and not beside.items(cursor.story, element),
        "background-image": style.background_image is not None,
        "background: gradient": style.gradient,
        "box-shadow": style.shadow,
        "outline": style.outlined,
        "mask-border": style.bordered_by_mask,
        "word-spacing": bool(style.word_spacing),
        "text-decoration: overline": "overline" in style.decoration,
        "border-radius": bool(style.radius) and boxed(style),
        "opacity": style.opacity < 1,
        **{
            f"::{name} {{ position }}": is_moved(cursor, element, style, name) for name in ("before", "after")
        },
        "break-before: page": is_broken(cursor, style),
        "::first-line": cursor.story.context.cascade.pseudo(element, "first-line") is not None,
        "transform: rotate()": bool(style.rotation) and not cursor.story.boxes,
    }
    for css, asked in missed.items():
        if asked:
            cursor.story.context.miss(element, css)
    if style.display in ("table", "inline-table"):
        report_rows(cursor, element)


def report_rows(cursor: Cursor, table: Element) -> None:
    """Report what CSS asks of a table's rows that Word cannot do, once for those of one sort."""
    rows = {(row.tag, row.get("class")): row for row in table.iter() if row.tag in ROWS}
    for row in rows.values():
        style = cursor.style(row)
        if {style.break_before, style.break_after} & FORCED:
            cursor.story.context.miss(row, "break-before: page")
        for name in ("before", "after"):
            if prints(cursor, row, name):
                cursor.story.context.miss(row, f"::{name}")


def is_moved(cursor: Cursor, element: Element, style: Style, name: str) -> bool:
    """Return whether CSS prints something elsewhere than at the beginning or the end of what a box holds."""
    own = cursor.story.context.cascade.pseudo(element, name)
    if own is None or not prints(cursor, element, name):
        return False
    if own.position in ("absolute", "fixed") and not is_paragraph(cursor, element):
        return True
    return (
        beside.is_asked(style)
        and bool(beside.items(cursor.story, element))
        and not is_line(cursor, element, style)
    )


def is_line(cursor: Cursor, element: Element, style: Style) -> bool:
    """Return whether a box that lays its children out by flex is one line of text."""
    return is_flex(style) and holds_lines_only(cursor, element) and flex_line.is_line(cursor, element, style)


def is_broken(cursor: Cursor, style: Style) -> bool:
    """Return whether a break is asked for where Word breaks no page: in a box or a cell."""
    return cursor.room.page is None and bool({style.break_before, style.break_after} & FORCED)


def is_flex(style: Style) -> bool:
    """Return whether a box lays its children out by flex."""
    return style.display in ("flex", "inline-flex")


def holds_lines_only(cursor: Cursor, element: Element) -> bool:
    """Return whether every child is a line or less, so that a flex box can be one line with tabs."""
    return all(is_paragraph(cursor, child) for child in element if isinstance(child.tag, str))


def is_paragraph(cursor: Cursor, element: Element, depth: int = 0) -> bool:
    """Return whether an element holds inline content only."""
    if cursor.depth + depth >= TOO_DEEP:
        return True
    return all(flows(cursor, child, depth) for child in element if isinstance(child.tag, str))


def flows(cursor: Cursor, element: Element, depth: int = 0) -> bool:
    """Return whether an element may stand in a line of text."""
    style = cursor.style(element)
    if style.display == "none" or element.tag == "input":
        return True
    if style.docx.get("pin") or style.display in ("inline-table", "inline-flex"):
        return False
    if style.position in OUT_OF_FLOW or style.floating == "footnote" or positioned.floated(style, element):
        return True
    in_line = style.inline or style.floating in ("left", "right")
    return in_line and is_paragraph(cursor, element, depth + 1)


def container(cursor: Cursor, element: Element, style: Style) -> Iterator[Block]:
    """Yield the blocks of a box, each carrying its share of the box's margins, lines and background."""
    room, held = cursor.room.inside(style), list[Block]()
    if style.position == "relative":
        room = replace(room, origin=in_flow(room, style, held))
    opening, closing = bookmark(cursor.story, element)
    inner = Cursor(cursor.story, room, cursor.depth + 1, cursor.take_lead() + opening + closing)
    number = lists.item(cursor.story, element, style, room)
    around, cursor.story.depth = cursor.story.depth, inner.depth
    held.extend(children(inner, element, style))
    cursor.story.depth = around
    if held and isinstance(held[0], Paragraph):
        held[0].properties |= number
    frame(cursor, held, style)
    if style.position == "relative" and held and isinstance(held[-1], Paragraph):
        held[-1].carry(cursor.story.take_waiting())
    cursor.lead = inner.lead
    if contents.is_contents(cursor.story, element):
        contents.wrap(cursor.story, held, style)
    yield from held


def side_by_side(cursor: Cursor, element: Element, style: Style) -> Block:
    """Return a flex or grid box as a table, in a frame when it has lines or a background of its own."""
    opening, closing = bookmark(cursor.story, element)
    if not boxed(style):
        written = beside.table(cursor.story, element, style, cursor.room)
        return replace(written, content=opening + written.content + closing)
    outside, room = frames.inside(cursor, style)
    plain = replace(text_only(style), max_width=None)
    held = settle([beside.table(cursor.story, element, plain, room)], cursor.hairline)
    content = opening + closing + "".join(block.xml() for block in held)
    return tables.frame(element, style, outside, content)


def boxed(style: Style) -> bool:
    """Return whether something of a box is drawn."""
    return any(style.border) or style.background is not None


def framed(cursor: Cursor, element: Element, style: Style) -> Block:
    """Return a box as a table of one cell: lines and backgrounds of paragraphs would stop beside some."""
    outside, room = frames.inside(cursor, style)
    opening, closing = bookmark(cursor.story, element)
    inner = Cursor(cursor.story, room, cursor.depth + 1, cursor.take_lead() + opening + closing)
    if style.position == "relative":
        inner.room = replace(room, origin=in_flow(room, style, []))
    held = settle(children(inner, element, style), cursor.hairline) or [carrier(inner, inner.take_lead())]
    content = "".join(block.xml() for block in held)
    return tables.frame(element, frames.on_one_page(cursor, style), outside, content)


def frame(cursor: Cursor, held: list[Block], style: Style) -> None:
    """Give a box's margins, lines, background and breaks to the blocks it holds."""
    if not held:
        return
    width = cursor.room.width
    padded = padding(style, width)
    left, right = (resolve(side, width) for side in (style.margin.left, style.margin.right))
    if any(style.border) or style.background:
        enclose(held, style, padded, cursor.hairline, (cursor.room.left + left, cursor.room.right + right))
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


def children(cursor: Cursor, element: Element, style: Style) -> Iterator[Block]:
    """Yield the blocks inside an element; loose text between them becomes paragraphs of its style."""
    with lists.opened(cursor.story, element, cursor.room):
        loose: Nodes = [element.text]
        generated: tuple[str, ...] = ("before",)
        for child in element:
            if isinstance(child.tag, str):
                if flows(cursor, child):
                    loose.append(child)
                else:
                    yield from loose_text(cursor, element, style, loose, generated)
                    loose, generated = [], ()
                    yield from marked(cursor, block(cursor, child))
            loose.append(child.tail)
        yield from loose_text(cursor, element, style, loose, (*generated, "after"))


def marked(cursor: Cursor, blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks that know what margins print where they stand."""
    for written in blocks:
        if written.in_force is None:
            written.in_force = cursor.story.running.last
        yield written

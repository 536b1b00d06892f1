"""Elements that start on a line of their own: paragraphs, the boxes around them, lists, rules.

In goes an element, out come paragraphs and tables in order. A box around several paragraphs does not exist in
Word, so its margins, lines and background are handed to the paragraphs it holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from ...stylesheet import Style, resolve
from . import contents, lists, positioned, tables
from .inline import TOO_DEEP, Inline, Nodes, bookmark, content_control, nodes
from .line import Line
from .manuscript import Origin, Room, Story
from .measure import line_pitch, lines
from .paragraph import RULE_HEIGHT, Block, Paragraph, enclose, rule, settle
from .pen import Pen
from .properties import NO_LINES, indent, padding, ruled_apart, surroundings, text_properties
from .styles import BODY, NamedStyle, text_only
from .xml import val

OUT_OF_FLOW = frozenset({"absolute", "fixed", "running"})


@dataclass
class Visit:
    """An element being written as a block: where, how deep, and what its first paragraph begins with."""

    story: Story
    room: Room
    depth: int = 0
    lead: str = ""

    def style(self, element: Element) -> Style:
        """Return the style of an element."""
        return self.story.manuscript.cascade.style(element)

    @property
    def normal(self) -> NamedStyle:
        """The style of paragraphs that no element asks for."""
        return self.story.manuscript.book.styles[BODY]

    def take_lead(self) -> str:
        """Return what the first paragraph begins with, once."""
        lead, self.lead = self.lead, ""
        return lead


def flow(story: Story, element: Element, style: Style, room: Room, lead: str = "") -> str:
    """Return an element as the whole content of a box, a note or a table cell."""
    visit = Visit(story, room, lead=lead)
    blocks = settle(box(visit, element, style), visit.normal)
    if not blocks:
        blocks = [Paragraph(visit.normal, {}, visit.take_lead(), line=style.line_height)]
    return "".join(block.xml() for block in blocks)


def whole(story: Story, element: Element, room: Room) -> list[Block]:
    """Return the blocks of a whole story; boxes placed after its last paragraph are carried by that."""
    visit = Visit(story, room)
    blocks = settle(block(visit, element), visit.normal)
    if story.waiting and blocks and isinstance(blocks[-1], Paragraph):
        blocks[-1].content += story.take_waiting()
    return blocks or [carrier(visit, "")]


def block(visit: Visit, element: Element) -> Iterator[Block]:
    """Yield what an element becomes."""
    style = visit.style(element)
    if style.display == "none" or style.docx.get("skip"):
        return
    if style.running:
        visit.story.manuscript.running[style.running] = element
    elif style.docx.get("pin") == "page-bottom":
        yield carrier(visit, positioned.pinned(visit.story, element, style, visit.room))
    elif style.position == "fixed":
        visit.story.manuscript.fixed.append(element)
    elif style.position in OUT_OF_FLOW:
        positioned.place(visit.story, element, style, visit.room)
    else:
        yield from box(visit, element, style)


def box(visit: Visit, element: Element, style: Style) -> Iterator[Block]:
    """Yield an element of the flow by its kind."""
    report(visit, element, style)
    if style.display in ("table", "inline-table"):
        for caption in (child for child in element if child.tag == "caption"):
            yield from block(visit, caption)
        opening, closing = bookmark(visit.story, element)
        for written in tables.table(visit.story, element, style, visit.room):
            yield replace(written, content=opening + written.content + closing)
    elif style.display in ("flex", "inline-flex") and holds_lines_only(visit, element):
        yield from spread(visit, element, style)
    elif is_paragraph(visit, element):
        yield from paragraph(visit, element, style)
    else:
        yield from container(visit, element, style)


def report(visit: Visit, element: Element, style: Style) -> None:
    """Report what CSS asks of a block that Word cannot do; it is written without."""
    missed = {
        "float": style.floating in ("left", "right"),
        "display: grid": style.display in ("grid", "inline-grid"),
        "display: flex": style.display == "flex" and not holds_lines_only(visit, element),
        "background-image": style.background_image is not None,
        "opacity": style.opacity < 1,
        "transform: rotate()": bool(style.rotation) and not visit.story.boxes,
    }
    for css, asked in missed.items():
        if asked:
            visit.story.manuscript.miss(element, css)


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
    if style.display == "none":
        return True
    if style.docx.get("pin") or style.display in ("inline-table", "inline-flex"):
        return False
    if style.position in OUT_OF_FLOW or style.floating == "footnote":
        return True
    return (style.inline or style.floating == "right") and is_paragraph(visit, element, depth + 1)


def container(visit: Visit, element: Element, style: Style) -> Iterator[Block]:
    """Yield the blocks of a box, each carrying its share of the box's margins, lines and background."""
    room, held = visit.room.inside(style), list[Block]()
    if style.position == "relative":
        room = replace(room, origin=in_flow(room, style, held))
    opening, closing = bookmark(visit.story, element)
    inner = Visit(visit.story, room, visit.depth + 1, visit.take_lead() + opening + closing)
    number = lists.item(visit.story, element, style, room)
    for child in children(inner, element, style):
        held.append(child)
    if held and isinstance(held[0], Paragraph):
        held[0].properties |= number
    frame(visit, held, style)
    if style.position == "relative" and held and isinstance(held[-1], Paragraph):
        held[-1].content += visit.story.take_waiting()
    visit.lead = inner.lead
    if contents.is_contents(visit.story, element):
        contents.wrap(held)
    yield from held


def in_flow(room: Room, style: Style, above: list[Block]) -> Origin:
    """Return the origin for boxes placed from a `position: relative` block."""
    return Origin("column", room.left, "paragraph", 0.0, room.width, line=line_pitch(style), above=above)


def frame(visit: Visit, held: list[Block], style: Style) -> None:
    """Give a box's margins, lines, background and breaks to the blocks it holds."""
    if not held:
        return
    width = visit.room.width
    padded = padding(style, width)
    left, right = (resolve(side, width) for side in (style.margin.left, style.margin.right))
    if any(style.border) or style.background:
        enclose(held, style, padded, visit.normal, (visit.room.left + left, visit.room.right + right))
    first, last = held[0], held[-1]
    first.before = outer(resolve(style.margin.top, width), padded.top, first.before, bool(style.border.top))
    last.after = outer(
        resolve(style.margin.bottom, width), padded.bottom, last.after, bool(style.border.bottom)
    )
    if style.break_before != "auto":
        first.break_before = style.break_before
    if page_number(style) is not None:
        first.number_from = page_number(style)
    if style.break_after != "auto":
        last.break_after = style.break_after
    if style.break_inside in ("avoid", "avoid-page"):
        for item in held[:-1]:
            item.keep_next()


def outer(margin: float, padded: float, inner: float, lined: bool) -> float:
    """Return the space outside a box's edge: margins that touch become one, unless something parts them."""
    if lined:
        return margin
    return margin + padded + inner if padded else max(margin, inner)


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
                    yield from block(visit, child)
            loose.append(child.tail)
        yield from loose_text(visit, element, style, loose)


def loose_text(visit: Visit, element: Element, style: Style, loose: Nodes) -> Iterator[Block]:
    """Yield a paragraph of inline content that stands beside blocks, nothing when it is only white space."""
    if not any(not isinstance(node, str) or node.strip() for node in loose if node is not None):
        return
    named, line = visit.story.manuscript.book.of(element.tag, style), Line()
    Inline(visit.story, visit.room, line).nodes(loose, Pen(style, named))
    if line.empty:
        visit.story.waiting.append(line.xml())
        return
    yield from finished(visit, text_only(style), named, line, {})


def paragraph(visit: Visit, element: Element, style: Style) -> Iterator[Block]:
    """Yield an element that holds inline content only."""
    named, line = visit.story.manuscript.book.of(element.tag, style), Line()
    opening, closing = (a + b for a, b in zip(*marks(visit.story, element), strict=True))
    room = visit.room
    if style.position == "relative":
        room = replace(room, origin=in_flow(room.inside(style), style, []))
    inline, pen = Inline(visit.story, room, line), Pen(style, named)
    number = lists.heading(visit.story, element, named)
    number |= lists.item(visit.story, element, style, visit.room.inside(style))
    line.raw(opening)
    if not named.list or not number:
        inline.generated(element, "before", pen)
    inline.nodes(list(element.itertext()) if visit.depth >= TOO_DEEP else nodes(element), pen)
    inline.generated(element, "after", pen)
    line.raw(closing)
    if line.empty and nothing(visit, style) and not opening:
        return
    yield from finished(visit, style, named, line, number)


def marks(story: Story, element: Element) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the bookmark and the content control around a paragraph's text, each as (opening, closing)."""
    return bookmark(story, element), content_control(story, element)


def nothing(visit: Visit, style: Style) -> bool:
    """Return whether an empty element takes no room on the page."""
    lengths = (style.height, style.min_height, *style.margin, *style.padding)
    return not any(
        (*style.border, *(resolve(one, 1.0) > 0 for one in lengths), visit.story.waiting, visit.lead)
    )


def finished(
    visit: Visit, style: Style, named: NamedStyle, line: Line, extra: dict[str, str]
) -> Iterator[Block]:
    """Yield the paragraph of a style and its content, between lines that need paragraphs of their own."""
    room, around = visit.room, surroundings(style, visit.room.width)
    left, right = room.left + around.left, room.right + around.right
    if style.width is not None:
        right += room.width - around.left - around.right - resolve(style.width, room.width)
    content = visit.take_lead() + line.xml() + visit.story.take_waiting()
    stops = line.tab_stops(left, room.left + room.width + room.right - right)
    apart = ruled_apart(style, room.width)
    written = Paragraph(
        named,
        {**text_properties(style, room.width, left, right), **stops, **extra},
        content,
        before=around.top,
        after=around.bottom,
        line=pitch(style, line),
        at_least=line.has_picture,
        text_height=lines(line.text, style, room.width - around.left - around.right) * line_pitch(style),
        border=NO_LINES if apart else style.border,
        padded=padding(style, room.width),
        background=style.background,
        break_before=style.break_before,
        break_after=style.break_after,
        page=style.page if style.page not in ("", "auto") else room.page,
        columns=room.columns,
        number_from=page_number(style),
        left=left,
        right=right,
    )
    yield from ruled(visit, written, style) if apart else (written,)


def page_number(style: Style) -> int | None:
    """Return the page number an element starts with, None when pages count on."""
    return next((value for name, value in style.counter_reset if name == "page"), None)


def pitch(style: Style, line: Line) -> float | None:
    """Return the line pitch of a paragraph; one without text is as high as CSS makes the empty box."""
    if not line.empty:
        return style.line_height
    return max(resolve(style.height, 0.0), resolve(style.min_height, 0.0)) or RULE_HEIGHT


def ruled(visit: Visit, written: Paragraph, style: Style) -> Iterator[Block]:
    """Yield a paragraph between the lines that are wider than its text."""
    width = visit.room.width
    edges = [
        start + resolve(margin, width)
        for start, margin in ((visit.room.left, style.margin.left), (visit.room.right, style.margin.right))
    ]
    if style.border.top:
        above = rule(visit.normal, style.border.top, "top", *edges)
        above.before, written.before = resolve(style.margin.top, width), written.padded.top
        above.break_before, above.page = written.break_before, written.page
        written.break_before = "avoid"
        yield above
    yield written
    if style.border.bottom:
        below = rule(visit.normal, style.border.bottom, "bottom", *edges)
        below.after, written.after = resolve(style.margin.bottom, width), written.padded.bottom
        below.break_before, below.page = "avoid", written.page
        yield below


def spread(visit: Visit, element: Element, style: Style) -> Iterator[Block]:
    """Yield a flex box as one paragraph: its items stand at tabs spread over the line."""
    named, line = visit.story.manuscript.book.of(element.tag, style), Line()
    inline, pen = Inline(visit.story, visit.room, line), Pen(style, named)
    for index, child in enumerate(item for item in element if isinstance(item.tag, str)):
        if index:
            line.tab()
        inline.span(child, visit.style(child), pen)
    yield from finished(visit, style, named, line, {})


def carrier(visit: Visit, run: str) -> Paragraph:
    """Return the tiny paragraph that carries a pinned box, so that the box goes where the text ends."""
    properties = {"ind": indent(0, 0, 0), "jc": val("jc", "left")}
    content = visit.story.take_waiting() + run
    room = visit.room
    return Paragraph(
        visit.normal, properties, content, line=RULE_HEIGHT, page=room.page, columns=room.columns
    )

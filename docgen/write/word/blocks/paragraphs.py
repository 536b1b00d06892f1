"""Elements that become one paragraph: those of inline content only, flex lines, loose text beside blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from docgen.layout.styles import Style, resolve
from docgen.layout.styles.record import NO_LINES

from ..inline import lists
from ..inline.inline import TOO_DEEP, Inline, Nodes, bookmark, content_control, nodes
from ..ooxml.xml import val
from ..story.context import Origin, Room, Story, unused
from ..story.cursor import Cursor
from ..story.line import Line
from ..story.measure import line_pitch, lines
from ..story.paragraph import BREAKS, Block, Paragraph, rule
from ..story.run_format import RunFormat
from ..styles.looks import BODY, text_only
from ..styles.properties import (
    RULE_HEIGHT,
    drawn_lines,
    indent,
    least_height,
    padding,
    ruled_apart,
    surroundings,
    text_properties,
)
from ..styles.stylebook import NamedStyle


def loose_text(
    cursor: Cursor, element: Element, style: Style, loose: Nodes, generated: Sequence[str] = ()
) -> Iterator[Block]:
    """Yield a paragraph of inline content that stands beside blocks, nothing when it is only white space.

    `generated` names what CSS prints there too: `before` the first text of a box, `after` its last.
    """
    printed = [name for name in generated if prints(cursor, element, name)]
    if not printed and not any(
        not isinstance(node, str) or node.strip() for node in loose if node is not None
    ):
        return
    named, line = cursor.story.context.book.of(element.tag, style), Line()
    inline, run_format = Inline(cursor.story, cursor.room, line), RunFormat(style, named)
    if "before" in printed:
        inline.generated(element, "before", run_format)
    inline.nodes(loose, run_format)
    if "after" in printed:
        inline.generated(element, "after", run_format)
    if line.empty:
        cursor.story.waiting.append(line.xml())
        return
    yield from finished(cursor, text_only(style), named, line, {})


def prints(cursor: Cursor, element: Element, name: str) -> bool:
    """Return whether ::before or ::after of a box around blocks prints something."""
    style = cursor.story.context.cascade.pseudo(element, name)
    if style is None or style.display == "none":
        return False
    return any(kind != "string" or str(value).strip() for kind, value in style.content or ())


def paragraph(cursor: Cursor, element: Element, style: Style) -> Iterator[Block]:
    """Yield an element that holds inline content only."""
    named, line = cursor.story.context.book.of(element.tag, style), Line()
    opening, closing = (a + b for a, b in zip(*marks(cursor.story, element), strict=True))
    room = cursor.room
    if style.position == "relative":
        room = replace(room, origin=in_flow(room.inside(style), style, []))
    inline, run_format = Inline(cursor.story, room, line), RunFormat(style, named)
    initial = cursor.story.context.cascade.pseudo(element, "first-letter")
    inline.initial = inline.run_format(initial, run_format) if initial else None
    number = lists.heading(cursor.story, element, named)
    number |= lists.item(cursor.story, element, style, cursor.room.inside(style))
    line.raw(opening)
    if not named.list or not number:
        inline.generated(element, "before", run_format)
    inline.nodes(list(element.itertext()) if cursor.depth >= TOO_DEEP else nodes(element), run_format)
    inline.generated(element, "after", run_format)
    line.raw(closing)
    if line.empty and nothing(cursor, style) and not opening:
        yield from turned(cursor, style)
        return
    if line.empty and named.name == BODY:
        named = cursor.hairline
    yield from finished(cursor, style, named, line, number)


def alone(cursor: Cursor, element: Element, style: Style) -> Iterator[Block]:
    """Yield a picture that has a line to itself; margins that are `auto` put it in the middle or right."""
    named, text = cursor.story.context.book.of("p", style), Line()
    Inline(cursor.story, cursor.room, text).element(element, RunFormat(style, named))
    free = style.margin.left is None, style.margin.right is None
    side = {(True, True): "center", (True, False): "right"}.get(free, "left")
    bare = replace(text_only(style), margin=style.margin._replace(left=0.0, right=0.0), text_align=side)
    if text.text or cursor.story.waiting:
        yield from finished(cursor, bare, named, text, {})


def marks(story: Story, element: Element) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the bookmark and the content control around a paragraph's text, each as (opening, closing)."""
    return bookmark(story, element), content_control(story, element)


def turned(cursor: Cursor, style: Style) -> Iterator[Block]:
    """Yield the breaks of an empty element, as those are that stand between chapters."""
    if style.break_before in BREAKS or style.break_after in BREAKS:
        room = cursor.room
        written = rule(cursor.hairline, None, "top", 0, 0)
        written.page, written.columns, written.empty = room.page_of(style), room.columns, True
        written.break_before, written.break_after = style.break_before, style.break_after
        yield written


def nothing(cursor: Cursor, style: Style) -> bool:
    """Return whether an empty element takes no room on the page."""
    lengths = (style.height, style.min_height, *style.margin, *style.padding)
    return not any(
        (*style.border, *(resolve(one, 1.0) > 0 for one in lengths), cursor.story.waiting, cursor.lead)
    )


def finished(
    cursor: Cursor, style: Style, named: NamedStyle, line: Line, extra: dict[str, str]
) -> Iterator[Block]:
    """Yield the paragraph of a style and its content, between lines that need paragraphs of their own."""
    room, around = cursor.room, surroundings(style, cursor.room.width)
    left, right = room.left + around.left, room.right + around.right
    spare = unused(style, room.width, room.width - around.left - around.right)
    left, right = left + spare["left"], right + spare["right"]
    # What is placed comes first: it was met first, and see Paragraph.carry.
    content = cursor.take_lead() + cursor.story.take_waiting() + line.xml()
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
        type_size=style.font_size,
        border=NO_LINES if apart else drawn_lines(style),
        padded=padding(style, room.width),
        background=style.background,
        break_before=style.break_before,
        break_after=style.break_after,
        page=room.page_of(style),
        columns=room.columns,
        number_from=page_number(style),
        left=left,
        right=right,
    )
    yield from ruled(cursor, written, style) if apart else (written,)


def page_number(style: Style) -> int | None:
    """Return the page number an element starts with, None when pages count on.

    `--docx-page-number` says it where the PDF's pages are numbered by @page, which Word has no like of.
    """
    said = style.docx.get("page-number", "")
    if said.isdecimal():
        return int(said)
    return next((value for name, value in style.counter_reset if name == "page"), None)


def pitch(style: Style, line: Line) -> float | None:
    """Return the line pitch of a paragraph; one without text is as high as CSS makes the empty box."""
    if not line.empty:
        return style.line_height
    return least_height(style) or RULE_HEIGHT


def ruled(cursor: Cursor, written: Paragraph, style: Style) -> Iterator[Block]:
    """Yield a paragraph between the lines that are wider than its text."""
    width = cursor.room.width
    edges = [
        start + resolve(margin, width)
        for start, margin in ((cursor.room.left, style.margin.left), (cursor.room.right, style.margin.right))
    ]
    if style.border.top:
        above = rule(cursor.hairline, style.border.top, "top", *edges)
        above.before, written.before = resolve(style.margin.top, width), written.padded.top
        written.give(RULE_HEIGHT, "before")
        above.break_before, above.page = written.break_before, written.page
        written.break_before = "avoid"
        yield above
    if style.border.bottom:
        written.after = written.padded.bottom
        written.give(RULE_HEIGHT, "after")
    yield written
    if style.border.bottom:
        below = rule(cursor.hairline, style.border.bottom, "bottom", *edges)
        below.after = resolve(style.margin.bottom, width)
        below.break_before, below.page = "avoid", written.page
        yield below


def carrier(cursor: Cursor, run: str) -> Paragraph:
    """Return the tiny paragraph that carries a pinned box, so that the box goes where the text ends."""
    properties = {"ind": indent(0, 0, 0), "jc": val("jc", "left")}
    content = cursor.story.take_waiting() + run
    room = cursor.room
    return Paragraph(
        cursor.hairline, properties, content, line=RULE_HEIGHT, page=room.page, columns=room.columns
    )


def in_flow(room: Room, style: Style, above: list[Block]) -> Origin:
    """Return the origin for boxes placed from a `position: relative` block."""
    tall = least_height(style) or None
    start = ("column", room.left, "paragraph", 0.0)
    across = room.origin.paper[0] if room.origin.across_from == "margin" else None
    return Origin(*start, room.width, tall, line=line_pitch(style), above=above, paper=(across, None))

"""Headers and footers, made from the margin boxes of a page.

CSS puts up to three boxes side by side above and below the text; Word has one header and one footer. The
boxes become one paragraph with tabs, and an element moved there by `position: running()` its own paragraphs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from docgen.layout.styles import Page, PageContext, Style, resolve

from ..boxes import pictures, positioned
from ..boxes.positioned import content_height
from ..inline.generated import Printer
from ..ooxml import drawing
from ..ooxml.drawing import Extent, Label, Placement
from ..ooxml.fields import COUNTS
from ..ooxml.xml import val
from ..story.context import Origin, Room, Story, edge
from ..story.line import Line
from ..story.measure import line_pitch
from ..story.page_area import Area, area, page_for, text_origin
from ..story.paragraph import Paragraph, rule
from ..story.run_format import RunFormat
from ..styles.looks import BODY
from ..styles.properties import text_properties
from ..styles.stylebook import HAIRLINE, Stylebook
from . import corner_boxes
from .corner_boxes import running_element

HALF_INCH = 36.0  # points: where Word puts a header that CSS does not
PLACES = ("left", "center", "right")
NAMES = {"top": "页眉", "bottom": "页脚"}
KINDS = {"top": "header", "bottom": "footer"}


@dataclass(frozen=True)
class Strip:
    """All margin boxes on one edge of a page that print something."""

    edge: str  # top or bottom
    area: Area
    boxes: Mapping[str, Style]  # by place: left, center, right

    @cached_property
    def families(self) -> Mapping[str, None]:
        """The faces of all it prints, in order."""
        return dict.fromkeys(family for style in self.boxes.values() for family in style.font_family)

    def distance(self, story: Story) -> float:
        """Return how far the content stands from the page's edge, in points; the nearest box decides."""
        return min((self.box_distance(story, style) for style in self.boxes.values()), default=0.0)

    def box_distance(self, story: Story, style: Style) -> float:
        """Return how far one box's content stands from the page's edge."""
        room = self.area.top if self.edge == "top" else self.area.bottom
        above, below = (edge(style, side, room) for side in ("top", "bottom"))
        height = box_height(story, style, self.area.text_width)
        spare = room - above - below - height
        share = {"top": 0.0, "bottom": 1.0}.get(style.vertical_align, 0.5)
        start = above + spare * share
        return max(start if self.edge == "top" else room - start - height, 0.0)


@lru_cache(maxsize=256)
def strip(page: Page, edge: str) -> Strip:
    """Return what a page prints on one of its edges."""
    boxes = {
        place: page.boxes[f"{edge}-{place}"]
        for place in PLACES
        if f"{edge}-{place}" in page.boxes and page.boxes[f"{edge}-{place}"].content
    }
    return Strip(edge, area(page), boxes)


@lru_cache(maxsize=256)
def is_same_everywhere(page: Page) -> bool:
    """Return whether a page prints strings and page numbers alone, above and below its text."""
    plain = all(
        kind == "string" or (kind == "counter()" and value[0] in COUNTS)
        for style in page.boxes.values()
        for kind, value in style.content or ()
    )
    beside = any(style.content and not is_above_or_below(name) for name, style in page.boxes.items())
    return plain and not beside and not page.style.background_image


def is_above_or_below(name: str) -> bool:
    """Return whether a margin box is in the header or footer, by its name."""
    edge, _, place = name.partition("-")
    return edge in NAMES and place in PLACES


def height(story: Story, printed: Strip, extra: float) -> float:
    """Return about how high a header or footer is: what was moved there, and one line of text."""
    heights = {True: [0.0], False: [0.0]}
    for style in printed.boxes.values():
        moved = running_element(story, style) is not None
        heights[moved].append(box_height(story, style, printed.area.text_width))
    return extra + sum(heights[True]) + max(heights[False])


def end_of_header(story: Story) -> float:
    """Return how far down what the first page prints above its text reaches; 0 when it is nothing."""
    printed = strip(page_for(story.context, PageContext(first=True, opening=True)), "top")
    return printed.distance(story) + height(story, printed, 0.0) if printed.boxes else 0.0


def behind_text(story: Story, page: Page) -> None:
    """Place what every page shows behind or above its text: a background picture, `position: fixed` boxes.

    They live in the header, where nobody moves them by mistake.
    """
    own = area(page)
    if page.style.background_image:
        found = pictures.load(story, page.style.background_image)
        if found:
            extent, number = Extent(own.width, own.height), next(story.context.drawings)
            label = Label(number, f"底图 {number}")
            graphic = drawing.picture(found[0](extent), extent, label)
            place = Placement("page", 0.0, "page", 0.0, behind=True, paper=(0.0, 0.0))
            story.waiting.append(drawing.anchored(graphic, extent, label, place))
    corner_boxes.place(story, page)
    origin = text_origin(story.context, own)
    for element in story.context.fixed:
        style = story.context.cascade.style(element)
        positioned.place(story, element, style, Room(0.0, 0.0, own.text_width, origin))


def box_height(story: Story, style: Style, width: float) -> float:
    """Return the height of what a margin box prints."""
    element = running_element(story, style)
    if element is None:
        return line_pitch(style)
    own = story.context.cascade.style(element)
    return content_height(story, element, own, width) or resolve(own.height, 0.0)


def content(story: Story, printed: Strip, distance: float, room: float = 0.0) -> str:
    """Return the paragraphs of a header or footer whose content starts `distance` from the page's edge.

    A page with a higher margin than the others of its section has to give the `room` it leaves above or below
    its text: Word moves the text away from a header as far as that is high.
    """
    extra = printed.distance(story) - distance if printed.boxes else 0.0
    moved = [style for style in printed.boxes.values() if running_element(story, style) is not None]
    lines = {place: style for place, style in printed.boxes.items() if style not in moved}
    written = "".join(moved_content(story, style, printed, extra) for style in moved)
    spare = room - height(story, printed, extra)
    if spare > 0 and not printed.boxes:
        return spacer(story, spare)
    if lines or not moved or story.waiting:
        written += text_line(story, printed, lines, 0.0 if moved else extra).xml()
    if spare <= 0:
        return written
    return written + spacer(story, spare) if printed.edge == "top" else spacer(story, spare) + written


def spacer(story: Story, tall: float) -> str:
    """Return an empty paragraph of a header or footer that keeps the text away."""
    drawn = rule(story.context.book.styles[HAIRLINE], None, "top", 0, 0)
    return replace(drawn, line=tall, content=story.take_waiting()).xml()


def moved_content(story: Story, style: Style, printed: Strip, extra: float) -> str:
    """Return an element that was moved into a margin box."""
    element = running_element(story, style)
    assert element is not None  # its caller looked
    own = story.context.cascade.style(element)
    side = {"top": "top", "bottom": "bottom"}[printed.edge]
    margin = own.margin._replace(**{side: resolve(getattr(own.margin, side), 0.0) + extra})
    width = printed.area.text_width
    paper = (printed.area.left, 0.0)
    origin = Origin("margin", 0.0, "page", 0.0, width, printed.area.height, paper=paper)
    placed = replace(own, running=None, position="static", margin=margin)
    return story.flow(story, element, placed, Room(0.0, 0.0, width, origin))


def text_line(story: Story, printed: Strip, boxes: Mapping[str, Style], extra: float) -> Paragraph:
    """Return the one paragraph for boxes that print text: one box is aligned, several stand at tabs."""
    book: Stylebook = story.context.book
    named = book.styles.get(NAMES[printed.edge], book.styles[BODY])
    width = printed.area.text_width
    first = next(iter(boxes.values()), None)
    line = Line()
    for index, place in enumerate(PLACES if len(boxes) > 1 and "center" in boxes else tuple(boxes)):
        if index:
            line.tab()
        if place in boxes:
            style = boxes[place]
            printer = Printer(story, line, RunFormat(style, named), story.context.cascade.root)
            printer.print(style.content or ())
    if first is None and getattr(printed.area, printed.edge) < 2 * HALF_INCH:
        return replace(rule(named, None, "top", 0, 0), content=story.take_waiting())  # a line would not fit
    if first is None:
        return Paragraph(named, dict(named.paragraph), story.take_waiting())
    left = resolve(boxes["left"].padding.left, width) if "left" in boxes else 0.0
    right = resolve(boxes["right"].padding.right, width) if "right" in boxes else 0.0
    aligned = {**text_properties(first, width, left, right), **line.tab_stops(left, width - right)}
    if len(boxes) > 1:
        aligned["jc"] = val("jc", "left")
    return Paragraph(
        named,
        aligned,
        line.xml() + story.take_waiting(),
        line=first.line_height,
        before=extra if printed.edge == "top" else 0.0,
        after=extra if printed.edge == "bottom" else 0.0,
        border=first.border,
    )

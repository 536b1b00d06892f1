"""Margin boxes beside the text and in the corners of a page, which Word's headers have no place for.

Each becomes a text box on the page, anchored in the header, so that every page of its sort shows it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from docgen.layout.styles import Page, Sides, Style, resolve

from ..boxes import positioned
from ..boxes.positioned import content_height
from ..inline.generated import Printer
from ..ooxml import drawing
from ..ooxml.drawing import Extent, Label, Look, Placement
from ..story.context import Origin, Room, Story
from ..story.line import Line
from ..story.measure import line_pitch, lines
from ..story.page_area import Area, area
from ..story.paragraph import Paragraph
from ..story.run_format import RunFormat
from ..styles.looks import BODY
from ..styles.properties import padding, text_properties

PAPER = (0.0, 0.0)  # boxes here count from the page's corner
SHARES = {"top": 0.0, "bottom": 1.0}
"""How much of a box's spare height is above its content."""
DIRECTIONS = {1: "vert", 3: "vert270"}
"""The direction of lines after so many quarter turns clockwise (ST_TextVerticalType, 20.1.10.83)."""


@dataclass(frozen=True)
class Region:
    """A rectangle of the page, in points from its top left."""

    left: float
    top: float
    width: float
    height: float

    def inside(self, style: Style) -> "Region":
        """Return what the margins and padding of a margin box leave of it."""
        edges = Sides(*(resolve(side, self.width) for side in style.margin))
        edges = Sides(*(a + b for a, b in zip(edges, padding(style, self.width), strict=True)))
        width, height = self.width - edges.left - edges.right, self.height - edges.top - edges.bottom
        return Region(self.left + edges.left, self.top + edges.top, max(width, 1.0), height)

    def held(self, name: str, style: Style) -> "Region":
        """Return what a margin box of this name takes of its side: a height of its own is kept at one end."""
        if style.height is None or name.partition("-")[2] not in SHARES:
            return self
        edges = (
            resolve(side, self.width)
            for sides in (style.margin, padding(style, self.width))
            for side in sides[::2]
        )
        height = min(resolve(style.height, self.height) + sum(edges), self.height)
        return replace(
            self, top=self.top + (self.height - height) * SHARES[name.partition("-")[2]], height=height
        )

    def turned(self, around: "Region") -> "Region":
        """Return where a quarter turn clockwise around the middle of another rectangle brings this one."""
        x, y = around.left + around.width / 2, around.top + around.height / 2
        return Region(x + y - self.top - self.height, y - x + self.left, self.height, self.width)


def place(story: Story, page: Page) -> None:
    """Write the boxes at a page's sides and corners, to be carried by a paragraph of the header."""
    regions = dict(regions_of(area(page)))
    for name, style in page.boxes.items():
        region = regions.get(name.partition("-")[0] if not name.endswith("-corner") else name)
        if region and style.content:
            element = running_element(story, style)
            if element is None:
                story.waiting.append(text_box(story, style, region.held(name, style)))
            else:
                moved(story, element, style, region.inside(style))


def regions_of(own: Area) -> Iterator[tuple[str, Region]]:
    """Yield what the corners and both sides of a page take of it."""
    right, bottom = own.width - own.right, own.height - own.bottom
    across = {"left": (0.0, own.left), "right": (right, own.right)}
    for edge, top, height in (("top", 0.0, own.top), ("bottom", bottom, own.bottom)):
        for side, (left, width) in across.items():
            yield f"{edge}-{side}-corner", Region(left, top, width, height)
    for side, (left, width) in across.items():
        yield side, Region(left, own.top, width, own.text_height)


def text_box(story: Story, style: Style, region: Region) -> str:
    """Return one margin box as a text box of its content's height, turned as its `transform` says."""
    inside = region.inside(style)
    written, text = paragraph(story, style, inside.width)
    height = lines(text, style, inside.width) * line_pitch(style)
    own = replace(inside, top=start(style, inside, height), height=height)
    quarter = round(style.rotation / 90) % 4
    for _ in range(quarter):
        own = own.turned(region)
    number = next(story.context.drawings)
    extent, label = Extent(own.width, own.height), Label(number, f"边注 {number}", "边注")
    place = Placement("page", own.left, "page", own.top, paper=PAPER)
    look = Look(style.background, direction=DIRECTIONS.get(quarter, ""), grows=quarter not in DIRECTIONS)
    return drawing.anchored(drawing.text_box(written.xml(), extent, look), extent, label, place)


def moved(story: Story, element: Element, style: Style, region: Region) -> None:
    """Place an element that was moved into a margin box, as a box with its own margins around it."""
    own = story.context.cascade.style(element)
    width = resolve(own.width, region.width, auto=region.width)
    tall = resolve(own.height, region.height) or content_height(story, element, own, width)
    tall += sum(resolve(side, region.width) for side in (own.margin.top, own.margin.bottom))
    origin = Origin("page", region.left, "page", start(style, region, tall), width, tall, paper=PAPER)
    placed = replace(own, running=None, position="absolute", inset=Sides(0.0, 0.0, None, 0.0))
    positioned.place(story, element, placed, Room(0.0, 0.0, width, origin))


def start(style: Style, region: Region, height: float) -> float:
    """Return where content of this height starts in a margin box, from the top of the page."""
    return region.top + (region.height - height) * SHARES.get(style.vertical_align, 0.5)


def running_element(story: Story, style: Style) -> Element | None:
    """Return the element that `content: element(name)` moves into a margin box."""
    asked = [value for kind, value in style.content or () if kind == "element()"]
    return story.running.get(("element", asked[0][0]), asked[0][1]) if asked else None


def paragraph(story: Story, style: Style, width: float) -> tuple[Paragraph, str]:
    """Return the paragraph that a margin box prints, and its text."""
    named, line = story.context.book.styles[BODY], Line()
    Printer(story, line, RunFormat(style, named), story.context.cascade.root).print(style.content or ())
    indented = {**text_properties(style, width, 0.0, 0.0), **line.tab_stops(0.0, width)}
    return Paragraph(named, indented, line.xml(), line=line_pitch(style)), line.text

"""Margin boxes beside the text and in the corners of a page, which Word's headers have no place for.

Each becomes a text box on the page, anchored in the header, so that every page of its sort shows it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ...stylesheet import Page, Style
from . import drawing
from .area import Area, area
from .drawing import Extent, Label, Look, Placement
from .generated import Printer
from .line import Line
from .looks import BODY
from .manuscript import Story
from .measure import line_pitch, lines
from .paragraph import Paragraph
from .pen import Pen
from .properties import padding, text_properties

SHARES = {"top": 0.0, "bottom": 1.0}
"""How much of a box's spare height is above its content."""


@dataclass(frozen=True)
class Region:
    """A rectangle of the page, in points from its top left."""

    left: float
    top: float
    width: float
    height: float


def place(story: Story, page: Page) -> None:
    """Write the boxes at a page's sides and corners, to be carried by a paragraph of the header."""
    regions = dict(regions_of(area(page)))
    for name, style in page.boxes.items():
        region = regions.get(name.partition("-")[0] if not name.endswith("-corner") else name)
        if region and style.content:
            story.waiting.append(text_box(story, style, region))


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
    """Return one margin box as a text box of its content's height."""
    padded = padding(style, region.width)
    width = max(region.width - padded.left - padded.right, 1.0)
    written, text = paragraph(story, style, width)
    height = lines(text, style, width) * line_pitch(style)
    spare = region.height - padded.top - padded.bottom - height
    share = SHARES.get(style.vertical_align, 0.5)
    number = next(story.manuscript.drawings)
    extent, label = Extent(width, height), Label(number, f"边注 {number}")
    place = Placement("page", region.left + padded.left, "page", region.top + padded.top + spare * share)
    graphic = drawing.text_box(written.xml(), extent, Look(style.background))
    return drawing.anchored(graphic, extent, label, place)


def paragraph(story: Story, style: Style, width: float) -> tuple[Paragraph, str]:
    """Return the paragraph that a margin box prints, and its text."""
    named, line = story.manuscript.book.styles[BODY], Line()
    Printer(story, line, Pen(style, named), story.manuscript.cascade.root).print(style.content or ())
    indented = {**text_properties(style, width, 0.0, 0.0), **line.tab_stops(0.0, width)}
    return Paragraph(named, indented, line.xml(), line=line_pitch(style)), line.text

"""Pictures: found by the document's assets, sized as CSS sizes them, stored once each."""

from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from docgen.content.pictures import PNG, SVG, Picture
from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.units import PX
from docgen.layout.engine.fetching import AssetFetcher
from docgen.layout.styles import Style, resolve

from ..ooxml import drawing
from ..ooxml.drawing import Blip, Extent, Graphic, Label
from ..story.context import Room, Story
from . import svg

DESCRIBING = ("alt", "aria-label", "title")
"""The attributes that say what a picture shows, in the order they are asked."""


def is_picture(element: Element) -> bool:
    """Return whether an element is a picture."""
    return element.tag == "img" or svg.is_element(element)


def in_line(story: Story, element: Element, style: Style, room: Room) -> str:
    """Return a picture that stands in the line, nothing when it cannot be had."""
    found = graphic(story, element, style, room)
    if found is None:
        return ""
    drawn, extent, label = found
    return drawing.in_line(drawn, extent, label)


def graphic(story: Story, element: Element, style: Style, room: Room) -> tuple[Graphic, Extent, Label] | None:
    """Return the graphic of an `img`, its size and its label; a picture that cannot be had is a problem."""
    loaded = loaded_from(story, element)
    if loaded is None:
        return None
    blip, natural = loaded
    extent = sized(style, natural, room.width)
    number = next(story.context.drawings)
    label = Label(number, f"图片 {number}", described(element))
    return drawing.picture(blip, extent, label, style.rotation), extent, label


def described(element: Element) -> str:
    """Return what a picture shows, '' when it is for looks (`alt=""`); without a word its file's name."""
    said = next((own for name in DESCRIBING if (own := element.get(name)) is not None), None)
    if said is not None or svg.is_element(element):
        return " ".join((said or "").split())
    address = element.get("src", "")
    return "" if address.startswith("data:") else PurePosixPath(address).stem


def width(story: Story, element: Element, style: Style) -> float:
    """Return how wide a picture is where nothing narrows it, 0 when it cannot be had."""
    loaded = loaded_from(story, element)
    return sized(style, loaded[1], float("inf")).width if loaded else 0.0


def loaded_from(story: Story, element: Element) -> tuple[Blip, Extent] | None:
    """Return the blip and the natural size of a picture, None (and a problem) when it cannot be had."""
    return inner(story, element) if svg.is_element(element) else load(story, element.get("src", ""))


def inner(story: Story, element: Element) -> tuple[Blip, Extent] | None:
    """Return the blip and size of a vector picture that stands in the page itself."""
    try:
        return vector(story, "svg", svg.from_page(element))
    except ContentError as error:
        story.context.problems.extend(error.problems)
    except ValueError:
        story.context.problems.append(Problem("image-unreadable", values={"address": "svg"}))
    return None


def load(story: Story, address: str) -> tuple[Blip, Extent] | None:
    """Return the blip of a picture and its natural size, None (and a problem) when it cannot be had."""
    context = story.context
    try:
        picture = AssetFetcher(context.composed.assets, {}).picture(address)
        if picture.undrawn:
            context.find("drawing-undrawn", address=address[:80], parts="、".join(picture.undrawn))
        is_vector = picture.media_type == SVG
        return vector(story, address, picture.data) if is_vector else bitmap(story, picture)
    except ContentError as error:
        context.problems.extend(error.problems)
    except ValueError:
        context.problems.append(Problem("image-unreadable", values={"address": address[:80]}))
    return None


def bitmap(story: Story, picture: Picture) -> tuple[Blip, Extent]:
    """Return the blip and size of a picture made of dots: a dot is a CSS pixel."""
    relationship = story.context.package.image(story.part, picture.data, picture.media_type)
    return Blip(relationship), Extent(picture.width * PX, picture.height * PX)


def vector(story: Story, address: str, blob: bytes) -> tuple[Blip, Extent]:
    """Return the blip and size of an SVG picture."""
    size, painted = svg.natural_size(blob), svg.bitmap(blob, story.context.composed.assets)
    if painted is None:
        story.context.find("picture-for-new-word", address=address[:80])
    package = story.context.package
    fallback = package.image(story.part, painted or svg.blank(), PNG)
    return Blip(fallback, package.vector(story.part, blob)), size


def sized(style: Style, natural: Extent, width: float) -> Extent:
    """Return the size of a picture: CSS's, the missing side in proportion, never wider than its column.

    `max-height` keeps a tall picture on its page; a picture that floats over the page is as CSS has it.
    """
    across = resolve(style.width, width, auto=-1.0)
    down = resolve(style.height, 0.0, auto=-1.0)
    ratio = natural.height / natural.width if natural.width else 1.0
    if across < 0:
        across = down / ratio if down >= 0 and ratio else natural.width
    if down < 0:
        down = across * ratio
    if style.position != "static" or not across or not down:
        return Extent(across, down)
    unlimited = float("inf")
    widest = min(width, resolve(style.max_width, width, auto=unlimited))
    shrink = min(1.0, widest / across, resolve(style.max_height, 0.0, auto=unlimited) / down)
    return Extent(across * shrink, down * shrink)

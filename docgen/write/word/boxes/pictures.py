"""Pictures: found by the document's assets, sized as CSS sizes them, stored once each."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath
from typing import TypeAlias
from xml.etree.ElementTree import Element

from docgen.content import pictures
from docgen.content.pictures import PNG, SVG, Picture, at_print_size
from docgen.content.unusable import UnusablePicture, named_parts
from docgen.foundation.errors import ContentError, Problem
from docgen.layout.charts import FACE
from docgen.layout.drawn_text import in_faces_of_word
from docgen.layout.engine.fetching import AssetFetcher
from docgen.layout.styles import Style, resolve

from ..charts import chart_graphic
from ..ooxml import drawing
from ..ooxml.drawing import Blip, Extent, Graphic, Label
from ..story.context import Room, Story
from . import svg

Loaded: TypeAlias = tuple[Callable[[Extent], Blip], Extent]
"""What stores a picture, when it is known how large it is printed, and returns its blip; its natural size."""
POINTS = 72
"""To the inch."""
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
    stored, natural = loaded
    extent = sized(style, natural, room.width)
    number = next(story.context.drawings)
    label = Label(number, f"图片 {number}", described(element))
    if chart := story.context.composed.assets.chart(element.get("src", "")):
        face = story.context.faces.word_name(FACE)
        return chart_graphic(story.context.package, story.part, chart, face), extent, label
    blip = stored(extent)
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


def loaded_from(story: Story, element: Element) -> Loaded | None:
    """Return a picture to be stored and its natural size, None (and a problem) when it cannot be had."""
    return inner(story, element) if svg.is_element(element) else load(story, element.get("src", ""))


def inner(story: Story, element: Element) -> Loaded | None:
    """Return a vector picture that stands in the page itself, and its size."""
    try:
        return vector(story, "svg", pictures.judged(svg.from_page(element), None))
    except ContentError as error:
        story.context.problems.extend(error.problems)
    except UnusablePicture as error:
        story.context.problems.append(Problem(error.code, values={"address": "svg", **error.values}))
    return None


def load(story: Story, address: str) -> Loaded | None:
    """Return a picture to be stored and its natural size, None (and a problem) when it cannot be had."""
    context = story.context
    try:
        picture = AssetFetcher(context.composed.assets, {}).picture(address)
        return vector(story, address, picture) if picture.media_type == SVG else bitmap(story, picture)
    except ContentError as error:
        context.problems.extend(error.problems)
    return None


def bitmap(story: Story, picture: Picture) -> Loaded:
    """Return a picture made of dots and its size: a dot is a CSS pixel."""
    return partial(stored_dots, story, picture), svg.extent(picture)


def stored_dots(story: Story, picture: Picture, extent: Extent) -> Blip:
    """Store as many dots of a picture as can be seen at the size it is printed at, and return its blip."""
    fit = at_print_size(picture, extent.width / POINTS, extent.height / POINTS)
    return Blip(story.context.package.image(story.part, fit.data, fit.media_type))


def vector(story: Story, address: str, picture: Picture) -> Loaded:
    """Return an SVG picture and its size; what of it cannot be drawn is told as for the PDF."""
    context = story.context
    painted = svg.bitmap(picture, context.composed.assets, context.faces)
    if undrawn := dict.fromkeys((*picture.undrawn, *painted.left_out)):
        context.find("drawing-undrawn", address=address[:80], parts=named_parts(undrawn))
    if painted.is_blank:
        context.find("picture-for-new-word", address=address[:80])
    fallback = context.package.image(story.part, painted.png, PNG)
    blip = Blip(fallback, context.package.vector(story.part, in_faces_of_word(picture.data, context.faces)))
    return (lambda _: blip), svg.extent(picture)


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

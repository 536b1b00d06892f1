"""Vector pictures: kept for readers that draw SVG, with a bitmap beside them for those that do not.

Where nothing can paint one (`layout.painted`) old readers show an empty frame, which is reported.
"""

import io
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from PIL import Image

from docgen.content.assets import Assets
from docgen.content.pictures import Picture
from docgen.foundation.memory import kept
from docgen.foundation.units import PX
from docgen.layout.fonts import Typefaces
from docgen.layout.painted import paint

from ..ooxml.drawing import Extent

NAMESPACE = "http://www.w3.org/2000/svg"
DECLARATION = "{http://www.w3.org/2000/xmlns/}"
COLOURS = 256
SHADES = (b"Gradient", b"image")
"""What has more colours than that, and would show stripes."""


def is_element(element: Element) -> bool:
    """Return whether an element of the page is a vector picture."""
    return str(element.tag) in ("svg", f"{{{NAMESPACE}}}svg")


def from_page(element: Element) -> bytes:
    """Return a vector picture that stands in the page itself as a file of its own."""
    text = ElementTree.tostring(without_namespace(element), encoding="unicode")
    return text.replace("<svg", f'<svg xmlns="{NAMESPACE}"', 1).encode()


def without_namespace(element: Element) -> Element:
    """Return a copy whose tags are plain names; what follows the picture in its line is left out.

    A declaration of a namespace, which an HTML parser takes for an attribute, would stand there twice.
    """
    attributes = {name: value for name, value in element.items() if not name.startswith(DECLARATION)}
    copy = Element(str(element.tag).rpartition("}")[2], attributes)
    copy.text = element.text
    for child in element:
        if isinstance(child.tag, str):
            inner = without_namespace(child)
            inner.tail = child.tail
            copy.append(inner)
    return copy


class Bitmap(NamedTuple):
    """A drawing as PNG, an empty frame where nothing here can paint one; the parts that are not in it."""

    png: bytes
    left_out: tuple[str, ...]
    is_blank: bool


@kept(8)
def bitmap(picture: Picture, assets: Assets, typefaces: Typefaces) -> Bitmap:
    """Return a drawing as PNG; a thousand certificates share one. Raises what `paint` does."""
    painted = paint(picture, assets, typefaces)
    image = painted.image or Image.new("RGBA", (1, 1))
    shades = any(word in picture.data for word in SHADES)
    small = image if shades or painted.image is None else image.quantize(COLOURS)
    return Bitmap(png(small), painted.left_out, painted.image is None)


def extent(picture: Picture) -> Extent:
    """Return the size of a picture on a page: a dot, or a drawing's own unit, is a CSS pixel."""
    return Extent(picture.width * PX, picture.height * PX)


def png(image: Image.Image) -> bytes:
    """Return an image as a PNG file."""
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()

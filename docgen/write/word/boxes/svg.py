"""Vector pictures: kept for readers that draw SVG, with a bitmap beside them for those that do not.

The bitmap needs pypdfium2, which is optional: WeasyPrint draws the picture as PDF and PDFium paints that.
Without it old readers show an empty frame, which is reported.
"""

import io
from base64 import b64encode
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from PIL import Image

from docgen.composed import Composed, Metadata
from docgen.content.assets import Assets
from docgen.content.pictures import SVG, Picture
from docgen.foundation.memory import kept
from docgen.foundation.units import PX
from docgen.layout.fonts import Typefaces
from docgen.layout.typesetter import Typesetter

from ..ooxml.drawing import Extent

NAMESPACE = "http://www.w3.org/2000/svg"
DECLARATION = "{http://www.w3.org/2000/xmlns/}"
DPI = 150  # of the bitmap, which few readers need
COLOURS = 256
SHADES = (b"Gradient", b"image")
"""What has more colours than that, and would show stripes."""
DAY = date(2000, 1, 1)
"""Of the page that is painted: any will do, since nobody reads its properties."""


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


class Painted(NamedTuple):
    """A bitmap of a drawing, None where nothing here can paint one, and the parts that are not in it."""

    png: bytes | None
    left_out: tuple[str, ...] = ()


@kept(8)
def painted(picture: Picture, assets: Assets, typefaces: Typefaces) -> Painted:
    """Return a drawing as PNG, set in docgen's faces; a thousand certificates share one.

    Raises ContentError when the picture asks for something outside `assets`.
    """
    if find_spec("pypdfium2") is None:
        return Painted(None)
    pdfium = import_module("pypdfium2")
    page = page_of(picture, assets)
    press = Typesetter([page], typefaces)
    with press.running():
        drawn = press.drawn(press.page(page).render(**press.options(page)).pages, page)
    with pdfium.PdfDocument(drawn) as document:
        image = document[0].render(scale=DPI / 72, fill_color=(255, 255, 255, 0)).to_pil()
    left_out = tuple(part for parts in press.fetcher.undrawn.values() for part in parts)
    shades = any(word in picture.data for word in SHADES)
    return Painted(png(image if shades else image.quantize(COLOURS)), left_out)


def page_of(picture: Picture, assets: Assets) -> Composed:
    """Return a page that holds a drawing and nothing else."""
    size = extent(picture)
    sides = f"width: {size.width}pt; height: {size.height}pt"
    address = f"data:{SVG};base64,{b64encode(picture.data).decode()}"
    css = f"@page {{ size: {size.width}pt {size.height}pt; margin: 0 }} body {{ margin: 0 }}"
    html = f'<img src="{address}" style="display: block; {sides}">'
    return Composed("svg", html, css, Metadata("", "", "zh-CN", DAY), assets)


def extent(picture: Picture) -> Extent:
    """Return the size of a picture on a page: a dot, or a drawing's own unit, is a CSS pixel."""
    return Extent(picture.width * PX, picture.height * PX)


def blank() -> bytes:
    """Return one transparent pixel, for want of a bitmap."""
    return png(Image.new("RGBA", (1, 1)))


def png(image: Image.Image) -> bytes:
    """Return an image as a PNG file."""
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()

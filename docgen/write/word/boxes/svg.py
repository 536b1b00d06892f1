"""Vector pictures: kept for readers that draw SVG, with a bitmap beside them for those that do not.

The bitmap needs pypdfium2, which is optional: WeasyPrint draws the picture as PDF and PDFium paints that.
Without it old readers show an empty frame, which is reported.
"""

import io
import re
from base64 import b64encode
from importlib import import_module
from importlib.util import find_spec
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from lxml import etree
from PIL import Image
from weasyprint import HTML

from docgen.content.assets import Assets
from docgen.foundation.errors import ContentError
from docgen.foundation.memory import kept
from docgen.foundation.units import MM, PX
from docgen.layout.engine.fetching import AssetFetcher, fatal_as_content_error
from docgen.layout.engine.sheets import BASE
from docgen.layout.engine.turns import in_turn

from ..ooxml.drawing import Extent

NAMESPACE = "http://www.w3.org/2000/svg"
DECLARATION = "{http://www.w3.org/2000/xmlns/}"
MEDIA_TYPE = "image/svg+xml"
DPI = 150  # of the bitmap, which few readers need
COLOURS = 256
UNITS = {"": PX, "px": PX, "pt": 1.0, "mm": MM, "cm": 10 * MM, "in": 72.0, "pc": 12.0}
LENGTH = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*([a-z]+\s*)?")
NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?")


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


def natural_size(blob: bytes) -> Extent:
    """Return the size an SVG gives itself; raises ValueError when it is no well-formed SVG."""
    try:
        root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError("not well-formed") from error
    box = [float(number) for number in NUMBER.findall(root.get("viewBox", ""))]
    inner = (
        [side * PX for side in box[2:4]] if len(box) == 4 else [225.0, 112.5]
    )  # 300 × 150 px, as CSS has it
    sides = [length(root.get(name)) or own for name, own in zip(("width", "height"), inner, strict=True)]
    return Extent(*sides)


def length(text: str | None) -> float | None:
    """Return a length of an SVG attribute in points, None when it gives none."""
    found = LENGTH.fullmatch(text or "")
    unit = (found[2] or "").rstrip() if found else None
    return float(found[1]) * UNITS[unit] if found and unit in UNITS else None


@kept(8)
def bitmap(blob: bytes, assets: Assets) -> bytes | None:
    """Return an SVG as PNG, None when nothing here can paint one; a thousand certificates share one.

    Raises ContentError when the picture asks for something outside `assets`.
    """
    if find_spec("pypdfium2") is None:
        return None
    pdfium = import_module("pypdfium2")
    size = natural_size(blob)
    address = f"data:{MEDIA_TYPE};base64,{b64encode(blob).decode()}"
    page = f"<style>@page {{ size: {size.width}pt {size.height}pt; margin: 0 }} body {{ margin: 0 }}</style>"
    image = f'<img src="{address}" style="display: block; width: {size.width}pt; height: {size.height}pt">'
    fetcher = AssetFetcher(assets, {})
    with in_turn(), fatal_as_content_error():
        drawn = HTML(string=page + image, base_url=BASE, url_fetcher=fetcher).write_pdf()
    if fetcher.refused:
        raise ContentError(fetcher.refused)
    document = pdfium.PdfDocument(drawn)
    painted = document[0].render(scale=DPI / 72, fill_color=(255, 255, 255, 0)).to_pil()
    document.close()
    return png(painted.quantize(COLOURS))


def blank() -> bytes:
    """Return one transparent pixel, for want of a bitmap."""
    return png(Image.new("RGBA", (1, 1)))


def png(image: Image.Image) -> bytes:
    """Return an image as a PNG file."""
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()

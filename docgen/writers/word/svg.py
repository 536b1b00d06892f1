"""Vector pictures: kept for readers that draw SVG, with a bitmap beside them for those that do not.

The bitmap needs pypdfium2, which is optional: WeasyPrint draws the picture as PDF and PDFium paints that.
Without it old readers show an empty frame, which is reported.
"""

import io
import re
from base64 import b64encode
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from lxml import etree
from PIL import Image
from weasyprint import HTML

from ...units import MM, PX
from .drawing import Extent

MEDIA_TYPE = "image/svg+xml"
DPI = 150  # of the bitmap, which few readers need
COLOURS = 256
UNITS = {"": PX, "px": PX, "pt": 1.0, "mm": MM, "cm": 10 * MM, "in": 72.0, "pc": 12.0}
LENGTH = re.compile(r"\s*([\d.]+)\s*([a-z]*)\s*")


def is_svg(blob: bytes) -> bool:
    """Return whether a picture is SVG."""
    return b"<svg" in blob[:2000]


def natural_size(blob: bytes) -> Extent:
    """Return the size an SVG gives itself; raises ValueError when it is no well-formed SVG."""
    try:
        root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError("not well-formed") from error
    box = [float(number) for number in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if number]
    inner = (
        [side * PX for side in box[2:4]] if len(box) == 4 else [225.0, 112.5]
    )  # 300 × 150 px, as CSS has it
    sides = [length(root.get(name)) or own for name, own in zip(("width", "height"), inner, strict=True)]
    return Extent(*sides)


def length(text: str | None) -> float | None:
    """Return a length of an SVG attribute in points, None when it gives none."""
    found = LENGTH.fullmatch(text or "")
    return float(found[1]) * UNITS[found[2]] if found and found[2] in UNITS else None


@lru_cache(maxsize=8)
def bitmap(blob: bytes) -> bytes | None:
    """Return an SVG as PNG, None when nothing here can paint one; a thousand certificates share one."""
    if find_spec("pypdfium2") is None:
        return None
    pdfium = import_module("pypdfium2")
    size = natural_size(blob)
    address = f"data:{MEDIA_TYPE};base64,{b64encode(blob).decode()}"
    page = f"<style>@page {{ size: {size.width}pt {size.height}pt; margin: 0 }} body {{ margin: 0 }}</style>"
    image = f'<img src="{address}" style="display: block; width: {size.width}pt; height: {size.height}pt">'
    document = pdfium.PdfDocument(HTML(string=page + image).write_pdf())
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

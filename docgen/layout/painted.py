"""Drawings (SVG) painted as dots, by the engines that set the PDF and that most readers show PDFs with.

WeasyPrint draws the picture as PDF and PDFium, which may be missing, paints that.
"""

from base64 import b64encode
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from docgen.composed import Composed, Metadata
from docgen.content.assets import Assets
from docgen.content.pictures import SVG, Picture
from docgen.foundation.memory import kept
from docgen.foundation.units import PX

from .fonts import Typefaces

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 150
LONGEST = 4800
"""Dots of the longer side, twice those of a sheet (A3) at `DPI`; drawings say they are five metres wide."""
DAY = date(2000, 1, 1)
"""Of the page that is painted: any will do, since nobody reads its properties."""


class Painted(NamedTuple):
    """A drawing as dots, None where nothing here can paint, and the parts that are not in it."""

    image: "Image | None"
    left_out: tuple[str, ...] = ()


@kept(8)
def paint(picture: Picture, assets: Assets, typefaces: Typefaces) -> Painted:
    """Return a drawing painted on nothing, set in docgen's faces; a thousand certificates share one.

    Raises ContentError when the picture asks for something outside `assets`.
    """
    from .typesetter import Typesetter

    if find_spec("pypdfium2") is None:
        return Painted(None)
    pdfium = import_module("pypdfium2")
    page = page_of(picture, assets)
    press = Typesetter([page], typefaces)
    with press.running():
        drawn = press.drawn(press.page(page).render(**press.options(page)).pages, page)
    with pdfium.PdfDocument(drawn) as document:
        scale = min(DPI / 72, LONGEST / max(document[0].get_size()))
        image = document[0].render(scale=scale, fill_color=(255, 255, 255, 0)).to_pil()
    left_out = tuple(part for parts in press.fetcher.undrawn.values() for part in parts)
    return Painted(image, left_out)


def page_of(picture: Picture, assets: Assets) -> Composed:
    """Return a page that holds a drawing and nothing else."""
    across, down = picture.width * PX, picture.height * PX
    address = f"data:{SVG};base64,{b64encode(picture.data).decode()}"
    css = f"@page {{ size: {across}pt {down}pt; margin: 0 }} body {{ margin: 0 }}"
    html = f'<img src="{address}" style="display: block; width: {across}pt; height: {down}pt">'
    return Composed("svg", html, css, Metadata("", "", "zh-CN", DAY), assets)

"""Reads an OFD file as a reader would, and paints its pages: nothing here knows how docgen wrote it.

A page becomes SVG, glyph by glyph from the faces that lie in the file, which resvg paints. Only what docgen
is to write is known: Even-Odd and HScale raise an error.
"""

import io
import zipfile
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, join, normpath

import numpy
import resvg_py
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image, ImageFilter

OFD = "{http://www.ofdspec.org/2016}"
DOTS = 100
"""To the inch."""
FAINT = 225
"""The grey that a line thinner than a dot leaves at most; paper is 255."""


@dataclass
class Unit:
    """A graphic unit of a page."""

    element: etree._Element
    kind: str

    def get(self, name: str, default: str = "") -> str:
        """Return what it says of itself."""
        return self.element.get(name, default)

    @property
    def boundary(self) -> list[float]:
        """x, y, width and height on the page."""
        return numbers(self.get("Boundary"))

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(code.text or "" for code in self.element.iter(f"{OFD}TextCode"))


class Package:
    """An OFD file, its parts by their paths."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.zip.namelist()
        self.root = self.xml("OFD.xml")
        self.document_path = self.root.findtext(f".//{OFD}DocRoot")
        self.document = self.xml(self.document_path)

    def xml(self, name: str) -> etree._Element:
        """Return a part as XML."""
        return etree.fromstring(self.zip.read(name))

    def path(self, beside: str, named: str) -> str:
        """Return the path of what a part names."""
        return named[1:] if named.startswith("/") else normpath(join(dirname(beside), named))

    def part(self, name: str) -> etree._Element | None:
        """Return a part that the document names, None where it names none."""
        named = self.document.findtext(f".//{OFD}{name}")
        return self.xml(self.path(self.document_path, named)) if named else None

    @cached_property
    def resources(self) -> dict[str, tuple[etree._Element, bytes]]:
        """What the lists of resources name, with its file, by number."""
        found = {}
        for kind in ("PublicRes", "DocumentRes"):
            for named in self.document.iter(f"{OFD}{kind}"):
                path = self.path(self.document_path, named.text)
                root = self.xml(path)
                for element in root.iter(f"{OFD}Font", f"{OFD}MultiMedia"):
                    file = next(iter(element), None)
                    inside = join(dirname(path), root.get("BaseLoc"), file.text) if file is not None else None
                    found[element.get("ID")] = element, self.zip.read(inside) if inside else b""
        return found

    @cached_property
    def pages(self) -> list["Page"]:
        """The pages in order."""
        listed = self.document.iter(f"{OFD}Page")
        return [Page(self, self.xml(self.path(self.document_path, one.get("BaseLoc")))) for one in listed]

    @property
    def info(self) -> dict[str, str]:
        """What the file says of itself."""
        said = {
            etree.QName(one).localname: one.text or ""
            for one in self.root.iter()
            if isinstance(one.tag, str) and not len(one)
        }
        return said | {one.get("Name"): one.text or "" for one in self.root.iter(f"{OFD}CustomData")}

    @property
    def text(self) -> str:
        """The characters of all pages, in the order of drawing."""
        return "".join(page.text for page in self.pages)

    @cached_property
    def faces(self) -> dict[str, "Face"]:
        """The faces that lie in the file, by number."""
        found = self.resources.items()
        return {number: Face(data) for number, (one, data) in found if one.tag == f"{OFD}Font"}


class Face:
    """A font file of a package."""

    def __init__(self, data: bytes) -> None:
        self.font = TTFont(io.BytesIO(data))
        self.names = self.font.getGlyphOrder()
        self.glyphs = self.font.getGlyphSet()
        self.cmap = self.font.getBestCmap() or {}
        self.em = self.font["head"].unitsPerEm
        self.paths: dict[int, str] = {}

    def number(self, character: str) -> int:
        """Return the glyph of a character by the face's own table."""
        return self.font.getGlyphID(self.cmap[ord(character)])

    def path(self, glyph: int) -> str:
        """Return the outline of a glyph."""
        if glyph not in self.paths:
            pen = SVGPathPen(self.glyphs)
            self.glyphs[self.names[glyph]].draw(pen)
            self.paths[glyph] = pen.getCommands()
        return self.paths[glyph]


class Page:
    """A page of a package."""

    def __init__(self, package: Package, root: etree._Element) -> None:
        self.package, self.root = package, root

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height in mm."""
        _, _, width, height = numbers(self.root.findtext(f".//{OFD}PhysicalBox"))
        return width, height

    @property
    def units(self) -> list[Unit]:
        """Its graphic units in the order of drawing."""
        return [
            Unit(one, etree.QName(one).localname) for layer in self.root.iter(f"{OFD}Layer") for one in layer
        ]

    @property
    def text(self) -> str:
        """Its characters in the order of drawing."""
        return "".join(unit.text for unit in self.units)

    @property
    def svg(self) -> str:
        """The page as a drawing."""
        width, height = self.size
        body = "".join(self.drawn(number, unit) for number, unit in enumerate(self.units))
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
            f'<rect width="{width}" height="{height}" fill="white"/>{body}</svg>'
        )

    def picture(self) -> Image.Image:
        """Return the page as a picture in shades of grey."""
        width, height = (round(side / 25.4 * DOTS) for side in self.size)
        png = bytes(
            resvg_py.svg_to_bytes(svg_string=self.svg, width=width, height=height, skip_system_fonts=True)
        )
        return Image.open(io.BytesIO(png)).convert("L")

    def drawn(self, number: int, unit: Unit) -> str:
        """Return a unit as it is drawn inside its boundary, which cuts it."""
        element = unit.element
        if "Even-Odd" in element.values() or element.get("HScale"):
            raise ValueError(f"{unit.kind} {element.get('ID')}: readers do not know what it asks for")
        x, y, width, height = unit.boundary
        turned = f' transform="matrix({" ".join(unit.get("CTM").split())})"' if unit.get("CTM") else ""
        inside = {"TextObject": self.type, "PathObject": self.figure, "ImageObject": self.image}[unit.kind](
            unit
        )
        for at, clip in enumerate(element.iterfind(f"{OFD}Clips/{OFD}Clip")):
            name = f"clip-{number}-{at}"
            shown = "".join(clipping(path) for path in clip.iterfind(f"{OFD}Area/{OFD}Path"))
            inside = f'<clipPath id="{name}">{shown}</clipPath><g clip-path="url(#{name})">{inside}</g>'
        alpha = int(unit.get("Alpha", "255")) / 255
        return (
            f'<svg x="{x}" y="{y}" width="{width}" height="{height}" overflow="hidden" opacity="{alpha}">'
            f"<g{turned}>{inside}</g></svg>"
        )

    def type(self, unit: Unit) -> str:
        """Return the glyphs of a run."""
        face, size = self.package.faces[unit.get("Font")], float(unit.get("Size"))
        code = unit.element.find(f"{OFD}TextCode")
        x, y = float(code.get("X")), float(code.get("Y"))
        across, down = numbers(code.get("DeltaX", "")), numbers(code.get("DeltaY", ""))
        scale, drawn = size / face.em, ""
        for number, glyph in enumerate(self.glyphs(unit)):
            if number:
                x += across[number - 1] if across else 0
                y += down[number - 1] if down else 0
            drawn += f'<path d="{face.path(glyph)}" transform="matrix({scale} 0 0 {-scale} {x} {y})"/>'
        return f"<g{paint(unit, 'Fill', 'true')}>{drawn}</g>"

    def glyphs(self, unit: Unit) -> list[int]:
        """Return the glyphs of a run: those it tells, else those of the face's own table."""
        face = self.package.faces[unit.get("Font")]
        told = unit.element.find(f"{OFD}CGTransform")
        if told is None:
            return [face.number(one) for one in unit.text]
        return [int(one) for one in told.findtext(f"{OFD}Glyphs").split()]

    def figure(self, unit: Unit) -> str:
        """Return a path."""
        return f'<path d="{path_data(unit.element)}"{paint(unit, "Fill", "false")}{line(unit)}/>'

    def image(self, unit: Unit) -> str:
        """Return a picture."""
        from base64 import b64encode

        _, data = self.package.resources[unit.get("ResourceID")]
        form = "png" if data.startswith(b"\x89PNG") else "jpeg"
        address = f"data:image/{form};base64,{b64encode(data).decode()}"
        return f'<image width="1" height="1" preserveAspectRatio="none" xlink:href="{address}"/>'


def path_data(element: etree._Element) -> str:
    """Return the outline that an element has, as SVG writes it."""
    words = (element.findtext(f"{OFD}AbbreviatedData") or "").split()
    return " ".join({"B": "C", "C": "Z"}.get(one, one) for one in words)


def clipping(path: etree._Element) -> str:
    """Return an outline that a unit is seen through."""
    x, y, *_ = numbers(path.get("Boundary"))
    return f'<path d="{path_data(path)}" transform="translate({x} {y})"/>'


def paint(unit: Unit, name: str, usual: str) -> str:
    """Return how a unit is filled."""
    colour = unit.element.find(f"{OFD}{name}Color")
    if unit.get(name, usual) != "true":
        return ' fill="none"'
    return f' fill="{shown(colour)}" fill-opacity="{opaque(colour)}"'


def line(unit: Unit) -> str:
    """Return how the line of a path is drawn."""
    if unit.get("Stroke", "true") != "true":
        return ""
    colour = unit.element.find(f"{OFD}StrokeColor")
    cap, join = unit.get("Cap", "Butt").lower(), unit.get("Join", "Miter").lower()
    return (
        f' stroke="{shown(colour)}" stroke-opacity="{opaque(colour)}"'
        f' stroke-width="{unit.get("LineWidth", "0.353")}" stroke-linecap="{cap}" stroke-linejoin="{join}"'
        f' stroke-miterlimit="{unit.get("MiterLimit", "4.234")}"'
        f' stroke-dasharray="{unit.get("DashPattern")}" stroke-dashoffset="{unit.get("DashOffset", "0")}"'
    )


def shown(colour: etree._Element | None) -> str:
    """Return a colour as SVG writes it; black where none is given."""
    return f"rgb({','.join(colour.get('Value').split())})" if colour is not None else "black"


def opaque(colour: etree._Element | None) -> float:
    """Return how opaque a colour is."""
    return int(colour.get("Alpha", "255")) / 255 if colour is not None else 1.0


def numbers(text: str) -> list[float]:
    """Return numbers that stand with blanks between them."""
    return [float(one) for one in text.split()]


def astray(page: Image.Image, other: Image.Image) -> float:
    """Return the share of a page's ink that lies farther than 0.5 mm from any ink of another."""
    near = DOTS // 50 * 2 + 1  # 0.5 mm to each side
    ink = numpy.asarray(page) < 128
    there = numpy.asarray(other.resize(page.size)) < FAINT
    spread = Image.fromarray((there * 255).astype("uint8")).filter(ImageFilter.MaxFilter(near))
    return float((ink & (numpy.asarray(spread) == 0)).sum() / max(1, ink.sum()))

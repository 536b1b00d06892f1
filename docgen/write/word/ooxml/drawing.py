"""DrawingML: pictures and text boxes, in the line of text or placed on the page.

Lengths in points. Every drawing has a number of its own, which Word wants unique in the whole document.
"""

from dataclasses import dataclass
from typing import NamedTuple

from docgen.layout.styles import ROUND, Border, Sides
from docgen.layout.styles.record import NO_SPACE

from . import vml
from .limits import within, word_emu
from .xml import NAMESPACES, quote

SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
WP14 = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
"""What tells a screen reader to pass over a drawing."""
LONGEST_DESCRIPTION = 250  # characters

DASHES = {"dashed": "dash", "dotted": "sysDot"}

VML_SOURCES = {"page": "page", "margin": "margin", "column": "text", "paragraph": "text", "character": "char"}

Paper = tuple[float | None, float | None]
"""Where an anchor counts from on the paper, in points from its left and its top; None: not known."""

Offset = float | str
"""Points from an edge, or an alignment: left, center, right, top, bottom."""


@dataclass(frozen=True)
class Placement:
    """Where a drawing is anchored: ST_RelFromH and ST_RelFromV (20.4.3), and how far from there."""

    across_from: str  # page, margin, column, character
    across: Offset
    down_from: str  # page, margin, paragraph
    down: Offset
    behind: bool = False
    makes_room: bool = False  # text keeps above and below it
    distance: Sides[float] | None = None  # text flows beside it, so far away
    top: float | None = None
    """From the page's top, for LibreOffice, which sets a box that grows 2 mm off an edge it is aligned to."""
    paper: "Paper" = (None, None)

    def in_css(self, extent: "Extent", level: int) -> dict[str, str]:
        """Return the place as VML's `style` says it; what makes room stands in the flow there."""
        size = {"width": f"{within(extent.width):g}pt", "height": f"{within(extent.height):g}pt"}
        if self.makes_room or self.distance or isinstance(self.across, str) or isinstance(self.down, str):
            return size
        place = {"position": "absolute"}
        for side, axis, zero, offset_, source in (
            ("left", "horizontal", self.paper[0], self.across, self.across_from),
            ("top", "vertical", self.paper[1], self.down, self.down_from),
        ):
            place |= {} if zero is None else {side: "0"}
            place[f"margin-{side}"] = f"{within(offset_ + (zero or 0.0)):g}pt"
            place[f"mso-position-{axis}-relative"] = "page" if zero is not None else VML_SOURCES[source]
        return {**place, **size, "z-index": str(-level if self.behind else level)}


@dataclass(frozen=True)
class Extent:
    """The size of a drawing."""

    width: float
    height: float

    def attributes(self) -> str:
        """Return the size as `cx` and `cy`; a drawing without one is an error in Word."""
        return f'cx="{max(word_emu(self.width), 1)}" cy="{max(word_emu(self.height), 1)}"'


@dataclass(frozen=True)
class Look:
    """What is drawn of a box besides its content."""

    fill: str | None = None
    line: Border | None = None
    padding: Sides[float] = NO_SPACE
    radius: float = 0.0  # of its corners
    turn: float = 0.0  # degrees clockwise
    direction: str = ""  # of its lines: vert, vert270; level when empty
    grows: bool = True  # with its text


@dataclass(frozen=True)
class Label:
    """How Word's selection pane and screen readers name a drawing."""

    number: int
    name: str
    description: str = ""  # none: a decoration

    def properties(self, tag: str = "wp:docPr") -> str:
        """Return the properties of a drawing as `tag`; one that nobody described is marked as decorative."""
        named = f'<{tag} id="{self.number}" name={quote(self.name)}'
        if self.description:
            return f"{named} descr={quote(self.description[:LONGEST_DESCRIPTION])}/>"
        return f"{named}>{DECORATIVE}</{tag}>"


@dataclass(frozen=True)
class Graphic:
    """What a drawing shows: `a:graphic`, and the same for readers of VML."""

    xml: str
    vml: str
    look: Look = Look()


def in_line(graphic: Graphic, extent: Extent, label: Label) -> str:
    """Return a run with a drawing that stands in the line like a character (CT_Inline, 20.4.2.8)."""
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {extent.attributes()}/>{label.properties()}<wp:cNvGraphicFramePr/>"
        f"{graphic.xml}</wp:inline></w:drawing></w:r>"
    )


def anchored(graphic: Graphic, extent: Extent, label: Label, place: Placement) -> str:
    """Return a run with a drawing placed on the page (CT_Anchor, 20.4.2.3)."""
    wrap = "<wp:wrapTopAndBottom/>" if place.makes_room else "<wp:wrapNone/>"
    if place.distance:
        wrap = '<wp:wrapSquare wrapText="bothSides"/>'
    drawing = (
        f'<w:drawing><wp:anchor {distances(place.distance)} simplePos="0"'
        f' relativeHeight="{label.number + 1}" behindDoc="{int(place.behind)}" locked="0" layoutInCell="1"'
        f' allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{place.across_from}">{offset(place.across)}</wp:positionH>'
        f"{position_down(place)}"
        f"<wp:extent {extent.attributes()}/>{wrap}{label.properties()}<wp:cNvGraphicFramePr/>"
        f"{graphic.xml}</wp:anchor></w:drawing>"
    )
    if place.distance and "<wps:wsp>" not in graphic.xml:
        return f"<w:r>{drawing}</w:r>"
    style = place.in_css(extent, label.number)
    shape = vml.shape(label.number, graphic.vml, style, graphic.look.fill, graphic.look.line)
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def position_down(place: Placement) -> str:
    """Return `wp:positionV`; Word takes the choice, as it does for positions in per cent."""
    said = f'<wp:positionV relativeFrom="{place.down_from}">{offset(place.down)}</wp:positionV>'
    if place.top is None:
        return said
    return (
        f'<mc:AlternateContent><mc:Choice xmlns:wp14="{WP14}" Requires="wp14">{said}</mc:Choice>'
        f'<mc:Fallback><wp:positionV relativeFrom="page">{offset(place.top)}</wp:positionV></mc:Fallback>'
        "</mc:AlternateContent>"
    )


def distances(sides: Sides[float] | None) -> str:
    """Return how far text keeps from a drawing, as attributes."""
    top, right, bottom, left = (max(word_emu(side), 0) for side in sides or NO_SPACE)
    return f'distT="{top}" distB="{bottom}" distL="{left}" distR="{right}"'


def offset(value: Offset) -> str:
    """Return a position as an alignment or as a distance."""
    if isinstance(value, str):
        return f"<wp:align>{value}</wp:align>"
    return f"<wp:posOffset>{word_emu(value)}</wp:posOffset>"


class Blip(NamedTuple):
    """A picture part, by its relationship, and beside it the SVG that newer readers draw in its place."""

    relationship: str
    vector: str = ""

    def xml(self) -> str:
        """Return `a:blip`."""
        if not self.vector:
            return f'<a:blip r:embed="{self.relationship}"/>'
        extension = f'<asvg:svgBlip xmlns:asvg="{SVG}" r:embed="{self.vector}"/>'
        return (
            f'<a:blip r:embed="{self.relationship}"><a:extLst>'
            f'<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">{extension}</a:ext></a:extLst></a:blip>'
        )


def picture(blip: Blip, extent: Extent, label: Label, turn: float = 0.0) -> Graphic:
    """Return the graphic of a picture, turned clockwise by so many degrees (CT_Picture, 20.2.2.5)."""
    drawn = (
        f'<a:graphic><a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic><pic:nvPicPr>'
        f"{label.properties('pic:cNvPr')}<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f"{blip.xml()}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f"<pic:spPr>{shape(extent, turn)}</pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )
    return Graphic(drawn, vml.picture(blip.relationship))


def text_box(content: str, extent: Extent, look: Look = Look()) -> Graphic:
    """Return the graphic of a box of text (CT_WordprocessingShape)."""
    names = zip(("tIns", "rIns", "bIns", "lIns"), look.padding, strict=True)
    insets = " ".join(f'{name}="{max(word_emu(side), 0)}"' for name, side in names)
    fit = "spAutoFit" if look.grows else "noAutofit"
    turned = f' vert="{look.direction}"' if look.direction else ""
    drawn = (
        f'<a:graphic><a:graphicData uri="{NAMESPACES["wps"]}"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        f"<wps:spPr>{shape(extent, look.turn, look.radius)}{filled(look.fill)}{outline(look.line)}</wps:spPr>"
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr{turned} wrap="square" {insets}><a:{fit}/></wps:bodyPr>'
        "</wps:wsp></a:graphicData></a:graphic>"
    )
    return Graphic(drawn, vml.text_box(content, look.padding, look.direction), look)


def filled(colour: str | None) -> str:
    """Return the fill of a shape."""
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>' if colour else "<a:noFill/>"


def outline(line: Border | None) -> str:
    """Return the line around a shape (CT_LineProperties, 20.1.2.2.24)."""
    if line is None:
        return "<a:ln><a:noFill/></a:ln>"
    dash = f'<a:prstDash val="{DASHES[line.line]}"/>' if line.line in DASHES else ""
    double = ' cmpd="dbl"' if line.line == "double" else ""
    return f'<a:ln w="{word_emu(line.width)}"{double}>{filled(line.colour)}{dash}</a:ln>'


def shape(extent: Extent, turn: float, radius: float = 0.0) -> str:
    """Return the outline of a rectangle or an ellipse; DrawingML counts 60,000 to the degree."""
    turned = f' rot="{round(turn * 60000)}"' if turn else ""
    geometry = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    if radius >= ROUND:
        geometry = geometry.replace("rect", "ellipse")
    elif radius:
        share = min(round(radius / min(extent.width, extent.height) * 100_000), 50_000)
        rounded = f'<a:avLst><a:gd name="adj" fmla="val {share}"/></a:avLst>'
        geometry = f'<a:prstGeom prst="roundRect">{rounded}</a:prstGeom>'
    return f'<a:xfrm{turned}><a:off x="0" y="0"/><a:ext {extent.attributes()}/></a:xfrm>{geometry}'

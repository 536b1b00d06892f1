"""What a laid-out page is drawn of, as plain records: runs of type, figures, pictures; lengths in mm.

`engine/canvas/` draws pages into them, a writer that draws by itself (OFD) writes them down. Everything has
its place on the page, measured from the page's top left, y downwards; `area` is what a unit shows at most,
and what lies outside it is cut.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple, TypeAlias

import uharfbuzz as hb

from docgen.composed.printed import Area

from ..fonts import lets_be_embedded

Point: TypeAlias = tuple[float, float]
Step: TypeAlias = "tuple[str, *tuple[Point, ...]]"
"""M, L, B (cubic) or C (close), and its points."""
Six: TypeAlias = tuple[float, float, float, float, float, float]
"""a b c d e f of a transformation: x' = a x + c y + e, y' = b x + d y + f."""

COLOURED = frozenset({"CBDT", "sbix", "SVG ", "COLR"})


class Colour(NamedTuple):
    """A colour of sRGB, each part from 0 to 255, and how opaque it is, from 0 to 1."""

    red: int
    green: int
    blue: int
    alpha: float = 1.0

    def faded(self, alpha: float) -> "Colour":
        """Return the colour, less opaque."""
        return self._replace(alpha=self.alpha * alpha)


@dataclass(frozen=True)
class Pen:
    """How a line is drawn."""

    colour: Colour
    width: float
    cap: int = 0  # butt, round, square
    join: int = 0  # miter, round, bevel
    miter: float = 10.0
    dashes: tuple[float, ...] = ()
    offset: float = 0.0


@dataclass(frozen=True, eq=False)
class Face:
    """A font file that pages are set in: docgen's own cut, or one of the machine that stands in for it."""

    name: str  # the role, or the family of the machine
    data: bytes

    @cached_property
    def face(self) -> hb.Face:
        """The font, opened."""
        return hb.Face(self.data)

    @cached_property
    def font(self) -> hb.Font:
        """The face at the size of its own units."""
        return hb.Font(self.face)

    @cached_property
    def known(self) -> dict[str, int]:
        """The glyphs of characters that were asked for."""
        return {}

    @cached_property
    def reaches(self) -> dict[int, tuple[float, float, float, float]]:
        """The ink of glyphs that was asked for."""
        return {}

    def nominal(self, character: str) -> int:
        """Return the glyph that the face's own table (cmap) gives for a character, 0 for none."""
        if character not in self.known:
            self.known[character] = self.font.get_nominal_glyph(ord(character)) or 0
        return self.known[character]

    def reach(self, glyph: int) -> tuple[float, float, float, float]:
        """Return how far a glyph's ink reaches from its origin, in em: left, bottom, right, top."""
        if glyph not in self.reaches:
            found, em = self.font.get_glyph_extents(glyph), self.face.upem
            self.reaches[glyph] = (
                found.x_bearing / em,
                (found.y_bearing + found.height) / em,
                (found.x_bearing + found.width) / em,
                found.y_bearing / em,
            )
        return self.reaches[glyph]

    @cached_property
    def may_be_embedded(self) -> bool:
        """Whether its maker lets it be cut and lie in other files."""
        return lets_be_embedded(self.face)

    @cached_property
    def is_coloured(self) -> bool:
        """Whether its glyphs are drawn in colours of their own, or are pictures."""
        return not COLOURED.isdisjoint(self.face.table_tags)


@dataclass(frozen=True, eq=False)
class Dots:
    """A picture made of dots, in the file it came in."""

    form: str  # JPEG or PNG
    data: bytes

    @cached_property
    def key(self) -> str:
        """A mark of what it shows."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, eq=False)
class Run:
    """Characters in one face and size, and the glyphs that draw them from left to right."""

    area: Area
    element: Any  # of the page, that says them
    text: str
    face: Face
    size: float
    glyphs: tuple[int, ...]
    xs: tuple[float, ...]  # of the glyphs' origins, from the run's own, along the baseline
    ys: tuple[float, ...]  # downwards
    origin: Point
    matrix: (
        Six | None
    )  # of type that is turned or squeezed: from the run's space to the page, less its origin
    colour: Colour | None
    pen: Pen | None = None
    clips: tuple[tuple[Step, ...], ...] = ()  # outlines on the page that it is seen through

    @property
    def is_nominal(self) -> bool:
        """Whether the face's own table leads from the characters to the glyphs, one for each.

        Of a character beyond U+FFFF readers count two.
        """
        return len(self.text) == len(self.glyphs) and all(
            one <= "\uffff" and self.face.nominal(one) == glyph
            for one, glyph in zip(self.text, self.glyphs, strict=True)
        )


@dataclass(frozen=True, eq=False)
class Figure:
    """A path that is filled, or drawn with a pen, or both."""

    area: Area
    element: Any
    steps: tuple[Step, ...]
    fill: Colour | None
    pen: Pen | None
    even_odd: bool = False  # only where its parts cross, else they are turned so that both rules agree
    clips: tuple[tuple[Step, ...], ...] = ()


@dataclass(frozen=True, eq=False)
class Image:
    """A picture; `matrix` leads from the unit square (origin top left) to the page."""

    area: Area
    element: Any
    dots: Dots
    matrix: Six
    alpha: float = 1.0
    clips: tuple[tuple[Step, ...], ...] = ()


Unit: TypeAlias = Run | Figure | Image


class Bookmark(NamedTuple):
    """An entry of the outline."""

    level: int
    label: str
    place: Point
    is_open: bool


class Link(NamedTuple):
    """A place of a page that leads to an address, or to an element of the document by its id."""

    area: Area
    target: str
    inside: bool


class LeftOut(NamedTuple):
    """Something of a style that cannot be drawn: the code of its finding, and the element it belongs to."""

    code: str
    element: str


@dataclass(frozen=True)
class Drawn:
    """A page, drawn."""

    width: float
    height: float
    units: Sequence[Unit]
    bookmarks: Sequence[Bookmark] = ()
    links: Sequence[Link] = ()
    anchors: Mapping[str, Point] = field(default_factory=dict)
    left_out: Sequence[LeftOut] = ()
    root: Any = None  # the element of the whole page, to tell what an element is inside of


def moved(unit: Unit, across: float, down: float) -> Unit:
    """Return a unit elsewhere on its page."""
    left, top, right, bottom = unit.area
    area = Area(left + across, top + down, right + across, bottom + down)
    clips = tuple(moved_path(path, across, down) for path in unit.clips)
    if isinstance(unit, Run):
        origin = unit.origin[0] + across, unit.origin[1] + down
        return replace(unit, area=area, origin=origin, clips=clips)
    if isinstance(unit, Figure):
        return replace(unit, area=area, steps=moved_path(unit.steps, across, down), clips=clips)
    a, b, c, d, e, f = unit.matrix
    return replace(unit, area=area, matrix=(a, b, c, d, e + across, f + down), clips=clips)


def moved_path(steps: tuple[Step, ...], across: float, down: float) -> tuple[Step, ...]:
    """Return a path elsewhere on its page."""
    return tuple((name, *((x + across, y + down) for x, y in points)) for name, *points in steps)


def faded(unit: Unit, alpha: float) -> Unit:
    """Return a unit, less opaque."""
    if isinstance(unit, Image):
        return replace(unit, alpha=unit.alpha * alpha)
    pen = unit.pen and replace(unit.pen, colour=unit.pen.colour.faded(alpha))
    if isinstance(unit, Run):
        return replace(unit, colour=unit.colour and unit.colour.faded(alpha), pen=pen)
    return replace(unit, fill=unit.fill and unit.fill.faded(alpha), pen=pen)


def outlined(face: Face) -> str:
    """Return what kind of outlines a face has, as its file's name ends."""
    return "otf" if face.data[:4] == b"OTTO" else "ttf"

"""`Canvas` stands in for the stream of a PDF page: it has the methods that drawing calls, and keeps units.

Shades, masks and blending are left out, and very many tiles, since readers of OFD draw them each in its own
way or not at all; each is noted with the element it belongs to, so that it is told and not lost.

For WeasyPrint 70. Upstream: none is known; drawing to other than PDF ended with WeasyPrint 52. Held by:
tests/layout/test_canvas.py::test_the_stream_that_is_stood_in_for_is_the_one_known
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from math import ceil
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.images import RasterImage
from weasyprint.matrix import Matrix

from docgen.composed.printed import Area

from ...graphics import Dots, Face, Figure, Image, LeftOut, Pen, Unit, faded, moved
from ...graphics.overlaps import any_overlap, ink_of
from ...graphics.paths import area_of, by_winding, holds, holds_all, rectangle_of
from . import cropping
from .cutting import SLACK, cut, cut_to_rectangles, cut_to_shape
from .elements import element_at_work
from .state import MM, Drafting

ALIKE = 1e-6
MOST_TILED = 1000
"""Units that a rectangle is filled with tile by tile."""
SHADE, TILES, MASK, CLIP = "ofd-shade", "ofd-tiles", "ofd-mask", "ofd-clip"
READERS, FADED = "ofd-by-reader", "ofd-faded"


@dataclass
class Studio:
    """What the pages of one file, or of a gathering of letters, share."""

    for_one: bool = False  # whether it is one file, which draws each line once
    faces: dict[Any, Face] = field(default_factory=dict)
    dots: dict[Any, Dots] = field(default_factory=dict)
    lines: WeakKeyDictionary[Any, tuple[Any, list[Unit]]] = field(default_factory=WeakKeyDictionary)
    """What text boxes drew, and where they stood then: letters set together share most of them."""
    vectors: dict[Any, list[Unit]] = field(default_factory=dict)
    """What drawings (SVG) drew, by source, size and place."""
    standing: WeakKeyDictionary[Any, Any] = field(default_factory=WeakKeyDictionary)
    """What standing pages were drawn of (`standing`); None for one that is drawn afresh each time."""
    left_out: dict[LeftOut, None] = field(default_factory=dict)


class Canvas(Drafting):
    """What is drawn on one page, or in one group of it."""

    def __init__(self, studio: Studio, size: tuple[float, float], matrix: Matrix | None = None) -> None:
        """Begin with an empty page of this size in CSS pixels."""
        super().__init__(matrix or Matrix(a=MM, d=MM))
        self.studio = studio
        self.page_rectangle = (0, 0, *size)
        self.begun = self.ctm
        self.stream: list[Unit] = []
        self.id: Any = None
        self.extra = {"BBox": [0, 0, *size], "Group": None}
        self.groups: dict[str, Canvas] = {}
        self.tiles: dict[str, Canvas] = {}
        self.step = 0.0, 0.0  # from one tile to the next, in its own units
        self.element: Any = None
        self.numbers = count()

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Draw the content of a box."""
        before, self.element = self.element, box.element
        try:
            yield
        finally:
            self.element = before

    def leave_out(self, code: str) -> None:
        """Note that something is not drawn as it is meant; of an edge that is cut otherwise, that alone."""
        element = element_at_work()
        if code != READERS or LeftOut(CLIP, element) not in self.studio.left_out:
            self.studio.left_out[LeftOut(code, element)] = None

    # units

    def add(self, unit: Unit) -> None:
        """Keep a unit, as far as it is seen."""
        state = self.now
        area, clip = unit.area, state.clip
        if (
            area.right < clip.left
            or area.left > clip.right
            or area.bottom < clip.top
            or area.top > clip.bottom
        ):
            return
        if not area.is_within(clip, SLACK, SLACK):
            found = cut(unit, clip)
            if found is None:
                return
            unit = found
        for path in state.clips:
            if holds(path, unit.area) or holds_all(path, ink_of(unit)):
                continue
            around = area_of(path)
            if around is None or not (seen := unit.area.common(around)).width or not seen.height:
                return
            found = cut_to_rectangles(unit, path) or cut_to_shape(unit, path)
            if found is None and isinstance(unit, Image):
                found = cropping.masked(unit, path)
            if found is None:
                self.leave_out(READERS)
            unit = found or replace(unit, area=seen, clips=(*unit.clips, path))
        if not isinstance(unit, Figure) or unit.steps:
            self.stream.append(unit)

    def clip(self, even_odd: bool = False) -> None:
        """Show no more than what the path holds from now on."""
        if even_odd and by_winding(self.path) is None:
            self.leave_out(CLIP)  # a reader knows no such clips
        super().clip(even_odd)

    def paint(self, even_odd: bool, fill: bool, stroke: bool) -> None:
        """Fill the path, or draw along it."""
        state, steps = self.now, tuple(self.path)
        self.path = []
        if fill and state.tile is not None:
            self.lay(state.tile, rectangle_of(steps))
        ink = state.ink if fill and state.ink and state.ink.alpha else None
        pen = self.pen() if stroke and state.pen_shows and state.pen.colour.alpha else None
        area = area_of(steps, reach(pen) if pen else 0.0)
        if area is None or not (ink or pen):
            return
        turned = by_winding(steps) if even_odd and ink else steps
        if turned is None:
            self.leave_out(READERS)
        self.add(Figure(area, self.element, turned or steps, ink, pen, turned is None))

    def lay(self, tile: "Canvas", room: Area | None) -> None:
        """Fill a rectangle with tiles; anything else is left out, and so are very many."""
        (a, b, _), (c, d, _), _ = tile.begun
        across, down = tile.step[0] * a, tile.step[1] * d
        if not tile.stream:
            return
        if room is None or max(abs(b), abs(c)) > ALIKE or min(across, down) <= ALIKE:
            self.leave_out(TILES)
            return
        one = tile.now.clip
        columns = range(ceil((room.left - one.right) / across), ceil((room.right - one.left) / across))
        rows = range(ceil((room.top - one.bottom) / down), ceil((room.bottom - one.top) / down))
        if len(columns) * len(rows) * len(tile.stream) > MOST_TILED:
            self.leave_out(TILES)
            return
        with self.stacked():
            self.now.clip = self.now.clip.common(room)
            for row in rows:
                for column in columns:
                    self.show_all([moved(unit, column * across, row * down) for unit in tile.stream])

    def set_color_special(self, name: Any, stroke: bool = False, *parts: float) -> None:
        """Choose a shade or a tile; lines are not drawn with one."""
        super().set_color_special(name, stroke, *parts)
        tile = self.tiles.get(name)
        if not stroke:
            self.now.tile = tile
        elif tile is not None and tile.stream:
            self.leave_out(TILES)

    def pen(self) -> Pen:
        """Return the pen, in mm."""
        pen, scale = self.now.pen, abs(self.ctm.determinant) ** 0.5
        dashes = tuple(max(dash * scale, SLACK) for dash in pen.dashes)
        dashes = dashes if len(dashes) % 2 == 0 else dashes * 2
        dashes = () if all(dash <= SLACK for dash in dashes) else dashes
        return replace(pen, width=pen.width * scale, dashes=dashes, offset=pen.offset * scale)

    def fill(self, even_odd: bool = False) -> None:
        """Fill the path."""
        self.paint(even_odd, fill=True, stroke=False)

    def stroke(self) -> None:
        """Draw along the path."""
        self.paint(even_odd=False, fill=False, stroke=True)

    def fill_and_stroke(self, even_odd: bool = False) -> None:
        """Fill the path and draw along it."""
        self.paint(even_odd, fill=True, stroke=True)

    def begin_text(self) -> None:
        """Begin with type, which asks for nothing here."""

    end_text = begin_text

    # pictures and groups

    def add_image(self, image: RasterImage, interpolate: bool, ratio: float) -> RasterImage:
        """Take a picture; it is its own name."""
        return image

    def add_group(self, x: float, y: float, width: float, height: float) -> "Canvas":
        """Return what a group is drawn on; it is shown when its name is drawn, perhaps elsewhere."""
        group = Canvas(self.studio, self.page_rectangle[2:], self.ctm)
        group.page_rectangle = self.page_rectangle
        group.element = self.element
        group.id = f"x{next(self.numbers)}"
        self.groups[group.id] = group
        return group

    def draw_x_object(self, name: Any) -> None:
        """Show a picture or a group."""
        if isinstance(name, RasterImage):
            self.show_picture(name)
            return
        group, opacity = self.groups[name], self.now.opacity
        (a, b, _), (c, d, _), (e, f, _) = (
            group.begun.invert @ self.ctm if group.begun.determinant else self.ctm
        )
        if max(abs(a - 1), abs(b), abs(c), abs(d - 1)) > ALIKE:
            self.leave_out(MASK)
        if opacity < 1 and any_overlap(group.stream):
            self.leave_out(FADED)
        for unit in group.stream:
            shown = moved(unit, e, f) if max(abs(e), abs(f)) > ALIKE else unit
            self.add(faded(shown, opacity) if opacity < 1 else shown)

    def add_pattern(
        self, x: float, y: float, width: float, height: float, across: float, down: float, matrix: Matrix
    ) -> "Canvas":
        """Return what a tile is drawn on, which is shown side by side where something is filled with it."""
        tile = Canvas(self.studio, self.page_rectangle[2:], matrix)
        tile.rectangle(x, y, width, height)
        tile.clip()
        tile.end()
        tile.element, tile.step = self.element, (across, down)
        tile.id = f"p{next(self.numbers)}"
        self.tiles[tile.id] = tile
        return tile

    def show_picture(self, image: RasterImage) -> None:
        """Draw a picture into the unit square."""
        (a, b, _), (c, d, _), _ = self.ctm
        corners = [self.at(x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        area = Area(min(xs), min(ys), max(xs), max(ys))
        left, top = self.at(0, 1)  # OFD's square has its origin at the top
        dots = self.studio.dots.get(image.id)
        if dots is None:
            dots = self.studio.dots[image.id] = Dots(image.format, bytes(image.image_data.data))
        self.add(Image(area, self.element, dots, (a, b, -c, -d, left, top), self.now.opacity))

    def vector(self, image: Any, key: bytes, width: float, height: float, style: Any) -> None:
        """Draw a drawing (SVG), once for all pages that show it in this place."""
        place = (key, width, height, self.ctm.values)
        if place not in self.studio.vectors:
            group = self.add_group(0, 0, width, height)
            before = len(self.studio.left_out)
            image.draw_afresh(group, width, height, style)
            if len(self.studio.left_out) > before or hasattr(image._svg, "left_out"):
                self.show_all(group.stream)
                return
            self.studio.vectors[place] = group.stream
        self.show_all(self.studio.vectors[place])

    def show_all(self, units: Sequence[Unit]) -> None:
        """Show units that were drawn for this place before."""
        for unit in units:
            self.add(unit if unit.element is self.element else replace(unit, element=self.element))

    # what is left out

    def add_shading(self, *arguments: Any, **options: Any) -> Any:
        """Return a shade, which nobody sees."""
        self.leave_out(SHADE)
        return self.unseen()

    def paint_shading(self, name: Any) -> None:
        """Show a shade."""

    def set_alpha_state(self, *arguments: Any, **options: Any) -> "Canvas":
        """Return what a mask is drawn on, which nobody sees."""
        self.leave_out(MASK)
        return self.unseen()

    def set_blend_mode(self, mode: str) -> None:
        """Choose how colours mix with what is beneath."""
        if mode.lower() != "normal":
            self.leave_out(MASK)

    def set_state(self, state: Any) -> None:
        """Choose settings that only PDF has."""

    def unseen(self) -> "Canvas":
        """Return a canvas whose units go nowhere; shades in it are told with it."""
        canvas = Canvas(Studio(faces=self.studio.faces), self.page_rectangle[2:], self.ctm)
        canvas.id = f"x{next(self.numbers)}"
        return canvas

    @staticmethod
    def create_interpolation_function(*arguments: Any) -> None:
        """Return nothing: a shade is left out."""

    @staticmethod
    def create_stitching_function(*arguments: Any) -> None:
        """Return nothing: a shade is left out."""


def reach(pen: Pen) -> float:
    """Return how far a line of a pen reaches from its path, at its corners and ends too."""
    return pen.width / 2 * (min(pen.miter, 4.0) if pen.join == 0 else 1.5) + SLACK

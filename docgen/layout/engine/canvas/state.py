"""What is drawn with at the moment: place, colours, pen, clips; saved and brought back as PDF does (q, Q).

A clip that is an upright rectangle is an area, which only makes what is drawn smaller; of any other shape the
outline is kept, for few readers know such clips.

For WeasyPrint 70. Upstream: none is known; its Stream keeps most of this in the PDF itself. Held by:
tests/layout/test_canvas.py::test_the_stream_that_is_stood_in_for_is_the_one_known
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from weasyprint.matrix import Matrix

from docgen.composed.printed import Area

from ...colours import red_green_blue
from ...graphics import Colour, Pen, Point, Six, Step
from ...graphics.paths import by_winding, rectangle_of

MM = 25.4 / 96
"""mm in a CSS pixel."""
BLACK = Colour(0, 0, 0)
THIN = Pen(BLACK, 1)
ENDLESS = Area(-1e6, -1e6, 1e6, 1e6)


@dataclass
class State:
    """What is saved and brought back."""

    ink: Colour | None = BLACK  # None: a shade, which is not drawn, or a tile
    tile: Any = None  # a canvas that is shown side by side
    pen: Pen = THIN  # lengths in the units of the place where it draws
    pen_shows: bool = True
    opacity: float = 1.0  # of pictures and groups
    rendering: int = 0  # of type: filled, outlined, both, neither (ISO 32000-1, table 106)
    clip: Area = ENDLESS
    clips: tuple[tuple[Step, ...], ...] = ()


class Drafting:
    """A stream's state, and the path that is being made."""

    def __init__(self, matrix: Matrix) -> None:
        self._ctm_stack = [matrix]  # as the stream of a PDF calls it, since docgen's own doors look at it
        self.states = [State()]
        self.path: list[Step] = []

    @property
    def ctm(self) -> Matrix:
        """The way from the units that are drawn in to mm of the page."""
        return self._ctm_stack[-1]

    @property
    def now(self) -> State:
        """What is drawn with."""
        del self.states[len(self._ctm_stack) :]  # a part of a drawing that failed leaves some behind
        return self.states[-1]

    def push_state(self) -> None:
        """Save what is drawn with."""
        self.states.append(copy(self.now))
        self._ctm_stack.append(self.ctm)

    def pop_state(self) -> None:
        """Bring back what was drawn with."""
        self._ctm_stack.pop()
        self.states.pop()

    @contextmanager
    def stacked(self) -> Iterator[None]:
        """Draw something with settings of its own."""
        self.push_state()
        try:
            yield
        finally:
            self.pop_state()

    def artifact(self) -> AbstractContextManager[None]:
        """Draw what is no content; there are no tags to say so."""
        return nullcontext()

    def transform(
        self, a: float = 1, b: float = 0, c: float = 0, d: float = 1, e: float = 0, f: float = 0
    ) -> None:
        """Draw in other units, or turned, from now on."""
        self._ctm_stack[-1] = Matrix(*after((a, b, c, d, e, f), self.ctm))

    def set_color(self, color: Any, stroke: bool = False) -> None:
        """Choose a colour, and how opaque it is."""
        colour = colour_of(color)
        if stroke:
            self.now.pen, self.now.pen_shows = replace(self.now.pen, colour=colour), True
        else:
            state = self.now
            state.ink, state.opacity, state.tile = colour, colour.alpha, None

    def set_alpha(self, alpha: float, stroke: bool = False, fill: bool | None = None) -> None:
        """Choose how opaque the colours are."""
        state = self.now
        if stroke:
            state.pen = replace(state.pen, colour=state.pen.colour._replace(alpha=alpha))
        if fill or (fill is None and not stroke):
            state.ink, state.opacity = state.ink and state.ink._replace(alpha=alpha), alpha

    def set_color_space(self, space: str, stroke: bool = False) -> None:
        """Choose shades or patterns, which are named next."""

    def set_color_special(self, name: Any, stroke: bool = False, *parts: float) -> None:
        """Choose a shade or a pattern: what is drawn with it is left out, and was told when it was made."""
        if stroke:
            self.now.pen_shows = False
        else:
            self.now.ink = None

    def set_line_width(self, width: float) -> None:
        """Choose how thick lines are."""
        self.now.pen = replace(self.now.pen, width=width)

    def set_line_cap(self, cap: int) -> None:
        """Choose how lines end."""
        self.now.pen = replace(self.now.pen, cap=cap)

    def set_line_join(self, join: int) -> None:
        """Choose how lines meet."""
        self.now.pen = replace(self.now.pen, join=join)

    def set_miter_limit(self, limit: float) -> None:
        """Choose how far pointed corners reach."""
        self.now.pen = replace(self.now.pen, miter=limit)

    def set_dash(self, dashes: Any, offset: float) -> None:
        """Choose how lines are broken."""
        self.now.pen = replace(self.now.pen, dashes=tuple(dashes), offset=offset)

    def set_text_rendering(self, mode: int) -> None:
        """Choose whether type is filled or outlined."""
        self.now.rendering = int(mode)

    def at(self, x: float, y: float) -> Point:
        """Return where a point lies on the page, in mm."""
        (a, b, _), (c, d, _), (e, f, _) = self.ctm
        return a * x + c * y + e, b * x + d * y + f

    def move_to(self, x: float, y: float) -> None:
        """Begin a part of the path."""
        self.path.append(("M", self.at(x, y)))

    def line_to(self, x: float, y: float) -> None:
        """Go on straight."""
        self.path.append(("L", self.at(x, y)))

    def curve_to(self, x1: float, y1: float, x2: float, y2: float, x3: float, y3: float) -> None:
        """Go on in a curve."""
        self.path.append(("B", self.at(x1, y1), self.at(x2, y2), self.at(x3, y3)))

    def close(self) -> None:
        """Go back to where the part began."""
        if self.path and self.path[-1] != ("C",):
            self.path.append(("C",))

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        """Add a rectangle to the path."""
        self.move_to(x, y)
        self.line_to(x + width, y)
        self.line_to(x + width, y + height)
        self.line_to(x, y + height)
        self.close()

    def end(self) -> None:
        """Forget the path."""
        self.path = []

    def clip(self, even_odd: bool = False) -> None:
        """Show no more than what the path holds from now on."""
        state = self.now
        if area := rectangle_of(self.path):
            state.clip = state.clip.common(area)
        elif self.path:
            path = tuple(self.path)
            state.clips = (*state.clips, (by_winding(path) or path) if even_odd else path)


def after(first: Six, then: Matrix) -> Six:
    """Return the way of a transformation and of another that follows it."""
    a, b, c, d, e, f = first
    (p, q, _), (r, s, _), (t, u, _) = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def colour_of(color: Any) -> Colour:
    """Return a colour of CSS as sRGB."""
    *_, alpha = color
    red, green, blue = [round(part * 255) for part in red_green_blue(color)]
    return Colour(red, green, blue, alpha)

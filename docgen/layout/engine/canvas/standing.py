"""The page of a letter whose words were set again: units of the standing page, its own lines between.

It is as in PDF (`pdf/standing_pages`), but units are kept and not bytes, and of a line it is noted with what
it was drawn and no more. A page on which something cannot be drawn is drawn afresh for each letter: what is
told of it may belong to a line that differs.

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_standing_canvas.py::test_a_page_is_drawn_as_if_it_were_drawn_afresh
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ...graphics import Unit
from ..pdf import standing_pages
from ..pdf.standing_pages import SetAgain, StandingPage, Way
from .state import State
from .stream import Canvas, Studio


class Known(NamedTuple):
    """With what a canvas draws at a moment."""

    place: Any  # the way from its units to the page
    state: State
    element: Any

    @classmethod
    def of(cls, canvas: Canvas) -> "Known":
        """Return with what a canvas draws now."""
        return cls(canvas.ctm, copy(canvas.now), canvas.element)

    def brought_back(self, canvas: Canvas) -> None:
        """Let a canvas draw with it."""
        canvas._ctm_stack, canvas.states = [self.place], [copy(self.state)]
        canvas.element = self.element

    def draws_as(self, other: "Known") -> bool:
        """Say whether what is drawn next comes out the same."""
        return (self.place.values, self.state) == (other.place.values, other.state)


class Noted(NamedTuple):
    """Which units of a page a line is, and with what it was drawn."""

    first: int
    last: int
    before: Known
    after: Known


@dataclass
class Trace:
    """What a standing page was drawn of."""

    stream: Any  # the canvas, as long as it is drawn on
    lines: dict[Way, Noted] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)

    @contextmanager
    def noting(self, place: Way) -> Iterator[None]:
        """Note what is drawn for a line."""
        first, before = len(self.stream.stream), Known.of(self.stream)
        yield
        if not self.stream.path:
            noted = Noted(first, len(self.stream.stream), before, Known.of(self.stream))
            self.lines.setdefault(place, noted)


def draw(page: Any, canvas: Canvas) -> None:
    """Draw a page onto an empty canvas."""
    if isinstance(page, SetAgain) and has_units_alike(page, canvas):
        return
    canvas.stream.clear()
    if isinstance(page, StandingPage):
        canvas.stream += noted(page, canvas)
    else:
        page.paint(canvas, 1)


def noted(page: StandingPage, canvas: Canvas) -> list[Unit]:
    """Return the units of a standing page, drawn onto an empty canvas; note where its lines are."""
    trace, studio = Trace(canvas), canvas.studio
    before = len(studio.left_out)
    with standing_pages.tracing(trace):
        page.paint(canvas, 1)
    trace.stream, trace.units = None, list(canvas.stream)
    canvas.stream.clear()
    studio.standing[page] = trace if len(studio.left_out) == before else None
    return trace.units


def trace_of(page: StandingPage, studio: Studio) -> Trace | None:
    """Return what a standing page was drawn of in a studio, in which it need not have been drawn yet."""
    if page not in studio.standing:
        told = dict(studio.left_out)
        noted(page, Canvas(studio, (page.width, page.height)))
        studio.left_out.clear()
        studio.left_out.update(told)
    found: Trace | None = studio.standing[page]
    return found


def has_units_alike(page: SetAgain, canvas: Canvas) -> bool:
    """Draw a page as the standing one was drawn; return whether that could be done."""
    trace = trace_of(page.standing, canvas.studio)
    if trace is None or not page.is_in_turn(trace.lines, page.standing.ink):
        return False
    begun, at = Known.of(canvas), 0
    for place, line in trace.lines.items():
        if place not in page.lines:
            continue
        canvas.stream += trace.units[at : line.first]
        line.before.brought_back(canvas)
        page.draw_line(canvas, place)
        if canvas.path or not Known.of(canvas).draws_as(line.after):
            begun.brought_back(canvas)
            return False
        at = line.last
    canvas.stream += trace.units[at:]
    return True

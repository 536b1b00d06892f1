"""Lines of type drawn once, however many letters of a gathering show them.

What is the same in several letters is laid out once (`standing_type`), but WeasyPrint 70 has Pango shape a
line again for each page it draws it on. This module has it remember what a line wrote, and write the same.

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_text_cache.py::test_the_contract_is_with_this_version_of_weasyprint
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from operator import methodcaller
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from weasyprint import draw
from weasyprint.draw.text import draw_text as draw_afresh

from .canvas import is_canvas

STEERING = frozenset({"set_color", "begin_text", "set_font_size", "end_text"})
"""What is done to a page for a line of type, and leaves out what the page knows already."""
WRITING = frozenset({"set_text_matrix", "set_text_rise", "show_text"})
"""What is written for it each time, in the same bytes."""
READING = frozenset({"add_font", "ink_rect", "logical_rect"})
"""What a line asks of the page, or has it learn, once for all pages of a file."""

Stroke = Callable[[Any], object]
"""Does one thing to a page's stream."""


class Pen:
    """Stands for a page's stream: does what it is told, and notes it. Its own names begin with `_`."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._strokes: list[Stroke] = []
        self._is_plain = True

    def __getattr__(self, name: str) -> Any:
        if name in STEERING or name in WRITING:
            return partial(self._noted, name)
        self._is_plain = self._is_plain and name in READING
        return getattr(self._page, name)

    def _noted(self, name: str, *arguments: Any, **options: Any) -> None:
        do = methodcaller(name, *arguments, **options)
        before = len(self._page.stream)
        do(self._page)
        self._strokes.append(appending(self._page.stream[before:]) if name in WRITING else do)


def appending(written: list[bytes]) -> Stroke:
    """Return what writes the same bytes onto a page."""
    return lambda page: page.stream.extend(written)


class Kept(NamedTuple):
    """What a line wrote, where it stood, and the fonts of its file."""

    place: tuple[Any, ...]
    fonts: Mapping[Any, Any]
    strokes: list[Stroke]


kept: WeakKeyDictionary[Any, Kept] = WeakKeyDictionary()
"""By text box; boxes that letters share are one object."""


def install() -> None:
    """Make WeasyPrint draw a line once from now on; calling again changes nothing."""
    draw.draw_text = draw_text


@contextmanager
def drawing_once(stream: Any) -> Iterator[None]:
    """Have what is drawn onto a stream in the block not remembered: no other page shows it."""
    stream.draws_once = True
    try:
        yield
    finally:
        del stream.draws_once


def draw_text(stream: Any, box: Any, *settings: Any) -> None:
    """Draw a text box onto a page."""
    if is_canvas(stream):
        from .canvas.text import draw_onto_canvas

        draw_onto_canvas(stream, box, settings)
        return
    if hasattr(stream, "draws_once"):
        draw_afresh(stream, box, *settings)
        return
    place = (box.position_x, box.position_y, *settings)
    old = kept.get(box)
    if old and old.fonts is stream._fonts and old.place == place:
        for stroke in old.strokes:
            stroke(stream)
        return
    pen = Pen(stream)
    draw_afresh(pen, box, *settings)
    if pen._is_plain:
        kept[box] = Kept(place, stream._fonts, pen._strokes)

"""Marks where a sheet is cut stand once on each page, however often it is drawn, and only beyond the cut.

WeasyPrint 70 puts them into the page's own ground whenever it draws it: a page that is drawn again, for
another form or by a press that is kept, has them twice, and the same input no longer gives the same bytes.

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_crop_marks.py::test_a_page_with_marks_is_drawn_the_same_every_time
"""

from collections.abc import Sequence
from typing import Any

from weasyprint import draw

SLACK = 0.01

plain_background = draw.draw_background


def install() -> None:
    """Make WeasyPrint leave the grounds of pages as they are; calling again changes nothing."""
    draw.draw_background = draw_background


def draw_background(
    stream: Any, background: Any, clip_box: bool = True, bleed: Any = None, marks: Sequence[str] = ()
) -> None:
    """Draw the ground of a box; that of a page with its marks, if what is drawn on reaches beyond the cut."""
    if bleed and marks and background is not None and background.layers:
        marks = marks if holds(stream.page_rectangle, background.layers[-1].painting_area) else ()
        background = background._replace(layers=[*background.layers])
    plain_background(stream, background, clip_box, bleed, marks)


def holds(page: Sequence[float], painted: Sequence[float]) -> bool:
    """Say whether a page (x, y, width, height) is as large as what is painted of it, bleed and all."""
    return all(have > want - SLACK for have, want in zip(page[2:], painted[2:], strict=True))

"""Laid-out pages drawn as records: units, outline, links and the places that links lead to.

For WeasyPrint 70. Upstream: none is known. Held by:
tests/layout/test_canvas.py::test_a_page_is_drawn_with_its_outline_and_its_links
"""

from collections.abc import Sequence
from typing import Any

from docgen.composed.printed import Area
from docgen.foundation.text_marks import INVISIBLE

from ...graphics import Bookmark, Drawn, LeftOut, Link
from . import borders, standing, text
from .state import MM
from .stream import Canvas, Studio

BEYOND = "ofd-cut-marks"
"""A page ends where the sheet is cut: of what lies beyond (bleed, marks) it has nothing."""


def drawn(pages: Sequence[Any], studio: Studio) -> list[Drawn]:
    """Return laid-out pages drawn."""
    borders.install()
    text.install()
    return [drawn_page(page, studio) for page in pages]


def drawn_page(page: Any, studio: Studio) -> Drawn:
    """Return one laid-out page drawn."""
    studio.left_out.clear()
    canvas = Canvas(studio, (page.width, page.height))
    standing.draw(page, canvas)
    if any(page.bleed.values()):
        studio.left_out[LeftOut(BEYOND, "")] = None
    return Drawn(
        width=page.width * MM,
        height=page.height * MM,
        units=canvas.stream,
        bookmarks=[
            Bookmark(level, INVISIBLE.sub("", label), (x * MM, y * MM), state == "open")
            for level, label, (x, y), state in page.bookmarks
        ],
        links=[
            Link(Area(*(side * MM for side in rectangle)), target, kind == "internal")
            for kind, target, rectangle, _ in page.links
            if kind in ("internal", "external")
        ],
        anchors={name: (x * MM, y * MM) for name, (x, y, *_) in page.anchors.items()},
        left_out=list(studio.left_out),
        root=root_of(page),
    )


def root_of(page: Any) -> Any:
    """Return the element that all of a page's text is inside of, None for an empty page."""
    return next((box.element for box in page._page_box.children if box.element_tag == "html"), None)

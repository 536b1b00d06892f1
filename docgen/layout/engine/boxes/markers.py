"""The marker of a list that says what it shows (`li::marker { content: "▸ " }`) is laid out.

WeasyPrint 70 places the box of a marker and, by the style they share, its text too, which cannot be placed:
every page with such a marker ends with an error.

For WeasyPrint 70. Upstream: none is known. Held by:
tests/layout/test_boxes.py::test_weasyprint_itself_stumbles_over_markers_with_content
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import build

plain = build.marker_to_box


def install() -> None:
    """Make WeasyPrint place a marker, not its text; calling again changes nothing."""
    build.marker_to_box = marker_to_box


def marker_to_box(*arguments: Any) -> Iterator[Any]:
    """Yield the box of a marker, with a style that nothing in it shares."""
    for box in plain(*arguments):
        if box.is_outside_marker:
            shared = box.style
            box.style = shared.copy()
            for child in box.children:
                if child.style is shared:
                    child.style = shared.copy()
                    child.style["position"] = "static"
        yield box

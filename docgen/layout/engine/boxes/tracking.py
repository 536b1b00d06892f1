"""Boxes that shrink to fit keep their last character when their letters are set closer (negative tracking).

WeasyPrint 70 measures such a text as wide as it is drawn. Pango, asked to break it at that width, counts the
last character without what its tracking takes away, finds no room for it, and it falls to the next line. So
a text that shrinks its box is measured wider by the tracking of one character.

For WeasyPrint 70. Upstream: none is known. Held by:
tests/layout/test_boxes.py::test_a_box_that_shrinks_to_fit_keeps_its_last_character
"""

from typing import Any

from weasyprint.layout import preferred

plain_split = preferred.split_first_line


def install() -> None:
    """Make WeasyPrint measure text with negative tracking wide enough; calling again changes nothing."""
    preferred.split_first_line = split_first_line


def split_first_line(text: str, style: Any, *arguments: Any, **options: Any) -> tuple[Any, ...]:
    """Stand in for WeasyPrint's function of that name where it asks how wide a text would like to be."""
    layout, length, resume, width, height, baseline = plain_split(text, style, *arguments, **options)
    tracking = style["letter_spacing"]
    if length and tracking != "normal" and tracking < 0:
        width -= tracking
    return layout, length, resume, width, height, baseline

"""What of a box's style matters to text: its size, its colour, whether it is seen.

For WeasyPrint 70. Upstream: no thread is known that asks for it. Held by:
tests/layout/test_printed.py::test_the_boxes_are_read_as_they_are_known
"""

from dataclasses import dataclass
from typing import Any

from docgen.composed.printed import Colour

from ...colours import red_green_blue
from .geometry import MM


@dataclass(frozen=True, slots=True)
class Look:
    """What of a style matters to a piece of text."""

    size: float
    spacing: float
    colour: Colour
    opacity: float
    visible: bool


class Looks:
    """The looks of one layout's styles, each worked out once."""

    def __init__(self) -> None:
        self.known: dict[int, Look] = {}
        self.styles: list[Any] = []  # kept, so that an id stays that of one style

    def of(self, style: Any) -> Look:
        """Return the look of text in a style."""
        found = self.known.get(id(style))
        if found is None:
            found = self.known[id(style)] = look_of(style)
            self.styles.append(style)
        return found


def look_of(style: Any) -> Look:
    """Return the look of text in a style."""
    spacing, colour = style["letter_spacing"], style["color"]
    return Look(
        style["font_size"] * MM,
        0.0 if spacing == "normal" else max(0.0, float(spacing)) * MM,
        coloured(colour),
        float(colour.alpha),
        style["visibility"] == "visible",
    )


def coloured(colour: Any) -> Colour:
    """Return a colour as red, green and blue from 0 to 1."""
    red, green, blue = red_green_blue(colour)
    return float(red), float(green), float(blue)

"""How wide and how high text will be, roughly: enough to size boxes and columns that CSS leaves to the text.

Without fonts, by the classes of characters: a Han character is one em, a Latin one about half.
"""

import math
import unicodedata
from functools import lru_cache

from docgen.layout.styles import Style

NORMAL_LINE = 1.3  # em, when CSS says line-height: normal
NARROW = 0.5  # em of a half-width character


def text_width(text: str, style: Style) -> float:
    """Return the width of one line of text in points."""
    wide = 0 if text.isascii() else sum(map(is_wide, text))
    ems = wide + (len(text) - wide) * NARROW
    return (ems * style.font_size + len(text) * style.letter_spacing) * style.scale_x


@lru_cache(maxsize=4096)
def is_wide(character: str) -> bool:
    """Return whether a character is one em wide."""
    return unicodedata.east_asian_width(character) in "WFA"


def line_pitch(style: Style) -> float:
    """Return the height of one line in points."""
    return style.line_height or style.font_size * NORMAL_LINE


def lines(text: str, style: Style, width: float) -> int:
    """Return how many lines `text` takes in a column `width` points wide; at least one."""
    return sum(max(math.ceil(text_width(line, style) / max(width, 1) - 0.01), 1) for line in text.split("\n"))

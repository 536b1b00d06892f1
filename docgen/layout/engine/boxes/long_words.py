"""A word of ten thousand letters is broken into lines in a time that grows with its length.

WeasyPrint 70 has Pango set a whole text for each line it takes from it, unless there is a place to break it
near by; a word without any takes ten seconds. Here it is handed the next few lines' worth of the text, which
is as good: how the first line ends depends on no more.

For WeasyPrint 70. Upstream: none is known. Held by:
tests/layout/test_linebreaks.py::test_a_word_of_thousands_of_letters_takes_time_in_proportion
"""

from collections.abc import Callable
from math import isfinite
from typing import Any

from weasyprint.layout import inline

LETTERS_AN_EM = 16
"""As many letters are handed on for each em of the line: four lines of the narrowest."""
NARROW = 4
"""Ems below which WeasyPrint looks for words, not for lines."""

plain_split: Callable[..., tuple[Any, ...]] = inline.split_first_line


def install() -> None:
    """Make WeasyPrint break long texts in proportion; calling again changes nothing."""
    inline.split_first_line = split_first_line


def split_first_line(
    text: str, style: Any, context: Any, width: float | None, *arguments: Any, **options: Any
) -> tuple[Any, ...]:
    """Stand in for WeasyPrint's function of that name where it breaks a paragraph into lines."""
    size = style["font_size"]
    if width is not None and isfinite(width) and size and width > NARROW * size:
        near = text[: int(width / size * LETTERS_AN_EM)]
        if len(near) < len(text):
            found = plain_split(near, style, context, width, *arguments, **options)
            if found[2] is not None and 2 * found[2] < len(near.encode()):
                return found
    return plain_split(text, style, context, width, *arguments, **options)

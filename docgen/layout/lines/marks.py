"""Marks that stand beside each other close up: half a square instead of a whole one (标点挤压).

A Chinese mark fills a square of which half is white, so `》（` and `，“` leave holes of a whole square. Where
two such marks meet, the first gives up half of it (CLREQ, 3.1.6; CSS Text 4, `text-spacing-trim: normal`).
"""

import re

from .linebreaks import BREAK

CLOSING = "》）】〕〉」』”’，。、；："
OPENING = "《（【〔〈「『“‘"
HALF = 0.5
"""Parts of an em that a mark gives up."""
PAIRS = re.compile(f"[{CLOSING}](?={BREAK}?[{CLOSING}{OPENING}！？])|[{OPENING}](?=[{OPENING}])")
"""A mark that gives it up; ！ and ？ keep theirs, for some faces draw them in its middle."""


def closing_up(text: str, after: str = "") -> dict[int, float]:
    """Return by how many em what follows some characters of a line moves nearer, by their places.

    `after` is the character of the line that follows the text.
    """
    return {found.start(): HALF for found in PAIRS.finditer(text + after) if found.start() < len(text)}

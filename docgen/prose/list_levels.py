"""How deep an item of a list stands: two blanks more than its list make it an item of a list within.

python-markdown asks for four blanks to a level, and prints what stands two or three in as an item beside its
own; Word, WPS and CommonMark put it within. Here such items are moved to where python-markdown reads them.
"""

import re

from .lines import DEEPER, depth_of, is_item

LEVEL = 4
"""Blanks by which python-markdown has an item within another."""
WITHIN = re.compile(r"^ {2,}(?:[-+*]|\d{1,3}\.)[ \t\u3000]", re.MULTILINE)


def with_levels(text: str) -> str:
    """Return a text whose items stand four blanks to a level; lines that go on with an item move with it."""
    if not WITHIN.search(text):
        return text
    moved: list[str] = []
    depths: list[int] = []  # of the items that are open, as typed
    by, is_apart = 0, False
    for line in text.split("\n"):
        bare = line.lstrip(" ")
        depth = depth_of(line)
        if bare and is_item(bare) and (depths or depth < LEVEL):
            while depths and depth < depths[-1] + DEEPER:
                depths.pop()
            by = LEVEL * len(depths) - depth
            depths.append(depth)
        elif bare and not depth and is_apart:
            depths, by = [], 0
        moved.append(" " * (depth + by) + bare if depths and (depth or is_item(bare)) else line)
        is_apart = not bare
    return "\n".join(moved)

"""Titles that are badly broken into lines (GB/T 9704-2012, 7.3.1: 词意完整、排列对称)."""

import re
from collections.abc import Iterator, Sequence

from docgen.composed.printed import Block

from .overlaps import Noticed
from .places import told

TITLES = frozenset({"h1", "h2"})
FEW = 3
"""Characters that are too few for a last line."""
HAN = re.compile(r"[\u3400-\u9fff]")


def findings(blocks: Sequence[Block]) -> Iterator[Noticed]:
    """Yield the titles of several lines among some blocks whose last line has too few characters."""
    for block in blocks:
        if not is_title(block):
            continue
        last = [piece for piece in block.pieces if piece.line == block.pieces[-1].line]
        words = "".join("".join(piece.words for piece in last).split())
        if block.pieces[-1].line and len(words) <= FEW and HAN.search(words):
            yield Noticed(told("title-short-line", block.page, last[0].area, words), tuple(block.pieces))


def is_title(block: Block) -> bool:
    """Say whether a block is a title that is set in the middle."""
    named = block.tag in TITLES or "title" in block.classes or block.style.endswith("标题")
    return block.centred and named and bool(block.pieces)

"""Titles that are badly broken into lines (GB/T 9704-2012, 7.3.1: 词意完整、排列对称)."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from docgen.composed.printed import Block
from docgen.layout.lines.balance import dictionary_words

from .overlaps import Noticed
from .places import inked, told

TITLES = frozenset({"h1", "h2"})
FEW = 3
"""Characters that are too few for a last line."""
HAN = re.compile(r"[\u3400-\u9fff]")


def findings(blocks: Sequence[Block]) -> Iterator[Noticed]:
    """Yield the titles of several lines among some blocks whose last line has too few characters."""
    for block in blocks:
        if not is_title(block) or not block.pieces[-1].line:
            continue
        lines = lines_of(block)
        if len(lines[-1]) <= FEW and HAN.search(lines[-1]) and not is_own_line(block):
            yield noticed("title-short-line", block, lines[-1])
        for before, word, after in broken_words(lines):
            yield noticed("title-word-broken", block, word, f"{before}／{after}")


def is_own_line(block: Block) -> bool:
    """Say whether the last line of a title was begun on purpose: the one before had room for it."""
    last = block.pieces[-1].line
    taken = sum(piece.area.width for piece in block.pieces if piece.line >= last - 1)
    return taken < block.area.width - block.pieces[-1].size


def noticed(code: str, block: Block, text: str, other: str | None = None) -> Noticed:
    """Return a finding on a title."""
    return Noticed(told(code, block.page, block.pieces[-1].area, text, other), tuple(block.pieces))


def lines_of(block: Block) -> list[str]:
    """Return the lines of a title, without blanks."""
    found: dict[int, str] = {}
    for piece in block.pieces:
        found[piece.line] = found.get(piece.line, "") + inked(piece.words)
    return list(found.values())


def broken_words(lines: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the words in which lines end: what is before the break, the word, what is after it."""
    ends = set(accumulate(map(len, lines[:-1])))
    start = 0
    for word in dictionary_words("".join(lines)):
        for end in ends.intersection(range(start + 1, start + len(word))):
            if HAN.fullmatch(word[end - start - 1]) and HAN.fullmatch(word[end - start]):
                yield word[: end - start], word, word[end - start :]
        start += len(word)


def is_title(block: Block) -> bool:
    """Say whether a block is a title that is set in the middle."""
    named = block.tag in TITLES or "title" in block.classes or block.style.endswith("标题")
    return block.centred and named and bool(block.pieces)

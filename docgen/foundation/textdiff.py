"""Which words of a text were changed: two texts in, the edits that lead from one to the other out.

A number or a Latin word is compared whole, so that 15688 becoming 15700 is told as that and not as digits; of
Chinese every character, and of Tibetan every syllable, is a word.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\d+(?:[.,]\d+)*[%％]?|[A-Za-z]+|[\u0f00-\u0f0a\u0f0c-\u0fff]+\u0f0b?|.", re.DOTALL)
WHOLE = 4000
"""Words between the first and last change, in both texts, beyond which the stretch is told as one edit."""

MOST_PAIRS = 100_000
"""Pairs of equal words, one of each text, beyond which words that stand everywhere begin no stretch."""

SHOWN, CONTEXT = 60, 8
"""Characters of a quotation, and of the text an insertion comes after."""


@dataclass(frozen=True)
class Edit:
    """A stretch of the old text and what stands in its place; offsets count characters."""

    start: int
    end: int
    new_start: int
    new_end: int


def edits(old: str, new: str) -> list[Edit]:
    """Return what was changed, in order; changes a character apart are one."""
    ours, theirs = WORD.findall(old), WORD.findall(new)
    head = common(ours, theirs)
    tail = common(ours[head:][::-1], theirs[head:][::-1])
    middle = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    starts, new_starts = offsets(ours)[head:], offsets(theirs)[head:]
    return [
        Edit(starts[i], starts[j], new_starts[k], new_starts[m]) for i, j, k, m in joined(differing(*middle))
    ]


def differing(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches in which two lists of words differ."""
    if max(len(ours), len(theirs)) > WHOLE:
        yield 0, len(ours), 0, len(theirs)
        return
    for kind, *span in matcher(ours, theirs).get_opcodes():
        if kind != "equal":
            i, j, k, m = span
            yield i, j, k, m


def joined(spans: Iterator[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Return stretches with those put together that a single word parts: that it stayed is chance."""
    found: list[tuple[int, int, int, int]] = []
    for span in spans:
        if found and span[0] - found[-1][1] <= 1:
            span = (found[-1][0], span[1], found[-1][2], span[3])
            found.pop()
        found.append(span)
    return found


def common(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Return how many words two lists begin with in common."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(ours), len(theirs)))


def offsets(words: Sequence[str]) -> list[int]:
    """Return where each word begins, and where the last one ends."""
    found = [0]
    for word in words:
        found.append(found[-1] + len(word))
    return found


def similarity(one: str, other: str, least: float = 0.3) -> float:
    """Return how much two texts have in common, from 0 to 1; less than `least` may be told as 0."""
    if one == other:
        return 1.0
    one, other = one[:WHOLE], other[:WHOLE]
    if 2 * min(len(one), len(other)) <= least * (len(one) + len(other)):
        return 0.0
    compared = matcher(one, other)
    return compared.ratio() if compared.quick_ratio() > least else 0.0  # the quick one is never too low


def matcher(ours: Sequence[str], theirs: Sequence[str]) -> "SequenceMatcher[str]":
    """Return what finds the words that two texts have in common, in bounded time.

    It takes as long as there are pairs of equal words, times the stretches found: of 3,000 signs that are all
    的 or 了 there are millions. There, and only there, words that fill over a hundredth of a text count as
    part of a stretch without beginning one.
    """
    known = Counter(theirs)
    repeated = sum(count * known[word] for word, count in Counter(ours).items()) > MOST_PAIRS
    return SequenceMatcher(None, ours, theirs, autojunk=repeated)

"""Stretches that two lists have in common, and what stands between them.

In go two lists, out come their stretches in order. What occurs once on both sides is found first and holds
the lists together (Bram Cohen's patience diff), so that a thousand changes take a thousand times as long as
one; between two such anchors the lists are short, and are compared as `difflib` does.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

MOST = 100_000
"""Pairs of entries between two anchors beyond which nobody looks for what is equal there."""


@dataclass(frozen=True)
class Same:
    """Places of both lists that hold the same."""

    olds: range
    news: range


@dataclass(frozen=True)
class Replaced:
    """Places of one list in whose stead those of the other stand; neither is empty."""

    olds: range
    news: range


def runs(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> Iterator[Same | Replaced]:
    """Yield what two lists have in common and what was replaced, in order; what one alone has is left out."""
    fixed = [(-1, -1), *anchors(ours, theirs), (len(ours), len(theirs))]
    for (old, new), (next_old, next_new) in pairwise(fixed):
        if old >= 0:
            yield Same(range(old, old + 1), range(new, new + 1))
        yield from between(ours, theirs, range(old + 1, next_old), range(new + 1, next_new))


def anchors(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the longest row of pairs, in the order of both lists, of entries that each has once."""
    counts, other_counts = Counter(ours), Counter(theirs)
    places = {entry: new for new, entry in enumerate(theirs) if other_counts[entry] == 1}
    single = (entry in places and counts[entry] == 1 for entry in ours)
    return longest_rising([(old, places[ours[old]]) for old, is_single in enumerate(single) if is_single])


def longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest row of pairs whose second numbers rise, of several the one that begins first.

    The first numbers rise. Rows are grown from their ends: of what can only stay or move the first stays.
    """
    starts: list[int] = []  # of rows of each length: the highest second number one can begin with, negative
    first: list[int] = []  # and the pair that it belongs to
    after: dict[int, int] = {}
    for at in range(len(pairs) - 1, -1, -1):
        length = bisect_left(starts, -pairs[at][1])
        after[at] = first[length - 1] if length else -1
        starts[length : length + 1], first[length : length + 1] = [-pairs[at][1]], [at]
    row, at = [], first[-1] if first else -1
    while at >= 0:
        row.append(pairs[at])
        at = after[at]
    return row


def between(
    ours: Sequence[Hashable], theirs: Sequence[Hashable], olds: range, news: range
) -> Iterator[Same | Replaced]:
    """Yield what the stretches between two anchors have in common, and what was replaced there."""
    if not olds or not news:
        return
    if len(olds) * len(news) > MOST:
        yield Replaced(olds, news)
        return
    mine, other = ours[olds.start : olds.stop], theirs[news.start : news.stop]
    for kind, i, j, k, m in SequenceMatcher(None, mine, other, autojunk=False).get_opcodes():
        stretch = olds[i:j], news[k:m]
        if kind == "equal":
            yield Same(*stretch)
        elif kind == "replace":
            yield Replaced(*stretch)

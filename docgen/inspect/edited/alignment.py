"""What became of each text of a list: kept, changed, removed, added or moved to another place.

In go two lists of texts with a sort (a style), out come pairs of places. Equal texts are found first; what is
left between them is paired by likeness, and what is still left, by a sort that occurs only once (the title).
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

from docgen.foundation.textdiff import similarity

ALIKE = 0.5
MOST_COMPARED = 2500
"""Pairs between two kept texts beyond which they are paired in order: likeness is slow."""


class Entry(NamedTuple):
    """A text and its sort."""

    text: str
    sort: str


class Pair(NamedTuple):
    """A place in the old list and one in the new."""

    old: int
    new: int


@dataclass
class Alignment:
    """What became of each entry."""

    pairs: list[Pair] = field(default_factory=list)  # in order
    moved: list[Pair] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    added: list[Pair] = field(default_factory=list)  # `old` is the entry it comes after, -1 at the start


def align(ours: Sequence[Entry], theirs: Sequence[Entry]) -> Alignment:
    """Return what became of each of our entries in theirs."""
    pairs = sorted(paired(ours, theirs))
    lost = sorted(set(range(len(ours))) - {pair.old for pair in pairs})
    found = sorted(set(range(len(theirs))) - {pair.new for pair in pairs})
    moved = [Pair(*pair) for pair in equal_texts(ours, theirs, lost, found)]
    gone, come = {pair.old for pair in moved}, {pair.new for pair in moved}
    return Alignment(
        pairs,
        moved,
        [old for old in lost if old not in gone],
        [Pair(before(pairs, new), new) for new in found if new not in come],
    )


def paired(ours: Sequence[Entry], theirs: Sequence[Entry]) -> Iterator[Pair]:
    """Yield the pairs that stand in the same order on both sides."""
    single = singular(ours) & singular(theirs)
    for kind, i, j, k, m in SequenceMatcher(None, ours, theirs).get_opcodes():
        if kind == "equal":
            yield from (Pair(old, new) for old, new in zip(range(i, j), range(k, m), strict=True))
        elif kind == "replace":
            block = list(alike(ours, theirs, range(i, j), range(k, m)))
            yield from block
            yield from same_sort(ours, theirs, range(i, j), range(k, m), block, single)


def singular(entries: Sequence[Entry]) -> set[str]:
    """Return the sorts of which there is one entry only."""
    counts = Counter(entry.sort for entry in entries)
    return {sort for sort, count in counts.items() if sort and count == 1}


def alike(ours: Sequence[Entry], theirs: Sequence[Entry], olds: range, news: range) -> list[Pair]:
    """Return the pairs of a replaced stretch that say much the same, the likest first to choose."""
    if len(olds) * len(news) > MOST_COMPARED:
        close = [Pair(old, new) for old, new in zip(olds, news, strict=False)]
    else:
        close = [Pair(old, new) for old in olds for new in news]
    scores = [(similarity(ours[pair.old].text, theirs[pair.new].text), pair) for pair in close]
    chosen: list[Pair] = []
    for score, pair in sorted(scores, key=lambda scored: (-scored[0], scored[1])):
        if score >= ALIKE and in_order(pair, chosen):
            chosen.append(pair)
    return chosen


def same_sort(
    ours: Sequence[Entry],
    theirs: Sequence[Entry],
    olds: range,
    news: range,
    chosen: Sequence[Pair],
    sorts: set[str],
) -> Iterator[Pair]:
    """Yield the pairs of what is still single in a replaced stretch and the only one of its sort."""
    places = {theirs[new].sort: new for new in news if theirs[new].sort in sorts}
    for old in olds:
        new = places.get(ours[old].sort)
        if new is not None and in_order(Pair(old, new), chosen):
            yield Pair(old, new)


def in_order(pair: Pair, chosen: Sequence[Pair]) -> bool:
    """Say whether a pair crosses none of those chosen before."""
    return all((pair.old - other.old) * (pair.new - other.new) > 0 for other in chosen)


def equal_texts(
    ours: Sequence[Entry], theirs: Sequence[Entry], lost: Sequence[int], found: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield what is on both sides, but in another place."""
    places: dict[str, list[int]] = {}
    for new in found:
        places.setdefault(theirs[new].text, []).append(new)
    for old in lost:
        if places.get(ours[old].text):
            yield old, places[ours[old].text].pop(0)


def before(pairs: Sequence[Pair], new: int) -> int:
    """Return the old place of the last pair that stands before `new`, -1 when there is none."""
    place = bisect_left(pairs, new, key=lambda pair: pair.new)
    return pairs[place - 1].old if place else -1

"""What became of each text of a list: kept, changed, removed, added or moved to another place.

In go two lists of texts with a sort (a style), out come pairs of places. What is left between equal texts
(`runs`) is paired by likeness, and what is still left, by a sort that occurs only once (the title). It takes
time in proportion to the texts: each is held against the few that share its rarest words, and no others.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from docgen.foundation.textdiff import WORD, similarity

from .runs import Replaced, Same, runs

ALIKE = 0.5
FEW = 100
"""Pairs between two kept texts up to which each is held against each."""
NEAREST = 3
"""With how many texts of the other side one is compared, where there are more: likeness is slow."""
COMMON = 20
"""Texts of a stretch in which a word may stand and still tell something of them."""
READ = 2000
"""Characters of a text from which its words are taken."""


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


@dataclass
class Chosen:
    """Pairs that do not cross, in order."""

    pairs: list[Pair] = field(default_factory=list)

    def add(self, pair: Pair) -> bool:
        """Take a pair in and say so, unless it crosses one that is in, or shares a place with it."""
        at = bisect_left(self.pairs, pair)
        before, after = self.pairs[max(at - 1, 0) : at], self.pairs[at : at + 1]
        free = all(one.old < pair.old and one.new < pair.new for one in before)
        free = free and all(one.old > pair.old and one.new > pair.new for one in after)
        if free:
            self.pairs.insert(at, pair)
        return free


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
    for run in runs(ours, theirs):
        if isinstance(run, Same):
            yield from (Pair(old, new) for old, new in zip(run.olds, run.news, strict=True))
        else:
            chosen = alike(ours, theirs, run)
            same_sort(ours, theirs, run, chosen, single)
            yield from chosen.pairs


def singular(entries: Sequence[Entry]) -> set[str]:
    """Return the sorts of which there is one entry only."""
    counts = Counter(entry.sort for entry in entries)
    return {sort for sort, count in counts.items() if sort and count == 1}


def alike(ours: Sequence[Entry], theirs: Sequence[Entry], run: Replaced) -> Chosen:
    """Return the pairs of a replaced stretch that say much the same, the likest first to choose."""
    close = close_pairs(ours, theirs, run)
    scores = [(similarity(ours[pair.old].text, theirs[pair.new].text), pair) for pair in close]
    chosen = Chosen()
    for score, pair in sorted(scores, key=lambda scored: (-scored[0], scored[1])):
        if score >= ALIKE:
            chosen.add(pair)
    return chosen


def close_pairs(ours: Sequence[Entry], theirs: Sequence[Entry], run: Replaced) -> Iterator[Pair]:
    """Yield the pairs of a replaced stretch that may be alike: all where they are few.

    Else each text of ours with those that share most of its rare words, and with its own place in the order.
    """
    if len(run.olds) * len(run.news) <= FEW:
        yield from (Pair(old, new) for old in run.olds for new in run.news)
        return
    places: dict[str, list[int]] = {}
    for new in run.news:
        for word in words(theirs[new].text):
            places.setdefault(word, []).append(new)
    for number, old in enumerate(run.olds):
        telling = (places.get(word, ()) for word in words(ours[old].text))
        shared = Counter(new for news in telling if len(news) <= COMMON for new in news)
        opposite = run.news.start + number * len(run.news) // len(run.olds)
        near = {new for new, _ in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:NEAREST]}
        near |= {new for new in (opposite, run.news.start + number) if new in run.news}
        yield from (Pair(old, new) for new in sorted(near))


def words(text: str) -> set[str]:
    """Return the words of a text, and each two that follow one another: 汉字 alone stand everywhere."""
    found = WORD.findall(text[:READ])
    return {*found, *map("".join, pairwise(found))}


def same_sort(
    ours: Sequence[Entry], theirs: Sequence[Entry], run: Replaced, chosen: Chosen, sorts: set[str]
) -> None:
    """Choose the pairs of what is still single in a replaced stretch and the only one of its sort."""
    places = {theirs[new].sort: new for new in run.news if theirs[new].sort in sorts}
    for old in run.olds:
        new = places.get(ours[old].sort)
        if new is not None:
            chosen.add(Pair(old, new))


def equal_texts(
    ours: Sequence[Entry], theirs: Sequence[Entry], lost: Sequence[int], found: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield what is on both sides, but in another place."""
    places: dict[str, list[int]] = {}
    for new in reversed(found):
        places.setdefault(theirs[new].text, []).append(new)
    for old in lost:
        if places.get(ours[old].text):
            yield old, places[ours[old].text].pop()


def before(pairs: Sequence[Pair], new: int) -> int:
    """Return the old place of the last pair that stands before `new`, -1 when there is none."""
    place = bisect_left(pairs, new, key=lambda pair: pair.new)
    return pairs[place - 1].old if place else -1

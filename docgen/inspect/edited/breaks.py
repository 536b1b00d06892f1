"""Paragraphs that were parted, or put together: found among what was aligned as changed, come and gone.

In go an alignment and the texts of both sides (None for a table), out come those paragraphs and an alignment
without them.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from docgen.foundation.textdiff import similarity

from .alignment import Alignment, Pair

BREAK = "\u2029"
"""Stands in a text where one paragraph became two."""
SAME = 0.8
"""Likeness from which paragraphs, put together, are the one that was."""
MOST = 6
"""Paragraphs next to each other that are looked at as parts of one."""

Texts = Sequence[str | None]


@dataclass(frozen=True)
class Broken:
    """A paragraph of one side and the paragraphs that say the same on the other, in order."""

    one: int
    parts: tuple[int, ...]


def parted(aligned: Alignment, ours: Texts, theirs: Texts) -> tuple[list[Broken], Alignment]:
    """Return the paragraphs of ours that became several, and what else became of ours."""
    found = list(broken(aligned.pairs, aligned.removed, [pair.new for pair in aligned.added], ours, theirs))
    gone, come = {one.one for one in found}, {part for one in found for part in one.parts}
    return found, without(aligned, gone, come)


def joined(aligned: Alignment, ours: Texts, theirs: Texts) -> tuple[list[Broken], Alignment]:
    """Return the paragraphs of theirs that are several of ours, to the letter, and all other pairs."""
    pairs = [Pair(pair.new, pair.old) for pair in aligned.pairs]
    found = list(broken(pairs, [pair.new for pair in aligned.added], aligned.removed, theirs, ours))
    found = [
        one for one in found if bare(theirs[one.one]) == bare("".join(ours[part] or "" for part in one.parts))
    ]
    gone, come = {part for one in found for part in one.parts}, {one.one for one in found}
    return found, without(aligned, gone, come)


def without(aligned: Alignment, gone: set[int], come: set[int]) -> Alignment:
    """Return an alignment without some places of ours, and of theirs."""
    return Alignment(
        [pair for pair in aligned.pairs if pair.old not in gone and pair.new not in come],
        aligned.moved,
        [old for old in aligned.removed if old not in gone],
        [pair for pair in aligned.added if pair.new not in come],
    )


def broken(
    pairs: Sequence[Pair], lone: Sequence[int], free: Sequence[int], ours: Texts, theirs: Texts
) -> Iterator[Broken]:
    """Yield each of our paragraphs that several of theirs say, of which none says another's.

    `lone` are ours without a pair, `free` theirs.
    """
    partner, left = dict(pairs), set(free)
    fates = sorted(pairs)
    for old in sorted([*partner, *lone]):
        text, new = ours[old], partner.get(old)
        if text is None or not left or (new is not None and theirs[new] == text):
            continue
        parts = best(text, windows(old, new, fates, left, theirs), theirs)
        if parts:
            left -= set(parts)
            yield Broken(old, parts)


def windows(
    old: int, new: int | None, pairs: Sequence[Pair], left: set[int], theirs: Texts
) -> Iterator[tuple[int, ...]]:
    """Yield the runs of two and more of their paragraphs that may be `old`: where it would stand.

    `pairs` are in order, and do not cross.
    """
    at = bisect_left(pairs, old, key=lambda pair: pair.old)
    following = at if new is None else at + 1
    low = pairs[at - 1].new + 1 if at else 0
    high = pairs[following].new if following < len(pairs) else len(theirs)
    start, end = (
        (max(low, new - MOST), min(high, new + MOST)) if new is not None else (low, min(high, low + MOST))
    )
    for first, last in combinations(range(start, end), 2):
        run = tuple(range(first, last + 1))
        if (
            len(run) <= MOST
            and (new is None or new in run)
            and all(part == new or (part in left and theirs[part] is not None) for part in run)
        ):
            yield run


def best(text: str, runs: Iterator[tuple[int, ...]], theirs: Texts) -> tuple[int, ...]:
    """Return the run that says most nearly what a text does, and more so than any part of it; else none."""
    scored = [(similarity(text, said(run, theirs), least=SAME - 0.01), run) for run in runs]
    score, run = max(scored, key=lambda one: (one[0], -len(one[1])), default=(0.0, ()))
    alone = max((similarity(text, theirs[part] or "") for part in run), default=0.0)
    return run if score >= SAME and score > alone else ()


def said(run: Sequence[int], theirs: Texts) -> str:
    """Return what a run of paragraphs says."""
    return "".join(theirs[part] or "" for part in run)


def bare(text: str | None) -> str:
    """Return a text without white space."""
    return "".join((text or "").split())

"""How much two Word files have in common, as a whole."""

from collections import Counter

from docgen.foundation.textdiff import similarity

from ..docx.record import Content, Table

OTHER = 0.25
"""Likeness of the whole text below which one file was not made from the other."""


def alike(original: Content, edited: Content) -> float:
    """Return how much of the text is the same: shared paragraphs first, else the likeness of the whole."""
    ours, theirs = original.texts(), set(edited.texts())
    kept = sum(len(text) for text in ours if text in theirs) / max(sum(map(len, ours)), 1)
    return kept if kept >= OTHER else max(kept, similarity("".join(ours), "".join(edited.texts())))


def apart(one: Content, other: Content) -> int:
    """Return how many characters stand in paragraphs and cells that only one of two files has."""
    ours, theirs = words(one), words(other)
    return sum(len(text) * count for left in (ours - theirs, theirs - ours) for text, count in left.items())


def words(said: Content) -> Counter[str]:
    """Return how often each paragraph and each cell stands in a file."""
    found: Counter[str] = Counter()
    for items in said.stories.values():
        for item in items:
            cells = (
                [cell.text for row in item.rows for cell in row] if isinstance(item, Table) else [item.text]
            )
            found.update(cells)
    return found

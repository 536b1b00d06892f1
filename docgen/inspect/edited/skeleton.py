"""A piece of YAML prose as the skeleton of what it prints: its own words, with gaps for values.

In goes the piece as typed, with Markdown and placeholders. It tells how well a printed text fits it, and
leads a stretch of that text back to the words that were typed, or to the placeholder that filled them in.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from docgen.foundation.textdiff import WHOLE, matcher

PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
GAP = "\ue000"  # a character nobody types stands for a placeholder
SIGNS = frozenset(f"{GAP}#|* \t\n\u3000")
"""What parts words and is none: between the narrow cells of a table there may be more of it than of these."""
FITS = 0.6
"""The share of its own words that a printed text must have to come from a piece."""


@dataclass(frozen=True)
class Skeleton:
    """One piece, as typed."""

    raw: str

    @cached_property
    def names(self) -> list[str]:
        """The names of its placeholders, in order."""
        return [found[1].lstrip("#^/!&").strip() for found in PLACEHOLDER.finditer(self.raw)]

    @cached_property
    def text(self) -> str:
        """Its words, each placeholder one character."""
        return PLACEHOLDER.sub(GAP, self.raw)[:WHOLE]

    @cached_property
    def words(self) -> frozenset[str]:
        """The characters it has of its own."""
        return frozenset(self.text) - SIGNS

    def score(self, printed: str) -> float:
        """Return how much of the piece stands in a printed text, 0 when it does not come from it."""
        if not self.words or len(self.words & set(printed)) < FITS * len(self.words):
            return 0
        matched = sum(count(self.text[ours : ours + size]) for ours, _, size in self.matches(printed))
        own = count(self.text)
        enough = matched >= FITS * own and (self.names or matched >= FITS * count(printed))
        return matched * min(matched / own, 1) if enough else 0

    def matches(self, printed: str) -> list[tuple[int, int, int]]:
        """Return the stretches that piece and print have in common: offset in each, and length."""
        blocks = matcher(self.text, printed[:WHOLE]).get_matching_blocks()
        return [(one.a, one.b, one.size) for one in blocks if one.size]

    def typed(self, printed: str, start: int, end: int) -> tuple[int, int] | None:
        """Return where a stretch of `printed` was typed in the piece, None where a value was filled in."""
        for ours, theirs, size in self.matches(printed):
            if theirs <= start and end <= theirs + size:
                return self.raw_offset(ours + start - theirs), self.raw_offset(
                    ours + end - theirs, end > start
                )
        return None

    def filled(self, printed: str, start: int, end: int) -> str:
        """Return the name of the placeholder that filled in the stretch of `printed`, '' when none did."""
        last_ours = last_theirs = 0
        for ours, theirs, size in [*self.matches(printed), (len(self.text), len(printed), 0)]:
            gap = self.text[last_ours:ours]
            if GAP in gap and last_theirs <= end and start <= theirs and (last_theirs < end or start == end):
                return self.names[self.text[:last_ours].count(GAP)]
            last_ours, last_theirs = ours + size, theirs + size
        return ""

    def raw_offset(self, offset: int, closing: bool = False) -> int:
        """Return where a character of `text` was typed; `closing`: where the one before it ends."""
        if closing:
            return self.raw_offset(offset - 1) + 1
        found = list(PLACEHOLDER.finditer(self.raw))[: self.text[:offset].count(GAP)]
        return offset + sum(len(one[0]) - 1 for one in found)


def count(text: str) -> int:
    """Return how many characters of a text are words."""
    return sum(character not in SIGNS for character in text)

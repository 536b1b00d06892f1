"""Faces that stand in for each other: what one lacks the next draws, as a style sheet lists them.

A name, a title or a masthead may hold Tibetan or rare characters. They are as wide as the face draws them
that has them: a Tibetan syllable of four signs is one stack, not four squares.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from .fonts import Typeface, Typefaces

SPARE = ("藏文", "补字")
"""The roles that follow each Chinese one in gb9704.css."""


@dataclass(frozen=True, eq=False)
class FaceStack:
    """A role and those that draw what it lacks."""

    typefaces: Typefaces
    role: str

    @property
    def first(self) -> Typeface:
        """The face of the role itself."""
        return self.typefaces[self.role]

    def width(self, text: str) -> float:
        """Return the width of `text` in em; a character that no face has counts one em."""
        return sum(face.width(part) for face, part in self.runs(text))

    def ink(self, text: str) -> tuple[float, float]:
        """Return how far the ink of `text` reaches above the baseline and below it (negative), in em."""
        found = [face.ink(part) for face, part in self.runs(text)] or [(0.0, 0.0)]
        return max(top for top, _ in found), min(bottom for _, bottom in found)

    def runs(self, text: str) -> Iterator[tuple[Typeface, str]]:
        """Yield the parts of a text with the face that draws each."""
        known = self.first.characters
        if all(ord(character) in known for character in text):
            yield self.first, text
            return
        roles = (self.role, *SPARE)
        drawn_by = self.typefaces.drawn_by
        for role, part in groupby(text, lambda character: drawn_by(character, roles) or self.role):
            yield self.typefaces[role], "".join(part)

"""What a batch is: letters in the roster's order, and the gatherings they are made in.

In go composed letters, out come tasks; nothing is made here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import pairwise
from typing import Any

from docgen.composed import Composed
from docgen.content.project import Project
from docgen.content.source import Source
from docgen.foundation.errors import NOWHERE, Place
from docgen.layout.fonts import Typefaces

from ..options import MANY, PrintOrder
from .work import Task

SMALLEST, MEAN, LARGEST = 40, 64, MANY
"""Letters in a gathering: enough to share a start of 0.1 s, few enough to lie in 100 MB."""


MOST_CHARACTERS = 2000
"""For how many characters fonts are cut at once: with more they take more memory than they save time."""


@dataclass(frozen=True)
class Letter:
    """One letter of a batch, and the row of the roster it is for."""

    composed: Composed
    row: Mapping[str, Any] = field(default_factory=dict)
    place: Place = NOWHERE


@dataclass(frozen=True)
class Batch:
    """The letters of one document, in the roster's order."""

    name: str
    letters: Sequence[Letter]
    project: Project
    typefaces: Typefaces
    formats: tuple[str, ...]
    source: Source
    combined: PrintOrder | None = None
    kind: str = ""  # of document
    accept: tuple[str, ...] = ()  # findings with which letters are made all the same
    strict: bool = False  # are they made with no other finding?
    keeps_text: bool = True  # may what the Word files say be kept beside them?
    besides: frozenset[str] = frozenset()  # characters of the roster's other rows
    run: str = ""  # in which all is of one state of its files

    @property
    def roster(self) -> str:
        """A mark of the rows, whatever their order, and of the kind of document they get."""
        rows = sorted(repr(sorted(letter.row.items())) for letter in self.letters)
        return sha256(repr((self.kind, rows)).encode()).hexdigest()

    def characters(self, letters: Sequence[Composed]) -> frozenset[str]:
        """Return what characters letters and roster have, for type that is cut once; none for too many.

        No letter shows those of others: it is parted with its own alone. A print file takes gatherings whole,
        and must not depend on who else gets a letter: for one, type is cut for each.
        """
        found = self.besides.union(*(letter.html for letter in letters))
        return found if len(found) <= MOST_CHARACTERS else frozenset()

    def letter(self, name: str) -> Letter:
        """Return the letter of a name."""
        return next(letter for letter in self.letters if letter.composed.name == name)

    def order(self, task: Task) -> int:
        """Return where in the roster a task begins."""
        return [letter.composed.name for letter in self.letters].index(task.letters[0].name)

    def tasks(self) -> list[Task]:
        """Return the gatherings, as tasks."""
        mark = self.typefaces.mark
        sheets: dict[str, str] = {}
        letters = [letter.composed for letter in self.letters]
        # One copy of each style sheet, so that a task is quickly sent.
        letters = [replace(letter, css=sheets.setdefault(letter.css, letter.css)) for letter in letters]
        besides = frozenset() if self.combined else self.characters(letters)
        run = "" if self.combined else self.run
        return [
            Task(
                tuple(letters[first:last]),
                self.formats,
                self.project,
                mark,
                self.combined is not None,
                self.accept,
                self.strict,
                besides,
                run,
            )
            for first, last in pairwise(bounds([letter.name for letter in letters]))
        ]


def bounds(names: Sequence[str]) -> list[int]:
    """Return where gatherings begin and end.

    One ends after a name whose hash says so, not after a fixed count: then a row put in or taken out changes
    the gathering it is in, and seldom another.
    """
    found = [0]
    for index, name in enumerate(names, 1):
        count = index - found[-1]
        ends = int.from_bytes(sha256(name.encode()).digest()[:4]) % (MEAN - SMALLEST) == 0
        if count >= LARGEST or (count >= SMALLEST and ends) or index == len(names):
            found.append(index)
    return found

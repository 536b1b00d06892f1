"""Pieces of the YAML's prose, and which of them printed a text.

In go the texts of the YAML as typed, out come their pieces: paragraphs, headings, items, rows of tables,
notes. A printed text is looked for among those that say the same to the letter, then among the few that share
its rarest words, so that a thousand changes take a thousand times as long as one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.content.source import KeyPath
from docgen.prose.lines import pieces_of

from .alignment import words
from .skeleton import SIGNS, Skeleton

# A line that begins with one of these is a piece of its own: heading, item, quotation, row, note.
NOTE = re.compile(r"[ \t]*\[\^[^\]]*\]:[ \t]*")
PIECE = re.compile(r"[ \t]*(?:#|[-*+>|]|\d+[.)]|\[\^)")
CELL = re.compile(r"(?<!\\)\|")

FEW = 40
"""Pieces that are looked through one by one; of more those that share the rarest words."""
MOST = 200
"""Pieces that one text is ever held against."""


@dataclass(frozen=True)
class Passage:
    """A stretch of a YAML text, from `start` on, and how it was printed."""

    keys: KeyPath
    start: int
    skeleton: Skeleton

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.skeleton.raw)


class Passages:
    """All pieces of one document's prose, in the order of the file."""

    def __init__(self, pieces: Sequence[Passage]) -> None:
        self.all = pieces
        self.exact: dict[str, list[Passage]] = {}
        self.places: dict[str, list[int]] = {}
        for number, one in enumerate(pieces):
            if not one.skeleton.names:
                self.exact.setdefault(letters(one.skeleton.raw), []).append(one)
            for word in words(one.skeleton.text):
                self.places.setdefault(word, []).append(number)

    def printing(self, text: str) -> Sequence[Passage]:
        """Return the pieces that most likely printed a text, in order; none when no words of it are known."""
        said = letters(text)
        if said and (same := self.exact.get(said)):
            return same
        scored = [(score, one) for one in self.close(text) if (score := one.skeleton.score(text))]
        best = max((score for score, _ in scored), default=0)
        return [one for score, one in scored if score == best]

    def close(self, text: str) -> Sequence[Passage]:
        """Return the pieces that may be like a text: all if they are few, else those of its rarest words."""
        if len(self.all) <= FEW:
            return self.all
        found: dict[int, None] = {}
        for places in sorted(filter(None, map(self.places.get, words(text))), key=len):
            if len(found) >= FEW:
                break
            found |= dict.fromkeys(places[: MOST - len(found)])
        return [self.all[number] for number in sorted(found)]


def letters(text: str) -> str:
    """Return the words of a text without blanks and without what Markdown puts around them."""
    return "".join(character for character in text if character not in SIGNS)


def split(text: str) -> Iterator[tuple[int, str]]:
    """Yield the pieces of a prose text that print as paragraphs, with their offsets."""
    for start, piece in pieces_of(text):
        if not PIECE.match(piece):
            yield start, piece
            continue
        for line in piece.splitlines(keepends=True):
            mark = NOTE.match(line)
            skipped = mark.end() if mark else 0
            yield start + skipped, line[skipped:].rstrip("\n")
            start += len(line)


def cell_of(row: Passage, column: int) -> Passage:
    """Return one cell of a row written `| 甲 | 乙 |`."""
    raw = row.skeleton.raw
    bars = [bar.start() for bar in CELL.finditer(raw)]
    if not raw.lstrip().startswith("|") or len(bars) < column + 2:
        return row
    start, end = bars[column] + 1, bars[column + 1]
    start += len(raw[start:end]) - len(raw[start:end].lstrip())
    return Passage(row.keys, row.start + start, Skeleton(raw[start:end].rstrip()))

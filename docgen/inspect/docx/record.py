"""What a Word file says, as plain records: the common ground on which two files are compared."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
BLANKS = re.compile("[ \t\u00a0]+")
EDGES = " \t\n\u3000"

Look: TypeAlias = tuple[object, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with words in it; tracked changes are read as accepted."""

    text: str
    style: str = ""
    level: int = 0  # of a heading, from 1; 0 for text
    numbered: bool = False  # Word itself counts it
    look: Look = ()  # what was set by hand: alignment, and the looks of its characters
    comments: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()  # of its content controls (内容控件): the fields it prints


@dataclass(frozen=True)
class Table:
    """A table: in each row its cells, in each cell its paragraphs as one."""

    rows: tuple[tuple[Paragraph, ...], ...]

    @property
    def text(self) -> str:
        """All its words, for comparing it with other tables."""
        return "\n".join(row_text(row) for row in self.rows)


Item: TypeAlias = Paragraph | Table


@dataclass(frozen=True)
class Comment:
    """A comment (批注) someone wrote at the edge."""

    author: str
    text: str


@dataclass
class Content:
    """Everything a Word file says: its stories (body, box, header, footer, footnote, endnote) in order."""

    stories: dict[str, list[Item]] = field(default_factory=dict)
    comments: Mapping[str, Comment] = field(default_factory=dict)
    revisions: int = 0
    authors: tuple[str, ...] = ()  # of the tracked changes

    def texts(self) -> list[str]:
        """Return the words of every paragraph and table."""
        return [item.text for items in self.stories.values() for item in items]


def row_text(row: Sequence[Paragraph]) -> str:
    """Return the words of a row, its cells apart."""
    return "\t".join(cell.text for cell in row)


def plain(text: str) -> str:
    """Return text as it is read: without what nobody sees, and without blanks that only move it about."""
    lines = BLANKS.sub(" ", UNSEEN.sub("", text)).split("\n")
    return "\n".join(line.strip(EDGES) for line in lines).strip(EDGES)

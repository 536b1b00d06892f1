"""Words about changes, chosen when they are printed: where in Word, and which words became which."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol, runtime_checkable

from docgen.foundation.errors import Finding
from docgen.foundation.messages import say
from docgen.foundation.textdiff import CONTEXT, SHOWN, Edit

from .breaks import BREAK
from .proposals import ValueEdit

LINES = re.compile(r"[ \t\n]+")
SEEN_BREAK = "↵"
JOINED = {"zh": "；", "en": "; "}
WHOLE = frozenset({"write", "ours", "theirs"})
"""Values that are never cut: what is to be written, and what is to be compared to the letter."""
BLANKS = {"\u3000": "wide", "\n": "line", "\t": "tab", BREAK: "paragraph"}
"""The names of blanks that are no common space."""


@runtime_checkable
class Phrase(Protocol):
    """A value whose words depend on the language."""

    def said(self, lang: str) -> str:
        """Return it in `lang`, zh or en."""


@dataclass(frozen=True)
class Change(Finding):
    """A finding that quotes two files: its phrases are put into words, its long texts cut in the middle.

    `edits` take it over into the document's file; there are none where a person must see to it.
    """

    edits: tuple[ValueEdit, ...] = ()

    def text(self, lang: str) -> str:
        """Return `file:line:col: what; what to do` in `lang`."""
        return Finding(self.code, self.place, self.said(lang), self.subject).text(lang)

    def said(self, lang: str) -> Mapping[str, object]:
        """Return what its sentence names, phrases put into words."""
        return {name: spoken(name, value, lang) for name, value in self.values.items()}

    def plain(self) -> Mapping[str, object]:
        """Return the values that are no phrases, whole: what a program reads."""
        return {name: value for name, value in self.values.items() if not isinstance(value, Phrase)}


def spoken(name: str, value: object, lang: str) -> object:
    """Return a value as a sentence has it."""
    if isinstance(value, Phrase):
        return value.said(lang)
    if not isinstance(value, str):
        return value
    return on_one_line(value) if name in WHOLE else shortened(value)


def on_one_line(text: str) -> str:
    """Return text on one line; a full-width space, which is seen, stays, and so does a paragraph's end."""
    return LINES.sub(" ", text.replace(BREAK, SEEN_BREAK)).strip(" ")


def shortened(text: str) -> str:
    """Return text on one line, its middle left out when it is long."""
    line = on_one_line(text)
    return line if len(line) <= SHOWN else f"{line[: SHOWN // 2]}……{line[-SHOWN // 2 :]}"


@dataclass(frozen=True)
class Where:
    """A place as a person finds it in Word, counted from 1: 第5段, 第1个表格第2行第3列, 页脚."""

    story: str
    paragraph: int
    table: int
    row: int
    column: int

    def said(self, lang: str) -> str:
        """Return it in `lang`."""
        name = self.story
        if self.row:
            name = "cell" if self.column else "row"
        numbers = {"paragraph": self.paragraph, "table": self.table, "row": self.row, "column": self.column}
        return say(f"edited.where.{name}", lang, **numbers)


@dataclass(frozen=True)
class Changes:
    """What changed between two texts."""

    old: str
    new: str
    edits: Sequence[Edit]

    @property
    def texts(self) -> dict[str, str]:
        """The words of all edits, as they were and as they are."""
        return {
            "old": " … ".join(self.old[edit.start : edit.end] for edit in self.edits),
            "new": " … ".join(self.new[edit.new_start : edit.new_end] for edit in self.edits),
        }

    def said(self, lang: str) -> str:
        """Return them in `lang`: “15688”改为“15700”；删去“全市”."""
        return JOINED[lang].join(self.each(lang))

    @property
    def are_blank(self) -> bool:
        """Whether none of them changes anything but white space."""
        return all(
            is_blank(self.old[e.start : e.end] + self.new[e.new_start : e.new_end]) for e in self.edits
        )

    def each(self, lang: str) -> Iterator[str]:
        """Yield every edit in words."""
        for edit in self.edits:
            old, new = self.old[edit.start : edit.end], self.new[edit.new_start : edit.new_end]
            before = shortened(self.old[max(edit.start - CONTEXT, 0) : edit.start])
            kind = "replaced" if old and new else "deleted" if old else "inserted" if before else "begun"
            if is_blank(old + new) and before:
                kind = "parted" if new == BREAK and not old else f"blank-{kind}"
                old, new = blanks(old, lang), blanks(new, lang)
            yield say(f"edited.change.{kind}", lang, old=shortened(old), new=shortened(new), before=before)


@dataclass(frozen=True)
class OnlyBlanks:
    """Which blanks were changed, where nothing else was; else it says nothing."""

    changes: Changes

    def said(self, lang: str) -> str:
        """Return it in `lang`."""
        return (
            say("edited.only-blanks", lang, changes=self.changes.said(lang)) if self.changes.are_blank else ""
        )


def is_blank(text: str) -> bool:
    """Say whether a text is white space, and nobody would see it quoted."""
    return not text.strip()


def blanks(text: str, lang: str) -> str:
    """Return white space in words: 一个全角空格, 2 个空格和一个换行."""
    runs = [(kind, len(list(run))) for kind, run in groupby(BLANKS.get(one, "space") for one in text)]
    return say("edited.and", lang).join(counted(kind, count, lang) for kind, count in runs)


def counted(kind: str, count: int, lang: str) -> str:
    """Return so many blanks of a kind in words."""
    form = "one" if count == 1 else "many"
    return say(f"edited.blank.{form}", lang, count=count, name=say(f"edited.blank.{kind}", lang))

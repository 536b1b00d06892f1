"""Words about changes, chosen when they are printed: where in Word, and which words became which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from docgen.foundation.errors import Finding
from docgen.foundation.messages import say
from docgen.foundation.textdiff import CONTEXT, SHOWN, Edit

JOINED = {"zh": "；", "en": "; "}


@runtime_checkable
class Phrase(Protocol):
    """A value whose words depend on the language."""

    def said(self, lang: str) -> str:
        """Return it in `lang`, zh or en."""


class Change(Finding):
    """A finding that quotes two files: its phrases are put into words, its long texts cut in the middle."""

    def text(self, lang: str) -> str:
        """Return `file:line:col: what; what to do` in `lang`."""
        values = {name: spoken(name, value, lang) for name, value in self.values.items()}
        return Finding(self.code, self.place, values, self.subject).text(lang)

    def plain(self) -> Mapping[str, object]:
        """Return the values that are no phrases, whole: what a program reads."""
        return {name: value for name, value in self.values.items() if not isinstance(value, Phrase)}


def spoken(name: str, value: object, lang: str) -> object:
    """Return a value as a sentence has it; what is to be written is never cut."""
    if isinstance(value, Phrase):
        return value.said(lang)
    return shortened(value) if isinstance(value, str) and name != "write" else value


def shortened(text: str) -> str:
    """Return text on one line, its middle left out when it is long."""
    line = " ".join(text.split())
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

    def each(self, lang: str) -> Iterator[str]:
        """Yield every edit in words."""
        for edit in self.edits:
            old = shortened(self.old[edit.start : edit.end])
            new = shortened(self.new[edit.new_start : edit.new_end])
            before = shortened(self.old[max(edit.start - CONTEXT, 0) : edit.start])
            kind = "replaced" if old and new else "deleted" if old else "inserted" if before else "begun"
            yield say(f"edited.change.{kind}", lang, old=old, new=new, before=before)

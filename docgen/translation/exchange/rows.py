"""What goes to a translator and comes back: one row for each text of a unit.

A row carries the mark of its unit: hashes of the Chinese and the Tibetan it was exported with. By them an
import knows whether the Chinese was altered in the file, and whether the Tibetan was changed meanwhile in the
project. A translator must leave them alone, as he does the ids. What needs no translator (a telephone number)
does not go out; programs for translators may drop the marks, and even the ids.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.content.document import Document
from docgen.content.source import UNPRINTABLE, code_point
from docgen.foundation.errors import ContentError, Finding, Place, Problem
from docgen.foundation.spreadsheets.cells import checked
from docgen.foundation.spreadsheets.sheet import Fault

from ..records import mark as mark_texts
from ..states import Standing, standings
from ..units import name_of

TEXT_LIMIT = 32_767
"""Characters of one text: what a cell of a spreadsheet holds."""


@dataclass(frozen=True)
class Row:
    """One text for a translator."""

    chapter: str
    unit: str
    part: str  # empty where the unit is one text
    state: str
    mark: str
    zh: str
    bo: str
    zh_before: str  # what the Tibetan was made from, where that was other Chinese; else empty
    place: Place  # in the project

    @property
    def name(self) -> str:
        """What it is called in a list of texts."""
        return name_of(self.unit, self.part)


@dataclass(frozen=True)
class Returned:
    """One text that came back."""

    unit: str  # empty where the file no longer says so
    part: str
    mark: str | None  # None where a program dropped it
    zh: str
    bo: str
    is_done: bool  # the translator said so; a spreadsheet has no place to say it
    place: Place  # in the translator's file
    is_guess: bool = False  # a program put it there, and asks the translator to look at it
    fault: Problem | None = None  # why it cannot be used

    @property
    def name(self) -> str:
        """What it is called in a list of texts."""
        return name_of(self.unit, self.part)


@dataclass(frozen=True)
class Received:
    """What came back in a file, what of it was passed over (hidden rows), and what no row can be made of."""

    rows: Sequence[Returned]
    notes: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()


def rows(document: Document, every: bool) -> list[Row]:
    """Return what is to be translated or looked at, or with `every` all there is."""
    found = standings(document)
    return [row for one in found if every or not one.is_settled for row in rows_of(one)]


def rows_of(found: Standing) -> Iterator[Row]:
    """Yield the rows of one unit."""
    unit = found.unit
    before: Mapping[str, str] = found.record.zh if found.record else {}
    worded = [segment.part for segment in unit.segments if segment.zh and not segment.is_wordless]
    mark = mark_of(of_parts(unit.zh, worded), of_parts(unit.bo, worded))
    for segment in unit.segments:
        if segment.part in worded:
            was = before.get(segment.part, "")
            yield Row(
                unit.chapter,
                unit.id,
                segment.part,
                found.state,
                mark,
                segment.zh,
                segment.bo,
                was if was != segment.zh else "",
                segment.place,
            )


def mark_of(zh: Mapping[str, str], bo: Mapping[str, str]) -> str:
    """Return the mark of a unit."""
    return f"{mark_texts(zh)}-{mark_texts(bo)}"


def of_parts(texts: Mapping[str, str], parts: Collection[str]) -> dict[str, str]:
    """Return the texts of some parts of a unit."""
    return {part: text for part, text in texts.items() if part in parts}


def text_of(found: str, place: Place, column: str) -> str | Problem:
    """Return a text that came back, trimmed; or that it is too long, or has signs that nobody can see."""
    text = checked(found)
    if isinstance(text, Fault):
        return text.at(place, column)
    if len(text) > TEXT_LIMIT:
        return Problem("translation-too-long", place, {"limit": TEXT_LIMIT})
    if sign := UNPRINTABLE.search(text):
        return Problem("cell-invisible", place, {"column": column, "sign": code_point(sign)})
    return text


def usable(texts: Mapping[str, str | Problem]) -> tuple[str, str, Problem | None]:
    """Return the Chinese and the Tibetan of a row, empty where they cannot be used, and the first reason."""
    zh, bo = (text if isinstance(text, str) else "" for text in texts.values())
    return zh, bo, next((text for text in texts.values() if isinstance(text, Problem)), None)


def refuse(code: str, path: Path, **values: object) -> ContentError:
    """Return the error for a file that cannot be read."""
    return ContentError([Problem(code, Place(path), values)])

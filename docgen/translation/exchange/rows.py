"""What goes to a translator and comes back: one row for each text of a unit.

A row carries the mark of its unit: hashes of the Chinese and the Tibetan it was exported with. By them an
import knows whether the Chinese was altered in the file, and whether the Tibetan was changed meanwhile in the
project. A translator must leave them alone, as he does the ids.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.content.document import Document
from docgen.content.source import UNPRINTABLE, code_point
from docgen.foundation.errors import ContentError, Finding, Place, Problem
from docgen.foundation.spreadsheets.cells import checked
from docgen.foundation.spreadsheets.sheet import Fault

from ..records import mark
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

    unit: str
    part: str
    mark: str
    zh: str
    bo: str
    is_done: bool  # the translator said so; a spreadsheet has no place to say it
    place: Place  # in the translator's file

    @property
    def name(self) -> str:
        """What it is called in a list of texts."""
        return name_of(self.unit, self.part)


@dataclass(frozen=True)
class Received:
    """What came back in a file, and what of it was passed over (hidden rows)."""

    rows: Sequence[Returned]
    notes: tuple[Finding, ...] = ()


def rows(document: Document, every: bool) -> list[Row]:
    """Return what is to be translated or looked at, or with `every` all there is."""
    found = standings(document)
    return [row for one in found if every or not one.is_settled for row in rows_of(one)]


def rows_of(found: Standing) -> Iterator[Row]:
    """Yield the rows of one unit."""
    unit = found.unit
    before: Mapping[str, str] = found.record.zh if found.record else {}
    for segment in unit.segments:
        if segment.zh:
            was = before.get(segment.part, "")
            yield Row(
                unit.chapter,
                unit.id,
                segment.part,
                found.state,
                mark_of(unit.zh, unit.bo),
                segment.zh,
                segment.bo,
                was if was != segment.zh else "",
                segment.place,
            )


def mark_of(zh: Mapping[str, str], bo: Mapping[str, str]) -> str:
    """Return the mark of a unit."""
    return f"{mark(zh)}-{mark(bo)}"


def text_of(found: str, place: Place, column: str) -> str:
    """Return a text that came back, trimmed.

    Raises ContentError when it is too long or has characters that nobody can see.
    """
    text = checked(found)
    if isinstance(text, Fault):
        raise ContentError([text.at(place, column)])
    if len(text) > TEXT_LIMIT:
        raise ContentError([Problem("translation-too-long", place, {"limit": TEXT_LIMIT})])
    if sign := UNPRINTABLE.search(text):
        raise ContentError([Problem("cell-invisible", place, {"column": column, "sign": code_point(sign)})])
    return text


def refuse(code: str, path: Path, **values: object) -> ContentError:
    """Return the error for a file that cannot be read."""
    return ContentError([Problem(code, Place(path), values)])

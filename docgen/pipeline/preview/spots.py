"""Where fields, paragraphs and findings stand on the pages that are shown.

Fields name themselves in the page (`data-field`). A paragraph of prose does not, so that the page shown is
the one that is built: it is found again by its words, in the order of the text.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.composed.printed import Area, Printed, Sheet
from docgen.content.document import Document
from docgen.content.schemas.fields import keys_of
from docgen.content.source import KeyPath
from docgen.foundation.errors import Finding
from docgen.layout.engine.printed.fields import Marked, marked

from .layouts import KeptLaid
from .records import Mark, Spot

PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")
NO_WORD = re.compile(r"[\W_]+")
PREFIX = 14
"""Characters by which a paragraph is found again."""
NUMBERED = 6
"""Characters that a heading's number may stand before it."""
ROW = "|"
UNKNOWN = Area(0, 0, 12, 6)
"""How large a place is shown of which only the corner is known, in mm."""


@dataclass(frozen=True)
class Line:
    """A line of prose as its field has it, and the words by which it is known on a page."""

    field: KeyPath
    number: int  # from 1
    words: tuple[str, ...]  # between placeholders
    begins: bool  # no placeholder stands before the first of them
    is_row: bool

    def is_in(self, words: str) -> bool:
        """Say whether a block that says `words` begins with this line, or is a cell of this row."""
        if self.is_row:
            return bool(words) and words in "".join(self.words)
        first = self.words[0][:PREFIX]
        at = words.find(first)
        if at < 0 or (self.begins and at > NUMBERED):
            return False
        return all(part[:PREFIX] in words[at:] for part in self.words[1:2])


def spots_of(laid: KeptLaid, document: Document, file: Path) -> Iterator[Spot]:
    """Yield where the fields and the paragraphs of a document's `file` stand on its pages."""
    lines = [line for line in lines_of(document, file) if line.words]
    next_line, row = 0, None
    for one in marked(laid.pages):
        if one.field:
            yield spot(one, keys_of(one.field), None)
            continue
        said = only_words(one.words)
        if not said:
            continue
        if row and row.is_in(said):
            yield spot(one, row.field, row.number)
            continue
        found = next((n for n in range(next_line, len(lines)) if lines[n].is_in(said)), None)
        if found is not None:
            line, next_line = lines[found], found + 1
            row = line if line.is_row else None
            yield spot(one, line.field, line.number)


def spot(one: Marked, field: KeyPath, line: int | None) -> Spot:
    """Return where something stands, in shares of the page."""
    return Spot(one.page, field, line, *shares(one.area, one.paper))


def shares(area: Area, paper: Area) -> tuple[float, float, float, float]:
    """Return left, top, width and height of an area in shares of the paper, as far as it lies on it."""
    seen = area.common(paper)
    width, height = paper.width or 1.0, paper.height or 1.0
    return (
        round((seen.left - paper.left) / width, 4),
        round((seen.top - paper.top) / height, 4),
        round(seen.width / width, 4),
        round(seen.height / height, 4),
    )


def lines_of(document: Document, file: Path) -> Iterator[Line]:
    """Yield the lines of all prose in a file of a document, in the order of its texts."""
    for text in document.texts:
        if not text.is_prose or text.source.path != file:
            continue
        for number, line in enumerate(text.text.split("\n"), 1):
            parts = PLACEHOLDER.split(line)
            words = tuple(word for part in parts if (word := only_words(part)))
            is_row = line.lstrip().startswith(ROW)
            yield Line(text.keys, number, words, bool(only_words(parts[0])), is_row)


def only_words(text: str) -> str:
    """Return the letters and digits of a text, whatever width they were typed in."""
    return NO_WORD.sub("", unicodedata.normalize("NFKC", text))


def marks_of(findings: Sequence[Finding], shown: Printed) -> Iterator[Mark]:
    """Yield where the findings stand that were made on the pages."""
    for number, finding in enumerate(findings):
        page = finding.values.get("page")
        corner = corner_of(finding)
        if not isinstance(page, int) or corner is None or page > len(shown.sheets):
            continue
        sheet = shown.sheets[page - 1]
        area = next(iter(areas_at(corner, sheet, shown)), None) or moved(UNKNOWN, corner)
        yield Mark(page, number, *shares(area, sheet.paper))


def corner_of(finding: Finding) -> tuple[int, int] | None:
    """Return the corner that a finding tells, in whole mm."""
    try:
        return int(str(finding.values["x"])), int(str(finding.values["y"]))
    except (KeyError, ValueError):
        return None


def areas_at(corner: tuple[int, int], sheet: Sheet, shown: Printed) -> Iterator[Area]:
    """Yield the areas of words and pictures whose corner is this."""
    pieces = [piece.area for block in shown.blocks(sheet) for piece in block.pieces]
    pictures = [picture.area for picture in sheet.pictures]
    for area in (*pieces, *pictures):
        if (f"{area.left:.0f}", f"{area.top:.0f}") == (f"{corner[0]}", f"{corner[1]}"):
            yield area


def moved(area: Area, corner: tuple[int, int]) -> Area:
    """Return an area with its corner elsewhere."""
    x, y = corner
    return Area(x, y, x + area.width, y + area.height)

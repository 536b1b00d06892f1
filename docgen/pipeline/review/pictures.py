"""Pages of a finished PDF as pictures, and where on them words stand; PDFium draws, as most readers do."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docgen.foundation.errors import Finding, MachineError, Problem
from docgen.foundation.units import mm

from ..preview.drawing import POINTS, picture
from ..preview.records import Picture

LARGEST = 4000
"""Dots of a page's longer side, whatever is asked for: memory stays bounded."""
ROOM = 1.0
"""Millimetres around the words of a mark."""
USUAL = (40.0, 6.0)
"""Width and height, in mm, of a mark whose words are not found on its page: it begins where they should."""


@dataclass(frozen=True)
class PageMark:
    """The place of a finding: `finding` is its number in the list, lengths are shares of the page."""

    finding: int
    page: int
    left: float
    top: float
    width: float
    height: float


@contextmanager
def opened_pdf(pdf: Path | bytes) -> Iterator[Any]:
    """Open a PDF for the block. Raises MachineError where PDFium is not installed."""
    if find_spec("pypdfium2") is None:
        raise MachineError([Problem("python-package-missing", values={"requirement": "pypdfium2"})])
    with closing(import_module("pypdfium2").PdfDocument(pdf)) as document:
        yield document


def page_picture(pdf: Path | bytes, page: int = 1, dpi: int = 96) -> Picture:
    """Return one page, counted from 1, as a picture (JPEG). Raises ValueError for a page there is none of."""
    with opened_pdf(pdf) as document:
        if not 1 <= page <= len(document):
            raise ValueError(f"page {page} of {len(document)}")
        sheet = document[page - 1]
        return picture(sheet, min(dpi, int(LARGEST * POINTS / max(sheet.get_size()))))


def page_marks(pdf: Path | bytes, findings: Sequence[Finding]) -> list[PageMark]:
    """Return where on its pages the findings stand that name a page and a place on it."""
    placed = [(number, one) for number, one in enumerate(findings) if {"page", "x", "y"} <= set(one.values)]
    if not placed:
        return []
    with opened_pdf(pdf) as document:
        return [
            mark(document[page - 1], number, one)
            for number, one in placed
            if 1 <= (page := int(str(one.values["page"]))) <= len(document)
        ]


def mark(sheet: Any, number: int, finding: Finding) -> PageMark:
    """Return the mark of one finding: around its words, where they stand nearest to the place it names."""
    across, down = map(mm, sheet.get_size())
    left, top = float(str(finding.values["x"])), float(str(finding.values["y"]))
    words = str(finding.values.get("text", "")).removesuffix("…")
    found = list(boxes(sheet, words, down)) if words else []
    box = min(
        found,
        key=lambda one: abs(one[0] - left) + abs(one[1] - top),
        default=(left, top, left + USUAL[0], top + USUAL[1]),
    )
    edges = (
        max(0.0, min(box[0] - ROOM, across - USUAL[1])),
        max(0.0, min(box[1] - ROOM, down - USUAL[1])),
        min(across, box[2] + ROOM),
        min(down, box[3] + ROOM),
    )
    width, height = max(edges[2] - edges[0], USUAL[1]), max(edges[3] - edges[1], USUAL[1])
    page = int(str(finding.values["page"]))
    return PageMark(number, page, edges[0] / across, edges[1] / down, width / across, height / down)


def boxes(sheet: Any, words: str, down: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield the box of each place on a page where `words` stand, as far as they are on one line, in mm."""
    with closing(sheet.get_textpage()) as text, closing(text.search(words, match_case=True)) as search:
        while hit := search.get_next():
            first, count = hit
            signs = [text.get_charbox(at) for at in range(first, first + count)]
            line = [sign for sign in signs if sign[1] < signs[0][3] and sign[3] > signs[0][1]] or signs[:1]
            left, right = min(sign[0] for sign in line), max(sign[2] for sign in line)
            bottom, top = min(sign[1] for sign in line), max(sign[3] for sign in line)
            yield mm(left), down - mm(top), mm(right), down - mm(bottom)

"""打印稿 as OFD: all letters of a batch in one file, their faces in it once, sheets and blanks between them.

It has no outline, no links and no tags of its own: it is for the printer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from docgen.composed import Composed
from docgen.composed.purpose import PRINT
from docgen.foundation.units import MM
from docgen.layout.engine.canvas.stream import Studio
from docgen.layout.fonts import Typefaces
from docgen.layout.graphics import Drawn
from docgen.layout.typesetter import Typesetter

from ..pdf.chunk import laid_out
from ..pdf.single import Laid
from .package import Package, Workshop


class Sheets(NamedTuple):
    """A letter, and what makes the sheet before it: of a page's width and height in points."""

    letter: Composed
    separator: Callable[[tuple[float, float]], Composed] | None


def write(found: Sequence[Sheets], typefaces: Typefaces, name: str, odd: bool) -> bytes:
    """Return the print file of letters in their order, the same bytes for the same letters.

    With `odd` each letter, and each sheet between, begins on an odd page.
    """
    pages: list[Drawn] = []
    for drawn in stretches(found, typefaces):
        pages += [replace(page, bookmarks=(), links=(), anchors={}, root=None) for page in drawn]
        if odd and len(pages) % 2:
            pages.append(Drawn(pages[-1].width, pages[-1].height, ()))
    metadata = replace(found[0].letter.metadata, title=name, subject="")
    return Package(Workshop(typefaces), pages, PRINT).written(metadata, name)


def stretches(found: Sequence[Sheets], typefaces: Typefaces) -> Iterator[list[Drawn]]:
    """Yield the pages of each letter, and before them those of its separator."""
    letters = [one.letter for one in found]
    press, studio = Typesetter(letters, typefaces), Studio()
    with press.running():
        for one, (pages, _) in zip(found, laid_out(letters, press), strict=True):
            drawn = press.drawings(pages, studio)
            if one.separator:
                size = drawn[0].width * MM, drawn[0].height * MM
                sheet = Laid(one.separator(size), typefaces)
                yield sheet.press.drawings(sheet.pages, Studio())
            yield drawn

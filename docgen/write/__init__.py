"""From a composed page to the bytes of a file, one writer for each format."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from docgen.composed import Composed, Written
from docgen.layout import engine  # noqa: F401 - WeasyPrint comes in through it
from docgen.layout.fonts import Typefaces

if TYPE_CHECKING:
    from .pdf.single import Laid

PAGE_REFERENCE = re.compile(r"target-counters?\([^;}]*\bpage\b")
"""CSS that prints the page number of another place, which only the laid-out PDF knows."""


def write(composed: Composed, typefaces: Typefaces, form: str, laid: "Laid | None" = None) -> Written:
    """Return a page written as pdf, docx or html; each writer is loaded only when it is asked for.

    `laid` is the page laid out, where it is already: it is drawn as PDF, and Word takes page numbers from it.
    """
    if form == "pdf":
        return (laid or laid_out(composed, typefaces)).drawn(composed)
    if form == "docx":
        from . import word

        return word.write(composed, typefaces, printed_numbers(composed, typefaces, laid))
    from . import html

    return html.write(composed)


def printed_numbers(composed: Composed, typefaces: Typefaces, laid: "Laid | None") -> Mapping[str, int]:
    """Return the page numbers that cross-references print, by element id; nothing when a page has none."""
    if not PAGE_REFERENCE.search(composed.css + composed.html):
        return {}
    return (laid or laid_out(composed, typefaces)).printed


def laid_out(composed: Composed, typefaces: Typefaces) -> "Laid":
    """Return a page laid out, to be drawn as PDF or asked for its page numbers."""
    from .pdf.single import Laid

    return Laid(composed, typefaces)

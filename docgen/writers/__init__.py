"""From a composed page to the bytes of a file, one writer for each format."""

import re
from collections.abc import Mapping

from .. import renderer  # noqa: F401 - WeasyPrint comes in through it
from ..composed import Composed, Written
from ..fonts import Typefaces

PAGE_REFERENCE = re.compile(r"target-counters?\([^;}]*\bpage\b")
"""CSS that prints the page number of another place, which only the laid-out PDF knows."""


def write(composed: Composed, typefaces: Typefaces, form: str, drawn: Written | None = None) -> Written:
    """Return a page written as pdf, docx or html; each writer is loaded only when it is asked for.

    `drawn` is the page's PDF where there is one already: Word takes page numbers from it.
    """
    if form == "pdf":
        from . import pdf

        return pdf.write(composed, typefaces)
    if form == "docx":
        from . import word

        return word.write(composed, typefaces, printed_numbers(composed, typefaces, drawn))
    from . import html

    return html.write(composed)


def printed_numbers(composed: Composed, typefaces: Typefaces, drawn: Written | None) -> Mapping[str, int]:
    """Return the page numbers that cross-references print, by element id; nothing when a page has none."""
    if not PAGE_REFERENCE.search(composed.css + composed.html):
        return {}
    if drawn is not None:
        return drawn.printed
    from . import pdf

    return pdf.numbers(composed, typefaces)

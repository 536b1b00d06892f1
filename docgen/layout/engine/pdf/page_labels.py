"""The numbers that readers show for pages and look pages up by (PDF page labels): those that are printed.

A handbook's page 1 is its eleventh sheet. WeasyPrint 70 labels nothing, so a reader who asks for page 1 sees
the cover. Pages before it that print no number are counted in small Roman numerals, as books count them.

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_page_labels.py::test_weasyprint_itself_labels_no_page
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import pydyf
from weasyprint.formatting_structure.boxes import MarginBox, TextBox
from weasyprint.html import UA_COUNTER_STYLE

from ..page_counters import numbered

STYLES = {"/D": "decimal", "/r": "lower-roman", "/R": "upper-roman"}
"""How PDF can write numbers (ISO 32000-1, table 159), and the counter styles that write so."""


class Label(NamedTuple):
    """How pages are numbered from the one at `first` (counted from 0) on."""

    first: int
    style: str  # one of STYLES
    start: int


Stretch = list[tuple[Any, int]]
"""Pages that follow each other, with their numbers."""


def labels(pages: Sequence[Any]) -> tuple[Label, ...]:
    """Return the labels of laid-out pages; none for pages that are numbered as readers count them anyway."""
    found = list(stretches(pages))
    styles = [style_of(stretch) for stretch in found]
    starts = [stretch[0][1] for stretch in found]
    if not any(styles) or (styles, starts) == (["/D"], [1]):
        return ()
    firsts = accumulate((len(stretch) for stretch in found[:-1]), initial=0)
    return tuple(
        Label(first, style or "/r", max(1, start))
        for first, style, start in zip(firsts, styles, starts, strict=True)
    )


def add(pdf: Any, pages: Sequence[Any]) -> None:
    """Label the pages of a PDF that is not yet written."""
    numbers = pydyf.Array()
    for label in labels(pages):
        numbers += [label.first, pydyf.Dictionary({"S": label.style, "St": label.start})]
    if numbers:
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})


def stretches(pages: Sequence[Any]) -> Iterator[Stretch]:
    """Yield the pages in stretches, each of which counts on from its first number."""
    stretch: Stretch = []
    for page, number in zip(pages, numbered(pages), strict=True):
        if stretch and number != stretch[-1][1] + 1:
            yield stretch
            stretch = []
        stretch.append((page, number))
    if stretch:
        yield stretch


def style_of(stretch: Stretch) -> str | None:
    """Return how the numbers of a stretch are printed, None where none of them is."""
    return next((style for page, number in stretch if (style := printed(page, number))), None)


def printed(page: Any, number: int) -> str | None:
    """Return how a page's number is written in its margins, None where it is not."""
    margins = (box for box in page._page_box.children if isinstance(box, MarginBox))
    words = " ".join(part.text for box in margins for part in box.descendants() if isinstance(part, TextBox))
    for style, counter in STYLES.items() if words else ():
        if re.search(
            rf"(?<![0-9A-Za-z]){UA_COUNTER_STYLE.render_value(number, counter)}(?![0-9A-Za-z])", words
        ):
            return style
    return None

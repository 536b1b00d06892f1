"""Where the elements of a page stand that name a field (`data-field`), and where its paragraphs do.

For WeasyPrint 70. Upstream: no thread is known that asks for it. Held by:
tests/pipeline/test_preview.py::test_a_field_and_a_paragraph_are_found_on_the_page
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from docgen.composed.printed import Area

from .geometry import edge, paper_of, rectangle

FIELD = "data-field"
NO_MATRIX = None


class Marked(NamedTuple):
    """A box that names a field, or a block of text that names none."""

    page: int  # from 1
    field: str
    words: str
    area: Area
    paper: Area


def marked(pages: Sequence[Any]) -> Iterator[Marked]:
    """Yield where fields and paragraphs stand on laid-out pages."""
    for number, page in enumerate(pages, 1):
        whole = page._page_box
        paper = paper_of(whole)
        for child in whole.children:
            yield from within(child, number, paper, "")


def within(box: Any, page: int, paper: Area, around: str) -> Iterator[Marked]:
    """Yield what is marked in a box; `around` is the field that a box around it names."""
    box = getattr(box, "_box", box)
    element = box.element
    field = "" if element is None or "::" in (box.element_tag or "") else element.get(FIELD, "")
    lines = [child for child in getattr(box, "children", ()) if isinstance(child, boxes.LineBox)]
    if (field and field != around) or (lines and not around):
        yield Marked(page, field, words(box), covered(box), paper)
    for child in getattr(box, "children", ()):
        yield from within(child, page, paper, field or around)


def covered(box: Any) -> Area:
    """Return the area of a box's lines, of one without any the box itself: a block may be far wider."""
    areas = list(lines_in(box)) if isinstance(box, boxes.BlockContainerBox) else []
    if not areas:
        return edge(box, NO_MATRIX)
    left, top, right, bottom = zip(*areas, strict=True)
    return Area(min(left), min(top), max(right), max(bottom))


def lines_in(box: Any) -> Iterator[Area]:
    """Yield the areas of the lines in a box."""
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        if isinstance(child, boxes.LineBox):
            yield rectangle(child.position_x, child.position_y, child.width, child.height)
        else:
            yield from lines_in(child)


def words(box: Any) -> str:
    """Return the page's own words in a box."""
    if isinstance(box, boxes.TextBox):
        return "" if "::" in (box.element_tag or "") else str(box.text)
    return "".join(words(getattr(child, "_box", child)) for child in getattr(box, "children", ()))

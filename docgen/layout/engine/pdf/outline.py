"""The outline of a PDF (bookmarks): what a heading says, without what only its print needs.

WeasyPrint 70 takes the mark of a footnote (“标题1”) into the words of a heading, and so into bookmarks and
running heads; and leaves in the signs without width by which lines may break, which readers show as boxes.

For WeasyPrint 70. Upstream: Kozea/WeasyPrint #1468 (open) tells of other signs that do not belong there.
Held by:
tests/layout/test_outline.py::test_weasyprint_itself_takes_the_marks_of_notes_for_words
"""

from collections.abc import Sequence
from typing import Any

from weasyprint.formatting_structure.boxes import ParentBox, TextBox

from docgen.foundation.text_marks import INVISIBLE

NO_WORDS = ("::before", "::after", "::marker", "::footnote-call", "::note-call")
"""Pseudo-elements that are not an element's own words."""

plain = ParentBox.content_text


def install() -> None:
    """Make WeasyPrint tell words from the marks of notes; calling again changes nothing."""
    ParentBox.content_text = property(content_text)


def content_text(box: Any) -> str:
    """Return the words of a box that is not laid out yet."""
    copy = box.deepcopy()
    copy.process_whitespace()
    parts = (part for part in copy.descendants() if isinstance(part, TextBox))
    return "".join(part.text for part in parts if not part.element_tag.endswith(NO_WORDS)).strip()


def clear(pages: Sequence[Any]) -> None:
    """Take the signs without width out of the bookmarks of laid-out pages."""
    for page in pages:
        page.bookmarks = [(level, INVISIBLE.sub("", label), *rest) for level, label, *rest in page.bookmarks]

"""A first letter that is set apart stays so when its line is laid out again, as in columns that are balanced.

WeasyPrint 70 takes the letter that it made a box of for text, and puts a floating box into the line again:
every large initial that text runs around ends a layout in columns with a failed assertion.

For WeasyPrint 70. Upstream: none is known. Held by:
tests/layout/test_boxes.py::test_weasyprint_itself_stumbles_over_initials_in_columns
"""

from typing import Any

from weasyprint.layout import inline

plain = inline.first_letter_to_box


def install() -> None:
    """Make WeasyPrint set a first letter apart once; calling again changes nothing."""
    inline.first_letter_to_box = first_letter_to_box


def first_letter_to_box(box: Any, skip_stack: Any, style: Any) -> Any:
    """Return where layout of a line goes on when its first letter has a box of its own."""
    if style and box.children and box.children[0].element_tag.endswith("::first-letter"):
        return skip_stack
    return plain(box, skip_stack, style)

"""Which element is being drawn, for what is told of it: found among what the callers are at work on.

For WeasyPrint 70. Upstream: none is known; its drawing functions hand on boxes and no more. Held by:
tests/layout/test_canvas.py::test_what_cannot_be_drawn_is_told_with_its_element
"""

import sys
from types import FrameType

AT_WORK = ("cell", "row", "row_group", "block", "textbox", "box", "table")
"""What drawing functions call the box that they are at."""


def element_at_work() -> str:
    """Return the innermost element that is being drawn, as a selector; `body` when none is known."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        for name in AT_WORK:
            element = getattr(frame.f_locals.get(name), "element", None)
            if element is not None and isinstance(element.tag, str):
                classes = "".join(f".{one}" for one in element.get("class", "").split())
                return f"{element.tag}{classes}"[:80]
        frame = frame.f_back
    return "body"

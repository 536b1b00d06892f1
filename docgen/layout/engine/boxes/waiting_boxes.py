"""A line that nothing breaks is set in a time that grows with its length, also one of many small parts.

WeasyPrint 70 looks, for each part of a line that is too long (`H<sup>2</sup>H<sup>2</sup>…`, marked words),
whether any part before it can be broken: a thousand of them take as many looks at each. Here a part that was
found to be whole once is not looked at again.

For WeasyPrint 70. Upstream: none is known. Held by:
tests/layout/test_linebreaks.py::test_a_word_of_hundreds_of_parts_takes_time_in_proportion
"""

from collections.abc import Callable
from typing import Any

from weasyprint.layout import inline

plain_break: Callable[..., dict[int, Any] | None] = inline._break_waiting_children


def install() -> None:
    """Make WeasyPrint look at each part once; calling again changes nothing."""
    inline._break_waiting_children = break_waiting_children


def break_waiting_children(
    context: Any,
    box: Any,
    max_x: float,
    bottom_space: float,
    skip_stack: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    placeholders: Any,
    floats: Any,
    line_children: Any,
    children: list[Any],
    waiting: list[Any],
    *styles: Any,
) -> dict[int, Any] | None:
    """Stand in for WeasyPrint's function of that name: return where the line is to be gone on with, if so."""
    known = len(waiting)
    while known and not was_whole(waiting[known - 1][1]):
        known -= 1
    kept: list[Any] = []
    lists = absolute_boxes, fixed_boxes, placeholders, floats, line_children, kept, waiting[known:]
    found = plain_break(context, box, max_x, bottom_space, skip_stack, *lists, *styles)
    if found:
        children += waiting[:known] + kept
        return found
    for _, child, _ in waiting[known:]:
        child.found_whole = id(child)
    return {children[-1][0] + 1: None} if children else None


def was_whole(child: Any) -> bool:
    """Say whether no break was found in this very box; a copy of it may be another part of the text."""
    return bool(getattr(child, "found_whole", None) == id(child))

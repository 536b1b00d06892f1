"""Where a box of WeasyPrint stands, in mm, and where its text may stand.

For WeasyPrint 70. Upstream: no thread is known that asks for it. Held by:
tests/layout/test_printed.py::test_the_boxes_are_read_as_they_are_known
"""

from collections.abc import Callable
from typing import Any

from docgen.composed.printed import Area

MM = 25.4 / 96
"""Millimetres in a CSS pixel."""
DRAWN_OUT = -1.0
"""Pixels: a margin less than this takes a box out of its place, a smaller one evens out a line."""
ASKEW = 0.02
"""How much of its own length a turned line may rise and still count as level: a degree."""
FAINT = 0.02
"""How opaque a ground is that is seen at all."""


def rectangle(left: float, top: float, width: float, height: float) -> Area:
    """Return an area of lengths in pixels."""
    return Area(left * MM, top * MM, (left + width) * MM, (top + height) * MM)


def paper_of(page: Any) -> Area:
    """Return the paper of a page, with its bleed."""
    bleed = page.bleed
    width, height = page.margin_width(), page.margin_height()
    return rectangle(
        -bleed["left"],
        -bleed["top"],
        width + bleed["left"] + bleed["right"],
        height + bleed["top"] + bleed["bottom"],
    )


def turned(area: Area, matrix: Any) -> Area:
    """Return the area that holds another when a matrix has moved, turned or stretched it."""
    if not matrix:
        return area
    corners = [
        matrix.transform_point(x / MM, y / MM)
        for x in (area.left, area.right)
        for y in (area.top, area.bottom)
    ]
    across, down = [x * MM for x, _ in corners], [y * MM for _, y in corners]
    return Area(min(across), min(down), max(across), max(down))


def is_askew(matrix: Any) -> bool:
    """Say whether a matrix sets text neither level nor upright: what it covers is no rectangle then."""
    return bool(matrix) and min(abs(matrix[0][0]), abs(matrix[0][1])) > ASKEW


def edge(box: Any, matrix: Any) -> Area:
    """Return the border box of a box."""
    area = rectangle(box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
    return turned(area, matrix)


def inside(box: Any, matrix: Any) -> Area:
    """Return the padding box of a box, beyond which it cuts off what overflows."""
    area = rectangle(box.padding_box_x(), box.padding_box_y(), box.padding_width(), box.padding_height())
    return turned(area, matrix)


def placed_room(box: Any, area: Area, room: Area) -> Area:
    """Return where the text of a box out of the flow may stand, besides the text area (`room`).

    A side that the style sheet puts somewhere is meant to be there; one that follows from the text is not,
    unless all of the box stands outside the text area, as a note in the margin does.
    """
    aside = area.left >= room.right or area.right <= room.left
    left, right = meant_sides(
        box.style, ("left", "right", "width"), (area.left, area.right), (room.left, room.right)
    )
    above = area.top >= room.bottom or area.bottom <= room.top
    top, bottom = meant_sides(
        box.style, ("top", "bottom", "height"), (area.top, area.bottom), (room.top, room.bottom)
    )
    if aside:
        left, right = area.left, area.right
    if above:
        top, bottom = area.top, area.bottom
    return Area(left, top, right, bottom)


def meant_sides(
    style: Any, names: tuple[str, str, str], own: tuple[float, float], room: tuple[float, float]
) -> tuple[float, float]:
    """Return how far a box may reach along one axis, from its own sides and those of the text area."""
    start, end, size = (style[name] != "auto" for name in names)
    fixed = size or (start and end)
    return (
        min(own[0], room[0]) if fixed or start else room[0],
        max(own[1], room[1]) if fixed or end else room[1],
    )


def is_placed(box: Any) -> bool:
    """Say whether a box is out of the flow, put somewhere on the page by itself."""
    return box.style["position"] in ("absolute", "fixed")


def is_shifted(box: Any) -> bool:
    """Say whether a style sheet moves a box out of the place it has in the flow."""
    style = box.style
    moved = style["position"] == "relative" and any(
        style[side] != "auto" for side in ("left", "right", "top", "bottom")
    )
    margins = (box.margin_left, box.margin_right, box.margin_top, box.margin_bottom)
    drawn_out = any(isinstance(one, int | float) and one < DRAWN_OUT for one in margins)
    return moved or drawn_out or bool(style["transform"])


def shows_itself(box: Any) -> bool:
    """Say whether a box has an edge to be seen: a ground of its own, or lines at two sides that face."""
    if box.style["visibility"] != "visible" or box.is_for_root_element:
        return False
    return (
        has_ground(box)
        or all(map(box_line(box), ("left", "right")))
        or all(map(box_line(box), ("top", "bottom")))
    )


def has_ground(box: Any) -> bool:
    """Say whether a box paints anything behind what is in it."""
    background = box.background
    if background is None or not background.layers:
        return False
    return background.color.alpha > FAINT or any(one.image is not None for one in background.layers)


def box_line(box: Any) -> Callable[[str], bool]:
    """Return what says whether a box has a line at a side."""

    def has_line(side: str) -> bool:
        colour = box.style[f"border_{side}_color"]
        seen = getattr(colour, "alpha", 1) > 0  # a word stands for the colour of the text
        return bool(getattr(box, f"border_{side}_width", 0)) and seen

    return has_line

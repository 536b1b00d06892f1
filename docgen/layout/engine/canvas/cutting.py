"""Units cut down to what is seen of them, so that no reader has to know clips.

For WeasyPrint 70. Upstream: none is known; in PDF a clip does it. Held by:
tests/layout/test_canvas.py::test_a_ground_behind_a_row_of_cells_needs_no_clip
"""

from collections.abc import Sequence
from dataclasses import replace

from docgen.composed.printed import Area

from ...graphics import Figure, Image, Step, Unit
from ...graphics.paths import area_of, parts_of, rectangle, rectangle_of
from . import cropping

SLACK = 0.01
"""mm by which a unit may reach over a clip and still count as inside."""


def cut(unit: Unit, clip: Area) -> Unit | None:
    """Return what is seen of a unit through an upright rectangle; None when that is nothing."""
    area = unit.area.common(clip)
    if isinstance(unit, Figure) and unit.pen is None and (shape := rectangle_of(unit.steps)):
        seen = shape.common(clip)
        return replace(unit, area=seen, steps=rectangle(seen)) if seen.width and seen.height else None
    if isinstance(unit, Image):
        return cropping.cropped(unit, clip)
    return replace(unit, area=area) if area.width or area.height else None


def cut_to_shape(unit: Unit, clip: tuple[Step, ...]) -> Unit | None:
    """Return a ground behind a box with round corners: the box's own shape, else None."""
    shape = rectangle_of(unit.steps) if isinstance(unit, Figure) and unit.pen is None else None
    area = area_of(clip)
    if (
        not isinstance(unit, Figure)
        or shape is None
        or area is None
        or not area.is_within(shape, SLACK, SLACK)
    ):
        return None
    return replace(unit, area=area, steps=clip)


def cut_to_rectangles(unit: Unit, clip: Sequence[Step]) -> Unit | None:
    """Return a filled rectangle as it is seen through several (a row's cells); None for what is neither."""
    shape = rectangle_of(unit.steps) if isinstance(unit, Figure) and unit.pen is None else None
    rooms = [rectangle_of(part) for part in parts_of(clip)]
    if not isinstance(unit, Figure) or shape is None or len(rooms) < 2:
        return None
    if any(room is None for room in rooms):
        return None
    seen = [shape.common(room) for room in rooms if room]
    steps = tuple(step for one in seen if one.width and one.height for step in rectangle(one))
    return replace(unit, area=area_of(steps) or unit.area, steps=steps)

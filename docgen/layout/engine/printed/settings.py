"""What a box takes over from those around it: what cuts it off, moves it, hides it, and when it is painted.

WeasyPrint draws in the order of stacking contexts (CSS 2.1, appendix E; its `stacking.py`), cuts off what
overflows and moves what is transformed, all while it draws; none of it is told by the boxes.

For WeasyPrint 70. Upstream: no thread is known that asks for it. Held by:
tests/layout/test_printed.py::test_the_boxes_are_read_as_they_are_known
"""

from dataclasses import dataclass, replace
from typing import Any

from weasyprint.formatting_structure import boxes

from docgen.composed.printed import Area, Order, Sheet, Table

from .declared import declared
from .geometry import edge, inside, is_placed, is_shifted, placed_room, shows_itself

OWN, UNDER, GROUNDS, FLOATS, WORDS, PLACED, OVER = range(7)
"""The layers of a stacking context, from below: its own background first."""
IN_LINES = (boxes.TextBox, boxes.InlineBox, boxes.LineBox)
WITH_LINES = (boxes.InlineBlockBox, boxes.InlineFlexBox, boxes.InlineGridBox)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a box takes over from those around it."""

    kind: str
    context: Order  # of what it is painted with
    real: Order  # of the stacking context that its own ones belong to
    rooms: tuple[Area, ...]
    clip: Area | None = None
    ground: Area | None = None
    matrix: Any = None
    opacity: float = 1.0
    beneath: bool = False
    repeated: bool = False
    table: Table | None = None
    placed: Area | None = None


def setting_in(box: Any, around: Setting, sheet: Sheet, number: int, meant: frozenset[str]) -> Setting:
    """Return what holds inside a box on a page; `number` is greater than that of all boxes before it."""
    here = painted(box, around, number)
    if box.transformation_matrix:
        own = box.transformation_matrix
        here = replace(here, matrix=own @ here.matrix if here.matrix else own)
    if box.style["opacity"] < 1:
        here = replace(here, opacity=here.opacity * box.style["opacity"])
    if isinstance(box, IN_LINES):
        return here
    if is_placed(box):
        here = placed(box, here, sheet, "outside" in meant)
    elif is_shifted(box):
        here = replace(here, rooms=(*here.rooms, edge(box, here.matrix)))
    if shows_itself(box):
        here = replace(here, ground=edge(box, here.matrix))
    if cuts_off(box):
        inner = inside(box, here.matrix)
        here = replace(here, clip=here.clip.common(inner) if here.clip else inner)
    return here


def painted(box: Any, around: Setting, number: int) -> Setting:
    """Return what holds around a box, with the moment at which what is in it is painted."""
    style = box.style
    index = style["z_index"]
    level = 0 if index == "auto" else int(index)
    if has_own_context(box) or style["position"] != "static":
        layer = UNDER if level < 0 else OVER if level > 0 else PLACED
        order = (*around.real, (layer, level, number))
        real = order if has_own_context(box) else around.real
        return replace(around, context=order, real=real, beneath=around.beneath or level < 0)
    if box.is_floated():
        return replace(around, context=(*around.context, (FLOATS, 0, number)))
    if isinstance(box, WITH_LINES):
        return replace(around, context=(*around.context, (WORDS, 0, number)))
    return around


def has_own_context(box: Any) -> bool:
    """Say whether a box is a stacking context of its own."""
    style = box.style
    ordered = style["z_index"] != "auto" and (style["position"] != "static" or box.is_grid_item)
    return bool(ordered or style["opacity"] < 1 or style["transform"] or cuts_off(box))


def cuts_off(box: Any) -> bool:
    """Say whether a box shows nothing beyond its edge; what the root says of that is the page's."""
    return bool(box.style["overflow"] != "visible" and not box.is_for_root_element)


def placed(box: Any, here: Setting, sheet: Sheet, anywhere: bool) -> Setting:
    """Return what holds inside a box that is out of the flow; `anywhere` on the paper may be its place."""
    area = edge(box, here.matrix)
    anywhere = anywhere or box.is_outside_marker
    room = sheet.paper if anywhere else placed_room(box, area, sheet.room)
    return replace(
        here,
        rooms=(*here.rooms, room),
        ground=None,
        placed=area,
        kind="placed" if here.kind == "flow" else here.kind,
        repeated=here.repeated or box.style["position"] == "fixed",
    )


def meant_of(box: Any) -> frozenset[str]:
    """Return what a style sheet declares to be meant of a box."""
    return frozenset(declared(box.style, "__meant").split())

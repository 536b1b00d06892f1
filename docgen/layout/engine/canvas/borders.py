"""Borders and outlines on a `Canvas`: each side by itself, as a rectangle, a strip or a broken line.

WeasyPrint fills a ring by the even-odd rule through a clip for each side, and a broken side through a clip of
as many parts as it has dashes. Readers of OFD that know neither fill the whole box (版记 comes out black).

For WeasyPrint 70. Upstream: none is known; in PDF its way is right. Held by:
tests/layout/test_canvas.py::test_a_border_is_drawn_side_by_side_without_clips
"""

from math import floor
from typing import Any, NamedTuple

from weasyprint import draw
from weasyprint.draw import border as drawing
from weasyprint.draw.color import get_color, styled_color
from weasyprint.formatting_structure import boxes

from docgen.composed.printed import Area

from .stream import Canvas

SIDES = ("top", "right", "bottom", "left")
BROKEN = {"dashed": 3.0, "dotted": 1.0}
"""How long a dash is, in widths of its line."""
STRIPS = {
    "double": ((0, 1 / 3), (2 / 3, 1)),
    "ridge": ((0, 1 / 2), (1 / 2, 1)),
    "groove": ((0, 1 / 2), (1 / 2, 1)),
}
"""What parts of a side's width are filled, from the outside; all of it in any other style."""

plain_border = drawing.draw_border
plain_rules = drawing.draw_column_rules
plain_outline = drawing.draw_outline


def install() -> None:
    """Make WeasyPrint draw borders onto a canvas side by side; calling again changes nothing."""
    draw.draw_border = draw_border
    drawing.draw_column_rules = draw_column_rules
    draw.draw_outline = drawing.draw_outline = draw_outline


class Side(NamedTuple):
    """One side of a border."""

    name: str
    style: str
    width: float
    colour: Any  # two of them in styles that look carved


def draw_border(stream: Any, box: Any) -> None:
    """Draw the border of a box, and the rules between its columns."""
    if not isinstance(stream, Canvas):
        plain_border(stream, box)
        return
    if not (has_border(box) or has_columns(box)) or box.style["visibility"] != "visible":
        return
    if not is_straight(box):
        plain_border(stream, box)
        return
    if has_columns(box) and box.style["column_rule_width"]:
        draw_column_rules(stream, box)
    x, y, width, height = box.rounded_border_box()[:4]
    with stream.marked(box, ""):
        draw_sides(stream, Area(x, y, x + width, y + height), sides_of(box))


def has_border(box: Any) -> bool:
    """Say whether a box has any border: most have none."""
    return bool(
        box.border_top_width
        or box.border_bottom_width
        or box.border_left_width
        or box.border_right_width
        or box.style["border_image_source"][0] != "none"
    )


def is_straight(box: Any) -> bool:
    """Say whether a box has a border without round corners and pictures."""
    pictured = box.style["border_image_source"][0] != "none" and box.border_image is not None
    return not pictured and not any(any(corner) for corner in box.rounded_border_box()[4:])


def has_columns(box: Any) -> bool:
    """Say whether a box sets its text in columns."""
    return isinstance(box, boxes.BlockContainerBox) and (
        box.style["column_width"] != "auto" or box.style["column_count"] != "auto"
    )


def sides_of(box: Any) -> list[Side]:
    """Return the sides of a border, those that are not seen with no width."""
    found = []
    for name in SIDES:
        colour, style = get_color(box.style, f"border_{name}_color"), box.style[f"border_{name}_style"]
        width = getattr(box, f"border_{name}_width") if style not in ("none", "hidden") else 0
        found.append(Side(name, style, width, colour))
    return found


def draw_sides(canvas: Canvas, outer: Area, sides: list[Side]) -> None:
    """Draw the sides of a border, the upper one last."""
    widths = {side.name: side.width for side in sides}
    alike = len({(side.style, side.colour) for side in sides if side.width}) == 1
    for side in sorted(sides, key=lambda one: ("bottom", "left", "right", "top").index(one.name)):
        if not side.width or not side.colour.alpha:
            continue
        colours = styled_color(side.style, side.colour, side.name)
        with canvas.stacked():
            if side.style in BROKEN:
                draw_broken(canvas, outer, side)
                continue
            parts = STRIPS.get(side.style, ((0, 1),))
            for number, part in enumerate(parts):
                canvas.set_color(
                    colours if len(parts) == 1 or side.style == "double" else colours[1 - number]
                )
                strip(
                    canvas, outer, widths, side.name, part, square=alike and side.style in ("solid", "double")
                )
                canvas.fill()


def strip(
    canvas: Canvas, outer: Area, widths: dict[str, float], name: str, part: tuple[float, float], square: bool
) -> None:
    """Make the path of a part of a side; its ends are slanted where sides of other colours meet it."""
    far, near = inset(outer, widths, part[0]), inset(outer, widths, part[1])
    if square:
        canvas.rectangle(*square_strip(far, near, name))
        return
    for x, y in corners(far, near, name):
        (canvas.line_to if canvas.path else canvas.move_to)(x, y)
    canvas.close()


def inset(outer: Area, widths: dict[str, float], share: float) -> Area:
    """Return the rectangle that lies inside a border by a share of its widths."""
    return Area(
        outer.left + widths["left"] * share,
        outer.top + widths["top"] * share,
        outer.right - widths["right"] * share,
        outer.bottom - widths["bottom"] * share,
    )


def square_strip(far: Area, near: Area, name: str) -> tuple[float, float, float, float]:
    """Return x, y, width and height of what lies between two rectangles at one side.

    The corners belong to the upper and lower side, so that no dot is covered twice.
    """
    if name == "top":
        return far.left, far.top, far.width, near.top - far.top
    if name == "bottom":
        return far.left, near.bottom, far.width, far.bottom - near.bottom
    if name == "left":
        return far.left, near.top, near.left - far.left, near.height
    return near.right, near.top, far.right - near.right, near.height


def corners(far: Area, near: Area, name: str) -> list[tuple[float, float]]:
    """Return the corners of what lies between two rectangles at one side, slanted at both ends."""
    outside, inside = ring(far), ring(near)
    index = SIDES.index(name)
    after = (index + 1) % 4
    return [outside[index], outside[after], inside[after], inside[index]]


def ring(area: Area) -> list[tuple[float, float]]:
    """Return the corners of a rectangle, from the top left one on."""
    return [
        (area.left, area.top),
        (area.right, area.top),
        (area.right, area.bottom),
        (area.left, area.bottom),
    ]


def draw_broken(canvas: Canvas, outer: Area, side: Side) -> None:
    """Draw a side as dashes or dots, which begin and end at its corners as WeasyPrint's do."""
    half = side.width / 2
    lies = side.name in ("top", "bottom")
    length = outer.width if lies else outer.height
    spaces = floor(length / (BROKEN[side.style] * side.width) / 2)
    canvas.set_color(side.colour, stroke=True)
    canvas.set_line_width(side.width)
    inner = 0.0
    if side.style == "dotted":
        inner = half
        canvas.set_line_cap(1)
        canvas.set_dash((0, (length - side.width) / spaces) if spaces else (), 0)
    else:
        dash = length / (2 * spaces + 1)
        canvas.set_dash((dash, dash) if spaces else (), 0)
    if lies:
        y = outer.top + half if side.name == "top" else outer.bottom - half
        canvas.move_to(outer.left + inner, y)
        canvas.line_to(outer.right - inner, y)
    else:
        x = outer.left + half if side.name == "left" else outer.right - half
        canvas.move_to(x, outer.top + inner)
        canvas.line_to(x, outer.bottom - inner)
    canvas.stroke()


def draw_outline(stream: Any, box: Any) -> None:
    """Draw the outlines of a box and of those in it."""
    if not isinstance(stream, Canvas):
        plain_outline(stream, box)
        return
    width, colour = box.style["outline_width"], get_color(box.style, "outline_color")
    if width and box.style["visibility"] == "visible":
        beyond = width + box.style["outline_offset"]
        left, top = box.border_box_x() - beyond, box.border_box_y() - beyond
        right, bottom = left + box.border_width() + 2 * beyond, top + box.border_height() + 2 * beyond
        sides = [Side(name, box.style["outline_style"], width, colour) for name in SIDES]
        with stream.marked(box, ""):
            draw_sides(stream, Area(left, top, right, bottom), sides)
    for child in box.children:
        if isinstance(child, boxes.Box):
            draw_outline(stream, child)


def draw_column_rules(stream: Any, box: Any) -> None:
    """Draw the rules between the columns of a box."""
    if not isinstance(stream, Canvas):
        plain_rules(stream, box)
        return
    width, style = box.style["column_rule_width"], box.style["column_rule_style"]
    gap = (
        drawing.percentage(box.style["column_gap"], box.style, box.width)
        if box.style["column_gap"] != "normal"
        else box.style["font_size"]
    )
    side = Side("left", style, width, get_color(box.style, "column_rule_color"))
    none = [Side(name, "none", 0, side.colour) for name in SIDES[:3]]
    follows = False
    for child in box.children:
        if follows and child.style["column_span"] != "all":
            left = child.position_x - (width + gap) / 2
            area = Area(left, child.position_y, left + width, child.position_y + child.height)
            draw_sides(stream, area, [*none, side])
        follows = child.style["column_span"] != "all"

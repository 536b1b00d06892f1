"""What of a unit is ink, and whether units lie on one another: then it matters that they fade together.

A group that is not opaque (CSS opacity) shows its uppermost units only, faded; OFD knows no groups, so each
unit of it is faded by itself, and what lies beneath another shines through.
"""

from collections.abc import Iterator, Sequence

from docgen.composed.printed import Area

from . import Figure, Point, Run, Unit
from .paths import any_cross, flat, is_inside, parts_of

LEAST = 0.4
"""mm, in both directions, that lie on one another and are seen: rules and underlines do not count."""


def ink_of(unit: Unit) -> Iterator[Point]:
    """Yield corners around all ink of a unit: of each glyph, of a filled shape, else of its area."""
    if isinstance(unit, Figure) and unit.pen is None:
        for part in parts_of(unit.steps):
            yield from flat(part)
    elif isinstance(unit, Run) and unit.pen is None:
        a, b, c, d = unit.matrix[:4] if unit.matrix else (1.0, 0.0, 0.0, 1.0)
        for glyph, x, y in zip(unit.glyphs, unit.xs, unit.ys, strict=True):
            left, bottom, right, top = (reach * unit.size for reach in unit.face.reach(glyph))
            for across, down in ((left, -top), (right, -top), (right, -bottom), (left, -bottom)):
                across, down = x + across, y + down
                yield unit.origin[0] + a * across + c * down, unit.origin[1] + b * across + d * down
    else:
        yield from corners_of(unit.area)


def corners_of(area: Area) -> list[Point]:
    """Return the corners of an area, one after another."""
    left, top, right, bottom = area
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def any_overlap(units: Sequence[Unit]) -> bool:
    """Say whether some units lie on one another so that it is seen; type does not lie on type."""
    seen = [unit for unit in units if not isinstance(unit, Figure) or unit.fill or is_broad(unit)]
    seen.sort(key=lambda unit: unit.area.left)
    beside: list[Unit] = []
    for unit in seen:
        beside = [other for other in beside if other.area.right > unit.area.left]
        if any(lie_on_one_another(unit, other) for other in beside):
            return True
        beside.append(unit)
    return False


def is_broad(figure: Figure) -> bool:
    """Say whether a line is so thick that it is seen as an area."""
    return figure.pen is not None and figure.pen.width > LEAST


def lie_on_one_another(one: Unit, other: Unit) -> bool:
    """Say whether two units have more in common than the thickness of a rule."""
    if isinstance(one, Run) and isinstance(other, Run):
        return False
    common = one.area.common(other.area)
    if min(common.width, common.height) <= LEAST:
        return False
    shapes = outlines_of(one), outlines_of(other)
    return any(meet(a, b) for a in shapes[0] for b in shapes[1])


def outlines_of(unit: Unit) -> list[list[Point]]:
    """Return the outlines of what a unit covers."""
    if isinstance(unit, Figure) and unit.fill:
        return [flat(part) for part in parts_of(unit.steps)]
    return [corners_of(unit.area)]


def meet(one: Sequence[Point], other: Sequence[Point]) -> bool:
    """Say whether two outlines cross, or one lies inside the other."""
    return (
        all(is_inside(point, other) for point in one)
        or all(is_inside(point, one) for point in other)
        or any_cross([one, other])
    )

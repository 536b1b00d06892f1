"""Paths of figures, looked at: rectangles, what holds what, and turning parts so that both rules fill alike.

Readers of OFD are sure of little beside paths filled by the non-zero rule. A ring given by the even-odd rule
(a border, a hole in a sign) is the same under both once its inner part runs the other way round.
"""

from collections.abc import Iterable, Iterator, Sequence

from docgen.composed.printed import Area

from . import Point, Step

MOST = 400_000
"""How often two sides of a path, or a corner and a side, are looked at together."""
SAME = 1e-3
"""mm that make no difference."""
CURVE = 8
"""Straight pieces that stand for a curve when it is asked what lies inside."""


def area_of(steps: Sequence[Step], edge: float = 0.0) -> Area | None:
    """Return where a path's points lie, and `edge` around them; None for a path without points."""
    points = [point for _, *points in steps for point in points]
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Area(min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge)


def rectangle_of(steps: Sequence[Step]) -> Area | None:
    """Return the upright rectangle that a path is, None for any other path."""
    if "".join(name for name, *_ in steps) not in ("MLLL", "MLLLC", "MLLLLC"):
        return None
    points = [point for _, *points in steps for point in points]
    area = area_of(steps)
    if area is None or any(
        min(abs(x - area.left), abs(x - area.right)) > SAME
        or min(abs(y - area.top), abs(y - area.bottom)) > SAME
        for x, y in points
    ):
        return None
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return area if all(abs(a - c) < SAME or abs(b - d) < SAME for (a, b), (c, d) in pairs) else None


def rectangle(area: Area) -> tuple[Step, ...]:
    """Return the path of an upright rectangle."""
    left, top, right, bottom = area
    return (("M", (left, top)), ("L", (right, top)), ("L", (right, bottom)), ("L", (left, bottom)), ("C",))


def holds(steps: Sequence[Step], area: Area) -> bool:
    """Say whether a path that bulges nowhere inwards holds all of an area."""
    corners = [(x, y) for x in (area.left, area.right) for y in (area.top, area.bottom)]
    return holds_all(steps, corners)


def holds_all(steps: Sequence[Step], points: Iterable[Point]) -> bool:
    """Say whether a path that bulges nowhere inwards holds all of some points."""
    parts = list(parts_of(steps))
    if len(parts) != 1:
        return False
    outline = flat(parts[0])
    turns = {
        turn > 0
        for one, two, three in zip(outline, outline[1:] + outline[:1], outline[2:] + outline[:2], strict=True)
        if abs(turn := cross(one, two, three)) > SAME * SAME
    }
    return len(turns) == 1 and all(is_inside(point, outline) for point in points)


def cross(one: Point, two: Point, three: Point) -> float:
    """Return how far three points turn, by its sign to which side."""
    return (two[0] - one[0]) * (three[1] - two[1]) - (two[1] - one[1]) * (three[0] - two[0])


def parts_of(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield the parts of a path, each of which begins with a move."""
    part: list[Step] = []
    for step in steps:
        if step[0] == "M" and part:
            yield part
            part = []
        part.append(step)
    if len(part) > 1:
        yield part


def flat(part: Sequence[Step]) -> list[Point]:
    """Return the corners of a part, with some points of its curves."""
    found: list[Point] = []
    for name, *points in part:
        if name == "B":
            found += curve(found[-1], *points)
        else:
            found += points
    return found[:-1] if len(found) > 1 and found[0] == found[-1] else found


def curve(start: Point, one: Point, two: Point, end: Point) -> list[Point]:
    """Return points of a cubic curve, without its start."""
    found = []
    for number in range(1, CURVE + 1):
        t = number / CURVE
        weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        pairs = list(zip(weights, (start, one, two, end), strict=True))
        found.append((sum(w * x for w, (x, _) in pairs), sum(w * y for w, (_, y) in pairs)))
    return found


def is_inside(point: Point, outline: Sequence[Point]) -> bool:
    """Say whether a point lies inside an outline, or on it."""
    x, y = point
    inside = False
    for (a, b), (c, d) in zip(outline, [*outline[1:], outline[0]], strict=True):
        length = max(abs(c - a), abs(d - b), SAME)
        beside = abs((c - a) * (y - b) - (d - b) * (x - a)) / length <= SAME
        if beside and min(a, c) - SAME <= x <= max(a, c) + SAME and min(b, d) - SAME <= y <= max(b, d) + SAME:
            return True
        if (b > y) != (d > y) and x < (c - a) * (y - b) / (d - b) + a:
            inside = not inside
    return inside


def winding(outline: Sequence[Point]) -> float:
    """Return twice the area of an outline, negative when it runs the other way round."""
    pairs = zip(outline, [*outline[1:], outline[0]], strict=True)
    return sum(a * d - c * b for (a, b), (c, d) in pairs)


def by_winding(steps: Sequence[Step]) -> tuple[Step, ...] | None:
    """Return an even-odd path so turned that the non-zero rule fills the same.

    None where parts cross, or there is too much of it to be looked at.
    """
    parts = [(part, flat(part)) for part in parts_of(steps)]
    if any_cross([outline for _, outline in parts]):
        return None
    rooms = [area_of([("M", *outline)]) for _, outline in parts]
    turns = [winding(outline) for _, outline in parts]
    turned: list[Step] = []
    left = MOST
    for number, (part, outline) in enumerate(parts):
        depth = 0
        for other, (_, around) in enumerate(parts):
            room, inner = rooms[other], rooms[number]
            larger = (abs(turns[other]), -other) > (abs(turns[number]), -number)
            if not larger or not room or not inner or not inner.is_within(room, SAME, SAME):
                continue
            left -= len(outline) * len(around)
            if left < 0:
                return None
            depth += all(is_inside(point, around) for point in outline)
        turned += part if (turns[number] > 0) == (depth % 2 == 0) else backwards(part)
    return tuple(turned)


def any_cross(outlines: Sequence[Sequence[Point]]) -> bool:
    """Say whether sides of outlines cross, or are too many to be looked at; what only touches does not.

    Sides are looked at from left to right, each with those that reach as far as it begins.
    """
    sides = [
        (min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1]), a, b)
        for outline in outlines
        for a, b in zip(outline, [*outline[1:], *outline[:1]], strict=True)
    ]
    sides.sort(key=lambda side: side[0])
    beside: list[tuple[float, float, float, float, Point, Point]] = []
    left = MOST
    for side in sides:
        first, _, top, bottom, a, b = side
        beside = [other for other in beside if other[1] > first]
        left -= len(beside)
        if left < 0:
            return True
        for _, _, above, below, c, d in beside:
            if above >= bottom or below <= top:
                continue
            if cross(a, b, c) * cross(a, b, d) < 0 and cross(c, d, a) * cross(c, d, b) < 0:
                return True
        beside.append(side)
    return False


def backwards(part: Sequence[Step]) -> list[Step]:
    """Return a part of a path drawn from its end to its start."""
    drawn = [step for step in part if step[0] != "C"]
    ends = [step[-1] for step in drawn]
    turned: list[Step] = [("M", ends[-1])]  # type: ignore[list-item]
    for number in range(len(drawn) - 1, 0, -1):
        name, *points = drawn[number]
        turned.append((name, *points[-2::-1], ends[number - 1]))  # type: ignore[arg-type]
    return [*turned, *(step for step in part if step[0] == "C")]

#!/usr/bin/env python3
"""Draw the grounds of the certificates: templates/_shared/certificate-*.svg.

Everything is computed: a frame of woven waves, a rosette in each corner, a large faint one under the text.
Lengths in mm; the drawings reach 3 mm beyond the trimmed paper, so that cutting leaves no white edge. They
come out the same on every machine.
"""

import math
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

SHARED = Path(__file__).parents[1] / "templates" / "_shared"
BLEED = 3.0
CROSS = 30  # how far the cross hairs of a calibration sheet are from the edges

RED, GOLD, PALE, PAPER = "#9e1b20", "#b8893b", "#f1e3c2", "#fffcf4"

Point = tuple[float, float]
Curve = Callable[[float], Point]


def number(value: float) -> str:
    """Return a length as short as a hundredth of a millimetre allows."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "-0" if value <= -0.005 else "0", 1)


def path(curve: Curve, start: float, end: float, pieces: int) -> str:
    """Return a smooth curve as cubic Béziers, each with the curve's own direction at both its ends."""
    step = (end - start) / pieces

    def slope(t: float) -> Point:
        (x0, y0), (x1, y1) = curve(t - 1e-5), curve(t + 1e-5)
        return (x1 - x0) / 2e-5 * step / 3, (y1 - y0) / 2e-5 * step / 3

    x, y = curve(start)
    parts = [f"M{number(x)} {number(y)}"]
    for piece in range(pieces):
        t0, t1 = start + piece * step, start + (piece + 1) * step
        (x0, y0), (x1, y1), (dx0, dy0), (dx1, dy1) = curve(t0), curve(t1), slope(t0), slope(t1)
        points = ((x0 + dx0, y0 + dy0), (x1 - dx1, y1 - dy1), (x1, y1))
        parts.append("C" + " ".join(f"{number(px)} {number(py)}" for px, py in points))
    return "".join(parts)


def stroke(data: Iterable[str], colour: str, width: float) -> str:
    """Return paths drawn with one pen."""
    return f'<path fill="none" stroke="{colour}" stroke-width="{number(width)}" d="{"".join(data)}"/>'


def box(left: float, top: float, right: float, bottom: float) -> str:
    """Return the outline of a rectangle."""
    return f"M{number(left)} {number(top)}H{number(right)}V{number(bottom)}H{number(left)}Z"


def disc(centre: Point, radius: float, fill: str) -> str:
    """Return a filled circle."""
    x, y = centre
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}"/>'


def rosette(
    centre: Point, radius: float, petals: int, depth: float, turns: int, pieces: int = 2
) -> list[str]:
    """Return a guilloche rosette: one waved ring, `turns` times, each time turned a little further.

    A petal is drawn in so many `pieces`; large ones need more than small ones to look even.
    """

    def ring(turn: int) -> Curve:
        def curve(angle: float) -> Point:
            away = radius * (
                1 - depth / 2 + depth / 2 * math.cos(petals * angle + 2 * math.pi * turn / turns)
            )
            return centre[0] + away * math.cos(angle), centre[1] + away * math.sin(angle)

        return curve

    return [path(ring(turn), 0, 2 * math.pi, petals * pieces) for turn in range(turns)]


def waves(start: Point, end: Point, height: float, periods: int, phases: Iterable[float]) -> list[str]:
    """Return sine waves woven around the straight line from `start` to `end`."""
    return woven(start, end, lambda _: height, periods, phases)


def tapering(start: Point, end: Point, height: float, periods: int, phases: Iterable[float]) -> list[str]:
    """Return such waves, high at `start` and flat at `end`."""
    return woven(start, end, lambda t: height * (1 - t), periods, phases)


def woven(
    start: Point, end: Point, height: Callable[[float], float], periods: int, phases: Iterable[float]
) -> list[str]:
    """Return sine waves around a straight line, as high as `height` says at each part of the way."""
    along = (end[0] - start[0], end[1] - start[1])
    length = math.hypot(*along)
    across = (-along[1] / length, along[0] / length)

    def wave(phase: float) -> Curve:
        def curve(t: float) -> Point:
            away = height(t) * math.sin(2 * math.pi * (periods * t + phase))
            return start[0] + along[0] * t + across[0] * away, start[1] + along[1] * t + across[1] * away

        return curve

    return [path(wave(phase), 0, 1, periods * 2) for phase in phases]


def sides(left: float, top: float, right: float, bottom: float, corner: float) -> list[tuple[Point, Point]]:
    """Return the four sides of a rectangle without its corners."""
    return [
        ((left + corner, top), (right - corner, top)),
        ((right, top + corner), (right, bottom - corner)),
        ((right - corner, bottom), (left + corner, bottom)),
        ((left, bottom - corner), (left, top + corner)),
    ]


def band(left: float, top: float, right: float, bottom: float, corner: float) -> list[str]:
    """Return the frame's woven band around its middle line."""
    drawn = []
    for start, end in sides(left, top, right, bottom, corner):
        periods = round(math.dist(start, end) / 9.5)
        drawn.append(stroke(waves(start, end, 2.7, periods, [k / 6 for k in range(6)]), GOLD, 0.16))
        drawn.append(stroke(waves(start, end, 1.35, periods * 2, (0, 0.5)), RED, 0.22))
    return drawn


def circle(centre: Point, radius: float) -> str:
    """Return the outline of a circle."""
    x, y, r = (number(part) for part in (centre[0] - radius, centre[1], radius))
    return f"M{x} {y}a{r} {r} 0 1 0 {number(2 * radius)} 0a{r} {r} 0 1 0 {number(-2 * radius)} 0"


def corner_piece(centre: Point) -> list[str]:
    """Return the medallion that stands in a corner of the frame, over the ends of the bands."""
    return [
        disc(centre, 10.4, PAPER),
        stroke([circle(centre, 10.4)], RED, 0.5),
        stroke([circle(centre, 9.7)], GOLD, 0.25),
        stroke(rosette(centre, 9.1, 12, 0.55, 4), GOLD, 0.16),
        stroke(rosette(centre, 6.3, 8, 0.5, 2), RED, 0.22),
        stroke(rosette(centre, 3.2, 8, 0.45, 2), GOLD, 0.18),
        disc(centre, 0.8, RED),
    ]


def halo(centre: Point, across: int, down: int, clear: float) -> list[str]:
    """Return waved rings around a medallion, as far as they lie within the frame: `clear` from its centre."""

    def ring(reach: float, depth: float, turn: float) -> str:
        def away(angle: float) -> float:
            return reach * (1 - depth / 2 + depth / 2 * math.cos(32 * angle + math.pi * turn))

        def curve(angle: float) -> Point:
            return centre[0] + across * away(angle) * math.cos(angle), centre[1] + down * away(
                angle
            ) * math.sin(angle)

        start = where(lambda angle: away(angle) * math.sin(angle) > clear, 0, math.pi / 4)
        end = where(lambda angle: away(angle) * math.cos(angle) > clear, math.pi / 2, math.pi / 4)
        return path(curve, start, end, 24)

    def rings(reach: float, depth: float, turns: int) -> list[str]:
        return [ring(reach, depth, 2 * k / turns) for k in range(turns)]

    return [stroke(rings(20, 0.24, 4), GOLD, 0.14), stroke(rings(14.6, 0.2, 2), RED, 0.16)]


def where(within: Callable[[float], bool], outside: float, inside: float) -> float:
    """Return where, between a value that is not `within` and one that is, the border lies."""
    for _ in range(40):
        middle = (outside + inside) / 2
        outside, inside = (outside, middle) if within(middle) else (middle, inside)
    return inside


def divider(centre: Point, length: float) -> list[str]:
    """Return the ornament under a heading: a small rosette between two woven lines that thin out."""
    x, y = centre
    drawn = []
    for way in (-1, 1):
        start, end = (x + way * 4.5, y), (x + way * length / 2, y)
        drawn += [stroke(tapering(start, end, 1.1, 10, (0, 0.25, 0.5, 0.75)), GOLD, 0.16)]
    drawn += [
        stroke(rosette(centre, 3.4, 8, 0.6, 4), GOLD, 0.16),
        stroke(rosette(centre, 1.9, 8, 0.5, 2), RED, 0.2),
    ]
    return drawn


def frame(left: float, top: float, right: float, bottom: float) -> list[str]:
    """Return a frame whose outermost line is the given rectangle."""

    def inset(by: float) -> str:
        return box(left + by, top + by, right - by, bottom - by)

    middle = 6.1
    drawn = [
        stroke([inset(0.5)], RED, 1.0),
        stroke([inset(1.9), inset(10.3)], GOLD, 0.3),
        stroke([inset(11.4)], RED, 0.35),
        *band(left + middle, top + middle, right - middle, bottom - middle, 8.4),
    ]
    for x, across in ((left, 1), (right, -1)):
        for y, down in ((top, 1), (bottom, -1)):
            drawn += halo((x + across * middle, y + down * middle), across, down, 11.4 - middle)
            drawn += corner_piece((x + across * middle, y + down * middle))
    return drawn


def medallion(centre: Point, radius: float) -> list[str]:
    """Return the large faint rosette under the text."""
    rings = ((radius, 24, 0.22, 6), (radius * 0.8, 16, 0.6, 8), (radius * 0.36, 8, 0.9, 6))
    return [stroke(rosette(centre, *ring, pieces=4), PALE, 0.2) for ring in rings]


def drawing(width: float, height: float, drawn: Iterable[str]) -> str:
    """Return a whole SVG whose origin is the corner of the trimmed paper."""
    across, down = number(width + 2 * BLEED), number(height + 2 * BLEED)
    start = number(-BLEED)
    body = "\n".join(drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}mm" height="{down}mm"'
        f' viewBox="{start} {start} {across} {down}">\n{body}\n</svg>\n'
    )


def paper(width: float, height: float) -> str:
    """Return the tint of the whole paper, bleed included."""
    start = number(-BLEED)
    across, down = number(width + 2 * BLEED), number(height + 2 * BLEED)
    return f'<rect x="{start}" y="{start}" width="{across}" height="{down}" fill="{PAPER}"/>'


def a4() -> str:
    """Return the ground of an A4 certificate, lying."""
    return drawing(
        297,
        210,
        [paper(297, 210), *medallion((148.5, 105), 66), *frame(10, 10, 287, 200), *divider((148.5, 66), 76)],
    )


def a3() -> str:
    """Return the inside of an A3 certificate folded to A4: a heading at the left, the text at the right."""
    halves = [(10, 200, 105), (220, 410, 315)]
    drawn = [paper(420, 297)]
    for left, right, middle in halves:
        drawn += [*medallion((middle, 148.5), 70), *frame(left, 10, right, 287)]
    return drawing(420, 297, [*drawn, *divider((105, 152), 76)])


def cross(centre: Point) -> str:
    """Return a cross hair of 20 mm."""
    x, y = (number(part) for part in centre)
    return f"M{number(centre[0] - 10)} {y}h20M{x} {number(centre[1] - 10)}v20"


def ruler(length: int, tick: Callable[[int, float], str]) -> list[str]:
    """Return the ticks of a ruler: every millimetre, longer at five and ten."""
    sizes = {at: 6 if at % 10 == 0 else 4 if at % 5 == 0 else 2.5 for at in range(CROSS, length - CROSS + 1)}
    return [tick(at, size) for at, size in sizes.items()]


def calibration(width: int, height: int) -> str:
    """Return rulers along the middle of a sheet, and cross hairs 30 mm from the edges of each corner."""
    middle = (width / 2, height / 2)
    across = ruler(width, lambda at, long: f"M{at} {number(middle[1])}v{number(-long)}")
    down = ruler(height, lambda at, long: f"M{number(middle[0])} {at}h{number(-long)}")
    lines = [
        f"M{CROSS} {number(middle[1])}H{width - CROSS}M{number(middle[0])} {CROSS}V{height - CROSS}",
        *(cross((x, y)) for x in (CROSS, width - CROSS) for y in (CROSS, height - CROSS)),
    ]
    return drawing(width, height, [stroke([*lines, *across, *down], "#000", 0.1)])


DRAWINGS = {
    "certificate-a4.svg": a4,
    "certificate-a3.svg": a3,
    "calibration-a4.svg": lambda: calibration(297, 210),
    "calibration-a3.svg": lambda: calibration(420, 297),
}


def main() -> None:
    """Write every drawing."""
    for name, draw in DRAWINGS.items():
        (SHARED / name).write_text(draw(), encoding="utf-8")
        sys.stdout.write(f"{SHARED / name}\n")


if __name__ == "__main__":
    main()

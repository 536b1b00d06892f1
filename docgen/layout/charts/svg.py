"""A chart drawn as SVG: plain shapes and live text, set in docgen's faces by role.

Patterns are drawn as lines cut to their bars, since not every reader of PDF tiles a pattern alike.
"""

from collections.abc import Iterator
from decimal import Decimal
from html import escape
from itertools import pairwise

from docgen.content.data.chart import MARK, Chart, wide

from .plan import (
    GAP,
    INKS,
    LEADER,
    LEGEND,
    SIDE,
    SMALL,
    TOP,
    Ink,
    Plan,
    is_above,
    is_labelled,
    lines_of,
    part_heights,
    part_lanes,
    part_names,
    plan,
    thick,
)

FACE = "宋体"
STEP = 5.0
"""Between the lines of a pattern."""
POINT = 7.0
AXIS = "808080"
TWO_LINES = 23.0
"""What the lines of a name beside a bar have together."""
RISE = 0.36
"""Of its size, how far below its middle a line of type stands."""


def svg(chart: Chart) -> bytes:
    """Return the drawing of a chart."""
    where = plan(chart)
    shapes = {"line": lines, "ranking": rows, "share": parts}.get(chart.kind, columns)
    drawn = [*legend(chart, where), *shapes(chart, where)]
    size = f'width="{n(where.width)}" height="{n(where.height)}"'
    box = f'viewBox="0 0 {n(where.width)} {n(where.height)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} font-family="{FACE}">'
    return f"{head}{''.join(drawn)}</svg>".encode()


def n(value: float) -> str:
    """Return a length as SVG says it, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def text(
    x: float, middle: float, words: str, size: float, anchor: str = "middle", fill: str = "000000"
) -> str:
    """Return a line of type around the height `middle`."""
    return (
        f'<text x="{n(x)}" y="{n(middle + size * RISE)}" font-size="{n(size)}" text-anchor="{anchor}"'
        f' fill="#{fill}">{escape(words)}</text>'
    )


def stroke(
    x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1.0, dash: str = ""
) -> str:
    """Return a line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}"'
    return f'<line {ends} stroke="#{colour}" stroke-width="{n(width)}"{dashed}/>'


def bar(x: float, y: float, width: float, height: float, ink: Ink) -> Iterator[str]:
    """Give a bar in the ink of its series."""
    fill = ink.colour if ink.pattern == "solid" else "FFFFFF"
    edge = ink.edge or ink.colour
    yield (
        f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" fill="#{fill}"'
        f' stroke="#{edge}" stroke-width="0.75"/>'
    )
    if ink.pattern in ("rows", "grid"):
        for at in steps(height):
            yield stroke(x, y + at, x + width, y + at, ink.colour, 1.2)
    if ink.pattern == "grid":
        for at in steps(width):
            yield stroke(x + at, y, x + at, y + height, ink.colour, 1.2)
    if ink.pattern == "diagonal":
        for at in steps(width + height):
            left, right = max(0.0, at - height), min(width, at)
            yield stroke(x + left, y + at - left, x + right, y + at - right, ink.colour, 1.4)


def steps(length: float) -> Iterator[float]:
    """Give where the lines of a pattern stand along a side."""
    count = int(length / STEP)
    yield from (STEP * number for number in range(1, count + 1) if STEP * number < length)


def legend(chart: Chart, where: Plan) -> Iterator[str]:
    """Give the names of several series above the plot, each beside its ink."""
    if len(chart.series) < 2:
        return
    widths = [wide(series.title) * SMALL + MARK for series in chart.series]
    x, middle = (where.width - sum(widths)) / 2, TOP + LEGEND / 2
    for number, (series, width) in enumerate(zip(chart.series, widths, strict=True)):
        if chart.kind == "line":
            yield stroke(
                x, middle, x + 18, middle, INKS[number].edge or INKS[number].colour, 2, DASHES[number]
            )
            yield marker(x + 9, middle, number)
        else:
            yield from bar(x, middle - 5, 16, 10, INKS[number])
        yield text(x + 22, middle, series.title, SMALL, "start")
        x += width


def names_below(chart: Chart, where: Plan) -> Iterator[str]:
    """Give the names of the categories below the plot."""
    slot = where.across / len(chart.categories)
    for at, name in enumerate(chart.categories):
        for number, line in enumerate(lines_of(name, slot, where.name_size)):
            y = where.top + where.down + GAP + (number + 0.5) * where.name_size * 1.25
            yield text(where.left + slot * (at + 0.5), y, line, where.name_size)


def columns(chart: Chart, where: Plan) -> Iterator[str]:
    """Give upright bars, side by side or upon each other."""
    slot = where.across / len(chart.categories)
    stacked = chart.kind == "stacked"
    all_bars = slot * thick(chart)
    each = all_bars / (1 if stacked else len(chart.series))
    for at in range(len(chart.categories)):
        foot = Decimal(0)
        for number, series in enumerate(chart.series):
            value = series.values[at]
            x = where.left + slot * at + (slot - all_bars) / 2 + (0 if stacked else each * number)
            if value is not None:
                yield from column(chart, where, value, foot, x, each, INKS[number])
                foot += value if stacked else 0
    base = where.top + where.down * (1 - where.share(Decimal(0)))
    yield stroke(where.left, base, where.left + where.across, base, AXIS)
    yield from names_below(chart, where)


def column(
    chart: Chart, where: Plan, value: Decimal, foot: Decimal, x: float, width: float, ink: Ink
) -> Iterator[str]:
    """Give one upright bar with its number."""
    first, second = where.share(foot), where.share(foot + value)
    top = where.top + where.down * (1 - max(first, second))
    height = where.down * abs(second - first)
    yield from bar(x, top, width, height, ink)
    if not is_labelled(chart, where, value):
        return
    words, size = chart.label(value), where.label_size
    if chart.kind == "stacked":
        yield from inside(x + width / 2, top + height / 2, words, size, ink)
    else:
        y = top + height + size * 0.7 if value < 0 else top - size * 0.7
        yield text(x + width / 2, y, words, size)


def inside(x: float, middle: float, words: str, size: float, ink: Ink) -> Iterator[str]:
    """Give a number on its part of a bar: white on dark, on a white ground where there is a pattern."""
    if ink.pattern != "solid":
        width = wide(words) * size + 4
        box = (
            f'x="{n(x - width / 2)}" y="{n(middle - size * 0.6)}" width="{n(width)}" height="{n(size * 1.2)}"'
        )
        yield f'<rect {box} fill="#FFFFFF"/>'
    yield text(x, middle, words, size, fill="FFFFFF" if ink.pattern == "solid" and not ink.edge else "000000")


def rows(chart: Chart, where: Plan) -> Iterator[str]:
    """Give bars that lie, the name before each and its number behind."""
    slot = where.down / len(chart.categories)
    height = slot * thick(chart)
    zero = where.left + where.across * where.share(Decimal(0))
    before = where.left if where.low >= 0 else where.left - (where.width - SIDE - where.left - where.across)
    for at, (name, value) in enumerate(zip(chart.categories, chart.series[0].values, strict=True)):
        middle = where.top + slot * (at + 0.5)
        lines_ = lines_of(name, before - SIDE - GAP, where.name_size)
        for number, line in enumerate(lines_):
            size = min(where.name_size, TWO_LINES / len(lines_))
            y = middle + (number - (len(lines_) - 1) / 2) * size
            yield text(before - GAP, y, line, size, "end")
        if value is None:
            continue
        end = where.left + where.across * where.share(value)
        yield from bar(min(zero, end), middle - height / 2, abs(end - zero), height, INKS[0])
        side = ("end", -GAP) if value < 0 else ("start", GAP)
        yield text(end + side[1], middle, chart.label(value), where.label_size, side[0])
    yield stroke(zero, where.top, zero, where.top + where.down, AXIS)


def parts(chart: Chart, where: Plan) -> Iterator[str]:
    """Give a column of shares, each part with its name and number beside it."""
    right = where.left + where.across
    beside = zip(part_heights(chart, where), part_lanes(chart, where), part_names(chart), strict=True)
    for at, ((top, height), lane, words) in enumerate(beside):
        yield from bar(where.left, top, where.across, height, INKS[at % len(INKS)])
        yield stroke(right, top + height / 2, right + LEADER - GAP, lane, AXIS)
        yield text(right + LEADER, lane, words, where.name_size, "start")


DASHES = ("", "6 3")


def lines(chart: Chart, where: Plan) -> Iterator[str]:
    """Give lines with marks and numbers at their points; where nothing is, a line breaks off."""
    slot = where.across / len(chart.categories)
    for number, series in enumerate(chart.series):
        points = [
            (where.left + slot * (at + 0.5), where.top + where.down * (1 - where.share(value)), value, at)
            for at, value in enumerate(series.values)
            if value is not None
        ]
        ink = INKS[number].edge or INKS[number].colour
        for (x1, y1, *_), (x2, y2, *_) in pairwise(points):
            if x2 - x1 < slot * 1.5:
                yield stroke(x1, y1, x2, y2, ink, 2, DASHES[number])
        for x, y, value, at in points:
            yield marker(x, y, number)
            rise = -where.label_size if is_above(chart, number, at) else where.label_size
            yield text(x, y + rise, chart.label(value), where.label_size)
    base = where.top + where.down
    yield stroke(where.left, base, where.left + where.across, base, AXIS)
    yield from names_below(chart, where)


def marker(x: float, y: float, number: int) -> str:
    """Return the mark of a point: a full disc, an empty square."""
    ink = INKS[number].edge or INKS[number].colour
    if number == 0:
        return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(POINT / 2)}" fill="#{ink}"/>'
    corner = f'x="{n(x - POINT / 2)}" y="{n(y - POINT / 2)}" width="{n(POINT)}" height="{n(POINT)}"'
    return f'<rect {corner} fill="#FFFFFF" stroke="#{ink}" stroke-width="1.5"/>'

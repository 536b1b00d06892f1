"""Where everything of a chart stands, in CSS pixels: one plan for the PDF's drawing and for Word's chart.

Numbers stand at the bars, so there is no axis of values. Series differ in lightness and pattern, not in
colour alone: a chart is understood in black and white.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from docgen.content.data.chart import LONGEST_NAME, SMALLEST, SMALLEST_NUMBER, WIDTH, Chart, wide

SIDE, TOP = 8.0, 8.0
TYPE = 14.0  # 五号
SMALL = SMALLEST
LEGEND = 26.0
LABEL = 20.0
TALL = 190.0
ROW = 26.0
THICK, THICKER = 0.62, 0.8
"""Of the room of a category, what its bars take."""
GAP = 6.0
COLUMN, LEADER = 96.0, 40.0
"""The column whose parts are shares, and from it to their names."""
PART = 22.0
"""Between the names beside two parts, at least."""
LEAST_COLUMN = 176.0
FOR_NUMBERS = 7
"""The part of the span that is left below what stands lowest, for its number."""


@dataclass(frozen=True)
class Ink:
    """How a series is told from others: its colour, its pattern, and an edge for pale fills."""

    colour: str
    pattern: str = "solid"
    edge: str = ""


INKS = (
    Ink("1B4F8F"),
    Ink("F3CE7A", edge="7A5A10"),
    Ink("A63A20", "diagonal"),
    Ink("2F6B4A", "rows"),
    Ink("4A4A4A", "grid"),
)
"""Dark, pale, and three patterns; the hues keep apart for those who do not see red or green."""


@dataclass(frozen=True)
class Plan:
    """The size of a chart, its plot within it, and the span of values that the plot shows."""

    width: float
    height: float
    left: float
    top: float
    across: float
    down: float
    low: Decimal
    high: Decimal
    name_size: float
    label_size: float

    def share(self, value: Decimal) -> float:
        """Return how far up the span a value is, 0 to 1."""
        return float((value - self.low) / (self.high - self.low))


@lru_cache(maxsize=32)
def plan(chart: Chart) -> Plan:
    """Return where everything of a chart stands; both writers and the page ask for it."""
    low, high = span(chart)
    if chart.kind == "share":
        down = max(LEAST_COLUMN, PART * len(chart.categories))
        names = max(map(wide, part_names(chart))) * TYPE
        left = (WIDTH - COLUMN - LEADER - names) / 2
        return Plan(WIDTH, down + 2 * TOP, left, TOP, COLUMN, down, low, high, TYPE, TYPE)
    legend = LEGEND if len(chart.series) > 1 else 0.0
    labels = [chart.label(value) for series in chart.series for value in series.values]
    longest = max(map(wide, labels), default=0.0)
    if chart.kind == "ranking":
        left = SIDE + min(max(map(wide, chart.categories)), LONGEST_NAME) * TYPE + GAP
        room = longest * TYPE + 2 * GAP
        before = room if low < 0 else 0.0
        down = ROW * len(chart.categories)
        across = WIDTH - left - before - room - SIDE
        return Plan(WIDTH, down + 2 * TOP, left + before, TOP, across, down, low, high, TYPE, TYPE)
    slot = (WIDTH - 2 * SIDE) / len(chart.categories)
    names = name_size(chart.categories, slot)
    below = max(len(lines_of(name, slot, names)) for name in chart.categories) * names * 1.25 + GAP
    side_by_side = len(chart.series) if chart.kind == "bar" else 1
    room = slot * thick(chart) / side_by_side if chart.kind == "bar" and side_by_side > 1 else slot * 0.96
    size = min(SMALL, max(SMALLEST_NUMBER, room / max(longest, 1.0)))
    top = TOP + legend + LABEL
    height = top + TALL + below + TOP
    return Plan(WIDTH, height, SIDE, top, WIDTH - 2 * SIDE, TALL, low, high, names, size)


def name_size(names: Sequence[str], slot: float) -> float:
    """Return how large names below bars are: smaller where that keeps them in one line."""
    longest = max(map(wide, names))
    return TYPE if longest * TYPE <= slot - 2 else SMALL


def lines_of(name: str, slot: float, size: float) -> list[str]:
    """Return a name in the lines that its bar has room for, as even as can be."""
    most = max(int(slot / size), 1)
    count = -(-int(wide(name) + 0.5) // most)
    each = -(-len(name) // max(count, 1))
    return [name[at : at + each] for at in range(0, len(name), each)]


def span(chart: Chart) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest value of the plot; bars stand on nought, lines need not."""
    columns = [[value or Decimal(0) for value in series.values] for series in chart.series]
    if chart.kind == "share":
        return Decimal(0), Decimal(1)
    if chart.kind == "stacked":
        return Decimal(0), max(map(sum, zip(*columns, strict=True)))  # type: ignore[return-value]
    values = [value for series in chart.series for value in series.values if value is not None]
    low, high = min(values), max(values)
    is_flat = chart.kind == "line" and low > 0 and (high - low) * 4 < high
    if not is_flat:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    room = (high - low) / FOR_NUMBERS or abs(high) / FOR_NUMBERS or Decimal(1)
    needs_room = chart.kind == "line" or (low < 0 and chart.kind != "ranking")
    return (low - room if needs_room else low), high


def part_names(chart: Chart) -> list[str]:
    """Return what stands beside each part of a column of shares: its name and its number."""
    values = chart.series[0].values
    return [f"{name} {chart.label(value)}" for name, value in zip(chart.categories, values, strict=True)]


def part_heights(chart: Chart, where: Plan) -> list[tuple[float, float]]:
    """Return the top and the height of each part of a column of shares, the first on top."""
    values = [value or Decimal(0) for value in chart.series[0].values]
    found, top = [], where.top
    for value in values:
        height = where.down * float(value / sum(values))
        found.append((top, height))
        top += height
    return found


def part_lanes(chart: Chart, where: Plan) -> list[float]:
    """Return the heights at which names stand: each at the middle of its part, or near it."""
    lanes: list[float] = []
    for top, height in part_heights(chart, where):
        lanes.append(max(top + height / 2, lanes[-1] + PART if lanes else where.top + PART / 2))
    below = where.top + where.down - PART / 2
    for at in reversed(range(len(lanes))):
        lanes[at] = min(lanes[at], below)
        below = lanes[at] - PART
    return lanes


def is_labelled(chart: Chart, plan: Plan, value: Decimal | None) -> bool:
    """Say whether a number stands at its bar: in a stack only where its part has room for it."""
    if value is None:
        return False
    return chart.kind != "stacked" or plan.share(value + plan.low) * plan.down >= plan.label_size + 2


def is_above(chart: Chart, number: int, at: int) -> bool:
    """Say whether the number of a line's point stands above it: that of the higher of two points does."""
    values = [series.values[at] for series in chart.series]
    own = values[number]
    others = [value for value in values[:number] + values[number + 1 :] if value is not None]
    return own is None or all(own > other or (own == other and number == 0) for other in others)


def thick(chart: Chart) -> float:
    """Return what the bars of a category take of its room: more where several stand side by side."""
    return THICK if chart.kind != "bar" or len(chart.series) == 1 else THICKER

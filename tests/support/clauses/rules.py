"""Where red lines and the lines of 版记 stand on a sheet, how long and how thick they are."""

from tests.support.clauses.sheet import BOTTOM, Sheet
from tests.support.measuring import rules


def masthead_top(sheet: Sheet) -> float:
    """Return where the ink of the masthead begins."""
    return sheet.masthead[0]


def under_masthead(sheet: Sheet) -> float:
    """Return the white between the masthead and the first red line."""
    return sheet.red[0][0] - sheet.masthead[1]


def red_left(sheet: Sheet) -> float:
    """Return where red lines begin: the farthest off its neighbours."""
    return max(sheet.red_edges(line)[0] for line in sheet.red)


def red_length(sheet: Sheet) -> float:
    """Return how long red lines are: the shortest."""
    return min(right - left for left, right in map(sheet.red_edges, sheet.red))


def first_pair(sheet: Sheet) -> float:
    """Return by how much the first of a letter's double lines is thicker above than below."""
    return thickness(sheet.red[0]) - thickness(sheet.red[1])


def last_pair(sheet: Sheet) -> float:
    """Return by how much the second of a letter's double lines is thicker below than above."""
    return thickness(sheet.red[-1]) - thickness(sheet.red[-2])


def last_pair_bottom(sheet: Sheet) -> float:
    """Return how far the second of a letter's double lines is from the paper's bottom."""
    return 297 - sheet.red[-2][0]


def red_lines(sheet: Sheet) -> float:
    """Return how many red lines the first side has."""
    return float(len(sheet.red))


def thickness(line: tuple[float, float]) -> float:
    """Return how thick a line is."""
    return line[1] - line[0]


def imprint_bottom(sheet: Sheet) -> float | None:
    """Return where the last line of 版记 ends."""
    return sheet.imprint[-1][1] if sheet.imprint else None


def imprint_thick(sheet: Sheet) -> float | None:
    """Return how thick the first and the last line of 版记 are: the farthest off."""
    ends = [thickness(line) for line in (sheet.imprint[:1] + sheet.imprint[-1:])]
    return max(ends, key=lambda found: abs(found - 0.35), default=None)


def imprint_thin(sheet: Sheet) -> float | None:
    """Return how thick the lines between are."""
    return max((thickness(line) for line in sheet.imprint[1:-1]), default=None)


def imprint_lines(sheet: Sheet) -> float:
    """Return how many lines as wide as the type area are drawn where a letter has its 版记."""
    low = [rule for rule in rules(sheet.data) if rule.page == sheet.pages and 200 < rule.top < BOTTOM + 1]
    return float(sum(rule.right - rule.left > 150 for rule in low))

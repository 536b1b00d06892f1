"""Word's own limits: a length or size beyond them makes a file that Word refuses to open."""

from docgen.foundation.units import emu, half_points, twips

FARTHEST = 1584.0  # points: 22 inches, the most Word takes for any distance
SMALLEST_TYPE, LARGEST_TYPE = 1.0, 1638.0  # points


def within(points: float) -> float:
    """Return a distance no farther than Word can go."""
    return min(max(points, -FARTHEST), FARTHEST)


def word_twips(points: float) -> int:
    """Return a distance in twips, within Word's limits."""
    return twips(within(points))


def word_emu(points: float) -> int:
    """Return a distance in EMU, within Word's limits."""
    return emu(within(points))


def type_size(points: float) -> int:
    """Return a type size in half points, within Word's limits."""
    return half_points(min(max(points, SMALLEST_TYPE), LARGEST_TYPE))

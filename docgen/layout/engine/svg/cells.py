"""Gradients and patterns that every reader of PDF shows, also those that print on Linux.

WeasyPrint 70 fills a shape with a gradient by way of a pattern whose cell is one unit wide and high,
stretched by a matrix. Poppler (the viewers of Linux desktops, printing through CUPS) draws such a small cell
as nothing. This module makes cells large and the matrix small, which says the same.

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_svg.py::test_a_gradient_is_seen_by_every_reader
"""

from typing import Any

from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream

SMALL = 16.0
"""Units of a cell that poppler draws."""
GROWN = 1000.0


def install() -> None:
    """Make WeasyPrint write large cells; calling again changes nothing."""
    if Stream.add_pattern is not add_pattern:
        Stream.add_plain_pattern = Stream.add_pattern
        Stream.add_pattern = add_pattern


def add_pattern(
    stream: Any, x: float, y: float, width: float, height: float, across: float, down: float, matrix: Any
) -> Any:
    """Stand in for WeasyPrint's Stream.add_pattern: the same pattern, its small cell written large."""
    if min(width, height) >= SMALL:
        return stream.add_plain_pattern(x, y, width, height, across, down, matrix)
    sides = (side * GROWN for side in (x, y, width, height, across, down))
    pattern = stream.add_plain_pattern(*sides, Matrix(a=1 / GROWN, d=1 / GROWN) @ matrix)
    pattern.transform(a=GROWN, d=GROWN)
    return pattern

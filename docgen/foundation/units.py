"""Lengths, and the names printers give to type sizes.

One unit runs through docgen: the point (1/72 inch), as a plain float. Millimetres come in from
rules and go out in findings; Word's own units are made only where Word's XML is written.
"""

MM = 72 / 25.4
"""Points in a millimetre."""

PX = 0.75
"""Points in a CSS pixel."""

# 字号: the point sizes Word gives to the traditional names.
TYPE_SIZES = {
    "初号": 42, "小初": 36, "一号": 26, "小一": 24, "二号": 22, "小二": 18, "三号": 16, "小三": 15,
    "四号": 14, "小四": 12, "五号": 10.5, "小五": 9, "六号": 7.5, "小六": 6.5, "七号": 5.5, "八号": 5,
}  # fmt: skip


def mm(points: float) -> float:
    """Return a length in points as millimetres."""
    return points / MM


def twips(points: float) -> int:
    """Return a length as Word's twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Return a type size as Word counts it."""
    return round(points * 2)


def eighths(points: float) -> int:
    """Return a border width as Word counts it, never thinner than Word's thinnest (2/8 pt)."""
    return max(2, round(points * 8))


def emu(points: float) -> int:
    """Return a length in English Metric Units, which DrawingML uses (12,700 to the point)."""
    return round(points * 12700)


def points(length: str) -> float:
    """Return a CSS length in pt, mm or cm (`16pt`, `-0.25pt`, `37mm`) as points.

    Raises ValueError for anything else.
    """
    text = length.strip()
    factor = {"pt": 1.0, "mm": MM, "cm": 10 * MM}.get(text[-2:])
    if factor is None:
        raise ValueError(length)
    return float(text[:-2]) * factor

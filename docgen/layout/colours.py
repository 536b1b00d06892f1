"""Colours as Word, OFD and the judge of pages have them: in sRGB, whatever CSS names them in (Color 4 and 5).

What lies outside sRGB is cut to it. Inks (`device-cmyk`) are mixed as CSS Color 5 (7.2) does without profile.
"""

from collections.abc import Sequence
from typing import Any

Matrix = Sequence[Sequence[float]]
FROM_D65: Matrix = (
    (3.2409699419, -1.5373831776, -0.4986107603),
    (-0.9692436363, 1.8759675015, 0.0415550574),
    (0.0556300797, -0.2039769589, 1.0569715142),
)
FROM_D50: Matrix = (
    (3.1341359569, -1.6173863321, -0.4906619460),
    (-0.9787955030, 1.9162543567, 0.0334427354),
    (0.0719553798, -0.2289768264, 1.4053860351),
)
FROM_P3: Matrix = (
    (1.2249401763, -0.2249401763, 0.0),
    (-0.0420569547, 1.0420569547, 0.0),
    (-0.0196375546, -0.0786360456, 1.0982736002),
)
OWN = frozenset({"srgb", "hsl", "hwb"})
D50 = frozenset({"lab", "lch", "xyz-d50"})
D65 = frozenset({"oklab", "oklch", "xyz-d65", "xyz"})
CURVED = 0.0031308
"""From where on sRGB's curve is no straight line (IEC 61966-2-1)."""


def red_green_blue(value: Any) -> tuple[float, ...]:
    """Return a colour of tinycss2 as red, green and blue from 0 to 1."""
    space = value.space
    parts = [part or 0.0 for part in value.coordinates]
    if space in OWN:
        parts = list(value.to("srgb").coordinates)
    elif space in D50:
        parts = encoded(FROM_D50, value.to("xyz-d50").coordinates)
    elif space in D65:
        parts = encoded(FROM_D65, value.to("xyz-d65").coordinates)
    elif space == "display-p3":
        parts = encoded(FROM_P3, [linear(part) for part in parts])
    elif space == "device-cmyk":
        parts = [(1 - ink) * (1 - parts[3]) for ink in parts[:3]]
    elif space == "srgb-linear":
        parts = [curved(part) for part in parts]
    return tuple(min(max(part, 0.0), 1.0) for part in (*parts, 0.0, 0.0)[:3])


def encoded(matrix: Matrix, parts: Sequence[float]) -> list[float]:
    """Return linear light of another space as sRGB."""
    return [curved(sum(a * b for a, b in zip(row, parts, strict=True))) for row in matrix]


def curved(light: float) -> float:
    """Return linear light on sRGB's curve."""
    return 12.92 * light if light <= CURVED else float(1.055 * light ** (1 / 2.4) - 0.055)


def linear(part: float) -> float:
    """Return the light of a value on sRGB's curve."""
    return part / 12.92 if part <= 12.92 * CURVED else float(((part + 0.055) / 1.055) ** 2.4)

"""Borders that look carved (inset, outset, ridge, groove) are drawn in two shades of their own colour.

WeasyPrint 70 writes the shares of red, green and blue, from 0 to 1, as per cent, so that every shade comes
out all but black; and of a colour that is no form of sRGB (lab, oklch, display-p3, inks) it makes none at
all. How much lighter and darker the shades are is WeasyPrint's own.

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_carved_borders.py::test_the_shades_are_those_of_the_colour
"""

from colorsys import hsv_to_rgb, rgb_to_hsv
from typing import Any

from tinycss2.color5 import Color
from weasyprint.draw import color as drawing

from ...colours import red_green_blue

STRENGTH, PURITY = 1.5, 1.25
"""By how much a shade is lighter or darker, and its hue purer or paler."""


def install() -> None:
    """Make WeasyPrint shade borders by their own colour; calling again changes nothing."""
    drawing.darken, drawing.lighten = darkened, lightened


def darkened(colour: Any) -> Any:
    """Return a colour of any space, darker and paler."""
    hue, purity, value = rgb_to_hsv(*red_green_blue(colour))
    return shade(hue, purity / PURITY, value / STRENGTH, colour.alpha)


def lightened(colour: Any) -> Any:
    """Return a colour of any space, lighter and purer; grey stays grey."""
    hue, purity, value = rgb_to_hsv(*red_green_blue(colour))
    return shade(hue, purity and raised(purity, PURITY), raised(value, STRENGTH), colour.alpha)


def raised(share: float, by: float) -> float:
    """Return a share brought nearer to the whole."""
    return 1 - (1 - share) / by


def shade(hue: float, purity: float, value: float, alpha: float) -> Any:
    """Return a colour of sRGB by its hue, how pure and how light it is."""
    return Color("srgb", hsv_to_rgb(hue, purity, value), alpha)

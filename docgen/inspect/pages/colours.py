"""How well one colour stands out from another (WCAG 2.2, relative luminance and contrast ratio)."""

from functools import lru_cache

from docgen.composed.printed import Colour


@lru_cache(maxsize=256)
def luminance(colour: Colour) -> float:
    """Return how light a colour is, from 0 for black to 1 for white."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (min(1.0, max(0.0, one)) for one in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Return how well two colours stand out from each other, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def blended(colour: Colour, ground: Colour, opacity: float) -> Colour:
    """Return what a colour looks like on a ground."""
    red, green, blue = (
        opacity * mine + (1 - opacity) * other for mine, other in zip(colour, ground, strict=True)
    )
    return red, green, blue

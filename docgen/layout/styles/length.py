"""Lengths as plain values: points, or a share of something known only later."""

from typing import Any, NamedTuple

from docgen.foundation.units import PX


class Percent(NamedTuple):
    """A length that is a share of something known only later."""

    share: float


Length = float | Percent | None
"""Points, a share of the containing block, or None for `auto`."""


def resolve(length: Length, base: float, auto: float = 0.0) -> float:
    """Return `length` in points, a percentage being a share of `base`."""
    if length is None:
        return auto
    return length.share * base / 100 if isinstance(length, Percent) else length


def points(value: Any) -> float:
    """Return a pixel length in points; anything that is no plain length counts as 0."""
    return resolve(length(value), 0)


def length(value: Any) -> Length:
    """Return a computed length; `auto`, `none` and expressions that need layout come out as None."""
    if isinstance(value, int | float):
        return round(value * PX, 4)
    unit = getattr(value, "unit", "")
    if unit == "px":
        return round(float(value.value) * PX, 4) if value.value != float("inf") else None
    return Percent(value.value) if unit == "%" else None

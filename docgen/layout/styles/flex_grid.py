"""What CSS says of boxes side by side: flex and grid, as plain records in points.

In go WeasyPrint's computed values, out comes one `Layout` for each element, both of what it does with its
children and of its own place among its siblings.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from .length import Length, length, points


class Track(NamedTuple):
    """A column of a grid: so many points (pt), a share of the whole (%) or of what is left (fr), or auto."""

    kind: str
    size: float = 0.0


class Line(NamedTuple):
    """One end of a grid item: a line counted from 1 (from the end below 0), so many tracks, or an area."""

    line: int = 0
    span: int = 0
    area: str = ""


class Layout(NamedTuple):
    """The flex and grid properties of an element."""

    direction: str
    wraps: bool
    justify: str
    align: str  # of its items
    own_align: str
    row_gap: float
    grow: float
    basis: Length
    order: int
    tracks: tuple[Track, ...]
    areas: tuple[tuple[str, ...], ...]
    column: tuple[Line, Line]
    row: tuple[Line, Line]


def layout(value: Callable[[str], Any]) -> Layout:
    """Return the layout of one of WeasyPrint's computed styles."""
    areas, tracks = value("grid_template_areas"), value("grid_template_columns")
    return Layout(
        direction=value("flex_direction"),
        wraps=value("flex_wrap") != "nowrap",
        justify=value("justify_content")[-1],
        align=value("align_items")[-1],
        own_align=value("align_self")[-1],
        row_gap=0.0 if value("row_gap") == "normal" else points(value("row_gap")),
        grow=float(value("flex_grow")),
        basis=length(value("flex_basis")),
        order=value("order"),
        tracks=tuple(track_list(tracks)) if isinstance(tracks, tuple) else (),
        areas=() if areas == "none" else areas,
        column=(line(value("grid_column_start")), line(value("grid_column_end"))),
        row=(line(value("grid_row_start")), line(value("grid_row_end"))),
    )


def track_list(values: tuple[Any, ...]) -> Iterator[Track]:
    """Yield the columns of a template; the names of lines between them are left out."""
    for value in values:
        function = value[0] if isinstance(value, tuple) and value and not hasattr(value, "unit") else ""
        if function == "repeat()":
            times = value[1] if isinstance(value[1], int) else 1
            yield from [*track_list(value[2])] * times
        elif hasattr(value, "unit") or value == "auto" or function in ("minmax()", "fit-content()"):
            yield track(value)


def track(value: Any) -> Track:
    """Return one column."""
    unit = getattr(value, "unit", "")
    if not unit and isinstance(value, tuple):  # minmax() or fit-content(): the larger size, which it grows to
        return track(value[-1])
    if unit in ("fr", "%"):
        return Track(unit, float(value.value))
    return Track("pt", points(value)) if unit == "px" else Track("auto")


def line(value: Any) -> Line:
    """Return one end of a grid item."""
    if not isinstance(value, tuple):
        return Line()
    word, number, name = value
    return Line(span=number or 1) if word == "span" else Line(number or 0, area=name or "")

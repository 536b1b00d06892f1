"""The record of one element's computed style: points, hexadecimal colours and plain words.

In goes WeasyPrint's computed style, whose value shapes have changed twice in its history; out comes a frozen
`Style`. The surprise: `--docx-*` properties would inherit as all custom properties do, so the cascade resets
them on every element, and here only those said of the element itself are kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from docgen.foundation.units import PX

from ..colours import red_green_blue
from .flex_grid import Layout, layout
from .length import Length, length, points

Value = TypeVar("Value", covariant=True)

CUSTOM = (
    "style",
    "based-on",
    "next",
    "outline",
    "built-in",
    "grid",
    "pin",
    "skip",
    "page-number",
    "emphasis",
    "toc",
    "field",
)
"""What follows `--docx-` in the custom properties meant for Word."""


ROUND = 1e6  # points: a radius larger than any box
EDGES = (("padding", ""), ("border", "_width"))
"""What `box-sizing: border-box` counts in: the property of one side, before and behind the side's name."""


class Sides(NamedTuple, Generic[Value]):
    """One value for each side of a box, in CSS's order."""

    top: Value
    right: Value
    bottom: Value
    left: Value


class Border(NamedTuple):
    """One visible border line; `width` in points, `colour` as RRGGBB."""

    width: float
    line: str  # solid, double, dashed, dotted …
    colour: str


@dataclass(frozen=True, eq=False, slots=True)
class Style:
    """The computed style of an element or pseudo-element; lengths in points."""

    display: str
    position: str
    running: str | None
    floating: str
    visible: bool
    z_index: int | None
    inset: Sides[Length]
    margin: Sides[Length]
    padding: Sides[Length]
    border: Sides[Border | None]
    border_collapse: bool
    table_fixed: bool
    by_content: bool  # of a table's columns: as docgen.layout.tables.column_widths chooses
    last_row: str  # of a table
    width: Length
    height: Length
    min_height: Length
    max_width: Length  # None: none
    max_height: Length
    size: tuple[float, float]  # of a page
    background: str | None
    background_image: str | None
    gradient: bool
    background_size: object
    radius: float  # of its corners; above half of its sides it is an ellipse
    shadow: bool
    outlined: bool
    bordered_by_mask: bool
    word_spacing: float
    opacity: float
    scale_x: float
    rotation: float  # degrees clockwise
    font_family: tuple[str, ...]
    font_size: float
    bold: bool
    italic: bool
    small_caps: bool
    colour: str
    decoration: frozenset[str]
    decoration_style: str
    letter_spacing: float
    kerned: bool
    line_height: float | None  # None: normal
    raised: float
    vertical_align: str
    text_align: str
    text_align_last: str
    text_indent: Length
    text_transform: str
    white_space: str
    lang: str
    right_to_left: bool
    break_before: str
    break_after: str
    break_inside: str
    orphans: int
    widows: int
    page: str
    columns: int
    column_gap: float | None
    column_rule: Border | None
    column_span: bool
    layout: Layout
    content: tuple[Any, ...] | None  # None: normal, or none
    counter_increment: tuple[tuple[str, int], ...] | None  # None: as the display type says
    counter_reset: tuple[tuple[str, int], ...]
    counter_set: tuple[tuple[str, int], ...]
    list_style_type: Any
    list_style_position: str
    string_set: tuple[Any, ...]
    bookmark_level: int | None
    docx: Mapping[str, str]

    @property
    def inline(self) -> bool:
        """Whether the element flows in a line of text rather than starting its own."""
        return self.display.startswith("inline") and self.floating == "none"


def record(computed: Any) -> Style:
    """Return the plain record of one of WeasyPrint's computed styles."""
    value: Callable[[str], Any] = computed.__getitem__
    text_colour = colour(value("color"), None) or "000000"
    size = points(value("font_size"))
    position = value("position")
    return Style(
        display=display(value("display")),
        position="running" if isinstance(position, tuple) else position,
        running=position[1] if isinstance(position, tuple) else None,
        floating=value("float"),
        visible=value("visibility") == "visible",
        z_index=None if value("z_index") == "auto" else value("z_index"),
        inset=Sides(*(length(value(side)) for side in Sides._fields)),
        margin=lengths(value, "margin_{}"),
        padding=lengths(value, "padding_{}"),
        border=Sides(*(border(value, f"border_{side}", text_colour) for side in Sides._fields)),
        border_collapse=value("border_collapse") == "collapse",
        table_fixed=value("table_layout") == "fixed",
        by_content=serialise(value("__columns") or ()) == "by-content",
        last_row=serialise(value("__last_row") or ()).strip(),
        width=inner(value, "width", ("left", "right")),
        height=inner(value, "height", ("top", "bottom")),
        min_height=inner(value, "min_height", ("top", "bottom")),
        max_width=inner(value, "max_width", ("left", "right")),
        max_height=inner(value, "max_height", ("top", "bottom")),
        size=tuple(part * PX for part in value("size")),
        background=colour(value("background_color"), text_colour) or gradient(value("background_image")),
        background_image=url(value("background_image")),
        gradient="gradient" in value("background_image")[0][0],
        background_size=value("background_size")[0],
        radius=radius(value("border_top_left_radius")[0]),
        shadow=bool(value("box_shadow")),
        outlined=value("outline_style") != "none" and bool(value("outline_width")),
        bordered_by_mask=value("mask_border_source")[0] != "none",
        word_spacing=points(value("word_spacing")),
        opacity=float(value("opacity")),
        scale_x=scale_x(value("transform")),
        rotation=rotation(value("transform")),
        font_family=tuple(value("font_family")),
        font_size=size,
        bold=value("font_weight") >= 600,
        italic=value("font_style") != "normal",
        small_caps=value("font_variant_caps") in ("small-caps", "all-small-caps"),
        colour=text_colour,
        decoration=words(value("text_decoration_line")),
        decoration_style=value("text_decoration_style"),
        letter_spacing=points(value("letter_spacing")),
        kerned=value("font_kerning") != "none",
        line_height=line_height(value("line_height"), size),
        raised=points(value("vertical_align")),
        vertical_align=value("vertical_align") if isinstance(value("vertical_align"), str) else "baseline",
        text_align=value("text_align_all"),
        text_align_last=value("text_align_last"),
        text_indent=length(value("text_indent")),
        text_transform=value("text_transform"),
        white_space=value("white_space"),
        lang=value("lang") or "",
        right_to_left=value("direction") == "rtl",
        break_before=value("break_before"),
        break_after=value("break_after"),
        break_inside=value("break_inside"),
        orphans=value("orphans"),
        widows=value("widows"),
        page=value("page"),
        columns=1 if value("column_count") == "auto" else value("column_count"),
        column_gap=None if value("column_gap") == "normal" else points(value("column_gap")),
        column_rule=border(value, "column_rule", text_colour),
        column_span=value("column_span") == "all",
        layout=layout(value),
        content=None if isinstance(value("content"), str) else tuple(value("content")),
        counter_increment=None if value("counter_increment") == "auto" else tuple(value("counter_increment")),
        counter_reset=tuple(value("counter_reset")),
        counter_set=tuple(value("counter_set")),
        list_style_type=value("list_style_type"),
        list_style_position=value("list_style_position"),
        string_set=() if value("string_set") == "none" else tuple(value("string_set")),
        bookmark_level=None if value("bookmark_level") == "none" else value("bookmark_level"),
        docx=custom(value),
    )


def inner(value: Callable[[str], Any], name: str, sides: tuple[str, str]) -> Length:
    """Return a size of the content; `box-sizing: border-box` counts padding and lines in, as far as known."""
    size = length(value(name))
    if value("box_sizing") != "border-box" or not isinstance(size, float):
        return size
    edges = (points(value(f"{what}_{side}{end}")) for what, end in EDGES for side in sides)
    return max(size - sum(edges), 0.0)


def display(words: tuple[str, ...]) -> str:
    """Return the one word of a computed `display` that decides how its box is written."""
    if "list-item" in words:
        return "list-item"
    if words[-1] in ("table", "flex", "grid", "flow-root") and words[0] == "inline":
        return "inline-block" if words[-1] == "flow-root" else f"inline-{words[-1]}"
    return words[-1] if words[-1] in ("table", "flex", "grid") else words[0]


def words(value: Any) -> frozenset[str]:
    """Return the keywords of a property that takes several, none for `none`."""
    return frozenset() if value == "none" else frozenset(value)


def lengths(value: Callable[[str], Any], name: str) -> Sides[Length]:
    """Return the four lengths of a box property such as `margin_{}`."""
    return Sides(*(length(value(name.format(side))) for side in Sides._fields))


def line_height(value: Any, font_size: float) -> float | None:
    """Return the line pitch in points, None for `normal`."""
    if value == "normal":
        return None
    if isinstance(value, int | float):
        return value * font_size
    if value.unit == "px":
        return float(value.value) * PX
    return float(value.value) * font_size / (100 if value.unit == "%" else 1)


def colour(value: Any, current: str | None) -> str | None:
    """Return a colour as RRGGBB, laid on white as far as it is transparent, None when it wholly is."""
    if isinstance(value, str):
        return current
    on_white = (1 - value.alpha * (1 - part) for part in red_green_blue(value))
    return "".join(f"{round(part * 255):02X}" for part in on_white) if value.alpha else None


def border(value: Callable[[str], Any], name: str, current: str) -> Border | None:
    """Return a border line, None when nothing would be drawn."""
    line, width = value(f"{name}_style"), points(value(f"{name}_width"))
    painted = colour(value(f"{name}_color"), current)
    visible = line not in ("none", "hidden") and width and painted
    return Border(width, line, painted) if visible and painted else None


def url(images: tuple[Any, ...]) -> str | None:
    """Return the address of the first background image, None when there is none."""
    kind, address = images[0]
    return address if kind == "url" else None


def gradient(images: tuple[Any, ...]) -> str | None:
    """Return the mean colour of a gradient, None when the background is none."""
    kind, image = images[0]
    stops = [colour(stop, None) for stop in getattr(image, "colors", ())] if "gradient" in kind else []
    known = [stop for stop in stops if stop]
    parts = zip(*(bytes.fromhex(stop) for stop in known), strict=True)
    return "".join(f"{round(sum(part) / len(known)):02X}" for part in parts) or None


def radius(value: Any) -> float:
    """Return a corner's radius in points; a percentage counts as round."""
    return points(value) or (ROUND if getattr(value, "unit", "") == "%" and value.value else 0.0)


def scale_x(transform: tuple[Any, ...]) -> float:
    """Return how much a `transform` narrows or widens text."""
    return next((args[0] for name, args in transform if name == "scale"), 1.0)


def rotation(transform: tuple[Any, ...]) -> float:
    """Return the turn of a `transform` in degrees, clockwise."""
    return next((args * 57.29577951308232 for name, args in transform if name == "rotate"), 0.0)


def custom(value: Callable[[str], Any]) -> Mapping[str, str]:
    """Return the `--docx-*` properties said of this element, by the name after `--docx-`."""
    said = {name: value(f"__docx_{name.replace('-', '_')}") for name in CUSTOM}
    texts = {name: serialise(tokens) for name, tokens in said.items() if tokens}
    return {name: text for name, text in texts.items() if text != "auto"}


def serialise(tokens: Any) -> str:
    """Return the raw tokens of a custom property as text, a quoted string without its quotes."""
    words = (token.value if token.type == "string" else token.serialize() for token in tokens)
    return " ".join(word for word in words if word.strip())


NO_LINES: Sides[Border | None] = Sides(None, None, None, None)


NO_SPACE = Sides(0.0, 0.0, 0.0, 0.0)

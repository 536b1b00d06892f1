"""What an SVG picture may hold: elements, attributes, values; and what of it no writer of ours can draw."""

import re

NAMESPACE = "http://www.w3.org/2000/svg"
XLINK_NAMESPACE = "http://www.w3.org/1999/xlink"
XLINK = f"{{{XLINK_NAMESPACE}}}href"

ELEMENTS = frozenset({
    "svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "clipPath",
    "pattern", "marker", "image", "style", "title", "desc", "a",
})  # fmt: skip
SILENT = frozenset({"script", "metadata", "cursor", "view"})
"""What goes without a word, since nobody would see it."""

ATTRIBUTES = frozenset({
    "id", "class", "style", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy",
    "fr", "d", "points", "width", "height", "viewBox", "preserveAspectRatio", "version", "baseProfile",
    "transform", "gradientTransform", "patternTransform", "gradientUnits", "patternUnits",
    "patternContentUnits", "clipPathUnits", "markerUnits", "spreadMethod", "offset", "href", "refX",
    "refY", "markerWidth", "markerHeight", "orient", "overflow", "dx", "dy", "rotate", "textLength",
    "lengthAdjust", "startOffset", "pathLength", "fill", "fill-opacity", "fill-rule", "stroke",
    "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
    "stroke-dasharray", "stroke-dashoffset", "opacity", "color", "display", "visibility", "clip-path",
    "clip-rule", "marker", "marker-start", "marker-mid", "marker-end", "stop-color", "stop-opacity",
    "font-family", "font-size", "font-weight", "font-style", "font-variant", "font-stretch",
    "letter-spacing", "word-spacing", "text-anchor", "text-decoration", "dominant-baseline",
    "alignment-baseline", "baseline-shift", "writing-mode", "text-rendering", "shape-rendering",
    "image-rendering", "role", "paint-order", "vector-effect", "mix-blend-mode", "isolation",
})  # fmt: skip
UNDRAWABLE = frozenset({"mask", "filter"})
"""Attributes without which the picture looks another."""
IGNORED = {
    "writing-mode": {"horizontal-tb", "lr", "lr-tb", "rl", "rl-tb"},
    "text-decoration": set(),
    "mix-blend-mode": set(),
    "baseline-shift": {"0", "0%", "0px", "baseline"},
    "paint-order": {"fill", "fill stroke", "fill stroke markers"},
    "vector-effect": set(),
    "word-spacing": {"0", "0px"},
    "font-variant": set(),
}
"""Attributes that the renderer passes over, and what they may say without being missed (beside `WITHOUT`)."""
WITHOUT = frozenset({"none", "normal", "inherit", "initial", "unset", "auto"})

DECLARATION = re.compile(r"(?:^|[;{])\s*([a-z-]{1,40})\s*:\s*([^;{}]*)", re.IGNORECASE)
"""A property and its value, in a style sheet or an attribute `style`."""
ADDRESS = re.compile(r"url\s*\(\s*[\"']?\s*(#?)([^)\"']*)", re.IGNORECASE)
IN_SHEETS = re.compile(r"@import|@font-face|\\|expression|javascript|-moz-binding", re.IGNORECASE)


def is_unsafe(text: str, sheet: bool = False) -> bool:
    """Say whether a value, or a style sheet, leads out of the picture."""
    addresses = any(not found[1] for found in ADDRESS.finditer(text))
    may_style = sheet or ":" in text
    return addresses or (may_style and IN_SHEETS.search(text) is not None)


def is_missed(name: str, value: str) -> bool:
    """Say whether a property or attribute is not drawn, though the picture looks another without it."""
    said = " ".join(value.replace("!important", "").lower().split())
    if said in WITHOUT or not said:
        return False
    return name in UNDRAWABLE or (name in IGNORED and said not in IGNORED[name])

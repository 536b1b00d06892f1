"""How large a drawing is: said by itself, or by its `viewBox`, and from then on in plain pixels.

Readers differ in what they make of a size that is left out, or given in %, em or upper case (`200PX`); so the
drawing is given one that all read alike. Its own units are CSS pixels (SVG 2, 8.9), and a side that is left
out follows the other in the proportion of the `viewBox` (CSS 2.2, 10.3.2 and 10.6.2).
"""

import math
import re
from typing import Any, NamedTuple

from ..unusable import UnusablePicture
from .allowed import DECLARATION
from .mending import NUMBER, NUMERIC, size_in_numbers

SIZE_LIMIT = 20_000
"""CSS pixels across or down: five metres."""
NUMBER_LIMIT = 1e6
USUAL = (300.0, 150.0)
"""Pixels of a picture of which nothing is known (CSS 2.2, 10.3.2)."""
SMALLEST = 16.0
"""Pixels of the smallest picture that anyone draws; a `viewBox` below it has units of its own, as 0 0 1 1."""

BOX = re.compile(rf"\s*{NUMBER}(?:(?:\s+,?|,)\s*{NUMBER}){{3}}\s*")
LENGTH = re.compile(rf"\s*({NUMBER})\s*([a-z]{{1,4}}|%)?\s*(?:!important\s*)?", re.IGNORECASE)
PLAIN = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:px|pt|mm|cm|in|pc)?")
INCH, EM = 96.0, 16.0
PIXELS = {
    "": 1.0, "px": 1.0, "pt": INCH / 72, "pc": INCH / 6, "mm": INCH / 25.4, "cm": INCH / 2.54, "in": INCH,
    "q": INCH / 101.6, "em": 1.0, "rem": 1.0, "ex": 0.5, "ch": 0.5,
}  # fmt: skip
OF_TYPE = frozenset({"em", "rem", "ex", "ch"})
OF_ROOM = frozenset({"%", "vw", "vh", "vmin", "vmax"})
"""Shares of a room that a picture on a page does not know: as if nothing were said."""
NO_LENGTH = frozenset({"auto", "none", "inherit", "initial", "unset", "100%"})
SIDES = ("width", "height")


class Size(NamedTuple):
    """How large a drawing is, in CSS pixels, and whether that was to be written into it."""

    width: float
    height: float
    is_new: bool


def give_size(root: Any) -> Size:
    """Return the size of a drawing, and give it to the drawing itself where it does not say it plainly.

    Raises UnusablePicture for a viewBox or a size that is none, or beyond any sheet of paper.
    """
    box = view_box(root)
    said = {name: side(root, name) for name in SIDES}
    width, height = in_proportion(said["width"], said["height"], box)
    for name, pixels in zip(SIDES, (width, height), strict=True):
        if not 0 < pixels <= SIZE_LIMIT:
            given = name if said[name] is not None or box is None else "viewBox"
            raise UnusablePicture("drawing-size", name=given, found=str(root.get(given))[:60])
    is_plain = box is not None and all(PLAIN.fullmatch(root.get(name, "")) for name in SIDES)
    if is_plain and not any(declared(root, name) for name in SIDES):
        return Size(width, height, is_new=False)
    undeclare(root)
    root.set("width", f"{width:.6g}")
    root.set("height", f"{height:.6g}")
    if box is None:
        root.set("viewBox", f"0 0 {width:.6g} {height:.6g}")
    return Size(width, height, is_new=True)


def view_box(root: Any) -> tuple[float, float] | None:
    """Return the sides of a drawing's viewBox, None without one. Raises UnusablePicture."""
    box = root.get("viewBox")
    if box is None:
        return None
    if not is_box(box):
        raise UnusablePicture("drawing-size", name="viewBox", found=box[:60])
    _, _, width, height = map(float, NUMERIC.findall(box))
    return width, height


def is_box(text: str) -> bool:
    """Say whether a viewBox is four numbers that span a picture."""
    if len(text) > 200 or not BOX.fullmatch(text):
        return False
    numbers = [float(number) for number in NUMERIC.findall(text)]
    return all(math.isfinite(n) and abs(n) <= NUMBER_LIMIT for n in numbers) and min(numbers[2:]) > 0


def side(root: Any, name: str) -> float | None:
    """Return what a drawing says of one side, in pixels, None where it says nothing a page can use."""
    text = declared(root, name) or root.get(name, "auto").strip("; \n\t")
    found = LENGTH.fullmatch(text)
    if text.lower() in NO_LENGTH:
        return None
    unit = (found[2] or "").lower() if found else ""
    if found is None or not (unit in PIXELS or unit in OF_ROOM):
        raise UnusablePicture("drawing-size", name=name, found=text[:60])
    if unit in OF_ROOM:
        return None
    em = font_size(root) if unit in OF_TYPE else 1.0
    return float(found[1]) * PIXELS[unit] * em


def declared(root: Any, name: str) -> str:
    """Return what the attribute `style` of a drawing says of one property, nothing where it is silent."""
    said = {found[1].lower(): found[2].strip() for found in DECLARATION.finditer(root.get("style", ""))}
    return said.get(name, "")


def undeclare(root: Any) -> None:
    """Take the sides out of the attribute `style`, where they would outdo the attributes."""
    if any(declared(root, name) for name in SIDES):
        found = [one for one in DECLARATION.finditer(root.get("style")) if one[1].lower() not in SIDES]
        root.set("style", ";".join(f"{one[1]}:{one[2]}" for one in found))


def font_size(root: Any) -> float:
    """Return the size of type at the root of a drawing, in pixels."""
    found = LENGTH.fullmatch(size_in_numbers(declared(root, "font-size") or root.get("font-size", "16")))
    unit = (found[2] or "").lower() if found else ""
    if found is None or unit not in PIXELS:
        return EM
    return float(found[1]) * PIXELS[unit] * (EM if unit in OF_TYPE else 1.0)


def in_proportion(
    width: float | None, height: float | None, box: tuple[float, float] | None
) -> tuple[float, float]:
    """Return both sides of a drawing, of which none, one or two are said."""
    across, down = box or USUAL
    if width is not None and height is not None:
        return width, height
    if width is not None:
        return width, width * down / across if box else down
    if height is not None:
        return (height * across / down if box else across), height
    if max(across, down) < SMALLEST:
        grown = USUAL[0] / max(across, down)
        return across * grown, down * grown
    return across, down

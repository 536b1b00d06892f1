"""Vector pictures drawn once, however many pages and files show them.

WeasyPrint 70 draws an SVG afresh on every page: the ground of a certificate takes it a fifth of a second and
70 kB each time. This module teaches it to draw a picture into a PDF form the first time and to refer to that
form afterwards, as it does with photographs; and to remember what a plain picture's form says, for the next
file.

For WeasyPrint 70. Upstream: Kozea/WeasyPrint #1978 (open). Held by:
tests/layout/test_svg_cache.py::test_the_contract_is_with_this_version_of_weasyprint
"""

from typing import Any
from xml.etree.ElementTree import tostring

from weasyprint.images import SVGImage

from ..canvas import is_canvas

REMEMBERED = 16
"""Pictures of which the operators are kept."""

OPAQUE = "ExtGState"
"""The resources that say how opaque a pen is."""

remembered: dict[tuple[bytes, float, float], tuple[list[Any], dict[str, Any]]] = {}
"""What the forms of plain pictures say and how opaque their pens are, by the picture's source and size."""


def install() -> None:
    """Make WeasyPrint keep vector pictures from now on; calling again changes nothing."""
    if SVGImage.draw is not draw:
        SVGImage.draw_afresh = SVGImage.draw
        SVGImage.draw = draw


def draw(image: Any, stream: Any, width: float, height: float, style: Any) -> None:
    """Draw `image` onto a page or into a group, `width` by `height` px."""
    if is_canvas(stream):
        stream.vector(image, tostring(image._svg.tree._etree_node), width, height, style)
        return
    name = kept(image, stream, width, height)
    if name is None:
        form = stream.add_group(0, 0, width, height)
        # A plain form: as a transparency group its colours would be blended, and a printer's flattened.
        del form.extra["Group"]
        fill(form, image, width, height, style)
        name = form.id
        image.forms.append((stream._resources, width, height, name))
    stream.draw_x_object(name)


def kept(image: Any, stream: Any, width: float, height: float) -> str | None:
    """Return the form among the resources of `stream` that holds `image` in this size, None without one."""
    if not hasattr(image, "forms"):
        image.forms = []
    for resources, across, down, name in image.forms:
        if resources is stream._resources and (across, down) == (width, height):
            return str(name)
    return None


def fill(form: Any, image: Any, width: float, height: float, style: Any) -> None:
    """Draw `image` into an empty form, from memory where it was drawn in this size before."""
    key = tostring(image._svg.tree._etree_node), width, height
    if key in remembered:
        operators, pens = remembered[key]
        form.stream = list(operators)
        form._resources[OPAQUE].update(pens)
        return
    image.draw_afresh(form, width, height, style)
    if is_plain(form, key[0]) and not hasattr(image._svg, "left_out"):
        if len(remembered) == REMEMBERED:
            remembered.clear()
        remembered[key] = list(form.stream), dict(form._resources[OPAQUE])


def is_plain(form: Any, source: bytes) -> bool:
    """Say whether a form needs nothing that belongs to one file: type, other forms, shades, masks."""
    others = any(form._resources[name] for name in ("XObject", "Pattern", "Shading"))
    masked = any("SMask" in pen for pen in form._resources[OPAQUE].values())
    return b"text" not in source and not others and not masked

"""What a drawing defines (patterns, masks, symbols) stays as it is, however often the drawing is drawn.

WeasyPrint 70 makes of a definition what it is drawn as, and leaves it so: the next time (in OFD after PDF, on
another page, in the next gathering) a symbol is drawn where it is defined too, and a pattern has another size
and lies beside the shape that it fills.

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_svg.py::test_weasyprint_itself_still_draws_a_drawing_otherwise_the_second_time
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint import svg
from weasyprint.svg import SVG

draw_once = SVG.draw


def install() -> None:
    """Make WeasyPrint put definitions back when it has drawn them; calling again changes nothing."""
    if SVG.draw is draw_once:
        SVG.draw = draw
        svg.draw_pattern = putting_back(svg.draw_pattern)
        svg.paint_mask = putting_back(svg.paint_mask)


def draw(drawing: Any, *told: Any) -> None:
    """Draw a drawing onto a stream; symbols that were used are symbols again afterwards."""
    names = [(element, element.tag) for element in drawing.tree._etree_node.iter()]
    try:
        draw_once(drawing, *told)
    finally:
        for element, name in names:
            element.tag = name


def putting_back(paint: Callable[..., Any]) -> Callable[..., Any]:
    """Return what paints with a definition, and leaves it with the name and the attributes that it had."""

    @wraps(paint)
    def painted(drawing: Any, node: Any, definition: Any, *told: Any, **options: Any) -> Any:
        element, name, attributes = (
            definition._etree_node,
            definition._etree_node.tag,
            dict(definition.attrib),
        )
        try:
            return paint(drawing, node, definition, *told, **options)
        finally:
            element.tag = name
            definition.attrib.clear()
            definition.attrib.update(attributes)

    return painted

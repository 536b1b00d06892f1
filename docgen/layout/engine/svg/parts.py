"""A part of a drawing that cannot be drawn takes no other part with it.

WeasyPrint 70 leaves a whole SVG blank for one attribute it cannot read (`opacity="5 %x"`), and says so in its
log only. This module teaches it to leave out the part alone, and to tell the fetcher which one it was.

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_svg.py::test_a_part_that_cannot_be_drawn_takes_no_other_with_it
"""

from typing import Any

from weasyprint.svg import SVG, Node

SIZES = (
    "concrete_width",
    "concrete_height",
    "normalized_diagonal",
    "inner_width",
    "inner_height",
    "inner_diagonal",
)
"""What a part may change of its drawing and has to put back when it is done."""


def install() -> None:
    """Make WeasyPrint leave out parts instead of drawings; calling again changes nothing."""
    if SVG.draw_node is not draw_node:
        SVG.draw_node_or_fail, Node.cascade_or_fail = SVG.draw_node, Node.cascade
        SVG.draw_node, Node.cascade = draw_node, cascade


class Unreadable(ValueError):  # noqa: N818 - what the part is, not that it is an error
    """A part of a drawing whose attributes cannot be read."""


def cascade(node: Any, child: Any) -> None:
    """Stand in for WeasyPrint's Node.cascade: a child that cannot be read is found out when it is drawn."""
    try:
        node.cascade_or_fail(child)
    except Exception as error:  # as below
        child.unreadable = error


def draw_node(svg: Any, node: Any, *told: Any, **options: Any) -> None:
    """Stand in for WeasyPrint's SVG.draw_node: what fails is as if it had never been begun."""
    stream = svg.stream
    written, depth, ctm = len(stream.stream), len(stream._ctm_stack), stream.ctm
    sizes = {name: getattr(svg, name) for name in SIZES}
    try:
        if hasattr(node, "unreadable"):
            raise Unreadable from node.unreadable
        svg.draw_node_or_fail(node, *told, **options)
    except Exception:  # numbers, words, colours: each fails in its own way
        del stream.stream[written:]
        stream._ctm_stack[depth - 1 :] = [ctm]
        forget_pens(stream)
        svg.stream = stream
        vars(svg).update(sizes)
        svg.cursor_position, svg.cursor_d_position, svg.text_path_width = [0, 0], [0, 0], 0
        svg.left_out = [*getattr(svg, "left_out", ()), node.tag]
        if note := getattr(svg.url_fetcher, "note_undrawn", None):
            note(svg.url, node.tag)


def forget_pens(stream: Any) -> None:
    """Make a stream say its colours, pens and type again, since what said them last may be gone."""
    stream._current_color = stream._current_color_stroke = None
    stream._current_alpha = stream._current_alpha_stroke = None
    stream._current_font = stream._current_font_size = None
    stream._old_font = stream._old_font_size = None

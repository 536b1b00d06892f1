"""Type in drawings is set in docgen's faces by their roles, as everywhere; the machine is not asked.

WeasyPrint 70 asks fontconfig for whatever family an SVG names, which answers 宋体 with a Japanese face. This
module puts roles in the place of the families before a text is drawn; the fetcher knows which.

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_svg.py::test_type_in_a_drawing_is_set_in_a_face_of_docgen
"""

from typing import Any

from weasyprint import svg as engine

draw_text = engine.text


def install() -> None:
    """Make WeasyPrint set type in drawings by roles; calling again changes nothing."""
    if engine.text is draw_text:
        engine.TAGS.update({tag: text for tag, drawn in engine.TAGS.items() if drawn is draw_text})
        engine.text = text


def no_roles(families: str) -> tuple[str, ...]:
    """Return the roles that a fetcher of another knows: none."""
    return ()


def text(svg: Any, node: Any, font_size: float) -> None:
    """Stand in for WeasyPrint's drawing of a text in a drawing."""
    roles = getattr(svg.url_fetcher, "roles", no_roles)
    if named := roles(node.get("font-family", "")):
        node.attrib["font-family"] = ",".join(named)
    draw_text(svg, node, font_size)

"""Vector pictures drawn once for a whole PDF, however many pages show them.

WeasyPrint 70 draws an SVG afresh on every page: the ground of a certificate takes it a fifth of a second and
70 kB each time. This module teaches it to draw a picture into a PDF form the first time and to refer to that
form afterwards, as it does with photographs. It is the only place that reaches into WeasyPrint's drawing;
tests/test_vectors.py holds it to its contract.
"""

from typing import Any

from weasyprint.images import SVGImage

Form = tuple[Any, float, float]
"""The resources a form is kept in, and the size it was drawn in."""


def install() -> None:
    """Make WeasyPrint keep vector pictures from now on; calling again changes nothing."""
    if SVGImage.draw is not draw:
        SVGImage.draw_afresh = SVGImage.draw
        SVGImage.draw = draw


def draw(image: Any, stream: Any, width: float, height: float, style: Any) -> None:
    """Draw `image` onto a page or into a group, `width` by `height` px."""
    name = kept(image, stream, width, height)
    if name is None:
        group = stream.add_group(0, 0, width, height)
        # A plain form: as a transparency group its colours would be blended, and a printer's flattened.
        del group.extra["Group"]
        image.draw_afresh(group, width, height, style)
        name = group.id
        image.forms.append(((stream._resources, width, height), name))
    stream.draw_x_object(name)


def kept(image: Any, stream: Any, width: float, height: float) -> str | None:
    """Return the name of the form that holds `image` in this size, None when it was not drawn yet."""
    if not hasattr(image, "forms"):
        image.forms = []
    forms: list[tuple[Form, str]] = image.forms
    return next(
        (
            name
            for (resources, across, down), name in forms
            if resources is stream._resources and (across, down) == (width, height)
        ),
        None,
    )

"""Pictures of laid-out pages brought down to the dots that their printed size can show.

WeasyPrint has an option for it (`dpi`), which divides by zero at a picture that is turned, writes JPEG in a
quality of its own, and knows nothing of the Word file, which is to hold the same dots.

For WeasyPrint 70. Upstream: none is known. Held by:
tests/layout/test_print_dots.py::test_a_picture_of_a_page_is_found_with_its_printed_size
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from weasyprint.images import RasterImage
from weasyprint.layout.replaced import replacedbox_layout

from docgen.content.pictures import JPEG, PNG, Picture, at_print_size

PIXELS = 96
"""To the inch."""
SAME_SIZE = frozenset({"rotate", "translate"})
"""Transformations that leave a picture as large as it was."""
BY_ITS_DOTS = ("none", "scale-down")
"""Values of object-fit by which a picture is as large as its dots make it."""
AS_IT_IS = {"jpeg_quality": None, "dpi": None, "optimize_images": False}


def bring_down(pages: Sequence[Any], loaded: Iterable[Any]) -> None:
    """Give every picture of laid-out pages as many dots as can be seen where it stands.

    `loaded` is what WeasyPrint has read for them: mostly no picture made of dots, and nothing is to be done.
    """
    if not any(isinstance(one, RasterImage) for one in loaded):
        return
    made: dict[str, Any] = {}
    for page in pages:
        for box in pictures(page._page_box):
            box.replacement = coarser(box.replacement, *printed_size(box), made)


def pictures(box: Any) -> Iterator[Any]:
    """Yield the boxes in a box that show dots, but for those that CSS may draw larger than laid out."""
    box = getattr(box, "_box", box)  # what is positioned stands behind a placeholder
    if not {name for name, _ in box.style["transform"] or ()} <= SAME_SIZE:
        return
    shows_dots = isinstance(getattr(box, "replacement", None), RasterImage)
    if shows_dots and box.style["object_fit"] not in BY_ITS_DOTS:
        yield box
    for child in getattr(box, "children", ()):
        yield from pictures(child)


def printed_size(box: Any) -> tuple[float, float]:
    """Return how wide and high the picture of a box is drawn, in inches."""
    width, height, *_ = replacedbox_layout(box)
    return width / PIXELS, height / PIXELS


def coarser(image: Any, width: float, height: float, made: dict[str, Any]) -> Any:
    """Return a picture with no more dots than are seen at its size in inches; `made` are earlier ones."""
    from PIL import Image

    form = JPEG if image.format == "JPEG" else PNG
    whole = Picture(bytes(image.image_data.data), form, image.width, image.height)
    fit = at_print_size(whole, width, height)
    if fit.width == whole.width:  # it may be an equal one, kept from another document
        return image
    name = f"{image.id}-{fit.width}"
    if name not in made:
        opened = Image.open(io.BytesIO(fit.data))
        made[name] = RasterImage(opened, name, fit.data, None, image._cache, "none", AS_IT_IS)
        made[name].ratio = image.ratio
    return made[name]

"""Pictures cut down to what is seen of them: what a reader does not show does not lie in the file either.

For WeasyPrint 70. Upstream: none is known; it hides the rest of a picture by a clip. Held by:
tests/layout/test_canvas.py::test_a_cropped_picture_holds_no_more_than_is_seen
"""

import io
from dataclasses import replace
from math import ceil, floor

from docgen.composed.printed import Area

from ...graphics import Dots, Image

QUALITY = 95
"""Of a JPEG that is written anew."""


def cropped(image: Image, clip: Area) -> Image | None:
    """Return a picture as it is seen through an upright rectangle, None where none of it is.

    One that is turned keeps its dots, and is cut by its area.
    """
    from PIL import Image as Pillow

    seen = image.area.common(clip)
    a, b, c, d, *_ = image.matrix
    if not (seen.width and seen.height):
        return None
    if abs(b) + abs(c) > 1e-6 or a <= 0 or d <= 0:
        return replace(image, area=seen)
    opened = Pillow.open(io.BytesIO(image.dots.data))
    across, down = opened.width / image.area.width, opened.height / image.area.height
    box = (
        floor((seen.left - image.area.left) * across + 1e-6),
        floor((seen.top - image.area.top) * down + 1e-6),
        min(opened.width, ceil((seen.right - image.area.left) * across - 1e-6)),
        min(opened.height, ceil((seen.bottom - image.area.top) * down - 1e-6)),
    )
    kept = io.BytesIO()
    options = {"quality": QUALITY} if image.dots.form == "JPEG" else {}
    opened.crop(box).save(kept, image.dots.form, **options)
    left, top = image.area.left + box[0] / across, image.area.top + box[1] / down
    matrix = ((box[2] - box[0]) / across, 0.0, 0.0, (box[3] - box[1]) / down, left, top)
    return replace(image, area=seen, dots=Dots(image.dots.form, kept.getvalue()), matrix=matrix)

"""Pictures cut down to what is seen of them: what a reader does not show does not lie in the file either.

A picture that is seen through another shape than a rectangle (round corners) is clear outside of it.

For WeasyPrint 70. Upstream: none is known; it hides the rest of a picture by a clip. Held by:
tests/layout/test_canvas.py::test_a_cropped_picture_holds_no_more_than_is_seen
"""

import io
from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor, isqrt

from weasyprint.matrix import Matrix

from docgen.composed.printed import Area

from ...graphics import Dots, Image, Step
from ...graphics.paths import flat, parts_of

FINE = 4
"""How many times as fine as its dots the edge of a shape is drawn, at most."""
MOST_DOTS = 16_000_000
"""With which it is drawn."""
LEAST_SIDE = 400
"""Dots that a picture with such an edge has, so that it is not seen in steps."""
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
    if box[0] >= box[2] or box[1] >= box[3]:  # it ends where the rectangle begins
        return None
    kept = io.BytesIO()
    options = {"quality": QUALITY} if image.dots.form == "JPEG" else {}
    opened.crop(box).save(kept, image.dots.form, **options)
    left, top = image.area.left + box[0] / across, image.area.top + box[1] / down
    matrix = ((box[2] - box[0]) / across, 0.0, 0.0, (box[3] - box[1]) / down, left, top)
    return replace(image, area=seen, dots=Dots(image.dots.form, kept.getvalue()), matrix=matrix)


def masked(image: Image, shape: Sequence[Step]) -> Image | None:
    """Return a picture that is clear outside a shape; None where the shape has several parts."""
    from PIL import Image as Pillow
    from PIL import ImageChops, ImageDraw

    parts = [flat(part) for part in parts_of(shape)]
    way = Matrix(*image.matrix)
    if len(parts) != 1 or not way.determinant:
        return None
    opened = Pillow.open(io.BytesIO(image.dots.data)).convert("RGBA")
    finer = ceil(LEAST_SIDE / max(opened.size))
    opened = opened.resize((opened.width * finer, opened.height * finer), Pillow.Resampling.NEAREST)
    way = way.invert
    corners = [way.transform_point(*point) for point in parts[0]]
    fine = max(1, min(FINE, isqrt(MOST_DOTS // (opened.width * opened.height))))
    mask = Pillow.new("L", (opened.width * fine, opened.height * fine))
    ImageDraw.Draw(mask).polygon([(x * mask.width, y * mask.height) for x, y in corners], fill=255)
    mask = mask.resize(opened.size, Pillow.Resampling.BOX)
    opened.putalpha(ImageChops.multiply(opened.getchannel("A"), mask))
    kept = io.BytesIO()
    opened.save(kept, "PNG")
    return replace(image, dots=Dots("PNG", kept.getvalue()))

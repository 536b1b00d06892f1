"""Pictures have as many dots as print can show where they stand, and no more."""

import io

import pytest
from PIL import Image

from docgen.content.pictures import JPEG, PNG, SVG, Picture, at_print_size


def picture(width: int, height: int, form: str = "JPEG", mode: str = "RGB") -> Picture:
    """Return a picture of so many dots."""
    stream = io.BytesIO()
    Image.effect_noise((width, height), 60).convert(mode).save(stream, form)
    return Picture(stream.getvalue(), f"image/{form.lower()}", width, height)


@pytest.mark.parametrize(
    ("dots", "inches", "left"),
    [
        ((900, 600), (1, 2 / 3), (300, 200)),
        ((900, 600), (2, 4 / 3), (600, 400)),
        ((900, 600), (3, 2), (900, 600)),
        ((902, 600), (3, 2), (902, 600)),  # a hair finer
        ((60, 40), (3, 2), (60, 40)),
        ((900, 600), (3, 0.5), (900, 600)),  # squeezed by CSS: the finer side decides
        ((900, 600), (1.01, 0.67), (300, 200)),  # in steps
        ((900, 600), (0, 0), (900, 600)),
    ],
)
def test_a_picture_has_three_hundred_dots_to_the_inch(dots, inches, left) -> None:
    fit = at_print_size(picture(*dots), *inches)
    assert (fit.width, fit.height) == left
    assert Image.open(io.BytesIO(fit.data)).size == left


def test_what_shows_through_and_what_is_no_photograph_stays_so() -> None:
    assert at_print_size(picture(900, 600, "PNG", "RGBA"), 1, 1).media_type == PNG
    assert at_print_size(picture(900, 600, "JPEG"), 1, 1).media_type == JPEG
    drawing = Picture(b"<svg/>", SVG)
    assert at_print_size(drawing, 1, 1) is drawing

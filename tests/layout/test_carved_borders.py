"""Borders that look carved have two shades of their colour, in PDF and OFD, in whatever space it is named."""

import io
from colorsys import rgb_to_hsv

import pikepdf
import pytest
from tinycss2.color5 import parse_color
from weasyprint.draw.color import styled_color

from docgen.layout.colours import red_green_blue
from docgen.write import ofd
from docgen.write.pdf import single
from tests.support.gathered import letter
from tests.support.tagged import TYPEFACES

COLOURS = (
    "red", "#4080c0", "hsl(120 50% 40%)", "hwb(120 10% 10%)", "lab(50% 40 20)", "lch(50% 60 30)",
    "oklab(60% 0.1 0)", "oklch(60% 0.2 30)", "color(display-p3 0.8 0.2 0.2)", "color(xyz 0.3 0.2 0.1)",
    "device-cmyk(0 0.8 0.8 0.1)", "color(srgb 1.2 0.1 0.1)",
)  # fmt: skip


@pytest.mark.parametrize("colour", COLOURS)
def test_the_shades_are_those_of_the_colour(colour: str) -> None:
    hue, purity, value = rgb_to_hsv(*red_green_blue(parse_color(colour)))
    for style in ("ridge", "groove"):
        dark, light = sorted(styled_color(style, parse_color(colour), "top"), key=lambda one: max(*one[:3]))
        for shade, more in ((dark, value / 1.5), (light, 1 - (1 - value) / 1.5)):
            assert rgb_to_hsv(*shade[:3])[0] == pytest.approx(hue)
            assert max(*shade[:3]) == pytest.approx(more)
        assert rgb_to_hsv(*dark[:3])[1] < purity < rgb_to_hsv(*light[:3])[1] + 1e-9
    assert styled_color("inset", parse_color(colour), "top")[:3] == pytest.approx(dark[:3])
    assert styled_color("outset", parse_color(colour), "top")[:3] == pytest.approx(light[:3])


def test_they_are_drawn_in_every_form() -> None:
    boxes = "".join(
        f"<p style='{place}: 3pt {style} {COLOURS[7]}; {more}'>字</p>"
        for style in ("inset", "outset", "ridge", "groove")
        for place, more in (("border", ""), ("outline", ""), ("border", "border-radius: 4pt"))
    )
    page = letter("甲", boxes, "@page { size: 100mm 150mm } p { font: 12pt/20pt 仿宋; margin: 4pt }")
    with pikepdf.open(io.BytesIO(single.write(page, TYPEFACES).data)) as file:
        inks = {tuple(map(float, ops)) for ops, _ in pikepdf.parse_content_stream(file.pages[0], "rg")}
    shades = styled_color("ridge", parse_color(COLOURS[7]), "top")
    for shade in shades:
        assert any(ink == pytest.approx(shade[:3], abs=0.01) for ink in inks)
    assert {one.code for one in ofd.written(page, TYPEFACES).findings} <= {"ofd-by-reader"}

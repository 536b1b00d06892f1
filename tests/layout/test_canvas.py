"""Pages drawn as records: what WeasyPrint draws, run by run and side by side, with what each stands for."""

import ast
import io
from base64 import b64encode
from math import cos, pi, sin
from pathlib import Path

import pytest
import weasyprint
from PIL import Image as Pillow

from docgen.composed.printed import Area
from docgen.content import project
from docgen.layout import fonts
from docgen.layout.engine.canvas.cropping import cropped
from docgen.layout.engine.canvas.state import State
from docgen.layout.engine.canvas.stream import Canvas, Studio
from docgen.layout.graphics import Dots, Drawn, Figure, Image, LeftOut, Run
from docgen.layout.graphics.paths import by_winding, rectangle
from docgen.write.laid.document import Laid
from tests.support.gathered import ROOT, letter

ENGINE = Path(weasyprint.__file__).parent
CSS = "@page { size: 100mm 150mm; margin: 10mm } body, p { font: 12pt/20pt 仿宋, 藏文; margin: 0 }"
TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
OF_PDF = {
    "stream",
    "clone",
    "set_matrix",
    "show_text",
    "set_text_matrix",
    "set_font_size",
    "set_text_rise",
    "add_font",
}
"""What writing a PDF and drawing type ask for, which both have another way here."""
NO_STREAM = {"ink_rect", "logical_rect", "attrib", "get", "_etree_node"}
"""Rectangles of its own that type is measured with, and what elements of drawings called patterns have."""


def drawn(body: str, css: str = "") -> list[Drawn]:
    """Return the pages of a letter, drawn."""
    page = letter("信", body, CSS + css)
    laid = Laid(page, TYPEFACES)
    with laid.press.running():
        return laid.press.drawings(laid.pages, Studio())


def units(body: str, css: str = "") -> list:
    """Return what the one page of a letter is drawn of."""
    (page,) = drawn(body, css)
    return list(page.units)


def drawing(inside: str) -> str:
    """Return a drawing that holds some elements of SVG."""
    space = "http://www.w3.org/2000/svg"
    return f"<svg xmlns='{space}' width='60mm' height='40mm' viewBox='0 0 160 100'>{inside}</svg>"


def circle(corners: int, radius: float) -> str:
    """Return a path of so many corners around the middle of a drawing."""
    angles = [2 * pi * number / corners for number in range(corners)]
    return (
        "M" + " L".join(f"{80 + radius * cos(one):.2f} {50 + radius * sin(one):.2f}" for one in angles) + "Z"
    )


def called() -> set[str]:
    """Return what WeasyPrint's drawing asks of the stream it draws onto."""
    files = [*(ENGINE / "draw").glob("*.py"), *(ENGINE / "svg").glob("*.py"), ENGINE / "images.py"]
    names = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            on = ast.unparse(node.value) if isinstance(node, ast.Attribute) else ""
            if isinstance(node, ast.Attribute) and on.rpartition(".")[2] in (
                "stream",
                "group",
                "pattern",
                "alpha_stream",
            ):
                names.add(node.attr)
    return names


def test_the_stream_that_is_stood_in_for_is_the_one_known() -> None:
    canvas = Canvas(Studio(), (100, 100))
    assert {name for name in called() - OF_PDF if not hasattr(canvas, name)} <= NO_STREAM
    assert weasyprint.__version__.split(".")[0] == "70"


def test_a_run_knows_its_characters_and_its_glyphs() -> None:
    han, tibetan = (one for one in units("<p>第3期（示例）<br>བོད་སྐྱོང་</p>") if isinstance(one, Run))
    assert (han.text, han.is_nominal) == ("第3期（示例）", True)
    assert tibetan.text == "བོད་སྐྱོང་"
    assert not tibetan.is_nominal
    assert len(tibetan.glyphs) == len(tibetan.xs) == len(tibetan.ys) < len(tibetan.text)
    assert all(tibetan.face.font.glyph_to_string(glyph) != ".notdef" for glyph in tibetan.glyphs)


def test_a_run_begins_with_ink_and_its_area_holds_all_of_it() -> None:
    run = next(one for one in units("<p>　　甲、<b> 乙</b></p>") if isinstance(one, Run))
    assert run.text.startswith("甲")
    for glyph, x in zip(run.glyphs, run.xs, strict=True):
        left, _, right, top = run.face.reach(glyph)
        assert run.area.left <= run.origin[0] + x + left * run.size
        assert run.origin[0] + x + right * run.size <= run.area.right
        assert run.area.top <= run.origin[1] - top * run.size


def test_squeezed_type_has_a_way_of_its_own_to_the_page() -> None:
    run = next(one for one in units("<h1 style='transform: scaleX(.5)'>示例市</h1>") if isinstance(one, Run))
    assert run.matrix is not None
    assert run.matrix[0] / run.matrix[3] == pytest.approx(0.5)


@pytest.mark.parametrize("style", ["solid", "double", "dashed", "dotted", "groove", "inset"])
def test_a_border_is_drawn_side_by_side_without_clips(style: str) -> None:
    found = units(
        f"<div style='border-top: 3px {style} red; border-left: 1px {style} black; height: 9mm'></div>"
    )
    assert len(found) >= 2
    assert not any(one.even_odd or one.clips for one in found)
    dashed = [one for one in found if one.pen and one.pen.dashes]
    assert bool(dashed) == (style in ("dashed", "dotted"))


def test_sides_in_colours_of_their_own_meet_in_a_slant() -> None:
    found = units("<div style='border: 2mm solid red; border-top-color: blue; height: 9mm'></div>")
    top = next(one for one in found if one.fill and one.fill.blue == 255)
    (_, left), (_, right), (_, inner_right), (_, inner_left), _ = top.steps
    assert inner_left[0] - left[0] == pytest.approx(2, abs=0.01)
    assert right[0] - inner_right[0] == pytest.approx(2, abs=0.01)


@pytest.mark.parametrize(
    "red",
    [
        "hwb(0 0% 0%)",
        "lab(54.29 80.81 69.89)",
        "lch(54.29 106.84 40.86)",
        "oklch(0.62796 0.25768 29.234)",
        "device-cmyk(0 1 1 0)",
        "color(xyz 0.4124 0.2126 0.0193)",
        "color(srgb-linear 1 0 0)",
        "color(display-p3 0.9175 0.2003 0.1387)",
    ],
)
def test_a_colour_is_drawn_whatever_it_is_named_in(red: str) -> None:
    text, ground = "<p>字</p>", f"p {{ color: {red}; background: {red}; border: 1mm dashed {red} }}"
    found = [one.fill for one in units(text, ground) if isinstance(one, Figure) and one.fill]
    found += [one.colour for one in units(text, ground) if isinstance(one, Run)]
    assert len(found) == 2
    assert all(max(abs(a - b) for a, b in zip(one[:3], (255, 0, 0), strict=True)) < 2 for one in found)


def test_a_ground_behind_a_row_of_cells_needs_no_clip() -> None:
    row = "<tr style='background: #eee'><td>甲<td>乙</tr>"
    found = [one for one in units(f"<table>{row}</table>") if isinstance(one, Figure)]
    assert found
    assert not any(one.clips for one in found)


def test_rings_are_turned_so_that_every_reader_leaves_the_hole() -> None:
    outer, inner = rectangle(Area(0, 0, 9, 9)), rectangle(Area(1, 1, 8, 8))
    turned = by_winding((*outer, *inner))
    assert turned is not None
    assert turned[:5] == outer
    assert turned[5:] != inner
    assert {point for _, *points in turned for point in points} == {
        point for _, *points in (*outer, *inner) for point in points
    }
    assert by_winding((*outer, *rectangle(Area(5, 5, 12, 12)))) is None


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ("background: linear-gradient(red, blue) no-repeat", "ofd-shade"),
        ("background: url(data:image/png;base64,{dots}) 0 0 / 0.3mm 0.3mm", "ofd-tiles"),
        ("background: linear-gradient(red, blue)", "ofd-shade"),
        ("border-radius: 4mm; border: 1mm dashed black", "ofd-clip"),
        ("border-radius: 4mm; border: solid; border-width: 1mm 3mm; border-color: red blue", "ofd-by-reader"),
        ("opacity: 0.5; background: red", "ofd-faded"),
        ("mask-border-source: linear-gradient(red, blue)", "ofd-mask"),
    ],
)
def test_what_cannot_be_drawn_is_told_with_its_element(style: str, code: str) -> None:
    dots = b64encode(picture(4)).decode()
    image = f"<img style='width: 20mm; display: block' src='data:image/png;base64,{dots}'>"
    style = style.replace("{dots}", dots)
    (page,) = drawn(f"<div class='box' style='{style}; height: 20mm; width: 20mm'>{image}</div>")
    (told,) = page.left_out
    assert (told.code, told.element) == (code, "div.box")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<p style='opacity: 0.5'>一行<u>关于</u>字<br>再一行</p>", ""),
        (drawing("<g opacity='0.5'><circle r='9'/><rect x='20' width='9' height='9'/></g>"), ""),
        (drawing("<g opacity='0.5'><circle r='9'/><rect x='2' width='9' height='9'/></g>"), "ofd-faded"),
        (drawing("<path fill-rule='evenodd' d='M80 5 L110 95 L20 40 L140 40 L50 95Z'/>"), "ofd-by-reader"),
        (drawing(f"<path fill-rule='evenodd' d='{circle(400, 45)} {circle(400, 25)}'/>"), ""),
        ("<p style='outline: 1mm dashed blue; outline-offset: 1mm'>字</p>", ""),
    ],
    ids=["words", "apart", "on one another", "star", "many corners", "outline"],
)
def test_what_readers_show_in_different_ways_is_told_and_nothing_else(body: str, code: str) -> None:
    (page,) = drawn(body)
    assert [one.code for one in page.left_out] == [code] * bool(code)
    shapes = [unit for unit in page.units if isinstance(unit, Figure)]
    assert any(one.even_odd for one in shapes) == (code == "ofd-by-reader")
    assert not any(unit.clips for unit in page.units)


@pytest.mark.parametrize(
    ("ground", "count"),
    [("center / cover", 1), ("0 0 / 5mm 5mm", 16), ("0 0 / 8mm 8mm", 9), ("0 0 / 5mm 5mm repeat-x", 4)],
)
def test_a_ground_of_tiles_is_laid_tile_by_tile(ground: str, count: int) -> None:
    style = f"background: url(data:image/png;base64,{b64encode(picture(40)).decode()}) {ground}"
    (page,) = drawn(f"<div style='{style}; height: 20mm; width: 20mm'></div>")
    assert not page.left_out
    found = [unit for unit in page.units if isinstance(unit, Image)]
    assert len(found) == count
    assert max(unit.area.right for unit in found) == pytest.approx(30)
    assert sum(unit.area.width * unit.area.height for unit in found) == pytest.approx(
        100 if "repeat-x" in ground else 400
    )


def test_a_box_with_round_corners_is_a_shape_and_needs_no_clip() -> None:
    (page,) = drawn(
        "<div style='border-radius: 5mm; background: red; padding: 6mm; overflow: hidden'>字</div>"
    )
    assert not page.left_out
    assert not any(one.clips for one in page.units if isinstance(one, Figure))


def test_a_picture_with_round_corners_is_clear_outside_them() -> None:
    dots = b64encode(picture(100)).decode()
    image = f"<img src='data:image/png;base64,{dots}' style='width: 40mm; height: 40mm; border-radius: 50%'>"
    (page,) = drawn(image)
    (found,) = page.units
    assert (page.left_out, found.clips) == ([], ())
    kept = Pillow.open(io.BytesIO(found.dots.data))
    assert [kept.getpixel((place, place))[3] for place in (2, kept.width // 2)] == [0, 255]


def test_what_is_seen_through_a_shape_has_its_outline() -> None:
    style = "border-radius: 9mm; overflow: hidden; width: 60mm; padding: 1mm"
    (page,) = drawn(f"<div style='{style}'>{'关于开展检查的通知' * 9}</div>")
    assert page.left_out == [LeftOut("ofd-by-reader", "div")]
    found = [len(unit.clips) for unit in page.units if not isinstance(unit, Image)]
    assert found[0] == found[-1] == 1
    assert 0 in found


def test_a_cropped_picture_holds_no_more_than_is_seen() -> None:
    dots = b64encode(picture(100)).decode()
    image = f"<img src='data:image/png;base64,{dots}' style='width: 40mm; height: 40mm'>"
    box = f"<div style='overflow: hidden; width: 20mm; height: 10mm'>{image}</div>"
    (found,) = (one for one in units(box) if isinstance(one, Image))
    kept = Pillow.open(io.BytesIO(found.dots.data))
    assert kept.size == (50, 25)
    assert (found.area.width, found.area.height) == pytest.approx((20, 10), abs=0.01)


def picture(side: int) -> bytes:
    """Return a square picture."""
    stream = io.BytesIO()
    Pillow.new("RGB", (side, side), "red").save(stream, "PNG")
    return stream.getvalue()


def test_a_picture_that_ends_where_its_room_begins_is_not_there() -> None:
    whole = Image(Area(0, 0, 10, 10), None, Dots("PNG", picture(4)), (10, 0, 0, 10, 0, 0))
    assert cropped(whole, Area(10 - 1e-12, 0, 20, 10)) is None
    assert cropped(whole, Area(9, 0, 20, 10)) is not None


def test_opacity_of_a_group_is_that_of_all_in_it() -> None:
    found = units("<div style='opacity: .5'><p>甲</p><div style='background: red; height: 5mm'></div></div>")
    assert [one.colour.alpha if isinstance(one, Run) else one.fill.alpha for one in found] == [0.5, 0.5] or {
        one.colour.alpha if isinstance(one, Run) else one.fill.alpha for one in found
    } == {0.5}


def test_a_label_of_a_drawing_stands_where_its_anchor_says() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="50mm" height="10mm" viewBox="0 0 50 10">'
    svg += '<text x="25" y="8" font-size="5" text-anchor="middle">示例</text></svg>'
    found = units(f"<img src='data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}'>")
    runs = [one for one in found if isinstance(one, Run)]
    middle = (runs[0].area.left + runs[-1].area.right) / 2
    assert "".join(one.text for one in runs) == "示例"
    assert middle == pytest.approx(10 + 25, abs=0.3)


def test_a_page_is_drawn_with_its_outline_and_its_links() -> None:
    body = "<h1 id='first'>总则</h1><p><a href='#first'>回到总则</a>，<a href='https://example.org/'>网址</a></p>"
    (page,) = drawn(body, "a { color: black }")
    assert [(mark.level, mark.label) for mark in page.bookmarks] == [(1, "总则")]
    assert [(link.target, link.inside) for link in page.links] == [
        ("first", True),
        ("https://example.org/", False),
    ]
    assert page.anchors["first"][0] == pytest.approx(10, abs=0.01)
    assert page.root.tag == "html"


def test_every_setting_is_brought_back() -> None:
    canvas = Canvas(Studio(), (100, 100))
    with canvas.stacked():
        canvas.transform(a=2)
        canvas.set_line_width(7)
        canvas.rectangle(0, 0, 1, 1)
        canvas.clip()
        canvas.end()
    assert canvas.now == State()

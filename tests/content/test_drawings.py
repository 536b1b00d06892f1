"""SVG pictures: one door that cleans and judges; what ships goes through it byte for byte."""

import base64
import io
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from docgen.content import drawings
from docgen.content.drawings import Drawing
from docgen.content.pictures import ORIENTATION, DotsWithin, judged
from docgen.content.unusable import UnusablePicture, named_parts
from docgen.foundation.errors import Problem

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = [path for folder in ("content", "templates") for path in sorted((ROOT / folder).rglob("*.svg"))]
SHAPE = '<rect width="9" height="9"/>'


def cleaned(data: bytes) -> Drawing:
    """Return a drawing as `judged` has it cleaned."""
    return drawings.cleaned(data, DotsWithin())


def svg(inside: str, said: str = 'width="10" height="10" viewBox="0 0 10 10"') -> bytes:
    """Return an SVG picture."""
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {names} {said}>{inside}</svg>".encode()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_what_ships_passes_byte_for_byte(path: Path) -> None:
    data = path.read_bytes()
    assert cleaned(data).data == data


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<a xlink:href="javascript:alert(3)"><rect onclick="x()" width="9" height="9"/></a>',
        '<use xlink:href="https://example.org/s.svg#a"/>',
        '<rect width="9" height="9" fill="url(https://example.org/p.svg#x)"/>',
        '<style>@import "https://example.org/x.css";</style>',
        '<style>rect { fill: url( "https://example.org/x" ) }</style>',
        '<rect style="fill: url(//example.org/x)" width="9" height="9"/>',
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>javascript example.org</p></foreignObject>",
        '<animate attributeName="href" to="javascript:x()"/>',
        "<?xml-stylesheet href='https://example.org/a.css'?>",
    ],
)
def test_nothing_leads_out_of_a_picture(inside: str) -> None:
    data = cleaned(svg(inside + SHAPE)).data
    assert not any(word in data for word in (b"example.org", b"javascript", b"alert", b"onclick", b"%3C"))
    assert b"<rect" in data


def test_a_document_type_without_entities_and_instructions_before_the_picture_go() -> None:
    head = b'<?xml-stylesheet href="https://example.org/a.css"?>'
    head += b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://example.org/svg.dtd">'
    assert b"example.org" not in cleaned(head + svg(SHAPE)).data


@pytest.mark.parametrize(
    ("inside", "parts"),
    [
        ('<mask id="m"/><g mask="url(#m)"/>', ("mask",)),
        ('<filter id="f"/><g filter="url(#f)"/>', ("filter",)),
        ('<path stroke-miterlimit="4mm" d="M0 0"/>', ("stroke-miterlimit",)),
        ('<g style="fill: red; mask: url(#m)"/>', ("style",)),
        ("<style>g { filter: blur(2px) }</style>", ("style",)),
        ('<text><tref xlink:href="#t"/></text>', ("tref",)),
        ('<text writing-mode="tb">甲</text>', ("writing-mode",)),
        ('<text style="text-decoration: underline">甲</text>', ("style",)),
        ('<g mix-blend-mode="multiply"/>', ("mix-blend-mode",)),
        ('<rect fill="oklch(60% .1 30)"/>', ("fill",)),
        ("<switch><foreignObject>甲乙丙丁</foreignObject><text>甲乙…</text></switch>", ("switch",)),
        ("<switch><foreignObject>甲</foreignObject></switch>", ("switch",)),
    ],
)
def test_what_cannot_be_drawn_is_named(inside: str, parts: tuple[str, ...]) -> None:
    assert cleaned(svg(inside + SHAPE)).undrawn == parts


@pytest.mark.parametrize(
    "box",
    ["0 0 200", "none", "0 0 nan nan", "0 0 1e999 1e999", "0 0 0 0", "0 0 -5 -5", "0 0 100000 100000", "inf"],
)
def test_a_size_that_is_none_is_refused(box: str) -> None:
    with pytest.raises(UnusablePicture, match="drawing-size"):
        cleaned(svg(SHAPE, f'viewBox="{box}"'))


def uses(count: int) -> str:
    """Return groups each of which shows the one before it ten times."""
    groups = [f'<g id="a0">{SHAPE}</g>']
    for number in range(1, count):
        shown = f'<use href="#a{number - 1}"/>'
        groups.append(f'<g id="a{number}">{shown * 10}</g>')
    return "".join(groups)


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (uses(7), "drawing-too-complex"),
        ("<g>" * 200 + "</g>" * 200, "drawing-too-complex"),
        ("<g>" * 3000 + "</g>" * 3000, "drawing-too-complex"),
        (SHAPE * 30_000, "drawing-too-complex"),
        (f'<path d="M0 0{"L1 1" * 300_000}"/>', "drawing-too-complex"),
        (f'<path d="M0 0{"Z" * 500_000}"/>', "drawing-too-complex"),
        (f'<polyline points="{"1,1 " * 300_000}"/>', "drawing-too-complex"),
        (f'<path id="a" d="M0 0{"L1 1" * 3_000}"/>' + '<use href="#a"/>' * 100, "drawing-too-complex"),
        (f'<rect transform="{"rotate(1) " * 100_000}"/>', "drawing-too-complex"),
        (f"<text>{'字' * 30_000}</text>", "drawing-too-complex"),
        (f"<text>{'<tspan>字</tspan>' * 5_000}</text>", "drawing-too-complex"),
        (f"<style>{'.a{fill:red}' * 20_000}</style>{SHAPE}", "drawing-too-complex"),
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "drawing-endless"),
        ('<pattern id="p"><rect fill="url(#p)"/></pattern>', "drawing-endless"),
        ("<rect", "image-broken"),
    ],
)
def test_what_never_ends_or_is_broken_is_refused(inside: str, code: str) -> None:
    with pytest.raises(UnusablePicture, match=code):
        cleaned(svg(inside))


def test_a_map_of_a_county_is_not_too_complex() -> None:
    border = "M0 0" + "".join(f"L{number % 199}.25 {number % 97}.5" for number in range(100_000))
    assert cleaned(svg(f'<path d="{border}Z"/>' + "<text>甲县（示例）</text>" * 500)).undrawn == ()


def test_pictures_in_a_drawing_have_together_no_more_dots_than_one() -> None:
    stream = io.BytesIO()
    Image.new("1", (6000, 6000), 1).save(stream, "PNG")
    white = base64.b64encode(stream.getvalue()).decode()
    one = f'<image width="9" height="9" href="data:image/png;base64,{white}"/>'
    assert cleaned(svg(one * 2)).undrawn == ()
    with pytest.raises(UnusablePicture, match="image-too-large"):
        cleaned(svg(one * 3))


def test_entities_are_refused() -> None:
    nested = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    with pytest.raises(UnusablePicture, match="drawing-with-entities"):
        cleaned(f'<!DOCTYPE svg [<!ENTITY a "a">{nested}]>'.encode() + svg("<text>&j;</text>"))
    with pytest.raises(UnusablePicture, match="drawing-with-entities"):
        cleaned(b"<!DOCTYPE svg [<!ENTITY r '<rect/>'>]>" + svg("&r;"))


def test_an_ellipse_of_one_radius_is_given_the_other() -> None:
    assert b'rx="4" ry="4"' in cleaned(svg('<ellipse rx="4"/>')).data


@pytest.mark.parametrize(
    "address", ["https://a.example/x.png", "red.png", "file:///x.png", "data:image/svg+xml,%3Csvg%3E"]
)
def test_a_drawing_that_shows_another_file_is_refused(address: str) -> None:
    with pytest.raises(UnusablePicture, match="drawing-with-file"):
        cleaned(svg(f'<image href="{address}"/>'))


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ('<text font-size="large">甲</text>', b'font-size="18px"'),
        ('<text style="font-size: xx-small">甲</text>', b"font-size: 9px"),
        ("<style>.a { font-size: larger }</style>", b"font-size: 1.2em"),
        (
            '<text style="font: bold 14px/1.5 SimSun">甲</text>',
            b"font-weight:bold;font-size:14px;font-family:SimSun",
        ),
        ('<stop stop-color="hsla(120,100%,25%,.5)"/>', b"rgba(0,128,0,0.5)"),
        ('<rect style="fill: hwb(120 0% 50%)"/>', b"fill: rgb(0,128,0)"),
        ("<switch><foreignObject>甲 </foreignObject><text>甲</text></switch>", b"<g><text>"),
        ('<switch><text systemLanguage="en">a</text><text>甲</text></switch>', b"<g><text>\xe7\x94\xb2"),
        ('<switch><g requiredFeatures="x"/><text>cannot display</text></switch>', b"<g><g/></g>"),
        ('<ellipse ry="4"/>', b'rx="4"'),
    ],
)
def test_what_is_certain_is_mended_without_a_word(inside: str, kept: bytes) -> None:
    drawing = cleaned(svg(inside + SHAPE))
    assert kept in drawing.data
    assert drawing.undrawn == ()
    assert b"cannot display" not in drawing.data


BOX = 'viewBox="0 0 200 100"'


@pytest.mark.parametrize(
    ("said", "size"),
    [
        (BOX, (200, 100)),
        (f'width="400" {BOX}', (400, 200)),
        (f'height="400" {BOX}', (800, 400)),
        (f'width="100%" {BOX}', (200, 100)),
        (f'width="100%" height="100%" {BOX}', (200, 100)),
        (f'width="50vw" style="max-width: 500px" {BOX}', (200, 100)),
        (f'width="20em" {BOX}', (320, 160)),
        (f'width="20em" font-size="10" {BOX}', (200, 100)),
        ('width="20ex" height="100q"', (160, 94.488)),
        (f'width="2e2" {BOX}', (200, 100)),
        (f'width="+200" {BOX}', (200, 100)),
        (f'width="200PX" {BOX}', (200, 100)),
        (f'width="200px;" {BOX}', (200, 100)),
        (f'width="auto" height="auto" {BOX}', (200, 100)),
        (f'style="WIDTH: 200px; fill: red" {BOX}', (200, 100)),
        (f'width="9" style="width: 20mm !important" {BOX}', (75.591, 37.795)),
        ('width="2in"', (192, 150)),
        ('viewBox="0 0 1 2"', (150, 300)),
        ("", (300, 150)),
    ],
)
def test_every_drawing_says_its_size_so_that_all_read_it_alike(said: str, size: tuple[float, float]) -> None:
    drawing = cleaned(svg(SHAPE, said))
    assert (drawing.width, drawing.height) == pytest.approx(size, abs=0.001)
    root = etree.fromstring(drawing.data)
    assert [float(root.get(name)) for name in ("width", "height")] == pytest.approx(size, abs=0.001)
    assert root.get("viewBox")
    assert "width" not in root.get("style", "").lower().replace("max-width", "")
    assert cleaned(drawing.data).data == drawing.data


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "gb2312", "iso-8859-1"])
def test_a_drawing_in_another_encoding_is_written_anew(encoding: str) -> None:
    text = "甲" if encoding != "iso-8859-1" else "é"
    said = f'<?xml version="1.0" encoding="{encoding}"?>' + svg(f"<text>{text}</text>").decode()
    assert f"<text>{text}</text>".encode() in judged(said.encode(encoding)).data


def test_a_drawing_whose_names_have_a_prefix_is_given_plain_ones() -> None:
    inside = b"<s:g><s:text>a</s:text></s:g></s:svg>"
    said = b'<s:svg xmlns:s="http://www.w3.org/2000/svg" width="9" height="9">' + inside
    assert b"<g><text>a</text></g></svg>" in cleaned(said).data
    assert b"s:" not in cleaned(said).data.replace(b"xmlns:xlink", b"")


def test_a_picture_in_a_drawing_is_judged_as_a_file_of_it_would_be() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    stream = io.BytesIO()
    Image.new("CMYK", (40, 20)).save(stream, "JPEG", exif=exif)
    address = "data:image/jpg;base64," + base64.b64encode(stream.getvalue()).decode()
    (shown,) = etree.fromstring(cleaned(svg(f'<image href="{address}"/>')).data)
    inner = Image.open(io.BytesIO(base64.b64decode(shown.get("href").partition(",")[2])))
    assert (inner.size, inner.mode) == ((20, 40), "RGB")
    with pytest.raises(UnusablePicture, match="image-is-other"):
        cleaned(svg('<image href="data:image/png;base64,AAAA"/>'))


def test_what_is_no_drawing_is_told_in_a_whole_sentence() -> None:
    with pytest.raises(UnusablePicture) as caught:
        cleaned(b"<html xmlns='http://www.w3.org/1999/xhtml'/>")
    assert "svg" in Problem(caught.value.code, values={"address": "a.svg", **caught.value.values}).text("zh")


def test_parts_that_are_not_drawn_have_common_names() -> None:
    assert named_parts(["mask", "filter", "mask"]) == "蒙版（mask）、滤镜（阴影、模糊等）（filter）"
    assert named_parts(["feature"]) == "其他效果（feature）"

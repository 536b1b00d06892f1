"""SVG pictures: one door that cleans and judges; what ships goes through it byte for byte."""

from pathlib import Path

import pytest

from docgen.content.drawings import cleaned
from docgen.content.unusable import UnusablePicture, named_parts
from docgen.foundation.errors import Problem

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = [path for folder in ("content", "templates") for path in sorted((ROOT / folder).rglob("*.svg"))]
SHAPE = '<rect width="9" height="9"/>'


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
        ('<text font-size="large">甲</text>', ("font-size",)),
        ('<path stroke-miterlimit="4mm" d="M0 0"/>', ("stroke-miterlimit",)),
        ('<g style="fill: red; mask: url(#m)"/>', ("style",)),
        ("<style>g { filter: blur(2px) }</style>", ("style",)),
        ('<text><tref xlink:href="#t"/></text>', ("tref",)),
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
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "drawing-endless"),
        ('<pattern id="p"><rect fill="url(#p)"/></pattern>', "drawing-endless"),
        ("<rect", "image-broken"),
    ],
)
def test_what_never_ends_or_is_broken_is_refused(inside: str, code: str) -> None:
    with pytest.raises(UnusablePicture, match=code):
        cleaned(svg(inside))


def test_entities_are_refused() -> None:
    with pytest.raises(UnusablePicture, match="drawing-with-entities"):
        cleaned(b"<!DOCTYPE svg [<!ENTITY r '<rect/>'>]>" + svg("&r;"))


def test_an_ellipse_of_one_radius_is_given_the_other() -> None:
    assert b'rx="4" ry="4"' in cleaned(svg('<ellipse rx="4"/>')).data


@pytest.mark.parametrize(
    "address", ["https://a.example/x.png", "red.png", "file:///x.png", "data:image/svg+xml,%3Csvg%3E"]
)
def test_a_drawing_that_shows_another_file_is_refused(address: str) -> None:
    with pytest.raises(UnusablePicture, match="address-refused"):
        cleaned(svg(f'<image href="{address}"/>'))


def test_what_is_no_drawing_is_told_in_a_whole_sentence() -> None:
    with pytest.raises(UnusablePicture) as caught:
        cleaned(b"<html xmlns='http://www.w3.org/1999/xhtml'/>")
    assert "svg" in Problem(caught.value.code, values={"address": "a.svg", **caught.value.values}).text("zh")


def test_parts_that_are_not_drawn_have_common_names() -> None:
    assert named_parts(["mask", "filter", "mask"]) == "蒙版（mask）、滤镜（阴影、模糊等）（filter）"
    assert named_parts(["feature"]) == "其他效果（feature）"

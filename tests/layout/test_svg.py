"""Drawings: type in docgen's faces, one bad part alone left out, gradients that every reader shows."""

import base64
import io
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from weasyprint import svg
from weasyprint.svg import SVG

from docgen.composed import Composed, Written
from docgen.inspect import faces
from docgen.layout import drawn_text
from docgen.layout.engine.svg import definitions
from docgen.layout.fonts import Typefaces
from docgen.write import ofd, word
from docgen.write.laid.document import Laid
from docgen.write.pdf import single as pdf
from tests.support.foreign import typefaces
from tests.support.opened import Opened, composed

FRAME = '<rect x="1" y="1" width="198" height="98" fill="none" stroke="black"/>'
BALL = '<circle cx="150" cy="50" r="30" fill="#00ff00"/>'
ROLES: Typefaces = typefaces()


def shown(*drawings: str, text: str = "正文") -> Composed:
    """Return a page that shows drawings of 200 by 100 pixels, one in a paragraph."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">'
    files = (base64.b64encode(f"{head}{drawing}</svg>".encode()).decode() for drawing in drawings)
    images = "".join(f'<p><img src="data:image/svg+xml;base64,{file}"></p>' for file in files)
    return composed(f"<body><p>{text}</p>{images}</body>", "p { font-family: 仿宋 }")


def painted(written: Written) -> Image.Image:
    """Return the first page as another engine paints it, a dot to the CSS pixel."""
    return pypdfium2.PdfDocument(written.data)[0].render(scale=96 / 72).to_pil().convert("RGB")


def count(image: Image.Image, colour: tuple[int, int, int]) -> int:
    """Return how many dots of a picture have one colour."""
    return {pixel: number for number, pixel in image.getcolors(1 << 24)}.get(colour, 0)


def face_names(data: bytes) -> set[str]:
    """Return the fonts of a PDF, without the six letters that mark a part of one."""
    with pikepdf.open(io.BytesIO(data)) as file:
        fonts = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one]
        return {str(one.BaseFont).rpartition("+")[2] for one in fonts}


@pytest.mark.parametrize(
    ("named", "face"),
    [
        ('font-family="仿宋"', "仿宋"),
        ("font-family=\"'KaiTi_GB2312', serif\"", "楷体"),
        ('style="font-family: SimSun"', "宋体"),
        ('font-family="Microsoft YaHei"', "黑体"),
        ('style="font: 20px Helvetica"', "黑体"),
        ("", "黑体"),
    ],
)
def test_type_in_a_drawing_is_set_in_a_face_of_docgen(named: str, face: str) -> None:
    written = pdf.write(shown(f'<text y="50" font-size="20" {named}>直角骨Ab</text>'), ROLES)
    assert {name.partition("-")[0] for name in face_names(written.data)} == {"仿宋", face}
    assert written.findings == ()


def test_a_sheet_in_a_drawing_and_the_faces_of_word() -> None:
    drawing = "<style>.a { font-family: Arial, KaiTi }</style><text class='a' y='50'>直角</text>"
    made = word.write(shown(drawing), ROLES)
    svg = Opened(made.data).archive.read("word/media/drawing1.svg").decode()
    assert "font-family: 黑体,楷体_GB2312," in svg
    assert "KaiTi" not in svg


def test_what_a_face_lacks_is_told_as_in_the_text() -> None:
    (finding,) = faces.findings(shown('<text y="50" font-family="仿宋">示例䶮</text>'), ROLES)
    assert (finding.code, finding.values["character"]) == ("glyph-substituted", "䶮")


def test_a_drawing_without_type_names_no_face() -> None:
    assert drawn_text.in_faces_of_word(b"<svg><rect/></svg>", ROLES) == b"<svg><rect/></svg>"


@pytest.mark.parametrize(
    "part",
    [
        '<g opacity="half"><circle r="9"/></g>',
        '<rect width="9" height="9" transform="rotate(abc)"/>',
        '<rect width="9" height="9" fill-opacity="a"/>',
        '<text x="a" letter-spacing="b" rotate="c" y="20">甲</text>',
        '<path d="M0 0L9 9" stroke="red" stroke-width="2 px x"/>',
        '<g clip-path="url(#c)"><rect width="9" height="9"/></g><clipPath id="c"><rect rx="a"/></clipPath>',
        '<marker id="m" orient="x"><path d="M0 0"/></marker><path d="M0 0L9 9" marker-end="url(#m)"/>',
        '<g><svg width="x" viewBox="0 0 9"><rect width="9"/></svg></g>',
    ],
)
def test_a_part_that_cannot_be_drawn_takes_no_other_with_it(part: str) -> None:
    page, whole = shown(part + FRAME + BALL), shown(FRAME + BALL)
    written = pdf.write(page, ROLES)
    assert count(painted(written), (0, 255, 0)) == count(painted(pdf.write(whole, ROLES)), (0, 255, 0)) > 2000
    again = word.write(page, ROLES)
    assert [one.code for one in again.findings] == [one.code for one in written.findings]
    assert {one.code for one in written.findings} <= {"drawing-undrawn"}


def test_a_part_that_is_left_out_is_told_each_time() -> None:
    page = shown('<g opacity="half"><circle r="9"/></g>' + BALL)
    told = [pdf.write(page, ROLES).findings for _ in range(2)]
    assert [[(one.code, one.values["parts"]) for one in findings] for findings in told] == [
        [("drawing-undrawn", "其他效果（g）")]
    ] * 2


GRADIENT = (
    '<linearGradient id="g"><stop stop-color="#0f0"/><stop offset="1" stop-color="#0f0"/></linearGradient>'
    '<rect x="20" width="100" height="80" fill="url(#g)"/>'
)


def test_a_gradient_is_seen_by_every_reader(tmp_path: Path) -> None:
    written = pdf.write(shown(GRADIENT), ROLES)
    (tmp_path / "a.pdf").write_bytes(written.data)
    subprocess.run(["pdftoppm", "-r", "96", "-png", "a.pdf", "a"], cwd=tmp_path, check=True)
    for image in (painted(written), Image.open(tmp_path / "a-1.png").convert("RGB")):
        assert count(image, (0, 255, 0)) == pytest.approx(8000, rel=0.05)


def test_a_drawing_is_as_large_in_word_as_in_the_pdf() -> None:
    page = shown(FRAME)
    box = painted(pdf.write(page, ROLES)).convert("L").point(lambda value: 255 * (value < 200)).getbbox()
    opened = Opened(word.write(page, ROLES).data)
    (across,) = opened.values("//wp:extent/@cx")
    assert box is not None
    assert int(across) / 9525 == pytest.approx(200)
    assert box[2] - 28 * 96 / 25.4 == pytest.approx(200, abs=2)


RED = '<circle cx="5" cy="5" r="3" fill="red"/>'
DEFINED = [
    f'<symbol id="s" viewBox="0 0 10 10">{RED}</symbol><use href="#s" x="10" y="10" width="40" height="40"/>',
    f'<pattern id="p" width=".1" height=".2">{RED}</pattern><rect width="160" height="80" fill="url(#p)"/>',
]


@pytest.mark.parametrize("defined", DEFINED, ids=["symbol", "pattern"])
def test_a_drawing_is_the_same_however_often_it_is_drawn(defined: str) -> None:
    page = shown(defined)
    laid = Laid(page, ROLES)
    first = pdf.drawn(laid, page)
    assert pdf.drawn(laid, page).data == first.data
    assert ofd.written(page, ROLES, laid).data == ofd.written(page, ROLES).data


def test_weasyprint_itself_still_draws_a_drawing_otherwise_the_second_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = shown(DEFINED[1])
    laid = Laid(page, ROLES)
    monkeypatch.setattr(svg, "draw_pattern", svg.draw_pattern.__wrapped__)
    monkeypatch.setattr(SVG, "draw", definitions.draw_once)
    assert painted(pdf.drawn(laid, page)) != painted(pdf.drawn(laid, page))

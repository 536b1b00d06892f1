"""Round corners in OFD: what is cut by another shape than a rectangle has the ink of the PDF, and no more."""

import subprocess
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from docgen.content import project
from docgen.layout import fonts
from docgen.write import ofd
from docgen.write.laid.document import Laid
from docgen.write.pdf import single
from tests.support.gathered import ROOT, letter
from tests.support.ofd_pages import DOTS, Package, astray

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
CSS = (
    "@page { size: 90mm 60mm; margin: 5mm } body, p { font: 14pt/18pt 仿宋; margin: 0 } "
    ".box { overflow: hidden; width: 70mm; height: 36mm } img { width: 70mm; height: 40mm }"
)
TURNED = "transform: rotate(20deg)"
WORDS = "关于开展安全生产检查的通知" * 8


def stripes() -> str:
    """Return the address of a picture of stripes."""
    picture = Image.new("RGB", (140, 80), "white")
    for left in range(0, 140, 10):
        ImageDraw.Draw(picture).line([(left, 0), (140 - left, 80)], fill=(left, 40, 90), width=4)
    stream = BytesIO()
    picture.save(stream, "JPEG")
    return f"data:image/jpeg;base64,{b64encode(stream.getvalue()).decode()}"


@pytest.mark.parametrize(
    ("body", "outlines"),
    [
        (f'<div class="box" style="border-radius: 9mm"><img src="{stripes()}"></div>', 0),
        (f'<img src="{stripes()}" style="border-radius: 50%">', 0),
        (
            f'<div class="box" style="border-radius: 9mm"><img src="{stripes()}" style="{TURNED}"></div>',
            0,
        ),
        (f'<div class="box" style="border-radius: 15mm; background: #eee">{WORDS}</div>', 5),
        (
            '<div class="box" style="border-radius: 15mm">'
            f'<p style="transform: rotate(9deg) scaleX(0.7)">{WORDS[:60]}</p></div>',
            1,
        ),
        (
            '<div class="box" style="border-radius: 15mm">'
            '<p style="border: 2mm solid; height: 20mm"></p></div>',
            4,
        ),
        ('<div class="box" style="border-radius: 6mm; border: 1mm solid; border-top: 3mm solid"></div>', 0),
        ('<div class="box" style="border-radius: 6mm; border: 2mm double"></div>', 0),
        ('<div class="box" style="border-radius: 6mm; border: 2mm dotted"></div>', 4),
        (f'<div class="box" style="background: url({stripes()}) 3mm 2mm / 21mm 13mm"></div>', 0),
        (
            '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="120"><clipPath id="c">'
            '<circle cx="80" cy="60" r="50"/></clipPath>'
            '<rect y="20" width="200" height="80" clip-path="url(#c)"/></svg>',
            1,
        ),
    ],
    ids=[
        "picture",
        "round",
        "turned",
        "words",
        "words turned",
        "border",
        "thick",
        "double",
        "dotted",
        "tiles",
        "drawing",
    ],
)
def test_what_is_cut_to_a_shape_has_the_ink_of_the_pdf(body: str, outlines: int, tmp_path: Path) -> None:
    page = letter("信", body, CSS)
    laid = Laid(page, TYPEFACES)
    made = ofd.written(page, TYPEFACES, laid)
    assert {one.code for one in made.findings} == ({"ofd-by-reader"} if outlines else set())
    package = Package(made.data)
    assert package.zip.read("Doc_0/Pages/Page_0/Content.xml").count(b"<ofd:Clips>") == outlines
    (tmp_path / "a.pdf").write_bytes(single.drawn(laid, page).data)
    command = ["pdftoppm", "-r", str(DOTS), "-gray", "-png", "-singlefile", "a.pdf", "a"]
    subprocess.run(command, cwd=tmp_path, check=True)
    other, own = Image.open(tmp_path / "a.png").convert("L"), package.pages[0].picture()
    assert other.getextrema()[0] < 128
    assert (astray(other, own), astray(own, other)) == pytest.approx((0, 0), abs=0.001)

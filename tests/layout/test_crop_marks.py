"""Marks where a sheet is cut: the same at every drawing, in PDF alone; places are counted from the cut."""

import io
import zipfile
from dataclasses import replace

import pikepdf
import pytest

from docgen.composed.purpose import FIELD, KEYWORD, Purpose
from docgen.foundation.units import MM
from docgen.write import ofd
from docgen.write.laid.document import Laid
from docgen.write.pdf import single
from tests.support.gathered import letter
from tests.support.tagged import TYPEFACES

BODY = "<p>正文（示例）</p><p class='issued-by'>示例办公室</p><p class='date'>2026年1月1日</p>"
PLAIN = (
    "@page { size: 100mm 150mm; margin: 10mm; background: #fee } body, p { font: 12pt/20pt 仿宋; margin: 0 }"
)
MARKED = f"{PLAIN} @page {{ marks: crop cross; bleed: 12mm 6mm 9mm 3mm }}"
PAGE = letter("甲", BODY, MARKED)


def test_a_page_with_marks_is_drawn_the_same_every_time() -> None:
    laid = Laid(PAGE, TYPEFACES)
    first, second = ofd.written(PAGE, TYPEFACES, laid), single.written(PAGE, TYPEFACES, laid)
    assert ofd.written(PAGE, TYPEFACES, laid).data == first.data
    assert single.written(PAGE, TYPEFACES, laid).data == second.data == single.write(PAGE, TYPEFACES).data


def shapes(data: bytes) -> int:
    """Return how many shapes the first page of an OFD is drawn of."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read("Doc_0/Pages/Page_0/Content.xml").count(b"<ofd:PathObject")


def test_an_ofd_page_ends_at_the_cut_and_that_is_told() -> None:
    marked, plain = (ofd.written(letter("甲", BODY, css), TYPEFACES) for css in (MARKED, PLAIN))
    assert shapes(marked.data) == shapes(plain.data)
    assert [one.code for one in marked.findings] == ["ofd-cut-marks"]
    assert not plain.findings


def seal_on(css: str, seal: str) -> tuple[float, float]:
    """Return how far the place of a seal is from the left and top of the sheet after the cut, in points."""
    page = replace(letter("甲", BODY, css), purpose=Purpose(seal=seal))
    with pikepdf.open(io.BytesIO(single.write(page, TYPEFACES).data)) as file:
        (shown,) = file.pages
        if seal == FIELD:
            left, _, _, top = map(float, shown.Annots[0].Rect)
        else:
            (place,) = (ops for ops, sign in pikepdf.parse_content_stream(shown, "Td"))
            left, top = map(float, place)
        return left - float(shown.trimbox[0]), float(shown.trimbox[3]) - top


@pytest.mark.parametrize("seal", [FIELD, KEYWORD])
def test_the_place_of_a_seal_is_counted_from_the_cut(seal: str) -> None:
    assert seal_on(MARKED, seal) == pytest.approx(seal_on(PLAIN, seal), abs=0.01 * MM)

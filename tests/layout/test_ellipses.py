"""What a line leaves out (text-overflow: ellipsis) is in no file, and its sign takes no other dot away."""

from dataclasses import replace

import pymupdf
import pytest
from weasyprint.draw import text as drawing

from docgen.inspect import forms
from docgen.layout.engine.pdf import ellipses
from docgen.write import ofd
from docgen.write.pdf import single
from tests.support.gathered import letter
from tests.support.ofd_pages import Package
from tests.support.tagged import ARCHIVE, TYPEFACES

TITLE = "关于进一步加强全区安全生产监督检查工作的若干规定"
PAGE = letter(
    "甲",
    f"<p class='line'>{TITLE}</p><p>网址 www.shili.example</p><p class='line'>放得下的一行</p>",
    "@page { size: 90mm 60mm; margin: 5mm } p { font: 12pt/20pt 仿宋, 藏文; margin: 0; width: 40mm } "
    ".line { overflow: hidden; white-space: nowrap; text-overflow: ellipsis }",
)


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF without blanks."""
    return "".join(pymupdf.open(stream=pdf)[0].get_text().split())


def test_what_a_line_leaves_out_is_in_no_file() -> None:
    words = text_of(single.write(PAGE, TYPEFACES).data)
    begun, _, rest = words.partition("...")
    assert TITLE.startswith(begun)
    assert rest == "网址www.shili.example放得下的一行"
    shown = "".join(Package(ofd.written(PAGE, TYPEFACES).data).text.split())
    assert shown == f"{begun}…{rest}"


def test_a_line_that_leaves_something_out_may_lie_in_the_archive() -> None:
    page = replace(PAGE, purpose=ARCHIVE)
    assert forms.made_findings("pdf", single.write(page, TYPEFACES).data, "甲") == []
    assert forms.made_findings("ofd", ofd.written(page, TYPEFACES).data, "甲") == []


def test_weasyprint_itself_still_takes_the_dots_of_all_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "draw_first_line", ellipses.plain_first_line)
    assert "www.shili.example" not in text_of(single.write(PAGE, TYPEFACES).data)

"""Boxes that WeasyPrint makes too narrow, and pages it does not come back from."""

import pymupdf
import pytest
from weasyprint.formatting_structure import build
from weasyprint.layout import inline

from docgen.foundation.errors import TemplateError
from docgen.layout.engine.boxes import first_letters, markers
from docgen.write.pdf import single
from tests.support import foreign

NAME = "示例市市场监督管理局甲乙"


def page_texts(html: str, css: str) -> list[str]:
    drawn = single.write(foreign.page(html, css), foreign.typefaces()).data
    return [page.get_text() for page in pymupdf.open(stream=drawn)]


@pytest.mark.parametrize("tracking", ["-0.25pt", "-1pt", "0", "0.25pt"])
def test_a_box_that_shrinks_to_fit_keeps_its_last_character(tracking: str) -> None:
    boxes = ("inline-block", "inline-table", "table", "inline-flex", "flex")
    html = "".join(f'<p>甲<span style="display: {box}">{NAME}</span></p>' for box in boxes)
    html += f'<p style="float: left">{NAME}</p><p style="position: absolute; top: 200pt">{NAME}</p>'
    (text,) = page_texts(html, f"body {{ font: 16pt 宋体; letter-spacing: {tracking} }}")
    assert text.count(NAME) == len(boxes) + 2


def test_after_a_named_page_the_default_page_comes_back() -> None:
    html = "<p>纵向。<section><p>横向。</section><p>回到纵向。<div><section><p>再横。</section></div><p>完。"
    css = "@page wide { size: A4 landscape } section { page: wide }"
    drawn = single.write(foreign.page(html, css), foreign.typefaces()).data
    shapes = [page.rect.width > page.rect.height for page in pymupdf.open(stream=drawn)]
    assert shapes == [False, True, False, True, False]


def test_readings_stand_above_their_characters_and_make_no_line_higher() -> None:
    ruby = "<ruby>示<rp>（</rp><rt>shì</rt><rp>）</rp>例<rt>lì</rt></ruby>"
    html = f"<p>前文{ruby}后文</p><p>下一行</p>"
    css = "p { margin: 0; font: 16pt/29pt 宋体 }"
    drawn = single.write(foreign.page(html, css), foreign.typefaces()).data
    places = {word[4]: word[:4] for word in pymupdf.open(stream=drawn)[0].get_text("words")}
    assert "（" not in "".join(places)
    reading = next(place for text, place in places.items() if "shì" in text)
    base = next(place for text, place in places.items() if "前文" in text)
    after = next(place for text, place in places.items() if "下一行" in text)
    assert reading[1] < base[1] < after[1]
    assert after[3] - base[3] == pytest.approx(29, abs=0.5)


MARKED = "<ul><li>甲<li><p>乙</p></ul><ol><li>丙</ol>"
MARKERS = 'ul li::marker { content: "▸ " } ol li::marker { content: counter(list-item) "号" }'
COLUMNS = '<div style="columns: 2"><h2>头</h2><p>首字下沉。</p><p>又一段落。</p></div>'
INITIALS = "h2 { column-span: all } p::first-letter { float: left; font-size: 30pt }"


def test_a_marker_shows_what_its_style_sheet_says() -> None:
    (text,) = page_texts(MARKED, MARKERS)
    assert "".join(text.split()) == "▸甲▸乙1号丙"


def test_initials_float_in_columns_too() -> None:
    (text,) = page_texts(COLUMNS, INITIALS)
    assert sorted("".join(text.split())) == sorted("头首字下沉。又一段落。")


def test_weasyprint_itself_stumbles_over_markers_with_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "marker_to_box", markers.plain)
    with pytest.raises(TemplateError):
        page_texts(MARKED, MARKERS)
    with pytest.raises(TemplateError):  # another error of Python's, and no crash either
        page_texts("<ul><li>甲</ul>", "li::marker { content: url(mark.png) }")


def test_weasyprint_itself_stumbles_over_initials_in_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inline, "first_letter_to_box", first_letters.plain)
    with pytest.raises(TemplateError):
        page_texts(COLUMNS, INITIALS)

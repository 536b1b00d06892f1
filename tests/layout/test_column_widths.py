"""Columns of tables are as wide as a person would choose: heads, dates, numbers and names whole."""

from itertools import pairwise

import pymupdf
import pytest

from docgen.layout.tables.column_widths import Cell, Piece, shared, shared_as_said
from docgen.write.pdf import single
from tests.support import foreign
from tests.support.reading import Word

EM, AROUND, ROOM = 12.0, 8.5, 442.2


def column(head, *texts, size=EM):
    return [Cell([[Piece(text, size)]], AROUND, number == 0) for number, text in enumerate((head, *texts))]


def squares(columns, room=ROOM):
    found = shared(columns, room)
    assert sum(found.widths) == pytest.approx(room)
    return [(width - AROUND) / EM for width in found.widths], found.squeezed


def test_columns_are_as_they_are_said_to_be_where_no_word_is_broken() -> None:
    columns = [column("甲", "很长的文字" * 20), column("金额", "12"), column("乙", "文字")]
    assert shared_as_said(columns, [300, 60, 82.2]) == ([300, 60, 82.2], False)


def test_a_column_that_is_said_too_narrow_for_a_number_takes_its_room_from_the_others() -> None:
    columns = [column("甲", "文字"), column("金额", "1,234,567.89"), column("乙", "很长的文字" * 20)]
    (one, narrow, other), squeezed = shared_as_said(columns, [200, 40, 200])
    assert narrow > AROUND + 12 * 0.5 * EM
    assert (one, one + narrow + other) == pytest.approx((other, 440))
    assert not squeezed


def test_columns_whose_words_have_not_all_room_stay_as_they_are_said_to_be_and_are_squeezed() -> None:
    columns = [column("金额", "1,234,567.89") for _ in range(3)]
    assert shared_as_said(columns, [100, 20, 100]) == ([100, 20, 100], True)


def test_a_column_is_as_wide_as_its_head_and_its_short_words_beside_a_long_text() -> None:
    (ordinal, unit, _), squeezed = squares(
        [column("序号", "1"), column("责任单位", "市教育局"), column("内容", "内容文字" * 40)]
    )
    assert ordinal >= 2
    assert unit >= 4
    assert not squeezed


@pytest.mark.parametrize(
    "text",
    [
        "10月31日",
        "2024年10月31日",
        "0891-6332109",
        "13800000000",
        "1,234,567.89万元",
        "9:00—11:30",
        "〔2024〕12号",
    ],
)
def test_a_column_is_as_wide_as_a_date_or_a_number_in_it(text: str) -> None:
    widths, _ = squares([column("甲", text), *(column("乙", "很长的文字" * 20) for _ in range(4))])
    assert widths[0] * EM >= sum(0.5 if ord(one) < 128 else 1 for one in text) * EM


def test_columns_with_much_text_share_the_room_by_how_much_they_hold() -> None:
    (few, much), _ = squares([column("甲", "字" * 60), column("乙", "字" * 120)])
    assert 1.5 < much / few < 3


def test_no_last_line_is_a_single_character_where_half_a_square_helps() -> None:
    room = 3 * AROUND + 36 * EM
    texts = ("字" * 11, "字" * 23, "字" * 31)
    columns = [column("标题", text) for text in texts]
    for cells, width in zip(columns, shared(columns, room).widths, strict=True):
        assert not cells[1].ends_alone(width)


def test_a_table_of_too_many_columns_is_told_as_squeezed() -> None:
    columns = [column("栏目名", "310.5") for _ in range(16)]
    widths, squeezed = squares(columns)
    assert squeezed
    assert max(widths) - min(widths) < 0.1
    assert not squares(columns[:8])[1]


def test_a_long_word_is_broken_rather_than_driving_the_table_off_the_paper() -> None:
    address = "zhangsan.lisi.wangwu.zhaoliu@department.example.gov.cn"
    widths, squeezed = squares([column("邮箱", address), column("编码", "ABCDEFGHIJ" * 4)])
    assert min(widths) > 10
    assert not squeezed


def test_widths_take_time_in_proportion_to_the_rows() -> None:
    cells = column("序号", *map(str, range(20_000)))
    assert len(shared([cells, column("内容", *["文字" * 30] * 20_000)], ROOM).widths) == 2


PAGE = """<table><thead><tr><th>序号</th><th>责任单位</th><th>内容</th><th>时限</th></tr></thead><tbody>
<tr><td>1</td><td>市教育局</td><td>{}</td><td>10月31日</td></tr></tbody></table>"""
SHEET = """@page { size: A4; margin: 27mm } table { width: 100%; border-collapse: collapse; font: 12pt 宋体 }
td, th { border: 0.5pt solid; padding: 2pt 4pt } table { --columns: by-content }"""


SAID = "<colgroup><col class='wide'><col class='narrow'><col class='wide'></colgroup>"
SHARES = " .wide { width: 45% } .narrow { width: 10% } b { font-weight: normal; white-space: nowrap }"


def lines(pdf: bytes) -> list[str]:
    return pymupdf.open(stream=pdf)[0].get_text().split("\n")


def test_columns_are_as_wide_as_a_person_would_choose() -> None:
    html = PAGE.format("内容文字" * 30)
    drawn = single.write(foreign.page(html, SHEET), foreign.typefaces()).data
    assert {"责任单位", "市教育局", "10月31日"} <= set(lines(drawn))
    plain = single.write(foreign.page(html, SHEET.rpartition("table")[0]), foreign.typefaces()).data
    assert "责任单位" not in lines(plain)  # else this door can go


@pytest.mark.parametrize("text", ["<b>0891-6332109</b>", "1,234,567.89", "<b>2024-06-20</b>"])
def test_a_number_stays_whole_in_a_column_said_too_narrow_for_it_in_pdf_and_word(text: str) -> None:
    cells = "".join(f"<td>{one}</td>" for one in ("经费", text, "内容"))
    html, css = f"<table>{SAID}<tbody><tr>{cells}</tr></tbody></table>", SHEET + SHARES
    page = pymupdf.open(stream=single.write(foreign.page(html, css), foreign.typefaces()).data)[0]
    assert text.strip("<>/b") in page.get_text().split("\n")
    upright = sorted({round(line["rect"].x0, 1) for line in page.get_drawings() if line["rect"].width < 1})
    drawn = [right - left for left, right in pairwise(upright)]
    assert drawn[1] > 60
    widths = [int(one) / 20 for one in Word(foreign.written(html, css).data).find("//w:gridCol/@w:w")]
    assert drawn == pytest.approx(widths, abs=0.6)


def test_a_squeezed_table_is_told_and_stays_on_the_paper() -> None:
    cells = "".join(
        f"<t{{0}}><span style='white-space: nowrap'>0891-633{n}</span></t{{0}}>" for n in range(20)
    )
    html = f"<table><thead><tr>{cells.format('h')}</tr></thead><tr>{cells.format('d')}</tr></table>"
    written = single.write(foreign.page(html, SHEET), foreign.typefaces())
    assert [finding.code for finding in written.findings] == ["table-squeezed"]
    page = pymupdf.open(stream=written.data)[0]
    assert max(word[2] for word in page.get_text("words")) < page.rect.width - 70


def test_a_picture_in_a_cell_leaves_the_heads_beside_it_in_one_line() -> None:
    drawing = "<svg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 400 200%22/>"
    picture = f"<img src='data:image/svg+xml,{drawing}'>"
    html = PAGE.format(picture).replace("市教育局", "市教育局" * 12)
    drawn = single.write(foreign.page(html, SHEET), foreign.typefaces()).data
    assert {"序号", "责任单位", "10月31日"} <= set(lines(drawn))
    word = Word(foreign.written(html, SHEET).data)
    widths = [int(one) / 20 for one in word.find("//w:gridCol/@w:w")]
    assert widths[2] > 10 * 12
    assert widths[1] > widths[2]


def test_a_note_in_a_cell_asks_for_the_same_room_in_pdf_and_word() -> None:
    html = PAGE.format("说明<i>注文</i>").replace("市教育局", "市教局<i>注文</i>")
    css = SHEET + " i { float: footnote } table { width: 100% }"
    page = pymupdf.open(stream=single.write(foreign.page(html, css), foreign.typefaces()).data)[0]
    upright = sorted({round(line["rect"].x0, 1) for line in page.get_drawings() if line["rect"].width < 1})
    drawn = [right - left for left, right in pairwise(upright)]
    widths = [int(one) / 20 for one in Word(foreign.written(html, css).data).find("//w:gridCol/@w:w")]
    assert drawn == pytest.approx(widths, abs=0.6)

"""The Word writer takes HTML and CSS as others write them: invoices, newsletters, books, forms.

The cases lie in tests/cases/foreign, each an HTML file and its style sheet.
"""

import pytest

from docgen.foundation.units import MM, twips
from tests.support import foreign
from tests.support.reading import Word, missing, shown
from tests.support.samples import CASES
from tests.support.validity import errors

FOLDER = CASES / "foreign"
NAMES = sorted(path.stem for path in FOLDER.glob("*.html"))

# Of each case: its pages (mm), the styles its CSS names, and what its CSS prints beyond the HTML.
EXPECTED = {
    "book": ((148, 210), ["章标题", "节标题", "书正文", "书首段", "诗行", "注文"], {"第一章", "第二章"}),
    "calendar": ((297, 210), [], set()),
    "cards": ((210, 297), [], set()),
    "form": ((160, 200), ["表单标题", "表单行"], {"示例县食安办"}),
    "invoice": ((210, 148), ["收据标题"], set()),
    "menu": ((148, 210), [], set()),
    "mixed": ((210, 297), [], {"☑", "☐"}),
    "nesting": ((210, 297), ["框内段"], set()),
    "newsletter": ((210, 297), ["报头", "短讯标题"], {"“", "”"}),
    "odd": ((100, 150), ["带引号的名字", "甲 & < 乙 >"], set()),
    "poster": ((210, 297), [], set()),
    "report": ((210, 297), [], set()),
    "resume": ((210, 297), [], set()),
    "right-to-left": ((210, 297), ["文种标题", "文种正文"], set()),
}
WIDE, LONG = 8, 200


def word(name):
    return Word(foreign.docx(FOLDER / f"{name}.html").data)


def test_every_case_is_expected():
    assert sorted(EXPECTED) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_valid(name):
    assert errors(foreign.docx(FOLDER / f"{name}.html").data) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_lost(name):
    texts = shown((FOLDER / f"{name}.html").read_text(encoding="utf-8"))
    assert missing(texts, word(name).text) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_the_style_sheet_prints_is_there_and_what_is_hidden_is_not(name):
    text = word(name).text
    assert all(printed in text for printed in EXPECTED[name][2])
    assert "不应出现" not in text


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_have_the_size_the_style_sheet_gives(name):
    (width, height), _, _ = EXPECTED[name]
    sizes = word(name).find("//w:pgSz")
    found = {tuple(int(size.get(key)) for key in size.keys()[:2]) for size in sizes}
    assert found == {(twips(width * MM), twips(height * MM))}


@pytest.mark.parametrize("name", NAMES)
def test_the_styles_carry_the_names_the_style_sheet_gives(name):
    assert set(EXPECTED[name][1]) <= set(word(name).style_names())


# --- what is particular to one case ---


def test_an_invoice_keeps_merged_cells_a_repeated_head_and_a_link():
    invoice = word("invoice")
    assert invoice.find("//w:gridSpan/@w:val") == ["2", "4"]
    assert len(invoice.find("//w:vMerge[@w:val='restart']")) == 3
    assert len(invoice.find("//w:tr[w:trPr/w:tblHeader]")) == 2
    assert invoice.find("//*[@TargetMode='External']/@Target", "word/_rels/document.xml.rels") == [
        "https://example.org/terms?a=1&b=2"
    ]


def test_a_newsletter_has_two_columns_between_full_lines():
    assert word("newsletter").find("//w:sectPr/w:cols/@w:num") == ["2"]
    assert len(word("newsletter").find("//w:sectPr")) == 3


def test_a_newsletter_keeps_its_picture_and_what_it_shows():
    assert word("newsletter").find("//wp:docPr/@descr") == ["示例标志"]


def test_a_book_has_notes_headers_for_both_sides_and_chapters_on_right_pages():
    book = word("book")
    assert len(book.find("//w:footnoteReference")) == 2
    assert book.find("//w:evenAndOddHeaders", "word/settings.xml")
    assert book.find("//w:mirrorMargins", "word/settings.xml")
    assert "oddPage" in book.find("//w:sectPr/w:type/@w:val")
    assert any("STYLEREF" in field for field in book.all("//@w:instr"))
    assert any("PAGEREF two" in field for field in book.all("//@w:instr"))


def test_a_forms_blank_is_a_line_to_write_on_and_its_boxes_are_ticked_or_not():
    form = word("form")
    blank = [text for text in form.find("//w:r[w:rPr/w:u]/w:t/text()") if not text.strip()]
    assert blank == ["\u3000" * 14 + " "]  # 6 cm of 12 pt type
    assert [mark for mark in form.text if mark in "☐☑☒"] == ["☑", "☐"]


def test_right_to_left_paragraphs_and_words_are_marked_so():
    page = word("right-to-left")
    assert ["".join(p.itertext())[:5] for p in page.find("//w:p[w:pPr/w:bidi]")] == ["بۇ بى", "שלום "]
    assert any("مرحبا" in "".join(r.itertext()) for r in page.find("//w:r[w:rPr/w:rtl]"))


def test_a_frame_around_lists_and_tables_stays_one_frame():
    tables = word("nesting").find("//w:body/w:tbl")
    assert len(tables) == 1
    assert len(tables[0].xpath(".//w:tbl", namespaces=tables[0].nsmap)) == 4


def test_a_table_of_200_rows_keeps_every_cell_and_repeats_its_head():
    head = "".join(f"<th>列{column}</th>" for column in range(WIDE))
    rows = "".join(
        "<tr>" + "".join(f"<td>{row}·{column}</td>" for column in range(WIDE)) + "</tr>"
        for row in range(LONG)
    )
    html = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    written = foreign.written(html, "td { border: 1pt solid }").data
    table = Word(written)
    assert len(table.find("//w:tr")) == LONG + 1
    assert len(table.find("//w:tc")) == (LONG + 1) * WIDE
    assert len(table.find("//w:tblHeader")) == 1
    assert table.text.endswith("199·7")
    assert errors(written) == []

"""Lists and notes in Word stand where they stand in the PDF."""

import pymupdf
import pytest

from docgen.prose.html import ALLOWED
from docgen.write import word as docx
from docgen.write.pdf import single
from tests.support import foreign, samples
from tests.support.reading import Word


def levels(html: str) -> list[tuple[str, str, str]]:
    word = Word(foreign.written(html, "body { font: 16pt 宋体 } ol { margin: 0 0 0 56pt; padding: 0 }").data)
    found = word.find("//w:abstractNum[w:lvl/w:lvlText/@w:val='%1.']/w:lvl[1]", "word/numbering.xml")
    path = ("w:lvlJc/@w:val", "w:pPr/w:ind/@w:left", "w:pPr/w:ind/@w:hanging")
    names = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    return [tuple(one.xpath(way, namespaces=names)[0] for way in path) for one in found]


def test_numbers_of_any_length_end_before_their_text() -> None:
    (level,) = set(levels("<ol start=98>" + "<li>甲" * 4 + "</ol><ol><li>乙</ol>"))
    assert level[:2] == ("right", "1240")  # body has a margin of 6 pt
    assert int(level[2]) == pytest.approx(0.32 * 16 * 20, abs=1)


def test_a_line_that_a_break_ends_is_not_spread_over_its_width() -> None:
    assert Word(foreign.written("<p>短<br>二").data).find("//w:doNotExpandShiftReturn", "word/settings.xml")


SHEET = """@page { size: A5; margin: 20mm }
.foot { float: footnote; --docx-pin: page-bottom; line-height: 30pt }
.foot::footnote-call, .foot::footnote-marker { content: none } .footnote { float: footnote }"""


def test_notes_keep_clear_of_a_block_at_the_foot_of_their_page() -> None:
    html = (
        "<p>甲<span class=footnote>注一</span>，乙<span class=footnote>注二</span><div class=foot>版记</div>"
    )
    first, second = Word(foreign.written(html, SHEET).data).find(
        "//w:footnote[@w:id > 0]", "word/footnotes.xml"
    )
    blank = second.xpath("w:p[last()][not(.//w:t)]/w:pPr/w:spacing/@w:line", namespaces=second.nsmap)
    assert int(blank[0]) > 30 * 20
    assert not first.xpath("w:p[not(.//w:t)]", namespaces=first.nsmap)
    plain = html.replace("<div class=foot>版记</div>", "")
    notes = Word(foreign.written(plain, SHEET).data).find(
        "//w:footnote[@w:id > 0]//w:p", "word/footnotes.xml"
    )
    assert len(notes) == 2


def test_columns_at_the_end_are_balanced_by_a_section_behind_them() -> None:
    html = "<p>前文</p><div>" + "<p>段" * 8 + "</div>"
    sections = Word(foreign.written(html, "div { columns: 2 }").data).find("//w:sectPr")
    last, before = sections[-1], sections[-2]
    assert before.find("{*}cols") is not None
    assert last.find("{*}cols") is None
    assert "continuous" in last.find("{*}type").values()


INLINE = {
    "a": "见[链接字](https://www.example.gov.cn)",
    "br": "上行字<br>下行字",
    "code": "代码`code1`",
    "em": "着重*楷体字*",
    "rp ruby rt": "<ruby>注音<rp>（</rp><rt>zhùyīn</rt><rp>）</rp></ruby>",
    "span": "脚注[^1]，电话0891-6332109",
    "strong": "重要**黑体字**",
    "sub": "水H<sub>2</sub>O",
    "sup": "十m<sup>3</sup>",
}
"""What prose lets through within a line, by the tags it becomes."""
BLOCKS = {"blockquote", "caption", "col", "colgroup", "h2", "h3", "h4", "h5", "img", "li", "ol", "p"}
BLOCKS |= {"table", "tbody", "td", "th", "thead", "tr", "ul"}


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory) -> samples.Page:
    """A letter in which each inline element stands in a paragraph, a cell, an item and a quotation."""
    said = list(INLINE.values())
    cells = "".join(f"| {one} | {one.replace('[^1]', '')} |\n" for one in said).replace("[^1]", "[^2]")
    items = "".join(f"{number}. {one}\n" for number, one in enumerate(said, 1)).replace("[^1]", "[^3]")
    quoted = "".join(f"> {one}\n>\n" for one in said).replace("[^1]", "[^4]")
    notes = "".join(f"[^{number}]: 注文H<sub>2</sub>O。\n\n" for number in range(1, 5))
    body = "\n\n".join([*said, f"| 甲 | 乙 |\n|:---:|---:|\n{cells}", "中间", items, quoted, notes])
    indented = "".join(f"  {line}\n" if line else "\n" for line in body.split("\n"))
    text = samples.document(body="|\n" + indented)
    folder = samples.project(tmp_path_factory.mktemp("inline"), letter=text)
    return samples.composed(folder)


def test_the_table_above_has_every_tag_that_prose_lets_through() -> None:
    assert {tag for tags in INLINE for tag in tags.split()} | BLOCKS == set(ALLOWED)


def test_every_inline_element_stands_in_pdf_and_word_wherever_it_is_written(everywhere) -> None:
    pdf = pymupdf.open(stream=single.write(everywhere.composed, everywhere.typefaces).data)
    drawn = "".join("".join(page.get_text().split()) for page in pdf)
    word = Word(docx.write(everywhere.composed, everywhere.typefaces).data)
    for text in ("链接字", "上行字", "下行字", "code1", "楷体字", "注音", "zhùyīn", "0891-6332109", "黑体字"):
        assert (text, drawn.count(text)) == (text, 5)
        assert (text, word.text.count(text)) == (text, 5)
    assert "（zhùyīn" not in drawn
    assert drawn.count("注文") == word.text.count("注文") == 4
    assert len(word.find("//w:ruby")) == 5
    assert len(word.find("//w:vertAlign[@w:val='superscript']")) >= 5
    spans = [
        s
        for page in pdf
        for b in page.get_text("dict")["blocks"]
        for ln in b.get("lines", [])
        for s in ln["spans"]
    ]
    lefts = {
        round(s["bbox"][0])
        for s in spans
        if s["text"].startswith(("1. ", "2. ", "3. ", "4. ")) and s["size"] < 10
    }
    assert len(lefts) == 1  # notes begin at the left edge, wherever they are called
    assert not word.find("//w:jc[@w:val='center' or @w:val='right']", "word/footnotes.xml")

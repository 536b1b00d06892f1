"""Sections, headers and footers, placed boxes, pictures, notes, properties, bytes."""

import subprocess
import sys
import textwrap
from datetime import UTC, datetime

import pytest

from docgen.foundation.errors import ContentError
from docgen.write import word
from docgen.write.laid.document import Laid
from tests.support import foreign
from tests.support.opened import PIXEL, composed, written
from tests.support.reading import NAMESPACES, Word

NUMBERS = """
@page { --docx-grid: lines 22 }
@page :right { @bottom-right {
  content: "— " counter(page) " —"; font: 14pt/14pt 宋体;
  vertical-align: top; padding: calc(7mm - 7pt) 14pt 0 0 } }
@page :left { @bottom-left {
  content: "— " counter(page) " —"; font: 14pt/14pt 宋体;
  vertical-align: top; padding: calc(7mm - 7pt) 0 0 14pt } }
"""
FIRST = """
.rule { position: running(rule); border-top: 1pt solid red }
@page :first {
  @bottom-right { content: none }
  @bottom-center { content: element(rule); vertical-align: top; padding-top: 15mm }
}
"""


def geometry(opened) -> list[dict[str, str]]:
    return [
        {key.rpartition("}")[2]: value for key, value in margin.items()}
        for margin in opened.find("//w:pgMar")
    ]


def test_a_page_of_gb9704_holds_22_lines() -> None:
    margin = geometry(written("<body><p>甲</p></body>", NUMBERS))[0]
    assert (margin["top"], margin["left"], margin["right"]) == ("2098", "1587", "1474")
    assert 16838 - 2098 - int(margin["bottom"]) >= 22 * 579
    grid = written("<body><p>甲</p></body>", NUMBERS).find("//w:docGrid")[0]
    assert list(grid.values()) == ["lines", "579"]


def test_odd_and_even_pages_are_numbered_on_their_own_sides() -> None:
    opened = written("<body><p>甲</p></body>", NUMBERS)
    assert opened.values("//w:footerReference/@w:type") == ["default", "even"]
    assert opened.find("//w:evenAndOddHeaders", "settings")
    odd, even = (opened.docx.sections[0].footer, opened.docx.sections[0].even_page_footer)
    assert [odd.paragraphs[0].text, even.paragraphs[0].text] == ["—  —", "—  —"]
    assert odd.part.element.xpath("//w:fldSimple/@w:instr") == [" PAGE "]
    assert odd.part.element.xpath("//w:ind/@w:right") == even.part.element.xpath("//w:ind/@w:left") == ["280"]


def test_the_page_number_stands_where_css_puts_it() -> None:
    # 35 mm below the text, less 7 mm - 7 pt above and 14 pt of the line itself.
    assert geometry(written("<body><p>甲</p></body>", NUMBERS))[0]["footer"] == "1447"


def test_the_first_page_may_have_a_foot_of_its_own() -> None:
    opened = written('<body><hr class="rule"><p>甲</p></body>', NUMBERS + FIRST)
    assert opened.find("//w:titlePg")
    first = opened.docx.sections[0].first_page_footer.part.element
    assert first.xpath("//w:pBdr/w:top")
    assert not first.xpath("//w:fldSimple")


def test_a_named_page_is_a_section_of_its_own() -> None:
    css = "@page wide { size: A4 landscape; margin: 20mm } .wide { page: wide }"
    opened = written('<body><p>甲</p><div class="wide"><p>乙</p></div><p>丙</p></body>', css)
    assert [section.orientation for section in opened.docx.sections] == [0, 1, 0]
    assert len(opened.find("//w:body/w:p")) == 3


def test_a_break_to_a_right_page_starts_an_odd_section() -> None:
    opened = written('<body><p>甲</p><p style="break-before: right">乙</p></body>')
    assert opened.values("//w:sectPr/w:type/@w:val") == ["nextPage", "oddPage"]


def test_swapped_margins_are_mirrored() -> None:
    opened = written("<body><p>甲</p></body>", "@page :left { margin-left: 26mm; margin-right: 28mm }")
    assert opened.find("//w:mirrorMargins", "settings")


def test_placed_boxes_stand_beside_each_other_not_inside() -> None:
    css = ".head { position: absolute; top: 0; left: 0 }"
    css += ".mast { position: absolute; top: -7mm; left: -30mm; width: 216mm; text-align: center }"
    opened = written('<body><div class="head"><p class="mast">机关</p></div><p>正文</p></body>', css)
    assert len(opened.find("//wps:txbx")) == 1
    assert not opened.find("//wps:txbx//w:drawing")
    assert [int(value) for value in opened.values("//wp:posOffset/text()")] == [-1080000, -252000]
    assert opened.values("//wp:positionV/@relativeFrom") == ["margin"]


def test_a_pinned_block_sits_at_the_foot_of_the_last_page() -> None:
    css = "footer { float: footnote; --docx-pin: page-bottom } footer::footnote-call { content: none }"
    opened = written("<body><p>正文</p><footer><p>抄送：甲。</p></footer></body>", css)
    assert opened.values("//wp:align/text()") == ["left", "bottom"]
    assert opened.values("//wp:positionV/@relativeFrom") == ["margin", "page"], (
        "the page's top: for LibreOffice"
    )
    assert opened.find("//wp:wrapTopAndBottom")
    assert "word/footnotes.xml" not in opened.archive.namelist()


def test_a_seal_lies_behind_the_text_it_is_pressed_on(tmp_path) -> None:
    (tmp_path / "seal.png").write_bytes(PIXEL)
    css = ".sign { position: relative }"
    css += ".seal { position: absolute; width: 42mm; height: 42mm; right: 20mm; bottom: 0; z-index: -1 }"
    body = (
        '<div class="sign"><p>机关</p><p>2024年6月20日<img class="seal" src="seal.png" alt="印章"></p></div>'
    )
    opened = written(f"<body>{body}</body>", css, roots=[tmp_path])
    anchor = opened.find("//wp:anchor")[0]
    assert anchor.get("behindDoc") == "1"
    assert opened.values("//wp:extent/@cx") == ["1511999"] or opened.values("//wp:extent/@cx") == ["1512000"]
    assert opened.values("//wp:positionV/@relativeFrom") == ["paragraph"]
    assert opened.values("//wp:docPr/@descr") == ["印章"]


def test_one_picture_is_stored_once(tmp_path) -> None:
    (tmp_path / "a.png").write_bytes(PIXEL)
    opened = written('<body><p><img src="a.png"><img src="a.png"></p></body>', roots=[tmp_path])
    assert [name for name in opened.archive.namelist() if "media" in name] == ["word/media/image1.png"]
    assert len(opened.find("//pic:pic")) == 2


def test_pictures_that_cannot_be_had_are_named_all_at_once(tmp_path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    (tmp_path.parent / "secret.png").write_bytes(PIXEL)
    body = '<p><img src="none.png"><img src="broken.png"><img src="../secret.png"></p>'
    with pytest.raises(ContentError) as caught:
        written(f"<body>{body}</body>", roots=[tmp_path])
    assert len(caught.value.problems) == 3
    assert {problem.code for problem in caught.value.problems} >= {"image-missing", "image-is-other"}


def test_a_note_is_a_footnote_of_words_own() -> None:
    css = ".fn { float: footnote; font-size: 10.5pt }"
    opened = written('<body><p>甲<span class="fn">出处。</span>乙</p></body>', css)
    assert opened.values("//w:footnoteReference/@w:id") == ["1"]
    assert opened.text(opened.find("//w:footnote[@w:id='1']", "footnotes")[0]).strip() == "出处。"
    assert opened.text(opened.find("//w:body/w:p")[0]) == "甲乙"


def test_the_file_describes_itself_with_the_documents_date() -> None:
    properties = written(
        "<body><p>甲</p></body>", title="标题", author="机关", subject="工作提醒函"
    ).docx.core_properties
    assert (properties.title, properties.author, properties.subject) == ("标题", "机关", "工作提醒函")
    assert properties.created == properties.modified == datetime(2024, 6, 20, tzinfo=UTC)


@pytest.mark.parametrize("draft", [False, True])
def test_no_text_asks_to_be_opened_for_reading_only(draft: bool) -> None:
    assert not written("<body><p>甲</p></body>", draft=draft).find("//w:writeProtection", "settings")


def test_the_engine_s_own_margins_hold_where_the_style_sheet_gives_none() -> None:
    opened = written("<body><p>甲</p></body>", page="@page { size: A5 }")
    assert opened.values("//w:pgMar/@w:top | //w:pgMar/@w:left") == ["1125", "1125"]  # 75 px


def test_the_program_is_named_in_the_file() -> None:
    names = written("<body><p>甲</p></body>").archive.namelist()
    assert "docProps/app.xml" in names


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    script = """
        import sys
        from tests.support.opened import written
        body = "<body><h1 id=t>甲</h1><ol><li>乙</ol><table><tr><td>丙</table></body>"
        sys.stdout.buffer.write(written(body).data)
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    runs = [
        subprocess.run(
            command, env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0]) > 1000


def test_an_empty_document_is_still_a_document() -> None:
    assert written("<body></body>").docx.sections[0].page_width.mm == pytest.approx(210, abs=0.1)
    assert composed("<body></body>").name == "示例"


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30mm" height="20mm"><rect width="9" height="9"/></svg>'


def test_a_vector_picture_has_a_bitmap_beside_it(tmp_path) -> None:
    (tmp_path / "ground.svg").write_text(SVG)
    opened = written('<body><p><img src="ground.svg"><img src="ground.svg"></p></body>', roots=[tmp_path])
    media = [name for name in opened.archive.namelist() if "media" in name]
    assert media == ["word/media/drawing1.svg", "word/media/image1.png"]
    assert opened.archive.read("word/media/image1.png").startswith(b"\x89PNG")
    assert opened.values("//wp:extent/@cx") == [str(30 * 36000)] * 2


def test_without_a_painter_the_vector_picture_is_reported(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("docgen.layout.painted.find_spec", lambda name: None)
    (tmp_path / "other.svg").write_text(SVG.replace("30mm", "31mm"))
    opened = written('<body><p><img src="other.svg"></p></body>', roots=[tmp_path])
    assert [one.code for one in opened.findings] == ["picture-for-new-word"]
    assert opened.archive.read("word/media/image1.png").startswith(b"\x89PNG")


def test_a_broken_vector_picture_is_a_problem(tmp_path) -> None:
    (tmp_path / "broken.svg").write_text("<svg><rect></svg")
    with pytest.raises(ContentError) as caught:
        written('<body><p><img src="broken.svg"></p></body>', roots=[tmp_path])
    assert [problem.code for problem in caught.value.problems] == ["image-broken"]


def test_what_is_placed_after_the_last_paragraph_is_not_lost() -> None:
    css = ".sign { position: absolute; right: 0; bottom: 0; width: 50mm }"
    opened = written('<body><p>正文</p><div class="sign"><p>署名</p></div></body>', css)
    assert opened.values("//wps:txbx//w:t/text()") == ["署名"]
    assert opened.paragraphs() == ["Normal | 正文"]


@pytest.mark.parametrize(
    ("selector", "margin"), [(":first", "margin-left: 50mm"), (":left", "margin-left: 40mm")]
)
def test_margins_that_word_cannot_vary_are_reported(selector: str, margin: str) -> None:
    opened = written("<body><p>甲</p></body>", f"@page {selector} {{ {margin} }}")
    assert [(one.values["selector"], one.values["css"]) for one in opened.findings] == [
        (f"@page {selector}", "margin")
    ]


LETTERHEAD = """@page { @top-center { content: "续页"; font-size: 9pt; line-height: 12pt } }
@page :first { margin-top: 60mm; @top-center { content: "信头"; font-size: 20pt; line-height: 30pt } }"""


def test_a_higher_margin_of_the_first_page_is_filled_by_its_header() -> None:
    opened = written("<body><p>甲</p></body>", LETTERHEAD)
    margin = geometry(opened)[0]
    first = opened.docx.sections[0].first_page_header.part.element
    (said,) = first.xpath("//w:p[w:r]/w:pPr/w:spacing")
    lines = [int(line) for line in first.xpath("//w:spacing/@w:line")]
    filled = int(margin["header"]) + int(said.get(said.keys()[0])) + sum(lines)
    assert margin["top"] == "2098"
    assert abs(filled - 60 / 25.4 * 1440) < 20
    assert opened.findings == ()


def test_the_first_page_of_a_name_has_its_own_head_and_may_count_anew() -> None:
    css = """@page text { margin: 20mm; @top-center { content: "正文" } } .text { page: text }
    @page :nth(1 of text) { counter-reset: page 1; @top-center { content: none } }"""
    opened = written('<body><p>封面</p><div class="text"><p>甲</p></div></body>', css)
    assert opened.values("//w:pgNumType/@w:start") == ["1"]
    assert [bool(opened.of(one, "w:titlePg")) for one in opened.find("//w:sectPr")] == [False, True]
    assert opened.docx.sections[1].first_page_header.paragraphs[0].text == ""
    assert opened.docx.sections[1].header.paragraphs[0].text == "正文"


EDGES = {
    "left-middle": (0, (37 + 297 - 35) / 2),
    "right-top": (210 - 26, 37),
    "left-bottom": (0, 297 - 35),
    "top-left-corner": (0, 37 / 2),
    "bottom-right-corner": (210 - 26, 297 - 35 / 2),
}


@pytest.mark.parametrize("name", EDGES)
def test_boxes_at_sides_and_corners_stand_where_css_puts_them(name: str) -> None:
    css = f'@page {{ @{name} {{ content: "边" counter(page); font-size: 10pt; line-height: 10pt }} }}'
    opened = written("<body><p>甲</p></body>", css)
    left, top = EDGES[name]
    across, down = (int(value) / 36000 for value in opened.values("//wp:posOffset/text()", "header1"))
    share = {"right-top": 0, "left-bottom": 1}.get(name, 0.5)
    assert (across, down) == (
        pytest.approx(left, abs=0.01),
        pytest.approx(top - share * 10 / 72 * 25.4, abs=0.01),
    )
    assert opened.values("//wps:txbx//w:fldSimple/@w:instr", "header1") == [" PAGE "]
    assert opened.values("//wp:positionV/@relativeFrom", "header1") == ["page"]


ENDED = (
    "@page { size: 100mm 100mm; margin: 10mm } body { margin: 0; font: 12pt/20pt 仿宋 } p { margin: 0 } "
    "td { height: 24mm; padding: 0 } table { border-collapse: collapse } "
    "footer { float: footnote; --docx-pin: page-bottom; height: 20mm } "
    "footer::footnote-call { content: none }"
)
FOOT = '<div><footer id="end"><p>版记</p></footer></div>'


@pytest.mark.parametrize(
    ("text", "page", "parted"),
    [
        ("<table>" + "<tr><td>署名</td></tr>" * 3 + "</table>", 2, True),  # rows fill the first page
        ("<table>" + "<tr><td>署名</td></tr>" * 2 + "</table>", 1, False),  # there is room under them
        ("<p>正文</p>" * 11, 2, False),  # lines yield to the block by themselves
    ],
)
def test_a_pinned_block_begins_the_page_that_rows_leave_to_it(text: str, page: int, parted: bool) -> None:
    made = foreign.page(text + FOOT, ENDED)
    laid = Laid(made, foreign.typefaces())
    assert laid.places["end"].page == page
    opened = Word(word.written(made, foreign.typefaces(), laid).data)
    (carrier,) = opened.find("//w:body/w:p[.//w:txbxContent]")
    assert bool(carrier.xpath("w:pPr/w:pageBreakBefore", namespaces=NAMESPACES)) == parted

"""Paragraphs: named styles, direct formatting, fonts, spacing, lines."""

import pytest

from tests.support.opened import plain, written

STYLED = """
h2 { --docx-style: 一级标题; font: 16pt/28.95pt 黑体; text-indent: 2em; break-after: avoid; margin: 0 }
.body p { --docx-style: 公文正文; text-indent: 2em; text-align: justify }
.unused { --docx-style: 附注; --docx-based-on: 公文正文; --docx-next: 公文正文; color: #f00 }
"""
LETTER = '<body><section class="body"><h2>基本情况</h2><p>截至2024年，示例。</p></section></body>'


def test_paragraphs_name_their_style_and_say_nothing_else() -> None:
    opened = written(LETTER, STYLED)
    assert opened.paragraphs() == ["一级标题 | 基本情况", "公文正文 | 截至2024年，示例。"]
    assert all(len(properties) == 1 for properties in opened.find("//w:p/w:pPr"))


def test_styles_come_from_the_style_sheet_used_or_not() -> None:
    style = written(LETTER, STYLED).style("附注")
    assert '<w:color w:val="FF0000"/>' in style
    assert '<w:basedOn w:val="S2"/><w:next w:val="S2"/>' in style


def test_styles_are_the_same_whatever_the_letter_says() -> None:
    other = "<body><section class=body><p>另一封信</p></section></body>"
    assert written(LETTER, STYLED).archive.read("word/styles.xml") == written(other, STYLED).archive.read(
        "word/styles.xml"
    )


def test_a_heading_has_its_outline_level_and_stays_with_its_text() -> None:
    style = written(LETTER, STYLED).style("一级标题")
    assert '<w:outlineLvl w:val="1"/>' in style
    assert "<w:keepNext/>" in style


def test_indents_are_twips_of_the_elements_own_size() -> None:
    opened = written("<body><p>甲</p></body>", "p { --docx-style: 小字; font-size: 14pt; text-indent: 2em }")
    assert '<w:ind w:left="0" w:right="0" w:firstLine="560"/>' in opened.style("小字")
    assert "Chars" not in opened.style("小字")


@pytest.mark.parametrize(
    ("pitch", "twips"), [("28.95pt", 579), ("calc(225mm / 22)", 579), ("28.999pt", 579), ("29pt", 580)]
)
def test_line_pitch_is_exact_and_rounded_down(pitch: str, twips: int) -> None:
    opened = written("<body><p>甲</p></body>", f"p {{ --docx-style: 行; line-height: {pitch} }}")
    spacing = opened.find("//w:style[w:name/@w:val='行']/w:pPr/w:spacing", "styles") or opened.find(
        "//w:style[w:name/@w:val='Normal']/w:pPr/w:spacing", "styles"
    )
    assert spacing[0].values()[2:] == [str(twips), "exact"]


def test_exact_lines_leave_the_grid() -> None:
    assert '<w:snapToGrid w:val="0"/>' in written("<body><p>甲</p></body>").style("Normal")


def test_a_margin_between_neighbours_is_kept_once() -> None:
    opened = written(
        "<body><p class=a>甲</p><p class=b>乙</p></body>",
        ".a { margin-bottom: 10pt } .b { margin-top: 30pt }",
    )
    spacings = opened.find("//w:body/w:p/w:pPr/w:spacing")
    assert [spacing.values()[:2] for spacing in spacings if "600" in spacing.values()] == [["600", "0"]]
    assert not opened.find("//w:spacing[@w:after='200']")


def test_a_margin_ends_with_its_page() -> None:
    body = "<body><p class=a>甲</p><p class=b>乙</p></body>"
    opened = written(body, ".a { margin-bottom: 10pt } .b { break-before: page }")
    assert opened.values("//w:body//w:spacing/@w:before | //w:body//w:spacing/@w:after") == []


def test_a_font_list_fills_the_slot_of_each_script() -> None:
    opened = written("<body><p>甲</p></body>", "p { --docx-style: 字; font-family: 数字, 楷体, 藏文, serif }")
    assert (
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="楷体_GB2312"'
        ' w:cs="Microsoft Himalaya"/>'
    ) in opened.style("字")


def test_no_theme_font_is_named_anywhere() -> None:
    """The theme is what Word offers for what is typed anew; no style takes its face from there."""
    opened = written(LETTER, STYLED)
    assert b"Theme=" not in opened.archive.read("word/styles.xml")


@pytest.mark.parametrize("text", ["“两个责任”", "一——二", "等等……", "甲·乙", "第①项"])
def test_chinese_punctuation_is_marked_as_east_asian(text: str) -> None:
    opened = written(f"<body><p>{text}</p></body>")
    assert opened.values("//w:body//w:rFonts/@w:hint") == ["eastAsia"]


def test_english_quotation_marks_stay_latin() -> None:
    opened = written('<body><p lang="en">“Example”</p></body>')
    assert opened.values("//w:body//w:rFonts/@w:hint") == []


def test_tibetan_is_set_from_the_complex_script_slot() -> None:
    opened = written("<body><p>标题 བོད་ཡིག བོད 结尾</p></body>", "body { font-family: 仿宋, 藏文 }")
    runs = opened.find("//w:body//w:r")
    assert [(opened.text(run), bool(opened.of(run, "w:rPr/w:cs"))) for run in runs] == [
        ("标题 ", False),
        ("བོད་ཡིག བོད", True),
        (" 结尾", False),
    ]
    assert opened.values("//w:docDefaults//w:lang/@w:bidi", "styles") == ["bo-CN"]


def test_white_space_folds_across_elements() -> None:
    opened = written("<body><p>\n  甲 <b> 乙</b>\n  <i>丙</i>  <br>  丁 </p></body>")
    assert opened.text(opened.find("//w:body/w:p")[0]) == "甲 乙 丙丁"


def test_preformatted_lines_stay_lines() -> None:
    opened = written("<body><pre>甲\n  乙</pre></body>")
    assert len(opened.find("//w:body//w:br")) == 1
    assert opened.text(opened.find("//w:body/w:p")[0]) == "甲  乙"


VARIANT = "//w:style[contains(w:name/@w:val, '（变体 ')]/@w:styleId"


def test_an_empty_rule_is_a_line_of_no_height() -> None:
    css = "hr { --docx-style: 红色分隔线; border: none; border-top: 0.5mm solid #e50012; margin: 4mm 0 0 }"
    opened = written("<body><p>甲</p><hr></body>", css)
    assert '<w:pBdr><w:top w:val="single" w:sz="11" w:space="0" w:color="E50012"/></w:pBdr>' in opened.style(
        "红色分隔线"
    )
    assert opened.values("//w:body/w:p[2]/w:pPr/w:pStyle/@w:val") == opened.values(VARIANT, "styles")
    assert opened.values(f"{VARIANT}/../w:pPr/w:spacing/@w:line", "styles") == ["2"]


def test_a_double_rule_keeps_both_its_lines() -> None:
    css = "hr { border: none; border-top: 0.8mm solid red; border-bottom: 0.3mm solid red; height: 0.8mm }"
    border = written("<body><hr></body>", css).find("//w:body/w:p/w:pPr/w:pBdr")[0]
    assert [(line.tag.rpartition("}")[2], line.values()[1]) for line in border] == [
        ("top", "18"),
        ("bottom", "7"),
    ]


def test_the_lines_of_a_box_go_to_its_first_and_last_paragraph() -> None:
    css = "div { border-top: 1pt solid; border-bottom: 1pt solid; background: #eee }"
    opened = written("<body><div><p>甲</p><p>乙</p><p>丙</p></div></body>", css)
    sides = [[line.tag.rpartition("}")[2] for line in border] for border in opened.find("//w:body//w:pBdr")]
    assert sides == [["top"], ["bottom"]]
    assert len(opened.find("//w:body/w:p/w:pPr/w:shd")) == 3


def test_a_line_wider_than_its_text_is_a_paragraph_of_its_own() -> None:
    opened = written("<body><p class=a>甲</p></body>", ".a { padding: 0 14pt; border-top: 0.25mm solid }")
    rule, text = opened.find("//w:body/w:p")
    assert opened.of(rule, "w:pPr/w:pBdr/w:top")
    assert [opened.text(rule), opened.text(text)] == ["", "甲"]
    assert opened.of(text, "w:pPr/w:ind/@w:left") == ["280"]


def test_a_flex_line_becomes_tabs() -> None:
    css = ".printed { display: flex; justify-content: space-between }"
    opened = written(
        '<body><p class="printed"><span>甲办公室</span><span>2024年6月20日印发</span></p></body>', css
    )
    assert opened.values("//w:tab/@w:val") == ["right"]
    assert opened.values("//w:tab/@w:pos") == ["8844"]
    assert opened.text(opened.find("//w:p")[0]) == "甲办公室2024年6月20日印发"


SPREAD = """.printed { --docx-style: 印发机关; display: flex; justify-content: space-between;
  padding: 0 14pt }"""


def test_the_style_of_a_flex_line_has_its_tab() -> None:
    opened = written('<body><p class="printed"><span>甲</span><span>乙</span></p></body>', SPREAD)
    assert '<w:tabs><w:tab w:val="right" w:pos="8564"/></w:tabs>' in opened.style("印发机关")
    assert not opened.values("//w:body//w:tabs")


def test_tabs_elsewhere_take_the_place_of_those_of_the_style() -> None:
    body = '<div style="margin-right: 100pt"><p class="printed"><span>甲</span><span>乙</span></p></div>'
    opened = written(f"<body>{body}</body>", SPREAD)
    tabs = f"{VARIANT}/..//w:tabs/w:tab/@w:"
    stops = zip(opened.values(f"{tabs}val", "styles"), opened.values(f"{tabs}pos", "styles"), strict=True)
    assert list(stops) == [("clear", "8564"), ("right", "6564")]


def test_a_paragraph_for_a_line_or_a_box_has_a_style_that_the_pane_hides() -> None:
    body = '<div class="end"><footer>抄送</footer></div><p class=a>甲</p>'
    css = ".a { padding: 0 14pt; border-top: 1pt solid } footer { --docx-pin: page-bottom }"
    opened = written(f"<body>{body}</body>", css)
    assert opened.paragraphs() == ["辅助行 | ", "辅助行 | ", "Normal | 甲"]
    assert "<w:semiHidden/>" in opened.style("辅助行")
    assert "<w:qFormat/>" not in opened.style("辅助行")


def test_inline_looks_are_runs_and_named_ones_character_styles() -> None:
    css = ".date { --docx-style: 期限; color: red } strong { font-weight: bold }"
    opened = written('<body><p>请于<span class="date">6月30日</span>前<strong>完成</strong></p></body>', css)
    assert opened.values("//w:body//w:rStyle/@w:val") == ["S1"]
    assert 'w:type="character"' in opened.style("期限")
    assert plain(opened.find("//w:body//w:r")[-1]).startswith("<w:r><w:rPr><w:b/><w:bCs/></w:rPr>")


def test_break_rules_become_paragraph_properties() -> None:
    css = ".new { break-before: page } .whole { break-inside: avoid } .joined { break-before: avoid }"
    opened = written(
        "<body><p>甲</p><p class=new>乙</p><p class=joined>丙</p><p class=whole>丁</p></body>", css
    )
    properties = [
        [part.tag.rpartition("}")[2] for part in row if not part.tag.endswith("pStyle")]
        for row in opened.find("//w:body/w:p/w:pPr")
    ]
    assert properties == [[], ["keepNext", "pageBreakBefore"], [], ["keepLines"]]


def test_links_lead_to_bookmarks_and_to_the_web_only() -> None:
    body = '<p><a href="#t">甲</a><a href="https://example.org/">乙</a><a href="javascript:x">丙</a></p>'
    opened = written(f'<body>{body}<h1 id="t">丁</h1></body>')
    assert opened.values("//w:hyperlink/@w:anchor") == opened.values("//w:bookmarkStart/@w:name") == ["t"]
    assert len(opened.find("//w:hyperlink")) == 2
    assert b"javascript" not in opened.archive.read("word/_rels/document.xml.rels")


def test_what_xml_cannot_hold_is_replaced() -> None:
    opened = written("<body><p>甲\x0b乙\ud800丙</p></body>")
    assert opened.text(opened.find("//w:body/w:p")[0]).replace("\ufffd", "") == "甲乙丙"


def test_text_from_right_to_left_is_marked_so() -> None:
    opened = written('<body><p dir="rtl" style="direction: rtl">שלום 12</p><p>甲 مرحبا 乙</p></body>')
    assert [bool(opened.of(one, "w:pPr/w:bidi")) for one in opened.find("//w:body/w:p")] == [True, False]
    assert [opened.text(run) for run in opened.find("//w:r[w:rPr/w:rtl]")] == ["שלום", "مرحبا"]


def test_a_margin_below_nothing_takes_from_the_one_it_touches() -> None:
    css = "div { margin-top: 9pt } p.b { margin-top: -4pt }"
    opened = written("<body><p>甲</p><div><p class=b>乙</p></div></body>", css)
    assert opened.values("//w:body/w:p[2]/w:pPr/w:spacing/@w:before") == ["100"]


def test_a_place_where_a_word_may_break_is_one_in_word() -> None:
    words = written("<body><p>39，<wbr>76</p></body>").values("//w:t/text()")
    assert "".join(words) == "39，\u200b76"


def test_several_lines_of_small_type_are_raised_to_where_css_sets_them() -> None:
    """Word would set them lower than the text beside them."""
    css = "p { font: 16pt/29pt 仿宋 } .small { font-size: 14pt; --docx-style: 抄送 } b { color: #f00 }"
    html = "<p>{0}</p><p class=small>乙</p><p class=small>{0}<b>丙</b></p>".format("甲" * 60)
    opened = written(f"<body>{html}</body>", css)
    raised = [opened.of(one, "string(w:t)") for one in opened.find("//w:r[w:rPr/w:position/@w:val='7']")]
    assert raised == ["甲" * 60, "丙"]
    assert opened.values("//w:r[w:t='丙']/w:rPr/*[local-name() = 'position']/preceding-sibling::*[1]/@w:val")
    assert opened.find("//w:p[1]//w:position") == []

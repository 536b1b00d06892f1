"""What reports and handbooks add to letters: contents, references, running titles, columns, controls."""

import pytest

from tests.support.opened import PIXEL, written

CONTENTS = """
nav li { list-style: none; --docx-style: 目录 1 }
nav a::after { content: leader('.') target-counter(attr(href), page) }
"""
NAV = '<nav><ol><li><a href="#a">总则</a></li><li><a href="#b">附则</a></li></ol></nav>'
CHAPTERS = '<h1 id="a">总则</h1><p>甲</p><h1 id="b">附则</h1>'


def test_a_table_of_contents_is_a_field_with_its_entries_ready() -> None:
    opened = written(f"<body>{NAV}{CHAPTERS}</body>", CONTENTS, {"a": 3, "b": 12})
    assert opened.paragraphs()[:2] == ["toc 1 | 总则3", "toc 1 | 附则12"]
    assert opened.values("//w:fldChar/@w:fldCharType") == ["begin", "separate", "end"]
    assert opened.values("//w:instrText/text()") == [r' TOC \o "1-3" \h \z \u ']
    assert opened.values("//w:fldSimple/@w:instr") == [r" PAGEREF a \h ", r" PAGEREF b \h "]
    assert opened.values("//w:tab/@w:leader") == ["dot", "dot"]


def test_a_cross_reference_says_page_or_words() -> None:
    css = "a::after { content: target-text(attr(href)) '第' target-counter(attr(href), page) '页' }"
    opened = written(f'<body><p>见<a href="#b"></a></p>{CHAPTERS}</body>', css, {"b": 7})
    assert opened.paragraphs()[0] == "Normal | 见附则第7页"
    assert opened.values("//w:fldSimple/@w:instr") == [r" REF b \h ", r" PAGEREF b \h "]


def test_a_running_title_follows_its_style() -> None:
    css = """h1 { --docx-style: 章标题; string-set: chapter content() }
    @page { @top-center { content: string(chapter); font: 10.5pt/12pt 楷体 } }"""
    header = written(f"<body>{CHAPTERS}</body>", css).docx.sections[0].header.part.element
    assert header.xpath("//w:fldSimple/@w:instr") == [' STYLEREF "章标题" ']
    assert header.xpath("//w:t/text()") == ["总则"]


@pytest.mark.parametrize(
    ("css", "title", "field"),
    [
        ("h1 { string-set: t content() }", "string(t)", " STYLEREF 1 "),
        ("h2 { string-set: t content(); --docx-style: 节 }", "string(t, last)", r' STYLEREF "节" \l '),
    ],
)
def test_a_running_title_is_found_by_level_or_by_name(css: str, title: str, field: str) -> None:
    css += f"@page {{ @top-center {{ content: {title} }} }}"
    header = written("<body><h1>总则</h1><h2>其一</h2></body>", css).docx.sections[0].header
    assert header.part.element.xpath("//w:fldSimple/@w:instr") == [field]


@pytest.mark.parametrize(
    ("css", "asked"),
    [
        ("p { string-set: t content() } @page { @top-left { content: string(t) } }", "string(t, first)"),
        (
            "h1 { string-set: t content() } @page { @top-left { content: string(t, start) } }",
            "string(t, start)",
        ),
    ],
)
def test_a_running_title_that_word_cannot_follow_is_reported(css: str, asked: str) -> None:
    opened = written("<body><h1>总则</h1><p>总则</p></body>", css)
    assert [one.values["css"] for one in opened.findings] == [f"content: {asked}"]
    assert opened.docx.sections[0].header.paragraphs[0].text == "总则"


@pytest.mark.parametrize("css", [".b { break-before: column }", ".a { break-after: column }"])
def test_a_column_may_be_broken(css: str) -> None:
    body = '<div class="two"><p class="a">甲</p><p class="b">乙</p></div>'
    opened = written(f"<body>{body}</body>", css + ".two { columns: 2 }")
    broken = opened.find("//w:p[w:r/w:br[@w:type='column']]")
    assert [opened.text(one) for one in broken] == ["乙"]


def test_captions_count_in_sequences() -> None:
    css = """body { counter-reset: table } table { counter-increment: table }
    caption::before { content: "表" counter(table) "　" }"""
    table = "<table><caption>名称</caption><tr><td>甲</td></tr></table>"
    opened = written(f"<body>{table}<p>乙</p>{table}</body>", css)
    assert opened.values("//w:fldSimple/@w:instr") == [r" SEQ 表 \* ARABIC "] * 2
    assert [line for line in opened.paragraphs() if line.startswith("Caption")] == [
        "Caption | 表1　名称",
        "Caption | 表2　名称",
    ]


def test_columns_are_a_section_on_the_same_page() -> None:
    css = ".two { columns: 2; column-gap: 8mm; column-rule: 1px solid }"
    opened = written('<body><p>甲</p><div class="two"><p>乙</p><p>丙</p></div><p>丁</p></body>', css)
    assert opened.values("//w:sectPr/w:type/@w:val") == ["nextPage", "continuous", "continuous"]
    assert opened.find("//w:cols/@w:sep") == ["1"]
    assert opened.values("//w:cols/@w:num") == ["2"]


def test_pages_may_count_from_one_again() -> None:
    css = ".text { page: text; counter-reset: page 1 } @page text { margin: 20mm }"
    opened = written('<body><p>封面</p><div class="text"><p>甲</p></div></body>', css)
    assert opened.values("//w:pgNumType/@w:start") == ["1"]


def test_roman_page_numbers_stay_roman() -> None:
    css = "@page { @bottom-center { content: counter(page, lower-roman) ' / ' counter(pages) } }"
    footer = written("<body><p>甲</p></body>", css).docx.sections[0].footer.part.element
    assert footer.xpath("//w:fldSimple/@w:instr") == [r" PAGE \* roman ", " NUMPAGES "]


def test_a_value_can_be_read_back_from_its_control() -> None:
    body = '<p>主送：<span data-field="addressees.0" title="主送机关">城关区</span></p>'
    opened = written(f'<body>{body}<p data-field="date">6月20日</p></body>')
    controls = {
        opened.of(one, "string(w:sdtPr/w:tag/@w:val)"): opened.text(one) for one in opened.find("//w:sdt")
    }
    assert controls == {"addressees.0": "城关区", "date": "6月20日"}
    assert opened.values("//w:sdtPr/w:alias/@w:val") == ["主送机关", "date"]


def test_a_reading_stands_above_its_character() -> None:
    opened = written("<body><p><ruby>藏<rp>(</rp><rt>zàng</rt><rp>)</rp></ruby>文</p></body>")
    assert opened.values("//w:ruby/w:rt//w:t/text()") == ["zàng"]
    assert opened.values("//w:ruby/w:rubyBase//w:t/text()") == ["藏"]


def test_raised_and_lowered_text_keeps_the_size_around_it() -> None:
    opened = written("<body><p>x<sup>2</sup>H<sub>2</sub></p></body>")
    assert opened.values("//w:vertAlign/@w:val") == ["superscript", "subscript"]
    assert opened.find("//w:body//w:sz") == []


def test_what_is_fixed_is_on_every_page_behind_the_text() -> None:
    css = ".mark { position: fixed; top: 90mm; width: 120mm; transform: rotate(-30deg); z-index: -1 }"
    opened = written('<body><div class="mark">内部资料</div><p>甲</p></body>', css)
    assert opened.find("//wp:anchor") == []
    header = opened.part("header1").xpath(
        "//wp:anchor", namespaces={"wp": opened.part("document").nsmap["wp"]}
    )
    assert [anchor.get("behindDoc") for anchor in header] == ["1"]


def test_a_page_picture_fills_the_page(tmp_path) -> None:
    (tmp_path / "paper.png").write_bytes(PIXEL)
    opened = written("<body><p>甲</p></body>", "@page { background: url(paper.png) }", roots=[tmp_path])
    assert opened.values("//wp:extent/@cx", "header1") == ["7560000"]
    assert opened.values("//wp:positionH/@relativeFrom", "header1") == ["page"]


@pytest.mark.parametrize(
    ("css", "named"),
    [
        (".a { box-shadow: 1mm 1mm red }", "box-shadow"),
        (".a { opacity: .5 }", "opacity"),
        (".a { outline: 1pt solid }", "outline"),
        (".a { mask-border-source: linear-gradient(red, blue) }", "mask-border"),
        (".a { float: left }", "float"),
    ],
)
def test_what_word_cannot_do_is_reported_once(css: str, named: str) -> None:
    opened = written('<body><div class="a"><p>甲</p></div><div class="a"><p>乙</p></div></body>', css)
    assert [(one.code, one.values["selector"], one.values["css"]) for one in opened.findings] == [
        ("css-not-in-word", "div.a", named)
    ]


@pytest.mark.parametrize("css", ["word-spacing: 3pt", "text-decoration: overline"])
def test_what_word_cannot_do_with_words_is_reported(css: str) -> None:
    opened = written('<body><p class="a">甲 乙</p><p>丙</p></body>', f".a {{ {css} }}")
    told = [(one.code, one.values["selector"]) for one in opened.findings]
    assert told == [("css-not-in-word", "p.a")]


def test_markup_nested_deeper_than_python_can_follow_is_still_text() -> None:
    opened = written("<body>" + "<div>" * 2000 + "甲" + "<b>" * 2000 + "乙" + "</body>")
    assert "".join(line.rpartition(" | ")[2] for line in opened.paragraphs()) == "甲乙"


def test_a_mebibyte_of_text_is_one_paragraph() -> None:
    opened = written("<body><p>" + "示例文字，" * 70_000 + "</p></body>")
    assert len(opened.text(opened.find("//w:body/w:p")[0])) == 350_000


def test_unknown_markup_is_written_as_its_text() -> None:
    opened = written(
        "<body><blink>甲</blink><x-y><p>乙</p></x-y><!-- 丙 --><script>丁</script><style>p{}</style></body>"
    )
    assert "".join(line.rpartition(" | ")[2] for line in opened.paragraphs()) == "甲乙"


def test_an_empty_element_takes_no_line() -> None:
    assert written("<body><p></p><div> </div><p>甲</p></body>").paragraphs() == ["Normal | 甲"]


@pytest.mark.parametrize("length", ["1e99px", "-1e99px", "1e5mm"])
@pytest.mark.parametrize("name", ["margin", "padding", "text-indent", "font-size", "width"])
def test_absurd_lengths_stay_within_what_word_opens(name: str, length: str) -> None:
    css = f"p, td, li {{ {name}: {length} }} @page {{ {name}: {length} }}"
    opened = written("<body><p>甲</p><ol><li>乙</li></ol><table><tr><td>丙</td></tr></table></body>", css)
    found = opened.values("//w:ind/@*") + opened.values("//w:pgMar/@*") + opened.values("//w:tcW/@w:w")
    assert all(-31680 <= int(value) <= 31680 for value in found)


def test_a_note_inside_a_note_is_part_of_its_text() -> None:
    opened = written("<body><p>甲<i>乙<i>丙</i></i></p></body>", "i { float: footnote }")
    assert opened.text(opened.find("//w:footnote[@w:id='1']", "footnotes")[0]).strip() == "乙丙"
    assert not opened.find("//w:footnoteReference", "footnotes")


@pytest.mark.parametrize(
    ("name", "stored"), [("normal", "Normal"), ("甲,乙", "甲，乙"), ("Heading 2", "heading 2")]
)
def test_odd_style_names_do_not_clash_with_words_own(name: str, stored: str) -> None:
    opened = written("<body><p>甲</p></body>", f"p {{ --docx-style: '{name}' }}")
    names = opened.values("//w:style/w:name/@w:val", "styles")
    assert names.count(stored) == 1
    assert len({one.lower() for one in names}) == len(names)


def test_a_form_prints_boxes_and_lines_to_write_on() -> None:
    body = (
        '<p><input type="checkbox" checked>是<input type="checkbox">否，签名<input><input type="hidden"></p>'
    )
    opened = written(f"<body>{body}</body>")
    assert opened.text(opened.find("//w:body/w:p")[0]).rstrip() == "☑是☐否，签名"
    assert opened.values("//w:r[w:rPr/w:u]/w:t/text()") == [" " * 16]

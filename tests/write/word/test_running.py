"""What margins print of the text: running elements and running titles, for each chapter its own."""

from tests.support.opened import written

THUMBS = """
.thumb { position: running(thumb); height: 10mm; background: red }
.second { margin-top: 12mm }
section { break-before: page }
@page :right { @right-middle { content: element(thumb); vertical-align: top; margin-left: 20mm } }
"""
CHAPTERS = """<body><p>封面</p>
<section><p class="thumb">1</p><h1>总则</h1><p>甲</p></section>
<section><p class="thumb second">2</p><h1>附则</h1><p>乙</p></section></body>"""
NUMBERED = """
body { counter-reset: chapter }
h1 { --docx-style: 章标题; counter-increment: chapter;
     string-set: chapter "第" counter(chapter, cjk-decimal) "章　" content() }
h1::before { content: "第" counter(chapter, cjk-decimal) "章　" }
section { break-before: page }
@page { @top-right { content: string(chapter, last) } }
"""


def headers(opened, path: str) -> list[list[str]]:
    """Return what an XPath selects in the header for right pages of each section that has one of its own."""
    ids = opened.values("//w:headerReference[@w:type='default']/@r:id")
    names = [opened.docx.part.rels[one].target_part.partname.filename for one in ids]
    return [opened.values(path, name.removesuffix(".xml")) for name in names]


def test_each_chapter_has_its_own_thumb_tab() -> None:
    opened = written(CHAPTERS, THUMBS)
    assert headers(opened, "//wps:txbx//w:t/text()") == [[], ["1"], ["2"]]
    (_, first, second) = headers(opened, "//wp:positionV/wp:posOffset/text()")
    assert [int(second[0]) - int(first[0])] == [12 * 36000]
    assert headers(opened, "//wp:extent/@cx")[1] == [str(6 * 36000)]
    assert "".join(opened.paragraphs()).count("总则") == 1


def test_a_thumb_tab_changes_no_page_number() -> None:
    css = "@page { counter-reset: page 1 } body { --docx-page-number: 1 }"
    opened = written(CHAPTERS, THUMBS + css)
    assert [len(opened.of(one, "w:pgNumType")) for one in opened.find("//w:sectPr")] == [1, 0, 0]


def test_what_no_margin_prints_starts_no_section() -> None:
    assert len(written(CHAPTERS, THUMBS.replace("element(thumb)", '"边"')).find("//w:sectPr")) == 1


def test_a_running_title_has_the_number_that_word_counts() -> None:
    opened = written(CHAPTERS, NUMBERED + ".thumb { display: none }")
    assert headers(opened, "//w:fldSimple/@w:instr")[1] == [
        ' STYLEREF "章标题" \\l \\n ',
        ' STYLEREF "章标题" \\l ',
    ]
    assert headers(opened, "//w:t/text()") == [[], ["第一章　", "总则"], ["第二章　", "附则"]]


def test_a_number_that_is_text_is_part_of_the_running_title() -> None:
    # Word has no format that counts 甲乙甲乙, so the number stands in the heading as text.
    css = NUMBERED.replace("cjk-decimal", "odd") + "@counter-style odd { system: cyclic; symbols: 甲 乙 }"
    opened = written(CHAPTERS, css + ".thumb { display: none }")
    assert headers(opened, "//w:fldSimple/@w:instr")[1:] == [[' STYLEREF "章标题" \\l ']] * 2
    assert headers(opened, "//w:t/text()")[1:] == [["第甲章　总则"], ["第乙章　附则"]]


def test_a_title_that_is_no_text_of_the_book_is_printed_as_it_is() -> None:
    css = 'h1 { --docx-style: 章标题; string-set: chapter "索引" }'
    css += "@page { @top-right { content: string(chapter) } }"
    opened = written("<body><h1>索　引</h1></body>", css)
    assert (headers(opened, "//w:t/text()"), headers(opened, "//w:fldSimple")) == ([["索引"]], [[]])


def test_two_titles_stand_at_both_ends_of_one_line() -> None:
    css = '@page { @top-left { content: "左" } @top-right { content: "右" } }'
    opened = written("<body><p>甲</p></body>", css)
    assert headers(opened, "//w:tab[@w:pos]/@w:val") == [["right"]]
    assert headers(opened, "//w:t/text()") == [["左", "右"]]


def test_contents_in_a_second_language_list_the_styles_they_name() -> None:
    css = """nav a::after { content: target-counter(attr(href), page) }
    nav { --docx-toc: 1-2 } .other { --docx-toc: 章标题译文 3, 标题译文 4 }"""
    entry = '<p><a href="#a">甲</a></p>'
    opened = written(
        f'<body><nav>{entry}</nav><nav class="other">{entry}</nav><h1 id="a">甲</h1></body>', css
    )
    assert [said.strip() for said in opened.values("//w:instrText/text()") if "TOC" in said] == [
        r'TOC \o "1-2" \h \z \u',
        r'TOC \h \z \t "章标题译文,3,标题译文,4"',
    ]


def test_the_space_below_a_margin_box_lifts_the_header() -> None:
    css = '@page { margin: 30mm; @top-left { content: "甲"; font: 10pt/10pt 宋体; vertical-align: bottom; '
    low, high = (
        int(written("<body><p>甲</p></body>", f"{css}{said} }} }}").values("//w:pgMar/@w:header")[0])
        for said in ("", "margin-bottom: 4mm; padding-bottom: 1mm; border-bottom: 1pt solid red")
    )
    assert abs(low - high - (5 / 25.4 * 72 + 1) * 20) <= 2


def test_a_foot_pinned_in_columns_is_as_wide_as_the_page() -> None:
    css = "main { columns: 2; column-gap: 10mm } footer { --docx-pin: page-bottom }"
    opened = written("<body><main><p>甲</p><footer><p>乙</p></footer></main></body>", css)
    assert [int(wide) for wide in opened.values("//wp:extent/@cx")] == [(210 - 54) * 36000]

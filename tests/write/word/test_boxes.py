"""Boxes: side by side, framed, floating, in the line, filled to a width."""

import base64

import pytest
from lxml import etree

from docgen.foundation.units import MM, twips
from tests.support.opened import PIXEL, W, plain, written

THREE = '<div class="row"><div><p>甲</p></div><div><p>乙</p></div><div><p>丙</p></div></div>'
WIDTH = 210 - 28 - 26  # mm of the text area


def grid(opened) -> list[int]:
    return [int(width) for width in opened.values("//w:gridCol/@w:w")]


def rows(opened) -> list[list[str]]:
    return [[opened.text(cell) for cell in opened.of(row, "w:tc")] for row in opened.find("//w:tr")]


# --- side by side ---


def test_items_of_a_flex_box_stand_beside_each_other() -> None:
    opened = written(f"<body>{THREE}</body>", ".row { display: flex; gap: 6mm } .row div { flex: 1 }")
    assert rows(opened) == [["甲", "", "乙", "", "丙"]]
    assert grid(opened)[1::2] == [twips(6 * MM)] * 2
    assert grid(opened)[0] == pytest.approx(twips((WIDTH - 12) / 3 * MM), abs=2)
    assert opened.findings == ()


def test_free_space_goes_where_css_puts_it() -> None:
    css = ".row { display: flex; justify-content: flex-end } .row div { width: 30mm }"
    opened = written(f"<body>{THREE}</body>", css)
    assert grid(opened) == [twips(30 * MM)] * 3
    assert int(opened.values("//w:tblInd/@w:w")[0]) == pytest.approx(twips((WIDTH - 90) * MM), abs=2)


def test_items_too_wide_for_one_row_wrap() -> None:
    css = ".row { display: flex; flex-wrap: wrap } .row div { width: 60mm }"
    assert rows(written(f"<body>{THREE}</body>", css)) == [["甲", "乙"], ["丙", ""]]


def test_order_and_direction_are_obeyed() -> None:
    css = ".row { display: flex; flex-direction: row-reverse } .row div:first-child { order: 1 }"
    assert rows(written(f"<body>{THREE}</body>", css)) == [["甲", "丙", "乙"]]


def test_a_column_of_flex_items_is_plain_text() -> None:
    opened = written(f"<body>{THREE}</body>", ".row { display: flex; flex-direction: column }")
    assert opened.paragraphs() == ["Normal | 甲", "Normal | 乙", "Normal | 丙"]


def test_a_line_of_words_stays_one_paragraph() -> None:
    css = ".row { display: flex; justify-content: space-between }"
    opened = written('<body><div class="row"><span>甲</span><span>乙</span></div></body>', css)
    assert not opened.find("//w:tbl")
    assert opened.values("//w:tabs/w:tab/@w:val") == ["right"]


def test_an_empty_item_that_grows_is_a_row_of_dots() -> None:
    css = ".row { display: flex } i { flex: 1; border-bottom: 1pt dotted }"
    opened = written('<body><div class="row"><span>甜茶</span><i></i><span>5.00</span></div></body>', css)
    assert opened.values("//w:tabs/w:tab/@w:leader") == ["dot"]
    assert opened.paragraphs() == ["Normal | 甜茶5.00"]


GRID = """.g { display: grid; grid-template-columns: 40mm 1fr 2fr; column-gap: 6mm; row-gap: 2mm }
.wide { grid-column: span 2 } .last { grid-column: 3; grid-row: 2 }"""


def test_a_grid_places_its_items() -> None:
    body = '<div class="g"><p class="last">丁</p><p>甲</p><p class="wide">乙</p><p>丙</p></div>'
    opened = written(f"<body>{body}</body>", GRID)
    assert rows(opened) == [["甲", "", "乙"], [""] * 5, ["丙", "", "", "", "丁"]]
    assert grid(opened)[0] == twips(40 * MM)
    assert grid(opened)[4] == pytest.approx(grid(opened)[2] * 2, abs=4)
    assert opened.values("//w:gridSpan/@w:val") == ["3"]


def test_a_grid_of_areas_is_placed_by_name() -> None:
    css = """.g { display: grid; grid-template-columns: 1fr 1fr; grid-template-areas: "a a" "b c" }
    .x { grid-area: c } .y { grid-area: a } .z { grid-area: b }"""
    body = '<div class="g"><p class="x">丙</p><p class="y">甲</p><p class="z">乙</p></div>'
    assert rows(written(f"<body>{body}</body>", css)) == [["甲"], ["乙", "丙"]]


def test_items_that_lie_on_each_other_are_all_there() -> None:
    css = ".g { display: grid; grid-template-columns: 1fr 1fr } p { grid-area: 1 / 1 }"
    opened = written('<body><div class="g"><p>甲</p><p>乙</p></div></body>', css)
    assert rows(opened) == [["甲", ""], ["乙", ""]]


@pytest.mark.parametrize("number", [40, 400])
def test_more_items_than_a_table_has_columns_are_reported(number: int) -> None:
    opened = written(f"<body><div class=row>{'<p>甲</p>' * number}</div></body>", ".row { display: flex }")
    assert len(opened.paragraphs()) == number
    assert [one.values["css"] for one in opened.findings] == ["display: flex"]


def test_cells_without_rows_and_rows_without_tables_keep_their_text() -> None:
    css = ".t { display: table } .r { display: table-row } .c { display: table-cell }"
    cells = '<b class="c">甲</b><b class="c">乙</b><div class="r"><b class="c">丙</b></div>'
    body = f'<div class="t">{cells}</div>'
    opened = written(f"<body>{body}</body>", css)
    assert rows(opened)[:2] == [["甲", "乙"], ["丙", ""]]


def test_stripes_and_lines_of_rows_reach_their_cells() -> None:
    css = """table { border-collapse: collapse } tr:nth-child(odd) { background: #eef }
    tfoot { border-top: 2pt solid red }"""
    table = "<tbody><tr><td>甲<tr><td>乙<tbody><tfoot><tr><td>丙</tfoot>"
    opened = written(f"<body><table>{table}</table></body>", css)
    (ground,) = opened.values("//w:style[@w:customStyle]/w:tcPr/w:shd/@w:fill", "styles")
    own = [opened.of(cell, "string(w:shd/@w:fill)") for cell in opened.find("//w:tc/w:tcPr")]
    assert [fill or ground for fill in own] == ["EEEEFF", "auto", "EEEEFF"]
    assert opened.values("//w:tcBorders/w:top/@w:color") == ["FF0000"]


# --- frames ---

FRAME = ".box { border: 1pt solid red; padding: 2mm } p { margin: 0 }"


@pytest.mark.parametrize(
    "inside", ["<p>甲</p><ul><li>乙</li></ul>", "<p>甲</p><p style='margin-left: 2em'>乙</p>"]
)
def test_a_box_around_unlike_blocks_is_one_frame(inside: str) -> None:
    opened = written(f'<body><div class="box" id="x">{inside}</div></body>', FRAME)
    assert len(opened.find("//w:body/w:tbl/w:tr/w:tc")) == 1
    assert not opened.find("//w:pBdr")
    assert opened.values("//w:bookmarkStart/@w:name") == ["x"]


def test_a_box_around_paragraphs_alone_stays_paragraphs() -> None:
    opened = written('<body><div class="box"><p>甲</p><p>乙</p></div></body>', FRAME)
    assert not opened.find("//w:tbl")
    lines = [plain(line) for line in opened.find("//w:pBdr")]
    assert len(lines) == 2
    assert lines[0] == lines[1]


@pytest.mark.parametrize("inside", ["甲", "<p>甲</p>"])
@pytest.mark.parametrize("name", ["height", "min-height"])
def test_a_box_is_as_high_as_css_says(name: str, inside: str) -> None:
    opened = written(f'<body><div class="box">{inside}</div></body>', FRAME + f".box {{ {name}: 50mm }}")
    assert int(opened.values("//w:trHeight/@w:val")[0]) == pytest.approx(twips(54 * MM), abs=2)


NOTICES = "<body>" + "<div class='notice'><p>提示</p><p>话</p></div>" * 3 + "</body>"
NOTICE = """p { margin: 0 }
.notice { background: #eee; border-left: 3pt solid #800000; padding: 4pt; margin-top: 6pt }"""


def test_boxes_that_look_alike_stay_boxes_of_their_own() -> None:
    lines = [plain(one) for one in written(NOTICES, NOTICE).find("//w:pBdr")]
    assert len(lines) == 6
    assert [lines[index] == lines[index + 1] for index in range(5)] == [True, False, True, False, True]
    assert "800000" in lines[0]
    assert "800001" in lines[2], "a tone off, which no eye sees"


def test_in_columns_each_paragraph_of_a_box_says_what_is_seen_of_it() -> None:
    """LibreOffice takes the second paragraph with the same lines for the first one there."""
    box = "<div><div class=notice><p>提示</p><p>话</p><p>末</p></div></div>"
    opened = written(f"<body>{box}</body>", NOTICE + "body > div { columns: 2 }")
    boxes = [opened.of(one, "w:pPr/w:pBdr") for one in opened.find("//w:body/w:p")[:3]]
    sides = [[etree.QName(side).localname for side in one[0]] for one in boxes]
    assert sides == [["top", "left", "right"], ["left", "right"], ["left", "bottom", "right"]]
    apart = written(f"<body>{box}</body>", NOTICE + "body > div { columns: 2 } p + p { margin-top: 3pt }")
    assert all(len(one) == 4 for one in apart.find("//w:pBdr")), "between them is the box's ground too"


def test_the_padding_of_a_box_is_kept_once() -> None:
    opened = written(NOTICES, NOTICE)
    before = [opened.of(one, "string(w:pPr/w:spacing/@w:before)") for one in opened.find("//w:p")]
    assert before == ["120", "", "120", "", "120", ""]
    assert set(opened.values("//w:pBdr/w:top/@w:space")) == {"4"}


def test_the_padding_of_a_box_stays_below_a_line_that_is_wider_than_its_text() -> None:
    css = ".box { border-top: 1pt solid; padding: 6pt 0 } p { margin: 0 0 0 10mm }"
    line, text = written("<body><div class=box><p>甲</p></div></body>", css).find("//w:body/w:p")[:2]
    assert "<w:pBdr>" in plain(line)
    assert 'w:before="118"' in plain(text), "6 pt, less the line's own paragraph of 0.1 pt"


def test_a_box_that_is_not_parted_keeps_the_lines_of_its_paragraphs() -> None:
    long = "<body><div><p>甲</p><p>" + "字" * 200 + "</p></div></body>"
    first, second = written(long, "div { break-inside: avoid }").find("//w:body/w:p")
    assert [first.find(f".//{W}{name}") is not None for name in ("keepNext", "keepLines")] == [True, False]
    assert [second.find(f".//{W}{name}") is not None for name in ("keepNext", "keepLines")] == [False, True]


def test_a_box_on_a_named_page_gives_its_room_to_a_table_in_it() -> None:
    css = "div { border-left: 1pt solid; padding-left: 20mm; min-height: 100mm }"
    css += "body { page: body } table { width: 100% }"
    opened = written("<body><div><p>甲</p><table><tr><td>乙</td></tr></table></div></body>", css)
    outer, inner = (int(width) for width in opened.values("//w:tbl/w:tblPr/w:tblW/@w:w"))
    assert outer - inner == pytest.approx(twips(20 * MM), abs=2)


def test_a_background_reaches_round_its_padding() -> None:
    css = "p { margin: 0; background: #abcdef; padding: 2mm 3mm }"
    opened = written("<body><p>甲</p></body>", css)
    lines = [plain(line) for line in opened.find("//w:body/w:p[1]/w:pPr/w:pBdr/*")]
    assert [line.partition(" ")[0] for line in lines] == ["<w:top", "<w:left", "<w:bottom", "<w:right"]
    assert all('w:color="ABCDEF"' in line for line in lines)
    assert ['w:space="6"' in line for line in lines] == [True, False, True, False]


# --- floats, shapes, pictures ---


def test_text_flows_round_a_floating_box() -> None:
    css = "aside { float: right; width: 40mm; margin: 0 0 2mm 4mm; background: #eee }"
    opened = written("<body><aside><p>旁</p></aside><p>正文</p></body>", css)
    assert opened.values("//wp:positionH/@relativeFrom") == ["column"]
    assert opened.values("//wp:positionH/wp:align/text()") == ["right"]
    assert opened.find("//wp:wrapSquare")
    assert opened.values("//wp:anchor/@distL") == [str(4 * 36000)]
    assert opened.findings == ()


def test_floating_words_stay_in_their_line() -> None:
    css = ".l { float: left } .r { float: right }"
    opened = written("<body><p><i class=l>左</i><i class=r>右</i></p></body>", css)
    assert opened.paragraphs() == ["Normal | 左右"]
    assert opened.values("//w:tabs/w:tab/@w:val") == ["right"]


def test_a_placed_box_is_drawn_as_a_shape() -> None:
    css = """.b { position: absolute; top: 0; left: 0; width: 40mm; height: 30mm; padding: 5mm; color: red;
    border: 2pt dashed #0000ff; background: #ffff00; border-radius: 4mm }"""
    opened = written('<body><div class="b">甲</div><p>乙</p></body>', css)
    assert opened.values("//wp:extent/@cx") == ["1850799"]
    shape = plain(opened.find("//wps:spPr")[0])
    for said in ("roundRect", "FFFF00", "0000FF", 'val="dash"', 'w="25400"'):
        assert said in shape
    assert opened.values("//wps:bodyPr/@tIns") == [str(5 * 36000 + 25400)]
    assert not opened.find("//wps:txbx//w:pBdr")


@pytest.mark.parametrize("margin", ["0 auto", "0 0 0 auto", "0"])
def test_a_picture_with_a_line_to_itself_is_there(margin: str, tmp_path) -> None:
    (tmp_path / "a.png").write_bytes(PIXEL)
    body = f'<img src="a.png" style="display: block; width: 20mm; margin: {margin}">'
    opened = written(f"<body>{body}<p>甲</p></body>", roots=[tmp_path])
    assert len(opened.find("//pic:pic")) == 1
    aligned = {"0 auto": ["center"], "0 0 0 auto": ["right"], "0": []}[margin]
    assert opened.values("//w:p[w:r/w:drawing]/w:pPr/w:jc/@w:val") == aligned


def test_a_vector_picture_in_the_page_is_a_picture_in_word() -> None:
    svg = '<svg width="40" height="20" aria-label="柱图"><rect width="9" height="9" fill="red"/></svg>'
    opened = written(f"<body><p>甲{svg}乙</p></body>")
    assert opened.values("//wp:docPr/@descr") == ["柱图"]
    assert b'xmlns="http://www.w3.org/2000/svg"' in opened.archive.read("word/media/drawing1.svg")
    assert opened.paragraphs() == ["Normal | 甲乙"]


def test_a_box_of_known_height_takes_its_room_for_what_is_placed_in_it() -> None:
    css = ".s { position: relative; height: 60mm }"
    css += ".e { position: absolute; bottom: 10mm; left: 0; height: 10mm }"
    opened = written('<body><div class="s"><p class="e">甲</p></div><p>乙</p></body>', css)
    assert int(opened.values("//wp:positionV/wp:posOffset/text()")[0]) == pytest.approx(40 * 36000, abs=9)


# --- in the line ---


def test_a_blank_is_spaces_with_a_line_below() -> None:
    css = ".blank { display: inline-block; width: 64pt; border-bottom: 1pt dotted red }"
    opened = written('<body><p>签名<span class="blank"></span></p></body>', css)
    assert opened.values("//w:r[w:rPr/w:u]/w:t/text()") == ["\u3000" * 4]
    assert opened.values("//w:r/w:rPr/w:u/@w:val") == ["dotted"]


def test_a_small_empty_frame_is_a_box_to_tick() -> None:
    css = "i { display: inline-block; width: 4mm; height: 4mm; border: 1pt solid }"
    assert written("<body><p><i></i>是</p></body>", css).paragraphs() == ["Normal | ☐是"]


def test_a_framed_word_has_a_frame() -> None:
    opened = written("<body><p><kbd>S</kbd></p></body>", "kbd { border: 0.5pt solid gray }")
    assert opened.values("//w:rPr/w:bdr/@w:color") == ["808080"]


def test_the_first_letter_may_look_different() -> None:
    opened = written("<body><p>首字大</p></body>", "p::first-letter { font-size: 32pt; color: red }")
    assert opened.values("//w:r[w:rPr/w:color]/w:t/text()") == ["首"]
    assert opened.paragraphs() == ["Normal | 首字大"]


def test_emphasis_marks_stand_at_the_characters() -> None:
    opened = written('<body><p>请<b class="e">务必</b>到</p></body>', ".e { --docx-emphasis: dot }")
    assert opened.values("//w:r[w:rPr/w:em/@w:val='dot']/w:t/text()") == ["务必"]


def test_words_keep_their_capitals_when_they_are_capitalised() -> None:
    opened = written("<body><p>the WHO's ok</p></body>", "p { text-transform: capitalize }")
    assert opened.paragraphs() == ["Normal | The WHO's Ok"]


def test_generic_families_have_faces_in_word() -> None:
    opened = written("<body><p><code>x</code></p></body>", "code { font-family: monospace }")
    assert opened.values("//w:r/w:rPr/w:rFonts/@w:ascii") == ["Courier New"]
    assert opened.values("//w:r/w:rPr/w:rFonts/@w:eastAsia") == ["宋体"]


# --- columns ---


def test_a_heading_may_span_the_columns() -> None:
    css = ".two { columns: 2 } h3 { column-span: all }"
    opened = written('<body><div class="two"><p>甲</p><h3>乙</h3><p>丙</p></div></body>', css)
    counts = [opened.of(section, "string(w:cols/@w:num)") for section in opened.find("//w:sectPr")]
    assert counts == ["2", "", "2", ""], "an empty section ends the last columns, so that they are balanced"


# --- the head of a letter, and readers without text boxes ---

HEAD = """<body><header><p class="mark">特急</p><hr class="line"></header>
<p class="first">正文</p><div class="box"><p>框中</p></div><p>后文</p></body>"""
ABOVE = """.mark, .line, .box { position: absolute; left: 0 }
.mark { top: -9mm; width: 156mm; font: 42pt/42pt 小标宋; text-align: center; white-space: nowrap }
.line { top: 8mm; left: -8mm; width: 170mm; height: 0; border: none; border-top: 1mm solid red }
.first { margin-top: 20mm } .box { top: 100mm; width: 30mm }"""


def test_a_head_above_all_text_stands_in_the_flow_of_the_first_page() -> None:
    opened = written(HEAD, ABOVE)
    assert [one.partition(" | ")[2] for one in opened.paragraphs()[:3]] == ["特急", "", "正文"]
    assert opened.values("//wps:txbx//w:t/text()") == ["框中"]
    top = int(opened.values("//w:pgMar/@w:top")[0])
    assert top == pytest.approx(twips((37 - 9) * MM), abs=2)
    assert opened.find("//w:titlePg"), "the pages after the first keep their margin by a header"
    assert opened.values("//wp:positionV/@relativeFrom") == ["page"]
    assert opened.values("//w:body/w:p[2]//w:top/@w:color") == ["FF0000"]


def test_boxes_that_would_touch_the_text_or_each_other_are_anchored() -> None:
    for css in (".first { margin-top: 0 }", ".line { top: -5mm }", ".mark { transform: rotate(9deg) }"):
        opened = written(HEAD, ABOVE + css)
        assert "特急" in opened.values("//wps:txbx//w:t/text()")
        assert int(opened.values("//w:pgMar/@w:top")[0]) == twips(37 * MM)


def test_readers_without_text_boxes_get_the_same_as_vml() -> None:
    box = '<p class="first">正文</p><div class="box" id="x"><p data-field="a">框中</p></div><p>后文</p>'
    opened = written(f"<body>{box}<img src='' alt='' hidden></body>", ABOVE)
    (fallback,) = opened.find("//mc:AlternateContent/mc:Fallback")
    assert opened.of(fallback, ".//w:txbxContent//w:t/text()") == ["框中"]
    assert not opened.of(fallback, ".//w:sdt | .//w:bookmarkStart"), "what may be there once only"
    style = plain(fallback)
    assert "position:absolute" in style
    assert f"margin-top:{(137 * MM):g}pt" in style


PIXEL_URL = "data:image/png;base64," + base64.b64encode(PIXEL).decode()


def test_every_drawing_is_described_or_a_decoration() -> None:
    body = f'<p class="first">正文</p><div class="box"><p>框</p></div><p><img src="{PIXEL_URL}" alt="一点">'
    opened = written(f'<body>{body}<img src="{PIXEL_URL}" alt=""></p></body>', ABOVE)
    said = [one.get("descr") or len(one) for one in opened.find("//wp:docPr")]
    assert sorted(said, key=str) == [1, "一点", "文本框"]


# --- colours and placed children, as strangers write them ---

COLOURS = {
    "device-cmyk(0 1 1 0)": "FF0000",
    "lab(54.29 80.8 69.89)": "FF0000",
    "lch(29.57 131.2 301.4)": "0000FF",
    "oklab(0.628 0.225 0.126)": "FF0000",
    "oklch(0.452 0.313 264.1)": "0000FF",
    "color(display-p3 1 0 0)": "FF0000",
    "color(srgb-linear 0.2159 0.2159 0.2159)": "808080",
    "color(xyz-d65 0.9505 1 1.089)": "FFFFFF",
    "hwb(120 0% 0%)": "00FF00",
}


@pytest.mark.parametrize("said", COLOURS)
def test_a_colour_is_the_nearest_that_word_has(said: str) -> None:
    opened = written("<body><p>甲</p></body>", f"p {{ border-top: 1pt solid {said} }}")
    (found,) = opened.values("//w:pBdr/w:top/@w:color")
    parts = zip(bytes.fromhex(found), bytes.fromhex(COLOURS[said]), strict=True)
    assert all(abs(own - wanted) <= 2 for own, wanted in parts), found


@pytest.mark.parametrize("display", ["flex", "grid", "inline-flex"])
def test_placed_children_of_a_row_are_not_lost(display: str) -> None:
    css = f".row {{ display: {display} }} .a {{ position: absolute; top: 0; right: 0 }}"
    opened = written('<body><div class="row"><p>左</p><b class="a">绝对</b></div><p>正文</p></body>', css)
    assert opened.values("//wps:txbx//w:t/text()") == ["绝对"]


def test_what_css_prints_around_blocks_is_there_in_order() -> None:
    css = ".c::before { content: '前' } .c::after { content: '后' } .d::before { content: ''; width: 3mm }"
    opened = written('<body><div class="c"><p>中</p></div><div class="d"><p>末</p></div></body>', css)
    assert [one.partition(" | ")[2] for one in opened.paragraphs()] == ["前", "中", "后", "末"]


def test_gaps_wider_than_the_room_leave_the_columns_something() -> None:
    css = ".g { display: grid; grid-template-columns: 1fr 1fr; column-gap: 400mm }"
    opened = written('<body><div class="g"><p>甲</p><p>乙</p></div></body>', css)
    assert [cell for row in rows(opened) for cell in row if cell] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("css", "told"),
    [("p::first-line { font-weight: bold }", "::first-line"), ("@page { background: #eef }", "background")],
)
def test_what_word_cannot_draw_is_told(css: str, told: str) -> None:
    assert [one.values["css"] for one in written("<body><p>甲</p></body>", css).findings] == [told]


def test_a_table_has_a_title_for_those_who_hear_it() -> None:
    titled = "<table><caption>表1 名单</caption><tr><th>姓名<th>单位<tr><td>甲<td>乙</table>"
    headed = "<table><tr><th>姓 名<th>单位<tr><td>甲<td>乙</table>"
    opened = written(f"<body>{titled}{headed}<table><tr><td>甲</table></body>")
    assert opened.values("//w:tblCaption/@w:val") == ["表1 名单", "姓名、单位"]

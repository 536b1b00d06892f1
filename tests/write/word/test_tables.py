"""Tables: grid, merged cells, repeated heads, looks of cells."""

from PIL import Image

from tests.support.opened import W, plain, written

TABLE = """<body><table><caption>表1</caption>
<thead><tr><th rowspan="2">级别</th><th colspan="2">主体</th></tr><tr><th>企业</th><th>干部</th></tr></thead>
<tbody><tr><td>A</td><td>16</td><td>7</td></tr></tbody></table></body>"""
CSS = """table { width: 100%; border-collapse: collapse } tr { break-inside: avoid }
th, td { border: 0.5pt solid; padding: 1mm 2mm; vertical-align: middle } th { background: #eee; width: 30mm }
caption { break-after: avoid }"""


def test_merged_cells_keep_the_grid() -> None:
    opened = written(TABLE, CSS)
    rows = [
        [opened.of(cell, "string(w:tcPr/w:gridSpan/@w:val)") for cell in opened.of(row, "w:tc")]
        for row in opened.find("//w:tr")
    ]
    assert rows == [["", "2"], ["", "", ""], ["", "", ""]]
    assert opened.values("//w:vMerge/@w:val") == ["restart", "continue"]
    assert len(opened.find("//w:gridCol")) == 3


def test_columns_that_word_has_no_room_for_are_told() -> None:
    for columns, told in ((63, []), (64, ["columns-not-in-word"])):
        opened = written(f"<body><table><tr>{'<td>甲</td>' * columns}</tr></table></body>", CSS)
        assert [one.code for one in opened.findings] == told
        assert len(opened.find("//w:gridCol")) == 63


def test_head_rows_repeat_and_rows_stay_whole() -> None:
    opened = written(TABLE, CSS)
    assert len(opened.find("//w:tblHeader")) == 2
    assert len(opened.find("//w:cantSplit")) == 3


def test_the_caption_stays_with_its_table() -> None:
    opened = written(TABLE, CSS)
    assert opened.paragraphs()[0] == "Caption | 表1"
    assert opened.find("//w:body/w:p[1]/w:pPr/w:keepNext") or "<w:keepNext/>" in opened.style("caption")


def test_the_space_and_the_break_before_a_table_come_before_its_caption() -> None:
    css = "table { margin-top: 9pt; break-before: page } caption { --docx-style: 表题 }"
    opened = written(f"<body><p>甲</p>{TABLE.removeprefix('<body>')}", CSS + css)
    assert 'w:before="180"' in opened.style("表题")
    caption = opened.find("//w:body/w:p[2]/w:pPr/*")
    assert [plain(one).partition(" ")[0] for one in caption] == ["<w:pStyle", "<w:pageBreakBefore/>"]


def test_columns_fill_the_table() -> None:
    opened = written(TABLE, CSS)
    widths = [int(width) for width in opened.values("//w:gridCol/@w:w")]
    lines = 10  # of half a point: half of each lies beside the columns
    assert abs(sum(widths) + lines - 8844) <= 2
    assert opened.values("//w:tblLayout/@w:type") == ["fixed"]


def test_said_widths_are_kept_and_the_rest_shared() -> None:
    css = "table { width: 100%; border-collapse: collapse } td { padding: 0 } .a { width: 20mm }"
    opened = written(
        "<body><table><tr><td class=a>甲</td><td>乙乙乙乙乙乙</td><td>丙丙</td></tr></table></body>", css
    )
    first, second, third = (int(width) for width in opened.values("//w:gridCol/@w:w"))
    assert first == 1134
    assert second > third


def tags(elements) -> list[str]:
    """Return the names of elements without their namespace."""
    return [one.tag.rpartition("}")[2] for one in elements]


def test_a_style_says_what_the_cells_of_a_table_have_alike() -> None:
    opened = written(TABLE, CSS)
    (style,) = opened.find("//w:style[@w:type='table' and @w:customStyle]", "styles")
    assert opened.values("//w:tbl/w:tblPr/w:tblStyle/@w:val") == opened.of(style, "@w:styleId")
    lines = opened.of(style, "w:tblPr/w:tblBorders/*")
    assert tags(lines) == ["top", "left", "bottom", "right", "insideH", "insideV"]
    assert {line.get(f"{W}sz") for line in lines} == {"4"}
    assert opened.of(style, "w:tblPr/w:tblCellMar/w:left/@w:w") == ["118"]
    assert opened.of(style, "w:tcPr/w:vAlign/@w:val") == ["center"]
    assert opened.of(style, "w:tblStylePr[@w:type='firstRow']/w:tcPr/w:shd/@w:fill") == ["EEEEEE"]
    assert opened.of(style, "w:semiHidden"), "the gallery shows no table of one document"
    assert opened.values("//w:tblLook/@w:firstRow") == ["1"]
    said = [tags(cell) for cell in opened.find("//w:tc/w:tcPr")]
    second = [["tcW", "vMerge", "shd"], ["tcW", "shd"], ["tcW", "shd"]]
    assert said == [["tcW", "vMerge"], ["tcW", "gridSpan"], *second, ["tcW"], ["tcW"], ["tcW"]]


def test_a_cell_unlike_the_others_says_all_its_lines_and_what_it_has_not() -> None:
    css = "td { border: 1pt solid; padding: 2pt; background: #eee } table { border-collapse: collapse }"
    css += " .a { border-right: none; border-bottom: none; background: none }"
    row = "<tr><td>丙<td>丁"
    opened = written(f"<body><table><tr><td>甲<td>乙{row}<tr><td>戊<td class=a>己</table></body>", css)
    cells = opened.find("//w:tc/w:tcPr")
    assert [tags(cell) for cell in cells[:5]] == [["tcW"]] * 5
    assert tags(cells[5]) == ["tcW", "tcBorders", "shd", "tcMar"]
    lines = [line.get(f"{W}val") for line in opened.of(cells[5], "w:tcBorders/*")]
    assert lines == ["single", "single", "nil", "nil"]
    assert opened.of(cells[5], "w:shd/@w:fill") == ["auto"]


def test_tables_that_look_alike_share_a_style_and_one_around_a_table_has_none() -> None:
    inner = "<table><tr><td>内</table>"
    page = f"<body>{TABLE[6:-7] * 2}<table><tr><td>{inner}<td>外</table></body>"
    named = written(page, CSS).values("//w:tbl/w:tblPr/w:tblStyle/@w:val")
    assert len(named) == 3
    assert named[0] == named[1] != named[2]


def test_a_cell_may_hold_paragraphs_lists_and_a_table() -> None:
    cell = "<p>甲</p><ol><li>乙</li></ol><table><tr><td>丙</td></tr></table>"
    opened = written(f"<body><table><tr><td>{cell}</td></tr></table></body>")
    outer = opened.find("/w:document/w:body/w:tbl/w:tr/w:tc")[0]
    assert [part.tag.rpartition("}")[2] for part in outer] == ["tcPr", "p", "p", "tbl", "p"]


def test_tables_that_touch_stay_two() -> None:
    opened = written("<body><table><tr><td>甲</td></tr></table><table><tr><td>乙</td></tr></table></body>")
    assert [part.tag.rpartition("}")[2] for part in opened.find("//w:body")[0]] == [
        "tbl",
        "p",
        "tbl",
        "p",
        "sectPr",
    ]


def test_odd_spans_do_not_break_a_table() -> None:
    rows = '<tr><td colspan="0">甲</td><td rowspan="99">乙</td></tr><tr><td colspan="x">丙</td></tr>'
    opened = written(f"<body><table>{rows}</table></body>")
    assert [len(opened.of(row, "w:tc")) for row in opened.find("//w:tr")] == [2, 2]


def test_the_style_of_cells_has_the_type_of_tables() -> None:
    css = "table { font: 12pt/20pt 宋体; text-align: center } td { --docx-style: 表格正文 }"
    opened = written("<body><table><tr><td>甲</td></tr></table></body>", css)
    assert '<w:sz w:val="24"/>' in opened.style("表格正文")
    assert [len(properties) for properties in opened.find("//w:tc//w:pPr")] == [1]


def test_a_frame_around_a_table_is_one_frame() -> None:
    css = ".box { border: 1pt solid red; padding: 2mm }"
    opened = written('<body><div class="box"><p>甲</p><table><tr><td>乙</td></tr></table></div></body>', css)
    frame = opened.find("//w:body/w:tbl")
    assert len(frame) == 1
    assert opened.of(frame[0], "./w:tr/w:tc/w:tbl//w:t/text()") == ["乙"]
    assert not opened.find("//w:pBdr")


def test_columns_keep_a_width_when_css_leaves_none() -> None:
    cells = "".join(f"<td>{number}</td>" for number in range(30))
    opened = written(f"<body><table><tr>{cells}</tr></table></body>", "table { margin: 0 300mm }")
    assert min(int(width) for width in opened.values("//w:gridCol/@w:w")) > 0


def test_the_wider_of_two_lines_that_touch_is_drawn() -> None:
    css = """table { border-collapse: collapse; border: 1pt solid black; border-left: none }
    td { border: 0.5pt solid red }"""
    opened = written("<body><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table></body>", css)
    lines = opened.find("//w:tblBorders/*", "styles")
    sizes = dict(zip(tags(lines), (line.get(f"{W}sz") for line in lines), strict=True))
    assert sizes == {"top": "8", "left": "4", "bottom": "8", "right": "8", "insideH": "4", "insideV": "4"}
    assert not opened.find("//w:tcBorders")


ROW = "<body><table><tr><td class=a>甲</td><td>乙</td></tr></table></body>"


def test_cells_of_a_row_have_the_padding_they_have_in_common() -> None:
    css = "td { padding: 2pt 3pt } .a { padding: 5pt 3pt }"
    opened = written(ROW, css)
    for side in ("top", "bottom"):
        assert opened.values(f"//w:tcMar/w:{side}/@w:w") == ["40", "40"]
    spaces = [opened.of(one, "w:p/w:pPr/w:spacing")[:1] for one in opened.find("//w:tc")]
    assert [[one.get(f"{W}{name}") for one in found for name in ("before", "after")] for found in spaces] == [
        ["60", "60"],
        [],
    ]


def test_lines_beside_a_cell_take_their_room_from_its_text() -> None:
    for collapse, room in (("collapse", 3 + 1), ("separate", 3 + 2)):
        opened = written(
            ROW, f"table {{ border-collapse: {collapse} }} td {{ padding: 3pt; border: 2pt solid }}"
        )
        said = opened.values("//w:tcMar/w:left/@w:w")
        shared = opened.values("//w:style[@w:customStyle]/w:tblPr/w:tblCellMar/w:left/@w:w", "styles")
        assert set(said or shared) == {str(20 * room)}


def test_the_height_of_a_row_counts_its_lines() -> None:
    css = "table { border-collapse: collapse } td { padding: 0; height: 24pt; border: 1pt solid }"
    following = 2  # twips of the paragraph that has to follow the table: its last row gives them up
    assert written(ROW, css).values("//w:trHeight/@w:val") == [str(20 * 25 - following)]


def test_a_table_begins_a_page_where_css_says_so() -> None:
    opened = written(f"<body><p>甲</p>{ROW.removeprefix('<body>')}", "table { break-before: page }")
    words, line = opened.find("//w:body/*")[:2]
    assert opened.text(words) == "甲"
    assert "<w:pageBreakBefore/>" in plain(line)
    assert opened.find("//w:body/*")[2].tag == f"{W}tbl"


def test_the_line_between_two_tables_stays_in_their_columns() -> None:
    tables = f"<div>{ROW.removeprefix('<body>').removesuffix('</body>') * 2}</div>"
    opened = written(f"<body><p>甲</p>{tables}<p>乙</p></body>", "div { columns: 2 }")
    assert opened.values("//w:sectPr/w:cols/@w:num") == ["2"]


def test_a_column_is_as_wide_as_its_picture_asks(tmp_path):
    Image.new("RGB", (2000, 1000)).save(tmp_path / "a.png")
    css = "table { width: 100%; border-collapse: collapse } td { padding: 0 } img { max-width: 92% }"
    rows = "<tr><td><img src='a.png'></td><td>说明</td></tr>"
    opened = written(f"<body><table>{rows}</table></body>", css, roots=[tmp_path])
    first, second = (int(width) for width in opened.values("//w:gridCol/@w:w"))
    assert first > 5 * second
    (across,) = opened.values("//wp:extent/@cx")
    assert 0.8 * first * 635 < int(across) <= first * 635


def test_rows_stay_on_the_page_of_the_next_where_css_says_so() -> None:
    rows = "".join(f"<tr class={name}><td>{name}</td></tr>" for name in "abcd")
    for css, kept in (("", ""), (".a { break-after: avoid }", "a"), (".d { break-before: avoid }", "c")):
        opened = written(f"<body><table>{rows}</table></body>", css)
        found = opened.find("//w:tr[.//w:p[w:pPr/w:keepNext]]")
        assert "".join(opened.of(row, "string(.)") for row in found) == kept


def test_a_cells_width_counts_its_padding_and_half_of_lines_it_shares() -> None:
    html = "<body><table><tr><td class=a>甲</td><td>乙</td></tr></table></body>"
    css = "table { table-layout: fixed; width: 100%%; border-collapse: %s } "
    css += "td { padding: 0 1mm; border: 4pt solid } .a { width: 20mm }"
    for collapse, lines in (("collapse", 4), ("separate", 8)):
        opened = written(html, css % collapse)
        first, _ = (int(width) for width in opened.values("//w:gridCol/@w:w"))
        assert first == round((22 / 25.4 * 72 + lines) * 20)


def test_half_of_a_tables_outer_lines_lies_beside_its_columns() -> None:
    css = "table { width: 100%; border-collapse: collapse } "
    css += "td { border: 4pt solid } td + td { border-right: 0 }"
    opened = written("<body><table><tr><td>甲</td><td>乙</td></tr></table></body>", css)
    widths = [int(width) for width in opened.values("//w:gridCol/@w:w")]
    assert opened.values("//w:tblInd/@w:w") == ["40"]
    assert abs(sum(widths) - (8844 - 40)) <= 2

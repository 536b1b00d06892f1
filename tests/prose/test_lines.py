"""Lines: an Enter begins a paragraph where a clerk means one, and a line wrapped by hand goes on."""

import re

import pytest

from docgen.foundation.errors import ContentError, Place
from docgen.prose.doubts import doubts
from docgen.prose.html import to_html
from docgen.prose.lines import pieces, pieces_of


def html(text: str) -> str:
    return to_html(text, {}, lambda _: Place()).replace(">\n<", "><").strip()


@pytest.mark.parametrize(
    "text",
    [
        "第一条　为加强管理，制定本办法\n第二条　本办法适用于全县学校",
        "第一章　总则\n第一条　为加强管理，制定本办法",
        "1．放假\n2．上学",
        "1、放假\n2、上学",
        "1.放假\n2.上学",
        "（1）放假\n（2）上学",
        "(1)放假\n(2)上学",
        "1）放假\n2）上学",
        "①放假\n②上学",
        "一是加强领导\n二是落实责任",
        "其一，加强领导\n其二，落实责任",
        "一、加强领导\n二、落实责任",
        "（一）加强领导\n（二）落实责任",
        "第一章　总则\n第条　本市的登记，适用本办法",
        "现通知如下：\n请于9月30日前报送",
        "请遵照执行。\n特此通知",
        "请遵照执行！\n特此通知",
        "是否报送？\n请说明",
        "加强领导；\n落实责任",
        "他说“请遵照执行。”\n特此通知",
        "（请遵照执行。）\n特此通知",
        "请遵照**执行。**\n特此通知",
        "请遵照执行……\n特此通知",
        "联系人：王某\n联系电话：0891-6320000",
        "请遵照执行\n联系人：王某",
        "坚持三点\n——加强领导",
        "情况如下\n●加强领导",
        "\u3000\u3000甲\n\u3000\u3000乙",
        "甲\n\u3000\u3000乙",
        "现将有关事项通知如下\n    请于9月30日前报送",
        "联系人：王某\n        李某",
        "甲\n\u3000\n乙",
        "一、时间\n9月30日",
        "（一）时间\n9月30日",
    ],
)
def test_an_enter_begins_a_paragraph_where_a_clerk_means_one(text: str) -> None:
    page = html(text)
    assert page.count("<p>") == 2
    assert page.startswith("<p>")


@pytest.mark.parametrize(
    "text",
    [
        "根据食品安全工作的\n有关要求，落实责任。",
        "根据食品安全工作的要求，\n落实责任。",
        "包括教育局、\n卫健局。",
        "每户1.5米，共\n1.2米的有三户。",
        "依照\n第三条的规定办理。",
        "共有\n3、4、5号楼。",
        "截至\n2024年6月。",
        "The first line\nof a text.",
        "Mr.\nSmith",
    ],
)
def test_a_line_wrapped_by_hand_goes_on(text: str) -> None:
    assert html(text).count("<p>") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("包括：\n- 甲\n- 乙\n下文", "<p>包括：</p><ul><li>甲</li><li>乙下文</li></ul>"),
        ("- 甲。\n- 乙。\n下文。", "<ul><li>甲。</li><li>乙。</li></ul><p>下文。</p>"),
        ("- 甲。\n  续。", "<ul><li>甲。续。</li></ul>"),
        ("> 甲。\n> 乙。", "<blockquote><p>甲。</p><p>乙。</p></blockquote>"),
        ("> 甲。\n乙。", "<blockquote><p>甲。</p></blockquote><p>乙。</p>"),
        ("甲：\n# 乙\n丙", "<p>甲：</p><h2>乙</h2><p>丙</p>"),
        ("甲[^1]\n[^1]: 注。\n乙", '<p>甲<span class="footnote">注。</span></p><p>乙</p>'),
        ("1. 甲。\n2. 乙。", "<ol><li>甲。</li><li>乙。</li></ol>"),
        ("1. 甲：\n    - 乙。\n    - 丙。", "<ol><li>甲：<ul><li>乙。</li><li>丙。</li></ul></li></ol>"),
    ],
)
def test_paragraphs_beside_other_blocks(text: str, expected: str) -> None:
    assert html(text) == expected


def test_a_line_beside_a_table_is_none_of_its_rows() -> None:
    page = html("情况如下\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n注：数据截至6月。")
    assert page.startswith("<p>情况如下</p><table>")
    assert page.endswith("</table><p>注：数据截至6月。</p>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3. 甲\n4. 乙", '<ol start="3"><li>甲</li><li>乙</li></ol>'),
        ("3. 甲\n5. 乙", '<ol start="3"><li>甲</li></ol><ol start="5"><li>乙</li></ol>'),
        ("1. 甲\n1. 乙", "<ol><li>甲</li></ol><ol><li>乙</li></ol>"),
        ("1. 甲\n\n2. 乙", "<ol><li><p>甲</p></li><li><p>乙</p></li></ol>"),
        ("1. 甲\n\n3. 乙", '<ol><li>甲</li></ol><ol start="3"><li>乙</li></ol>'),
        ("12. 甲\n\n文\n\n13. 乙", '<ol start="12"><li>甲</li></ol><p>文</p><ol start="13"><li>乙</li></ol>'),
        ("6. 20 起施行", '<ol start="6"><li>20 起施行</li></ol>'),
        ("- 甲\n* 乙", "<ul><li>甲</li></ul><p>* 乙</p>"),
        ("* 甲\n* 乙", "<ul><li>甲</li><li>乙</li></ul>"),
        ("* 甲\n\n* 乙\n\n* 丙", "<ul><li><p>甲</p></li><li><p>乙</p></li><li><p>丙</p></li></ul>"),
    ],
)
def test_items_keep_their_numbers(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024. 6. 20 起施行",
        "12345. 开通",
        "0891. 不变",
        "1986. 12. 3 出生",
        "6. 20. 2024",
        "1000. 甲",
        "0. 甲",
        "-5℃",
        "+5%",
        "* 为必填项",
        "*",
        "-",
        "1.",
        "#",
        "##",
        "#5锅炉",
        "#2024年",
        "#话题#",
        ">60分",
        "> 60分",
        ">=5",
        "---",
        "***",
        "===",
        "1.甲",
        "1) 甲",
        "a|b",
        "|",
        "||",
        "C#",
        "[甲]: 乙",
        "图#1.png",
    ],
)
def test_a_line_that_only_looks_like_markdown_is_text(text: str) -> None:
    page = html(text)
    assert page.startswith("<p>")
    assert page.removeprefix("<p>").removesuffix("</p>").replace("&gt;", ">") == text


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# 关于C#", "关于C#"),
        ("# 甲 #", "甲"),
        ("## 甲 #", "甲 #"),
        ("\u3000\u3000# 甲", "甲"),
        ("#\u3000甲", "甲"),
    ],
)
def test_a_heading_keeps_its_own_signs(text: str, heading: str) -> None:
    assert heading in html(text)
    assert html(text).startswith("<h")


@pytest.mark.parametrize(
    "row", ["| 甲|乙 | 1 |", "| 甲 | 1 | 多一格 |", "| 甲 | 1 | |", "甲 | 1 | 多一格", "| `甲` | 1 | 2"]
)
def test_a_row_with_a_cell_too_many_is_refused_with_its_line(row: str) -> None:
    with pytest.raises(ContentError) as caught:
        to_html(
            f"前\n\n| 项目 | 数量 |\n|---|---|\n| 甲 | 1 |\n{row}", {}, lambda offset: Place(None, 1, offset)
        )
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.column) == ("table-cells", 35)


@pytest.mark.parametrize("cell", [r"甲\|乙", "`甲|乙`", "甲｜乙"])
def test_a_bar_within_a_cell_is_text(cell: str) -> None:
    page = html(f"| 项目 | 数量 |\n|---|---|\n| {cell} | 1 |")
    assert cell.replace("\\", "").strip("`") in page.replace("<code>", "").replace("</code>", "")


def test_the_pieces_of_a_text_have_their_offsets() -> None:
    text = "甲。\n乙\n\n\n1. 丙\n2. 丁\n# 戊\n己"
    assert [(piece.offset, piece.text) for piece in pieces_of(text)] == [
        (0, "甲。"), (3, "乙"), (7, "1. 丙\n2. 丁"), (17, "# 戊"), (21, "己"),
    ]  # fmt: skip
    assert pieces("甲\n乙") == ["甲\n乙"]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("![图](images/a.png)\n图1　示意图", ["<img", "图1　示意图"]),
        ("见下图\n![图](images/a.png)\n图1　示意图\n\n下文", ["见下图", "<img", "图1", "下文"]),
        ("![图](images/a（1）.png)\n注", ["<img", "注"]),
        ("！［图］（images/a.png）\n图1", ["<img", "图1"]),
        ("![图](images/a.png)\n![图](images/b.png)", ["<img"]),
        ("前文![图](images/a.png)\n后文", ["前文<img"]),
        ("{{ v }}\n后文", ["王*后文"]),
    ],
)
def test_a_line_beside_a_picture_is_a_paragraph_of_its_own(text: str, paragraphs: list[str]) -> None:
    html = to_html(text, {"v": "王*"}, lambda _: Place())
    found = re.findall(r"<p>(.*?)</p>", html, re.DOTALL)
    assert [one.startswith(start) for one, start in zip(found, paragraphs, strict=True)] == [True] * len(
        paragraphs
    )
    assert "lines-joined" not in [one.code for one in doubts(text)]

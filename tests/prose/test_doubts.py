"""Doubts: what was mended and what stayed text is told with its offset, and nothing is told without cause."""

from pathlib import Path

import pytest

from docgen.content.source import read
from docgen.foundation.errors import Finding, Place
from docgen.prose.doubts import doubts
from docgen.prose.html import to_html
from tests.support.proportion import LINEAR, growth
from tests.support.samples import ROOT, composed, document, project


def told(text: str) -> list[tuple[str, int]]:
    """Return code and offset of all that is told; each can be said in both languages."""
    found = doubts(text)
    assert all(Finding(one.code, values=one.values).text(lang) for one in found for lang in ("zh", "en"))
    return [(one.code, one.offset) for one in found]


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("请*务必*执行", "stars-as-text", 1),
        ("** 重点 **", "stars-as-text", 0),
        ("前文，**没有完", "stars-as-text", 3),
        ("王**和李**两人", "stars-as-text", 1),
        (r"甲\_乙", "backslash-as-text", 1),
        ("[目录](a.docx)", "brackets-as-text", 0),
        ("见[网站](www.example.org)", "brackets-as-text", 1),
        ("甲 {: .stat }", "classes-as-text", 2),
        ("甲&nbsp;乙", "entity-read", 1),
        ("[甲](https://example.org '题')", "title-dropped", 24),
        ("甲\n\n---", "rule-as-text", 3),
        ("> 60分为合格", "quotation-as-text", 0),
        ("* 为必填项", "bullet-as-text", 0),
        ("#2024年工作", "heading-as-text", 0),
        ("#话题#内容", "heading-as-text", 0),
        ("甲县\n乙县", "lines-joined", 3),
        ("- 甲\n- 乙\n下文", "lines-joined", 8),
        ("根据有关文件的要求和本单位的实际情况依照\n（1）执行", "lines-parted", 21),
        ("3. 甲\n5. 乙", "numbers-apart", 5),
        ("| 甲 | 乙 |\n|---|---|\n| 1 |", "table-row-short", 20),
        ("| 甲 | 乙 |\n| 1 | 2 |", "table-as-text", 0),
        ("| 甲 | 乙 |\n|---|\n| 1 | 2 |", "table-as-text", 0),
        ("一、时间\n\n9月30日放假。", "heading-typed", 0),
        ("（一）时间\n9月30日放假", "heading-typed", 0),
        ("1．时间\n\n9月30日放假。", "heading-typed", 0),
        ("前文。\n\n放假,请假", "half-width-marks", 7),
        ("拉\u200b萨", "invisible-sign", 1),
        ("按照拉政发［2024］3号文件", "year-brackets", 5),
        ("拉政发（2024）3号", "year-brackets", 3),
        ("拉政发【2024】第3号", "year-brackets", 3),
        ("（２０２４）", "full-width-figures", 1),
        ("甲 | 乙\n1 | 2", "table-as-text", 0),
        ("A|B\n1|2", "table-as-text", 0),
        ("<b>重要</b>", "html-as-text", 0),
    ],
)
def test_what_may_be_meant_otherwise_is_told(text: str, code: str, offset: int) -> None:
    assert told(text) == [(code, offset)]


@pytest.mark.parametrize(
    ("text", "half_width"),
    [
        ("＃ 时间", "# 时间"),
        ("＃＃ 时间", "## 时间"),
        ("共｛｛ n ｝｝名", "共{{ n }}名"),
        ("共{｛ n }｝名", "共{{ n }}名"),
        ("｛｛＃ n｝｝甲｛｛／ n｝｝", "{{# n}}甲{{/ n}}"),
        ("甲［^1］。\n\n［^1］：注。", "甲[^1]。\n\n[^1]: 注。"),
        ("甲【^1】。\n\n[^1]：注。", "甲[^1]。\n\n[^1]: 注。"),
        ("｜甲｜乙｜\n｜---｜---｜\n｜1｜2｜", "|甲|乙|\n|---|---|\n|1|2|"),
        ("｜甲｜乙｜\n｜——｜：—｜\n｜1｜2｜", "|甲|乙|\n|---|:-|\n|1|2|"),
        ("请＊＊务必＊＊办", "请**务必**办"),
        ("！［图］（图/章.png）", "![图](图/章.png)"),
        ("见［网］（https：//example.org）", "见[网](https://example.org)"),
        ("＞ 引文", "> 引文"),
        ("－ 甲\n－ 乙", "- 甲\n- 乙"),
        ("甲\n｛：．stat｝", "甲\n{: .stat}"),
    ],
)
def test_signs_of_a_chinese_keyboard_are_understood_and_told(text: str, half_width: str) -> None:
    names = {"n": "5"}
    assert to_html(text, names, lambda _: Place()) == to_html(half_width, names, lambda _: Place())
    assert {code for code, _ in told(text)} == {"full-width-read"}


@pytest.mark.parametrize(
    ("text", "offset"),
    [("甲｛｛乙", 1), ("甲［^乙", 1), ("！［图］", 0), ("｜甲｜乙｜", 0), ("＊＊没有完", 0)],
)
def test_a_full_width_sign_without_a_meaning_is_printed_and_told(text: str, offset: int) -> None:
    assert text[offset] in to_html(text, {}, lambda _: Place())
    assert ("full-width-as-text", offset) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "黑板规格3*1.2米，单价5*100元，2**3，电话0906-882*1234*。",
        "电话138****1234，张**、李**，证号5401**********12",
        "请**务必**执行，**“四个最严”**是，共**12**人",
        "拉政发〔2024〕3号，图#1.png，a_b，5~10，C:\\图\\*.png，>5℃，A&B，甲|乙",
        "第一条　为加强管理，制定本办法。\n第二条　本办法适用于全县学校。",
        "1．放假\n2．上学\n\n1. 甲\n2. 乙\n\n（1）放假\n（2）上学",
        "根据食品安全工作的有关要求，为了进一步\n落实责任，现通知如下：\n- 甲\n- 乙",
        "一、要认真落实。\n\n二、要报送情况。",
        "甲[^1]。\n\n[^1]: 注。",
        "{{# n }}\n- {{ n }}\n{{/ }}\n共{{ n }}户",
        "| 甲 | 乙 |\n|:--|--:|\n| 1 | |\n{: .stat }",
        "`a,b` 见[网](https://example.org/a,b)和<sub>2</sub>",
        "见[《办法》（试行）：说明](https://example.org/a)和![图：（一）](图/章.png)",
        "Xi’an和O’Neil",
        "1. 甲\n2. 乙\n\n文。",
    ],
)
def test_what_is_clear_is_not_told(text: str) -> None:
    assert told(text) == []


def test_nothing_is_told_of_what_ships() -> None:
    samples = [*(ROOT / "content").rglob("*.yaml"), *(ROOT / "templates").rglob("sample.yaml")]
    prose = [text for path in samples for keys, text in texts(read(path).values) if is_prose(keys, text)]
    assert len(prose) > 400
    assert [found for text in prose for found in told(text)] == []


def texts(value: object, keys: tuple[object, ...] = ()) -> list[tuple[tuple[object, ...], str]]:
    """Return every text of a YAML file with its keys."""
    if isinstance(value, dict):
        return [found for key, below in value.items() for found in texts(below, (*keys, key))]
    if isinstance(value, list):
        return [found for number, below in enumerate(value) for found in texts(below, (*keys, number))]
    return [(keys, str(value))]


def is_prose(keys: tuple[object, ...], text: str) -> bool:
    """Say whether a text may be prose; titles are lines, Tibetan has no Chinese marks."""
    return "bo" not in keys and "title" not in keys and len(text) > 20


def test_a_finding_has_its_line_and_column_in_the_file(tmp_path: Path) -> None:
    body = "|\n  现将有关事项通知如下。\n\n  ＃ 时间\n\n  请*务必*办,不得拖延"
    page = composed(project(tmp_path, letter=document(body=body))).composed
    found = [(one.code, one.place.line, one.place.column) for one in page.findings]
    assert found == [("full-width-read", 10, 3), ("stars-as-text", 12, 4), ("half-width-marks", 12, 9)]


@pytest.mark.parametrize(
    "unit", [*"*_\\<>&|[(#-+.`{1a甲。“＊｜［（", "**甲", "甲,", "|-|\n", "甲\n", "1．甲\n", "- 甲\n"]
)
def test_a_long_text_takes_time_in_proportion(unit: str) -> None:
    text = unit * (16_000 // len(unit))
    assert growth(doubts, text[: len(text) // 4], text) < LINEAR


def test_what_is_told_as_mended_is_printed_so() -> None:
    assert "拉萨长" in to_html("拉\u200b萨⻓", {}, lambda _: Place())

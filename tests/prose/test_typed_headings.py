"""Headings whose number a hand typed: read as headings where it is certain, told in every case."""

import re

import pytest

from docgen.foundation.errors import Finding
from docgen.prose.doubts import doubts
from docgen.prose.typed_headings import counted
from tests.support.samples import composed, document, project


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("一、时间\n\n9月30日。\n\n二、地点\n\n礼堂。", "# 时间\n\n9月30日。\n\n# 地点\n\n礼堂。"),
        ("一、时间\n9月30日。\n二、地点\n礼堂。", "# 时间\n9月30日。\n# 地点\n礼堂。"),
        ("　　一、 时间\n　　9月30日。", "#    时间\n　　9月30日。"),
        ("一、要求\n（一）责任\n文。\n（二）督导\n文。", "# 要求\n## 责任\n文。\n## 督导\n文。"),
        ("(一)责任\n文。\n(二)督导\n文。", "## 责任\n文。\n## 督导\n文。"),
        ("**一、时间**\n\n9月30日。", "#   时间  \n\n9月30日。"),
        ("# 时间\n\n文。\n\n二、地点\n\n礼堂。", "# 时间\n\n文。\n\n# 地点\n\n礼堂。"),
        ("一、要求\n（一）严格落实。各单位要重视。", "# 要求\n（一）严格落实。各单位要重视。"),
        (
            "".join(f"{n}、事\n文。\n" for n in "一二三四五六七八九") + "十、事\n文。\n十一、事\n文。",
            "# 事\n文。\n" * 10 + "#  事\n文。",
        ),
        ("一、要求\n（一）甲\n文。\n二、措施\n（一）乙\n文。", "# 要求\n## 甲\n文。\n# 措施\n## 乙\n文。"),
    ],
)
def test_a_heading_numbered_by_hand_is_the_heading_it_is(typed: str, read: str) -> None:
    assert counted(typed) == read
    assert len(read) == len(typed)
    assert {one.code for one in doubts(typed, counts_headings=True)} == {"heading-read"}


@pytest.mark.parametrize(
    "typed",
    [
        "议程：\n一、领导讲话\n二、分组讨论\n请准时参加。",  # a list: nothing stands below its items
        "二、地点\n\n礼堂。",  # the first is missing
        "一、时间\n文。\n三、地点\n文。",  # the second is
        "一、时间\n文。\n一、地点\n文。",
        "一、时间\n文。\n二、要求。各单位要高度重视，认真落实。\n三、其他\n文。",  # run into its paragraph
        "一、时间",  # at the end
        "（一）时间\n文。\n（三）地点\n文。",
        "{{# x }}\n一、时间\n文。\n{{/ }}",
        "# 要求\n\n（二）责任\n文。",
        "一、1.时间\n文。",
        "一、这是一个长得不会是标题的句子它没有标点却一直写下去直到超过一行二十八个字\n文。",
        "1．时间\n文。\n2．地点\n文。",
        "- 甲\n\n    一、时间\n\n    文。",
        "**一、时间\n文。",
    ],
)
def test_what_may_be_no_heading_stays_as_it_was_typed(typed: str) -> None:
    assert counted(typed) == typed
    assert "heading-read" not in {one.code for one in doubts(typed, counts_headings=True)}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("# 一、时间\n\n文。\n\n# 二、地点", "#   时间\n\n文。\n\n#   地点"),
        ("#一、时间\n文", "#  时间\n文"),
        (
            "# 要求\n## （一）甲\n### 1．乙\n### 2、丙\n#### （1）丁\n## (二) 戊",
            "# 要求\n##    甲\n###   乙\n###   丙\n####    丁\n##     戊",
        ),
        ("一、时间\n文。\n# 二、地点\n文", "# 时间\n文。\n#   地点\n文"),
        ("# 时间\n文。\n# 二、地点\n文\n三、人员\n文", "# 时间\n文。\n#   地点\n文\n# 人员\n文"),
    ],
)
def test_a_heading_loses_the_number_that_it_is_printed_with(typed: str, read: str) -> None:
    assert counted(typed) == read
    assert "heading-renumbered" in {one.code for one in doubts(typed, counts_headings=True)}


@pytest.mark.parametrize(
    "typed",
    [
        "# 二、时间\n\n文",
        "# 1. 时间",
        "# （一）时间",
        "## 一、时间",
        "# 一、（一）时间",
        "# 一、",
        "### ① 时间",
        "{{# x }}\n# 一、时间\n{{/ }}",
        "##### 1. 时间",
    ],
)
def test_a_heading_with_another_number_stays_to_be_refused(typed: str) -> None:
    assert counted(typed) == typed


def test_a_third_level_typed_by_hand_is_told_below_a_heading_and_not_within_a_list() -> None:
    typed = "一、检查内容\n1．设施\n灭火器是否完好。\n2．宿舍\n通道是否畅通。"
    told = [
        one.values["remedy"] for one in doubts(typed, counts_headings=True) if one.code == "heading-typed"
    ]
    assert told == ["### 设施", "### 宿舍"]
    assert not doubts("一、议程\n1．放假\n2．上学\n3．归档\n请准时参加。", counts_headings=True)[1:]


def test_a_doubtful_heading_is_told_as_text() -> None:
    told = [(one.code, one.offset) for one in doubts("二、地点\n\n礼堂。", counts_headings=True)]
    assert told == [("heading-typed", 0)]


def test_the_page_has_the_heading_and_the_finding_its_place(tmp_path) -> None:
    body = "|\n  通知如下。\n\n  一、时间\n\n  9月30日。\n\n  **二、地点**\n\n  礼堂。"
    attached = "\n  - title: 表\n    body: |\n      一、填表人\n\n      某某。"
    page = composed(project(tmp_path, letter=document(body=body, attachments=attached))).composed
    assert re.findall("<h2>(.*?)</h2>", page.html) == ["时间", "地点", "填表人"]
    told = [(one.place.line, one.place.column, one.values["remedy"]) for one in page.findings]
    assert told == [(10, 3, "# 时间"), (14, 3, "# 地点"), (20, 7, "# 填表人")]
    assert Finding("heading-read", values=page.findings[0].values).text("zh").startswith("“一、时间”")


def test_a_handbook_whose_headings_may_be_unnumbered_reads_none() -> None:
    assert [one.code for one in doubts("一、时间\n\n文。")] == ["heading-typed"]

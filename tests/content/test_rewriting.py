"""What is filled in goes back into the file, and every byte that says nothing of it stays."""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.content.source import decode, parse
from docgen.content.source.rewriting import bare, merged, rewritten
from tests.support.samples import ROOT, problems

HERE = Path("x.yaml")
FILES = sorted(
    path
    for pattern in ("templates/*/*/sample.yaml", "content/letters/*.yaml", "content/reports/*.yaml")
    for path in ROOT.glob(pattern)
)


def saved(text: str, **wanted: Any) -> str:
    """Return a file's text with some of its fields filled in anew."""
    source = parse(decode(text.encode(), HERE), HERE)
    return rewritten(source, source.values, text, wanted)


LETTER = """\
# 说明
kind: letters/notice   # 种类
title: '甲的通知'  # 标题
date: "2024-06-20"
addressees: [甲县, 乙县]   # 主送
body: |   # 正文

  第一段。

  第二段。

contact: {name: 张某, phone: 1}
attachments:
  - title: 甲 # 一
    body: |
      甲甲
    apart: 是
  # 第二个
  - title: 乙
    body: 乙乙
z: 1
"""


@pytest.mark.parametrize(
    ("wanted", "changes"),
    [
        ({"title": "乙的通知"}, [("title: '甲的通知'", "title: '乙的通知'")]),
        ({"date": "2024-07-01"}, [('"2024-06-20"', '"2024-07-01"')]),
        ({"title": "甲的\n通知"}, [("title: '甲的通知'  # 标题", "title: |  # 标题\n  甲的\n  通知")]),
        ({"addressees": ["甲县", "丙县"]}, [("乙县", "丙县")]),
        ({"addressees": ["甲县"]}, [(", 乙县", "")]),
        ({"addressees": ["丙县", "甲县", "乙县"]}, [("[甲县", "[丙县, 甲县")]),
        ({"body": "第一段。\n\n第三段。"}, [("|   # 正文\n\n", "|   # 正文\n"), ("第二段。", "第三段。")]),
        ({"contact": {"phone": "2"}}, [("phone: 1", "phone: 2")]),
        ({"contact": {"phone": ""}}, [(", phone: 1", "")]),
        ({"contact": {}}, [("contact: {name: 张某, phone: 1}\n", "")]),
        ({"z": None}, [("z: 1\n", "")]),
        ({"note": "新: 的"}, [("z: 1\n", 'z: 1\nnote: "新: 的"\n')]),
        ({"seal": False}, [("z: 1\n", "z: 1\nseal: 否\n")]),
    ],
)
def test_only_what_was_changed_is_written(wanted: Mapping[str, Any], changes: list[tuple[str, str]]) -> None:
    made = LETTER
    for old, new in changes:
        assert made.count(old) == 1
        made = made.replace(old, new)
    assert saved(LETTER, **wanted) == made
    crlf = saved("\ufeff" + LETTER.replace("\n", "\r\n"), **wanted)
    assert crlf == "\ufeff" + made.replace("\n", "\r\n")


ITEMS = parse(LETTER, HERE).values["attachments"]
FIRST, SECOND = (
    LETTER[LETTER.index("  - title: 甲") : LETTER.index("  # 第二个")],
    "  - title: 乙\n    body: 乙乙\n",
)


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ([ITEMS[1]], LETTER.replace(FIRST, "")),
        ([ITEMS[0]], LETTER.replace(SECOND, "")),
        ([*ITEMS, {"title": "丙", "body": "一\n二"}], LETTER.replace(
            SECOND, SECOND + "  - title: 丙\n    body: |\n      一\n      二\n")),
        ([ITEMS[0], {**ITEMS[1], "body": "丙丙"}], LETTER.replace("乙乙", "丙丙")),
        ([{**ITEMS[0], "apart": ""}, ITEMS[1]], LETTER.replace("    apart: 是\n", "")),
        ([*ITEMS, {"title": "", "body": ""}], LETTER),
    ],
)  # fmt: skip
def test_an_item_is_put_in_and_taken_out_by_itself(items: list[Any], text: str) -> None:
    assert saved(LETTER, attachments=items) == text


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([["甲", "", "丙"], ["丁", "戊", "己"]], "rows:\n  - [甲, '', 丙]  # 一\n  - [丁, 戊, 己]\n"),
        ([["甲", "乙", "丙"], ["", "", "己"]], "rows:\n  - [甲, 乙, 丙]  # 一\n  - ['', '', 己]\n"),
        ([["甲", "乙", "丙"], ["丁", "戊", "己"], ["", "庚|辛", ""]],
         "rows:\n  - [甲, 乙, 丙]  # 一\n  - [丁, 戊, 己]\n  - ['', '庚|辛', '']\n"),
        ([["丁", "戊", "己"], ["", ""]], "rows:\n  - [丁, 戊, 己]\n"),
    ],
)  # fmt: skip
def test_an_empty_cell_keeps_its_place_in_its_row(rows: list[list[str]], text: str) -> None:
    made = saved("rows:\n  - [甲, 乙, 丙]  # 一\n  - [丁, 戊, 己]\n", rows=rows)
    assert parse(made, HERE).values["rows"] == [row for row in rows if any(row)]
    assert made.replace('"', "'") == text


def test_what_was_not_changed_is_not_written() -> None:
    wanted = deepcopy(parse(LETTER, HERE).values)
    wanted["body"] = wanted["body"].replace("\n", "\r\n").rstrip()  # as browsers send it
    assert saved(LETTER, **wanted) == LETTER


def test_a_sign_that_no_file_may_hold_is_told_at_its_field() -> None:
    (told,) = problems(lambda: saved(LETTER, contact={"name": "张\u0007"}))
    assert (told.code, told.keys) == ("source-control-character", ("contact", "name"))


# --- any file that ships, any change ---

SIGNS = st.text(st.sampled_from("甲乙。：:#-'\"{}[]|>&*!%@`,? \n　1a"), min_size=1, max_size=15)
TEXTS = SIGNS.map(str.strip).filter(lambda text: bool(text) and "&#" not in text)


def changed(draw: st.DrawFn, value: Any) -> Any:
    """Return a value with a few changes somewhere in it."""
    if isinstance(value, str):
        return draw(TEXTS)
    if isinstance(value, list):
        items = [changed(draw, item) if draw(st.booleans()) else item for item in value]
        if draw(st.booleans()):
            items.insert(draw(st.integers(0, len(items))), changed(draw, items[0]))
        if len(items) > 1 and draw(st.booleans()):
            del items[draw(st.integers(0, len(items) - 1))]
        return items
    name = draw(st.sampled_from(sorted(value)))
    return {**value, name: "" if len(value) > 1 and draw(st.booleans()) else changed(draw, value[name])}


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_in_any_file_the_rest_stays_and_the_values_are_those_wanted(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FILES))
    text = path.read_text(encoding="utf-8").replace("\n", data.draw(st.sampled_from(["\n", "\r\n"])))
    text = data.draw(st.sampled_from(["", "\ufeff"])) + text
    before = parse(decode(text.encode(), HERE), HERE).values
    name = data.draw(st.sampled_from([name for name in before if name != "kind"]))
    wanted = {name: data.draw(st.composite(changed)(before[name]))}
    made = saved(text, **wanted)
    after = parse(decode(made.encode(), HERE), HERE).values
    assert bare(after) == bare(merged(before, wanted))
    others = [line for line in outside(text, name) if line.strip()]
    assert [line for line in outside(made, name) if line.strip()] == others


def outside(text: str, name: str) -> list[str]:
    """Return the lines of a file that are not those of a field."""
    lines, inside, kept = text.split("\n"), False, []
    for line in lines:
        if line[:1].strip() and not line.startswith(("#", "- ", "-\r")):
            inside = line.removeprefix("\ufeff").startswith(f"{name}:")
        if not inside or line.startswith("#"):
            kept.append(line)
    return kept

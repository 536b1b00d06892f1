"""The headings of a list are found as offices write them, and each column answers to its names."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen.address import roster
from docgen.address.roster.columns import short
from docgen.address.roster.names import NamedRow, Names
from tests.support.samples import ROOT, problems, told
from tests.support.workbooks import Rows, ods, saved, workbook

SCHEMA = yaml.safe_load((ROOT / "templates/_shared/recipients.schema.yaml").read_text(encoding="utf-8"))
TITLE = ["2025年示例名单"]
MAKER = ["制表：示例科", "", "", "2025年9月"]
ASKED = ("称谓", "手机")
ZHANG = {"name": "张某", "称谓": "张局长"}


def csv(rows: Rows) -> bytes:
    """Return `rows` as CSV, each line as long as the longest."""
    width = max(map(len, rows))
    return "".join(",".join(map(str, [*row, *[""] * (width - len(row))])) + "\n" for row in rows).encode()


def xls(rows: Rows) -> bytes:
    """Return `rows` as an old workbook."""
    import io

    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                sheet.write(number, column, text)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


FORMATS = {"xlsx": workbook, "csv": csv, "xls": xls, "ods": ods}


def read(folder: Path, rows: Rows, form: str = "csv", asked: Sequence[str] = ASKED) -> roster.Roster:
    path = saved(folder, f"list.{form}", FORMATS[form](rows))
    return roster.read(path, SCHEMA, "x", asked)


def first(found: roster.Roster, *keys: str) -> dict[str, Any]:
    """Return what the first recipient has under names."""
    row = NamedRow(found.entries[0].values, found.names)
    return {key: row[key] for key in keys}


# Which row it is.


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "称谓"]],
        [TITLE, ["姓名", "称谓"]],
        [TITLE, MAKER, ["姓名", "称谓"]],
        [TITLE, [""], ["单位：", "示例局"], ["姓名", "称谓"]],
        [TITLE, ["单位", "示例局"], ["姓名", "称谓"]],
        [["姓名"], ["姓名", "称谓"]],
    ],
)
def test_the_headings_are_found_below_title_and_maker(rows: Rows, form: str, tmp_path: Path) -> None:
    found = read(tmp_path, [*rows, ["张某", "张局长"]], form)
    assert [entry.values for entry in found.entries] == [ZHANG]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "称谓", "联系方式", ""], ["", "", "电话", "手机"], ["张某", "张局长", "1", "2"]],
        [
            TITLE,
            MAKER,
            ["姓名", "称谓", "联系方式", ""],
            ["", "", "电话", "手机"],
            ["张某", "张局长", "1", "2"],
        ],
        [["基本情况", "", "联系方式", ""], ["姓名", "称谓", "电话", "手机"], ["张某", "张局长", "1", "2"]],
    ],
)
def test_headings_in_two_rows_are_reached_alone_and_with_their_group(
    rows: Rows, form: str, tmp_path: Path
) -> None:
    found = read(tmp_path, rows, form)
    names = {"手机": "2", "联系方式手机": "2", "电话": "1", "称谓": "张局长", "姓名": "张某"}
    assert first(found, *names) == names
    assert len(found.entries) == 1


def test_headings_merged_over_others_are_read_like_them(tmp_path: Path) -> None:
    def merged(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:D1", "2025年示例名单")
        for area, text in (("A2:A3", "姓名"), ("B2:B3", "称谓"), ("C2:D2", "联系方式")):
            sheet.merge_range(area, text)

    rows = [[], [], ["", "", "电话", "手机"], ["张某", "张局长", "1", "2"]]
    path = saved(tmp_path, "list.xlsx", workbook(rows, merged))
    found = roster.read(path, SCHEMA, "x", ASKED)
    assert first(found, "name", "联系方式手机", "电话") == {"name": "张某", "联系方式手机": "2", "电话": "1"}
    assert found.notes == ()


def test_a_first_row_without_a_name_is_no_second_row_of_headings(tmp_path: Path) -> None:
    rows = [["姓名", "称谓", "单位"], ["", "李局长", "某局"], ["张某", "张局长", "某局"]]
    assert told(lambda: read(tmp_path, rows)) == [("cell-empty", "list.csv:A2")]


def test_children_of_one_name_are_told_apart_by_their_groups(tmp_path: Path) -> None:
    rows = [["父亲", "", "母亲", ""], ["姓名", "电话", "称谓", "电话"], ["张某", "1", "张局长", "2"]]
    found = read(tmp_path, rows, asked=("父亲电话", "母亲电话"))
    assert first(found, "父亲电话", "母亲电话") == {"父亲电话": "1", "母亲电话": "2"}


def test_where_no_heading_is_known_the_row_that_looks_like_it_is_told(tmp_path: Path) -> None:
    (problem,) = problems(lambda: read(tmp_path, [TITLE, ["序号", "领导", "职位"], ["1", "张某", "局长"]]))
    assert str(problem.place).endswith("list.csv:2:2")
    assert "序号、领导、职位" in problem.text("zh")


# Which column is for what.


@pytest.mark.parametrize(
    "heading",
    [
        "姓名",
        "名称",
        "单位名称",
        "单位",
        "收件人",
        "主送单位",
        "主送机关",
        "姓  名",
        "姓名（必填）",
        "名 称*",
        "ｎａｍｅ",
        "姓\n名",
    ],
)
def test_a_name_is_known_under_the_headings_offices_write(heading: str, tmp_path: Path) -> None:
    found = read(tmp_path, [[heading, "称谓"], ["张某", "张局长"]], "xlsx")
    assert ([entry.values for entry in found.entries], found.notes) == ([ZHANG], ())


@pytest.mark.parametrize(
    ("headings", "name", "noted"),
    [
        (["单位", "姓名"], "乙", []),
        (["学校", "姓名"], "乙", []),
        (["姓名", "名称"], "乙", []),
        (["单位名称", "姓名"], "乙", [("column-rival", "list.csv:B1")]),
        (["收件人", "姓名"], "甲", [("column-rival", "list.csv:A1")]),
        (["单位", "户主姓名"], "乙", [("column-rival", "list.csv:B1")]),
        (["乡镇", "学校"], "乙", [("column-rival", "list.csv:B1")]),
    ],
)
def test_of_two_names_the_likelier_is_taken_and_told_where_both_could_be_meant(
    headings: list[str], name: str, noted: list[tuple[str, str]], tmp_path: Path
) -> None:
    found = read(tmp_path, [headings, ["甲", "乙"]])
    assert found.entries[0].values["name"] == name
    assert [(note.code, str(note.place).rpartition("/")[2]) for note in found.notes] == noted


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("捐资额（元）", "捐资额"),
        ("捐资额（元）", "捐资额（元）"),
        ("捐资额（元）", "捐资额(元)"),
        ("捐资额(元)", "捐资额（元）"),
        ("捐资额/元", "捐资额"),
        ("捐资额【万元】", "捐资额"),
        ("单位\n及职务", "单位及职务"),
        ("单位 及 职务", "单位及职务"),
        ("Ｄｕｅ", "due"),
        ("due", "ＤＵＥ"),
        ("称\u200b谓", "称谓"),
        ("职务/职称", "职务/职称"),
    ],
)
def test_a_free_column_is_found_whatever_its_brackets_width_and_blanks(
    heading: str, asked: str, tmp_path: Path
) -> None:
    names = Names({heading: ()})
    assert names.key(asked) == heading
    found = read(tmp_path, [["名称", heading.replace("\u200b", "")], ["甲", "乙"]], "xlsx", asked=(asked,))
    assert first(found, asked) == {asked: "乙"}


def test_a_short_name_that_two_columns_share_reaches_neither() -> None:
    names = Names({"金额（元）": (), "金额（万元）": (), "编号（旧）": ()})
    assert [names.key(name) for name in ("金额", "金额（元）", "金额万元", "编号")] == [
        None, "金额（元）", "金额（万元）", "编号（旧）",
    ]  # fmt: skip
    assert list(names.written()) == ["金额（元）", "金额（万元）", "编号"]


@pytest.mark.parametrize(
    "text", ["捐资额（元）", "金额（万元）", "No.1", "A+B", "职务/职称", "电 话", "（备用）"]
)
def test_every_name_that_is_suggested_reaches_its_column(text: str) -> None:
    names = Names({text: (), "别的（x）": ()})
    assert {names.key(name) for name in names.written()} == {text, "别的（x）"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("捐资额（元）", "捐资额"),
        ("（必填）", "（必填）"),
        ("得分/满分", "得分/满分"),
        ("面积，平方米", "面积"),
    ],
)
def test_a_heading_without_its_unit(text: str, expected: str) -> None:
    assert short(text) == expected


def test_a_column_twice_refuses_only_if_it_is_asked_for(tmp_path: Path) -> None:
    rows = [["名称", "备注", "备注"], ["甲乡", "1", "2"]]
    assert len(read(tmp_path, rows, asked=()).entries) == 1
    assert told(lambda: read(tmp_path, rows, asked=("备注",))) == [("column-twice", "list.csv:C1")]

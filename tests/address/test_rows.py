"""Rows that are no people become no letters and are told by their row; what is doubtful refuses."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen.address import roster
from tests.support.samples import ROOT, problems, told
from tests.support.workbooks import saved, workbook

SCHEMA = yaml.safe_load((ROOT / "templates/_shared/recipients.schema.yaml").read_text(encoding="utf-8"))
ASKED = ("称谓",)
TITLE = ["2025年示例名单"]
HEADINGS = ["序号", "名称", "称谓", "单位"]
PEOPLE = [["1", "甲乡", "张书记", "某乡"], ["2", "乙乡", "李书记", "某乡"], ["3", "丙乡", "王书记", "某乡"]]


def read(folder: Path, rows: Sequence[Sequence[str]], asked: Sequence[str] = ASKED) -> roster.Roster:
    text = "".join(",".join(row) + "\n" for row in rows)
    return roster.read(saved(folder, "list.csv", text.encode()), SCHEMA, "x", asked)


def names(found: roster.Roster) -> list[Any]:
    return [entry.values["name"] for entry in found.entries]


def noted(found: roster.Roster) -> list[tuple[str, str]]:
    return [(note.code, str(note.place).rpartition("/")[2]) for note in found.notes]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["", "合计", "3人", ""], "row-total"),
        (["", "平均分", "85", ""], "row-total"),
        (["", "Total", "3", ""], "row-total"),
        (["", "续表", "", ""], "row-note"),
        (["", "某市教育局（盖章）", "", ""], "row-signature"),
        (["", "负责人签名", "", ""], "row-signature"),
        (["合计", "", "", "3"], "row-total"),
        (["", "", "", "合计"], "row-total"),
        (["", "合 计", "", ""], "row-total"),
        (["", "总　计：3个", "", ""], "row-total"),
        (["", "小计", "", "12000元"], "row-total"),
        (["", "某区小计", "3", ""], "row-total"),
        (["", "累计（人）", "", ""], "row-total"),
        (["", "以上共3人", "", ""], "row-total"),
        (["", "", "", "12000"], "row-total"),
        (["", "注：本表数据截至9月", "", ""], "row-note"),
        (["备注：以上名单请保密", "", "", ""], "row-note"),
        (["", "备注", "", ""], "row-note"),
        (["", "说明：", "以上名单请保密", ""], "row-note"),
        (["2.请于9月底前报送", "", "", ""], "row-note"),
        (["", "捐款已全部到账。", "", ""], "row-note"),
        (["", "大写：壹万元整", "", ""], "row-note"),
        (["", "以下空白", "", ""], "row-note"),
        (["", "第 1 页 共 2 页", "", ""], "row-note"),
        (["", "填表人：某某", "审核人：某某", ""], "row-signature"),
        (["填表人：", "某某", "", ""], "row-signature"),
        (["", "制表", "王某", ""], "row-signature"),
        (["", "填 表 人", "", ""], "row-signature"),
        (["单位负责人（签字）", "", "", ""], "row-signature"),
        (["", "（盖章）", "", ""], "row-signature"),
        (["联系人：张某", "", "联系电话：123", ""], "row-signature"),
        (["", "2025年9月20日", "", ""], "row-date"),
        (["", "", "", "二〇二五年九月"], "row-date"),
        (["", "2025-09-20", "", ""], "row-date"),
        (["", "  年  月  日", "", ""], "row-date"),
        (["", "一、城关区", "", ""], "row-group"),
        (["（一）城关区（3个）", "", "", ""], "row-group"),
        (["", "第二组", "", ""], "row-group"),
        (["城关区", "", "", ""], "row-group"),
        (["一", "城关区", "3人", ""], "row-group"),
        (["（二）", "", "某区", ""], "row-group"),
        (["序号", "名称", "称谓", "单位"], "row-headings"),
        (["", "名 称", "", ""], "row-headings"),
        (["序号", "名称", "职务", "单位及职务"], "row-headings"),
        (["", "2025年示例名单", "", ""], "row-title"),
        (["", "——", "——", "/"], "row-struck"),
    ],
)
def test_a_row_that_is_nobody_is_left_out_and_told_by_its_row(
    row: list[str], code: str, tmp_path: Path
) -> None:
    found = read(tmp_path, [TITLE, HEADINGS, *PEOPLE, row])
    assert names(found) == ["甲乡", "乙乡", "丙乡"]
    (note,) = noted(found)
    column = "ABCD"[next(number for number, text in enumerate(row) if text.strip())]
    assert note == (code, f"list.csv:{column}6")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["", "合计", "张书记", ""], "row-doubtful"),
        (["", "备注", "以上名单请保密", ""], "row-doubtful"),
        (["", "甲乡合计", "王书记", ""], "row-doubtful"),
        (["5", "审核", "王书记", ""], "row-doubtful"),
        (["一", "城关区", "王书记", ""], "row-doubtful"),
        (["", "城关区", "", ""], "row-lone"),
        (["5", "第二组", "", ""], "row-lone"),
    ],
)
def test_a_row_of_which_one_cannot_tell_refuses(row: list[str], code: str, tmp_path: Path) -> None:
    (problem,) = problems(lambda: read(tmp_path, [HEADINGS, *PEOPLE, row]))
    assert (problem.code, problem.place.line) == (code, 5)
    assert "是否收件人" in problem.text("zh")


@pytest.mark.parametrize(
    "name",
    [
        "合计村",
        "共青团示例县委",
        "说明文",
        "审核处",
        "附属小学",
        "第一组装厂",
        "日照市",
        "总工会",
        "注册局",
        "年丰乡",
    ],
)
def test_a_name_that_begins_like_such_a_row_is_a_name(name: str, tmp_path: Path) -> None:
    found = read(
        tmp_path, [HEADINGS, *PEOPLE, ["4", name, "王书记", "某乡"], ["5", f"示例{name}", "某", "某"]]
    )
    assert (names(found)[3:], found.notes) == ([name, f"示例{name}"], ())


def test_the_office_has_the_last_word(tmp_path: Path) -> None:
    rows = [
        ["名称", "称谓", "是否收件人"],
        ["合计", "王书记", "是"],
        ["备注：", "李书记", "√"],
        ["甲乡", "张书记", "否"],
        ["乙乡", "赵书记", ""],
        ["小计", "", ""],
    ]
    found = read(tmp_path, rows)
    assert names(found) == ["合计", "备注：", "乙乡"]
    assert noted(found) == [("row-total", "list.csv:A6")]
    assert told(lambda: read(tmp_path, [*rows, ["丙乡", "", "也许"]])) == [
        ("row-total", "list.csv:A6"),
        ("row-mark-unknown", "list.csv:C7"),
    ]


def test_rows_with_a_number_alone_are_told_together(tmp_path: Path) -> None:
    found = read(tmp_path, [HEADINGS, *PEOPLE, ["4"], ["5"], ["7", "丁乡", "某", "某"], ["8"]])
    assert (len(found.entries), noted(found)) == (4, [("row-empty", "list.csv")])
    assert "第 5—6、8 行" in found.notes[0].text("zh")


def test_a_row_that_counts_the_columns_is_nobody(tmp_path: Path) -> None:
    for counted in (["1", "2", "3", "4"], ["甲", "乙", "1", "2"]):
        found = read(tmp_path, [HEADINGS, counted, *PEOPLE])
        assert (len(found.entries), [note.code for note in found.notes]) == (3, ["row-numbers"])


def test_a_merged_line_across_the_list_is_the_heading_of_a_group(tmp_path: Path) -> None:
    def merged(book: Any, sheet: Any) -> None:
        sheet.merge_range("A2:C2", "城关区")

    rows = [["名称", "称谓", "单位"], [], ["甲乡", "张书记", "某乡"]]
    path = saved(tmp_path, "list.xlsx", workbook(rows, merged))
    found = roster.read(path, SCHEMA, "x", ASKED)
    assert (names(found), [note.code for note in found.notes]) == (["甲乡"], ["row-group"])


def test_a_name_alone_where_the_others_have_more_is_told(tmp_path: Path) -> None:
    rows = [["名称", "称谓"], ["城关区", ""], *(person[1:3] for person in PEOPLE)]
    assert noted(read(tmp_path, rows)) == [("row-bare", "list.csv:A2")]


def test_a_row_without_a_name_that_is_somebody_refuses(tmp_path: Path) -> None:
    assert told(lambda: read(tmp_path, [HEADINGS, *PEOPLE, ["4", "", "赵书记", "某乡"]])) == [
        ("cell-empty", "list.csv:B5")
    ]


def test_a_list_of_nobody_says_of_whom_that_was_thought(tmp_path: Path) -> None:
    rows = [["名称", "称谓"], ["合计", ""], ["填表人：某", ""]]
    assert told(lambda: read(tmp_path, rows)) == [
        ("roster-empty", "list.csv:A1"), ("row-total", "list.csv:A2"), ("row-signature", "list.csv:A3"),
    ]  # fmt: skip
    assert told(lambda: read(tmp_path, [["名称", "称谓"], ["合计", "王书记"]])) == [
        ("row-doubtful", "list.csv:A2")
    ]


# Only what is read can refuse.


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *((error, "cell-error") for error in ("#N/A", "#DIV/0!", "####", "Err:502")),
        ('"a\nb"', "cell-line-break"),
    ],
)
def test_a_cell_that_cannot_be_used_refuses_only_where_it_is_printed(
    cell: str, code: str, tmp_path: Path
) -> None:
    rows = [HEADINGS, *PEOPLE, ["4", "丁乡", "赵书记", cell], ["", "合计", "#REF!", "#REF!"]]
    found = read(tmp_path, rows)
    assert names(found)[3:] == ["丁乡"]
    assert noted(found) == [("row-total", "list.csv:B6"), ("column-faults-unread", "list.csv:D1")]
    assert told(lambda: read(tmp_path, rows, (*ASKED, "单位"))) == [
        (code, "list.csv:D5"),
        ("row-total", "list.csv:B6"),
    ]


def test_what_the_reader_passed_over_is_told_on_refusal_too(tmp_path: Path) -> None:
    def hidden(book: Any, sheet: Any) -> None:
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.set_row(3, None, None, {"hidden": True})

    data = workbook([["名称", "称谓"], ["甲乡", "张书记"], ["乙乡", "李书记"], ["丙乡", "王书记"]], hidden)
    found = problems(lambda: roster.read(saved(tmp_path, "list.xlsx", data), SCHEMA, "x", ASKED))
    assert {problem.code for problem in found} == {
        "sheet-hidden-rows",
        "sheet-hidden-columns",
        "column-missing",
    }


def test_full_width_figures_in_cells_that_may_be_printed_are_told_once_a_column(tmp_path: Path) -> None:
    rows = [
        ["名称", "称谓", "电话"],
        ["甲乡", "１号", "０８９１"],
        ["乙乡", "２号", "0891"],
        ["合计", "２", ""],
    ]
    found = read(tmp_path, rows)
    assert noted(found)[1:] == [("cells-full-width", "list.csv:B2")]

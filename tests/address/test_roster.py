"""A roster is checked whole, whatever it is written in; what is wrong is told where the clerk finds it."""

import io
import random
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from docgen.address import roster
from docgen.address.roster import blank, marked, order
from docgen.address.roster.columns import (
    Schema,
    columns,
    counted,
    folded,
    key_of,
    listing_schema,
    sample,
    version,
)
from docgen.address.roster.entry import Entry
from docgen.foundation import spreadsheets
from docgen.foundation.errors import ContentError, Place
from tests.support.samples import ROOT, problems, told
from tests.support.workbooks import Rows, saved, workbook

DEFAULT = yaml.safe_load((ROOT / "templates/_shared/recipients.schema.yaml").read_text(encoding="utf-8"))
WINNER = yaml.safe_load("""
title: 表彰对象
type: object
required: [class, name]
additionalProperties: false
x-key: [name, unit]
x-counted: class
properties:
  class: {type: string, title: 类别, enum: [包保干部, 管理人员, 单位]}
  name: {type: string, title: 姓名（名称）, minLength: 1, maxLength: 12}
  unit: {type: string, title: 工作单位, description: 写全称}
  id: {type: string, title: 身份证号, pattern: "^[0-9]{17}[0-9X]$", examples: ["540102199001010000"]}
  born: {$ref: "#/$defs/day", title: 出生日期}
  hours: {type: integer, title: 学时, minimum: 1}
  ready: {type: boolean, title: 已核对}
""")
KIND: dict[str, Any] = {"$defs": {"recipient": WINNER, "day": {"type": "string", "format": "date"}}}
SCHEMA = listing_schema(DEFAULT, KIND)
LATER = {**WINNER, "properties": {**WINNER["properties"], "phone": {"type": "string"}}}
NEWER = listing_schema(DEFAULT, {"$defs": {**KIND["$defs"], "recipient": LATER}})
HEADINGS = ["类别", "姓名（名称）", "工作单位", "身份证号", "出生日期", "学时", "已核对"]
ZHAXI = ["包保干部", "扎西", "甲乡", "540102199001011234", "1990-01-01", "16", "是"]
CIREN = ["单位", "示例小学", "", "", "", "", ""]


def read(folder: Path, rows: Rows, schema: Schema = SCHEMA) -> roster.Roster:
    return roster.read(saved(folder, "list.xlsx", workbook(rows)), schema, "certificates/x")


def values(found: roster.Roster) -> list[Any]:
    return [entry.values for entry in found.entries]


def faulty(folder: Path, rows: Rows, schema: Schema = SCHEMA) -> list[tuple[str, str]]:
    return [(code, place.partition("!")[2]) for code, place in told(lambda: read(folder, rows, schema))]


# Reading.


def test_rows_are_typed_and_know_their_place(tmp_path: Path) -> None:
    found = read(tmp_path, [HEADINGS, ZHAXI, CIREN])
    first, second = values(found)
    assert {**first, "born": first["born"].isoformat()} == {
        "class": "包保干部", "name": "扎西", "unit": "甲乡", "id": "540102199001011234",
        "born": "1990-01-01", "hours": 16, "ready": True,
    }  # fmt: skip
    assert second == {"class": "单位", "name": "示例小学"}
    assert [str(entry.place).partition("!")[2] for entry in found.entries] == ["A2", "A3"]
    assert found.notes == ()


def test_yaml_csv_and_a_workbook_say_the_same(tmp_path: Path) -> None:
    text = "title: 表\nrecipients:\n  - class: 单位\n    name: 示例小学\n    hours: 3\n"
    written = roster.read(saved(tmp_path, "list.yaml", text.encode()), SCHEMA, "x")
    table = "class,name,hours\n单位,示例小学,3\n".encode("gb18030")
    assert values(written) == values(roster.read(saved(tmp_path, "list.csv", table), SCHEMA, "x"))
    assert values(written) == values(read(tmp_path, [["class", "name", "hours"], ["单位", "示例小学", 3]]))


@pytest.mark.parametrize(
    "headings",
    [
        ["类别", "姓名（名称）"],
        ["CLASS", " Name "],
        ["类别", "姓 名"],
        ["类　别", "姓名(名称)*"],
        ["ｃｌａｓｓ", "ＮＡＭＥ"],
        ["类别：", "姓 名 名 称"],
    ],
)
def test_headings_match_whatever_their_case_spaces_and_width(headings: list[str], tmp_path: Path) -> None:
    assert values(read(tmp_path, [headings, ["单位", "示例小学"]])) == [{"class": "单位", "name": "示例小学"}]


def test_a_heading_may_have_several_lines(tmp_path: Path) -> None:
    found = read(tmp_path, [["类别", "姓名\n（名称）", "备\n注"], ["单位", "示例小学"]])
    assert values(found) == [{"class": "单位", "name": "示例小学"}]
    assert [note.values["column"] for note in found.notes] == ["备注"]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    found = read(tmp_path, [HEADINGS[::-1], ZHAXI[::-1]])
    assert values(found) == values(read(tmp_path, [HEADINGS, ZHAXI]))


def test_a_title_above_the_headings_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    rows = [["2024年表彰名单（示例）"], [], HEADINGS, [], ZHAXI]
    found = read(tmp_path, rows)
    assert [str(entry.place).partition("!")[2] for entry in found.entries] == ["A5"]


@pytest.mark.parametrize(("above", "found"), [(14, "read"), (15, "column-missing")])
def test_the_headings_are_looked_for_in_fifteen_rows(above: int, found: str, tmp_path: Path) -> None:
    assert found in ends_of(tmp_path, [*[["说明"]] * above, HEADINGS, ZHAXI])


def test_a_title_like_another_column_is_not_taken_for_the_headings(tmp_path: Path) -> None:
    assert len(read(tmp_path, [["学时"], HEADINGS, ZHAXI]).entries) == 1


def test_a_merged_title_above_the_headings_is_no_matter(tmp_path: Path) -> None:
    data = workbook([[], HEADINGS, ZHAXI], lambda book, sheet: sheet.merge_range(0, 0, 0, 6, "表彰名单"))
    assert len(roster.read(saved(tmp_path, "list.xlsx", data), SCHEMA, "x").entries) == 1


def test_a_column_that_is_no_ones_is_passed_over_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, [["类别", "姓名（名称）", "备注"], ["单位", "示例小学", "x", "y"]])
    assert [(note.code, str(note.place).partition("!")[2]) for note in found.notes] == [
        ("column-ignored", "C1"),
        ("column-nameless", "D1"),
    ]


def test_where_any_column_goes_it_is_kept_under_its_heading(tmp_path: Path) -> None:
    found = read(tmp_path, [["名称", "称 谓"], ["示例县", "县长"]], DEFAULT)
    assert values(found) == [{"name": "示例县", "称谓": "县长"}]


# What is wrong with headings.


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["类别", "人员"], [("column-missing", "1:1")]),
        (["class", "类别", "name"], [("column-twice", "B1")]),
        (["类型", "姓名（名称）", "身份证号"], [("column-missing", "1:1")]),
        (["类别", "姓名（名称）", "身份证号码"], [("column-misspelt", "C1")]),
        (["类别", "姓氏名称"], [("column-misspelt", "B1")]),
        (["x", "y"], [("column-missing", "1:1"), ("column-missing", "1:1")]),
    ],
)
def test_headings_are_put_right_before_rows_are_read(
    headings: list[str], expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert faulty(tmp_path, [headings, ["", "", ""], ["x"] * len(headings)]) == expected


# What is wrong with cells and rows.


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        (0, "", ("cell-empty", "A3")),
        (1, "", ("cell-empty", "B3")),
        (0, "先进", ("value-not-among", "A3")),
        (1, "一" * 13, ("value-too-long", "B3")),
        (3, "54010219900101123", ("cell-unlike-pattern", "D3")),
        (3, 540102199001011234, ("cell-long-number", "D3")),
        (4, "1990-1/1", ("value-date-not-plain", "E3")),
        (4, "2023-02-30", ("value-date-impossible", "E3")),
        (5, "两天", ("value-not-integer", "F3")),
        (5, 0, ("value-too-small", "F3")),
        (5, 1.5, ("value-not-integer", "F3")),
        (6, "对", ("value-not-boolean", "G3")),
        (1, "次\n仁", ("cell-line-break", "B3")),
        (1, "次\u200b仁", ("cell-invisible", "B3")),
    ],
)
def test_a_bad_cell_is_told_at_its_own_place(
    column: int, value: object, expected: tuple[str, str], tmp_path: Path
) -> None:
    bad: list[object] = ["包保干部", "次仁", "乙乡", "54010219900101123X", "1990-01-01", "16", "否"]
    bad[column] = value
    assert faulty(tmp_path, [HEADINGS, ZHAXI, bad]) == [expected]


def test_a_cell_is_called_by_the_title_of_its_column(tmp_path: Path) -> None:
    (problem,) = problems(lambda: read(tmp_path, [HEADINGS, ["包保干部", *[""] * 6, "x"]]))
    assert problem.text("zh").endswith("list.xlsx:Sheet1!B2: “姓名（名称）”没有填写；请在这一格填写，如：……")


def test_all_problems_come_at_once_from_top_to_bottom(tmp_path: Path) -> None:
    rows = [HEADINGS, ["x", "次仁", "", 540102199001011234], ZHAXI, ["单位"], ZHAXI]
    assert faulty(tmp_path, rows) == [
        ("value-not-among", "A2"),
        ("cell-long-number", "D2"),
        ("cell-empty", "B4"),
        ("recipient-repeated", "B5"),
    ]


def test_a_heading_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    rows = [[*HEADINGS[:-1], 540102199001011234], [*ZHAXI[:-1], "x"]]
    assert faulty(tmp_path, rows) == [("cell-long-number", "G1")]


def test_a_heading_that_cannot_be_read_is_no_matter_where_no_column_is_lacking(tmp_path: Path) -> None:
    found = read(tmp_path, [[*HEADINGS, 540102199001011234], [*ZHAXI, "x"]])
    assert [(note.code, str(note.place).partition("!")[2]) for note in found.notes] == [
        ("column-nameless", "H1")
    ]


def test_the_same_person_twice_is_told_whatever_the_spaces(tmp_path: Path) -> None:
    twice = [HEADINGS, ZHAXI, [ZHAXI[0], "扎 西", "甲　乡", *ZHAXI[3:]], ["单位", "扎西", "乙乡"]]
    (problem,) = problems(lambda: read(tmp_path, twice))
    assert str(problem.place).endswith("Sheet1!B3")
    assert "list.xlsx:Sheet1!B2" in problem.text("en")


def test_a_roster_of_headings_only_is_empty(tmp_path: Path) -> None:
    assert faulty(tmp_path, [HEADINGS]) == [("roster-empty", "A1")]


def test_a_wrong_cell_of_yaml_is_told_at_its_line(tmp_path: Path) -> None:
    text = "title: 表\nrecipients:\n  - class: 单位\n    name: 示例小学\n    hours: 三\n"
    path = saved(tmp_path, "list.yaml", text.encode())
    assert told(lambda: roster.read(path, SCHEMA, "x")) == [("value-not-integer", "list.yaml:5:12")]


# The blank workbook.


def blank_book(schema: Schema = SCHEMA, kind: str = "certificates/x") -> bytes:
    return blank.workbook(columns(schema), {"kind": kind, "schema": version(schema)})


def test_the_blank_workbook_is_the_same_every_time() -> None:
    assert blank_book() == blank_book()


def test_the_blank_workbook_guides_who_fills_it_in() -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_book()))
    sheet = book["名单"]
    assert [cell.value for cell in sheet[1]] == ["类别*", "姓名（名称）*", *HEADINGS[2:]]
    assert sheet.freeze_panes == "A2"
    assert book["docgen"].sheet_state == "hidden"
    rules = {str(rule.sqref).partition("2:")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert rules["A"].formula1 == '"包保干部,管理人员,单位"'
    assert rules["G"].formula1 == '"是,否"'
    assert rules["C"].prompt == "写全称"
    assert rules["D"].prompt == "例：540102199001010000"
    assert {cell.number_format for cell in sheet[2]} == {"@"}
    assert sheet.column_dimensions["A"].number_format == "@"
    assert {cell.font.color.rgb for cell in sheet[2]} == {"FF808080"}


def test_long_choices_drop_down_from_the_hidden_sheet() -> None:
    choices = [f"第{number}示例类别，含逗号,和更多的字" for number in range(40)]
    schema = listing_schema(DEFAULT, {"$defs": {"recipient": {
        "type": "object", "required": ["name"],
        "properties": {"name": {"type": "string"}, "class": {"type": "string", "enum": choices}},
    }}})  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(blank_book(schema)))
    (rule,) = [r for r in book["名单"].data_validations.dataValidation if r.type == "list"]
    sheet, _, area = rule.formula1.partition("!")
    assert [cell.value for (cell,) in book[sheet][area.replace("$", "")]] == choices


def test_the_blank_workbook_is_an_empty_roster_until_it_is_filled_in(tmp_path: Path) -> None:
    path = saved(tmp_path, "list.xlsx", blank_book())
    assert told(lambda: roster.read(path, SCHEMA, "certificates/x")) == [
        ("roster-empty", "list.xlsx:名单!A1")
    ]


def filled(folder: Path, data: bytes, *rows: list[str]) -> Path:
    """Write a blank workbook to which rows were added below the sample."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in rows:
        book["名单"].append(row)
    path = folder / "filled.xlsx"
    book.save(path)
    return path


def test_the_sample_is_ignored_until_someone_writes_over_it(tmp_path: Path) -> None:
    found = roster.read(filled(tmp_path, blank_book(), ZHAXI), SCHEMA, "certificates/x")
    assert [row["name"] for row in values(found)] == ["扎西"]
    assert found.notes == ()
    book = openpyxl.load_workbook(io.BytesIO(blank_book()))
    for column, text in enumerate(ZHAXI, 1):
        book["名单"].cell(2, column, text)
    book.save(tmp_path / "over.xlsx")
    assert len(roster.read(tmp_path / "over.xlsx", SCHEMA, "certificates/x").entries) == 1


def test_the_sample_satisfies_the_schema_it_illustrates() -> None:
    example = sample(columns(SCHEMA))
    assert example["class"] == "包保干部"
    assert example["name"].startswith("示例")


@pytest.mark.parametrize(
    ("kind", "schema", "code"),
    [
        ("letters/y", SCHEMA, None),
        ("letters/y", NEWER, "sheet-other-kind"),
        ("certificates/x", NEWER, "sheet-older"),
    ],
)
def test_a_workbook_made_for_other_columns_is_said(
    kind: str, schema: Schema, code: str | None, tmp_path: Path
) -> None:
    data = blank.workbook(columns(SCHEMA), {"kind": "certificates/x", "schema": version(SCHEMA)})
    path = filled(tmp_path, data, ["单位", "示例小学"])
    assert [note.code for note in roster.read(path, schema, kind).notes] == ([code] if code else [])


# The marked copy.


def test_bad_cells_are_coloured_and_commented_where_they_stand(tmp_path: Path) -> None:
    rows = [["表彰名单"], HEADINGS, ZHAXI, ["x", "", "乙乡", 540102199001011234]]
    path = saved(tmp_path, "list.xlsx", workbook(rows))
    found = problems(lambda: roster.read(path, SCHEMA, "x"))
    data = marked.workbook(spreadsheets.read(path), found, "zh")
    assert data == marked.workbook(spreadsheets.read(path), found, "zh")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    bad = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert sorted(bad) == ["A4", "B4", "D4"]
    assert bad["B4"] == "“姓名（名称）”没有填写；请在这一格填写，如：……"
    assert sheet["A4"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["A3"].fill.fgColor.rgb != "FFFFC7CE"
    assert [cell.value for cell in sheet[3]] == ZHAXI
    assert sheet["D4"].value.startswith("5.4")


def test_a_marked_copy_that_was_mended_can_be_used(tmp_path: Path) -> None:
    path = saved(tmp_path, "list.xlsx", workbook([HEADINGS, ZHAXI, ["单位", ""]]))
    data = marked.workbook(spreadsheets.read(path), problems(lambda: roster.read(path, SCHEMA, "x")), "zh")
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.active["B3"] = "示例小学"
    book.save(tmp_path / "mended.xlsx")
    assert len(roster.read(tmp_path / "mended.xlsx", SCHEMA, "x").entries) == 2


# Order.


def entries(*rows: dict[str, object]) -> list[Entry]:
    return [Entry(row, Place(Path("list.xlsx"), number, 1, "S")) for number, row in enumerate(rows, 2)]


def names(found: list[Entry]) -> list[object]:
    return [entry.values["name"] for entry in found]


PEOPLE = entries(
    {"name": "曾明", "class": "单位", "hours": 10},
    {"name": "丁一", "class": "管理人员"},
    {"name": "田大利", "class": "包保干部", "hours": 9},
    {"name": "田富", "class": "包保干部", "hours": 100},
)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", ["曾明", "丁一", "田大利", "田富"]),
        ("名单顺序", ["曾明", "丁一", "田大利", "田富"]),
        ("姓氏笔画", ["丁一", "田富", "田大利", "曾明"]),
        ("姓名笔画", ["丁一", "田大利", "田富", "曾明"]),
        ("拼音", ["丁一", "田大利", "田富", "曾明"]),
        ("类别", ["田大利", "田富", "丁一", "曾明"]),
        ("class、姓氏笔画", ["田富", "田大利", "丁一", "曾明"]),
        ("学时", ["田大利", "曾明", "田富", "丁一"]),
        ("类别，学时", ["田大利", "田富", "丁一", "曾明"]),
        ("name", ["丁一", "田大利", "田富", "曾明"]),
    ],
)
def test_names_stand_in_the_order_asked_for(asked: str, expected: list[str]) -> None:
    assert names(order.arranged(PEOPLE, asked, columns(SCHEMA), Place())) == expected


def test_an_unknown_order_is_told_where_it_is_asked_for() -> None:
    place = Place(Path("letter.yaml"), 4, 8)
    found = problems(lambda: order.arranged(PEOPLE, "姓氏笔划、类型", columns(SCHEMA), place))
    assert [(p.code, p.place, p.values["name"]) for p in found] == [
        ("order-unknown", place, "姓氏笔划"),
        ("order-unknown", place, "类型"),
    ]
    assert found[0].values["nearest"] == "姓氏笔画"


def test_a_name_that_could_not_be_placed_is_said() -> None:
    people = entries({"name": "扎西"}, {"name": "㐀一"})
    (finding,) = order.unplaced(people, "姓氏笔画")
    assert (finding.code, str(finding.place)) == ("order-character", "list.xlsx:S!A3")
    assert finding.values["characters"] == "㐀"
    assert order.unplaced(people, "类别") == []


# Columns.


def test_what_a_schema_says_of_its_rows() -> None:
    assert key_of(SCHEMA) == ("name", "unit")
    assert key_of(DEFAULT) == ("name",)
    assert (counted(SCHEMA), counted(DEFAULT)) == ("class", None)
    assert [column.type for column in columns(SCHEMA)] == ["string"] * 4 + ["date", "integer", "boolean"]


@pytest.mark.parametrize(("text", "meant"), [(" 姓 名＊（必填）", "姓名必填"), ("ＩＤ", "id"), ("མིང་", "མིང")])
def test_a_heading_is_folded_to_what_counts(text: str, meant: str) -> None:
    assert folded(text) == meant


# Fuzz.


def ends_of(folder: Path, rows: Rows) -> set[str]:
    """Return how reading a table ends: read, or the codes of its problems, each of which can be told."""
    try:
        read(folder, rows)
    except ContentError as error:
        sentences = [problem.text(lang) for problem in error.problems for lang in ("zh", "en")]
        return {problem.code for problem in error.problems if all(sentences)}
    return {"read"}


def test_any_table_is_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(4)
    texts = [
        *HEADINGS,
        *ZHAXI,
        "",
        " ",
        "=1",
        "{{ x }}",
        "示例：……",
        "-",
        "0",
        "１",
        "包保干部" * 99,
        "'",
        '"',
        "\n",
    ]
    ends: set[str] = set()
    for _ in range(400):
        rows = [
            [chance.choice(texts) for _ in range(chance.randint(0, 8))] for _ in range(chance.randint(0, 6))
        ]
        ends |= ends_of(tmp_path, [chance.choice([HEADINGS, HEADINGS[:3], []]), *rows])
    assert {"cell-empty", "column-missing", "value-not-among"} <= ends

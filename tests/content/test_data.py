"""Sheets of data: typed as declared, derived exactly, and told at their cells where something is wrong."""

from decimal import Decimal

import pytest

from docgen.content.document import open_document
from docgen.foundation.errors import ContentError
from tests.support.samples import OFFICES, write_files

SHEET = """\
县（区）,主体（家）,已督导（家）,干部（名）
甲区,200,180,10
乙县,100,90,4
丙县,100,70,5
合计,400,340,19
"""
BEFORE = """\
县（区）,主体（家）,已督导（家）,干部（名）
丙县,100,50,5
乙县,100,90,4
甲区,200,190,10
"""
COLUMNS = """\
      主体: {unit: 家}
      已督导: {unit: 家}
      干部: {unit: 名}
"""
DERIVED = """\
      完成率: {formula: 已督导 / 主体, type: percent}
      名次: {rank: 完成率}
      占比: {share: 主体}
      比上月: {change: 完成率, since: 上月}
      增加: {change: 已督导, since: 上月}
      人均: {formula: 主体 ÷ 干部, decimals: 1}
"""
FIGURES = """\
title: 示例数据
as_of: 2024-06-20
source: 示例
figures:
  total: {title: 主体, value: 400, unit: 家}
  cadres: {title: 干部, value: 20, unit: 名}
"""


def project(
    folder, columns=COLUMNS + DERIVED, sheet=SHEET, more="", body="正文（示例）。", before=BEFORE, head=""
):
    """Make a project of one survey on one sheet, and return the path of the survey."""
    files = {
        "content/offices.yaml": OFFICES,
        "content/figures/shili.yaml": FIGURES,
        "content/data/本月.csv": sheet,
        "content/data/上月.csv": before,
        "content/reports/a.yaml": (
            "kind: reports/survey\noffice: shili\ntitle: 关于测试的调查报告\n"
            "date: 2024-06-28\nas_of: 2024-06-20\n"
            f"object: 示例\nperiod: 2024年\nmethod: 走访\n{head}"
            "data:\n  counties:\n    sheet: 本月.csv\n    rows: 县（区）\n    source: 示例\n"
            f"    compare: {{上月: 上月.csv}}\n    columns:\n{columns}{more}"
            "body: |\n" + "".join(f"  {line}\n" for line in body.split("\n"))
        ),
    }
    write_files(folder, files)
    return folder / "content/reports/a.yaml"


def table(folder, **changes):
    """Return the table of a project made with these changes."""
    return open_document(project(folder, **changes)).data.tables["counties"]


def printed(found, column):
    """Return a column as printed, row by row, and its total."""
    cells = [found.cell(row, column) for row in found.rows]
    return [*cells, found.columns[column].shown(found.totals[column])]


def problems(folder, **changes):
    """Return what is wrong with a project made with these changes, as code and place in the file."""
    with pytest.raises(ContentError) as caught:
        open_document(project(folder, **changes))
    return caught.value.problems


def told(folder, **changes):
    """Return the one code that a project made with these changes is refused for, and where."""
    (problem,) = problems(folder, **changes)
    assert all(problem.text(lang) for lang in ("zh", "en"))
    place = problem.place
    return problem.code, place.sheet_and_cell() if place.sheet is not None else (place.line, place.column)


def test_columns_are_derived_exactly_and_printed_half_up(tmp_path):
    found = table(tmp_path)
    assert printed(found, "完成率") == ["90.0", "90.0", "70.0", "85.0"]  # of all: no mean of rates
    assert printed(found, "名次") == ["1", "1", "3", "—"]  # the level share a place
    assert printed(found, "占比") == ["50.0", "25.0", "25.0", "100.0"]
    assert printed(found, "比上月") == ["-5.0", "0.0", "+20.0", "+2.5"]  # by name, in whatever order
    assert found.columns["比上月"].unit == "个百分点"
    assert printed(found, "增加") == ["-10", "0", "+20", "+10"]
    assert (printed(found, "人均"), found.columns["人均"].unit) == (["20.0", "25.0", "20.0", "21.1"], "家/名")
    assert isinstance(found.rows[0].cells["人均"], Decimal)


def test_the_document_stands_over_its_kind(tmp_path):
    path = project(tmp_path)
    text = path.read_text(encoding="utf-8").replace("reports/survey", "reports/assessment")
    sheet = "县（区）,组织领导,包保督导,平台数据,培训宣传,问题整改\n甲区,1,2,3,4,5\n"
    write_files(tmp_path, {"content/data/得分.csv": sheet})
    head, body = text.split("data:\n")[0].partition("object")[0], "body: 正文（示例）。\n"
    data = "data:\n  scores:\n    sheet: 得分.csv\n    columns:\n      总分: {decimals: 0}\n"
    path.write_text(f"{head}{data}{body}", encoding="utf-8")
    found = open_document(path).data
    assert found.tables["scores"].columns["总分"].decimals == 0
    assert printed(found.tables["scores"], "总分") == ["15", "15"]
    assert found.charts["总分"].series[0].values == (Decimal(15),)
    assert found.tables["scores"].as_of.isoformat() == "2024-06-20"


SENTENCES = """\
    sentences:
      落后: {below: 完成率, than: 90%}
      没有: {below: 完成率, than: 10%}
      前一: {top: 完成率, count: 1}
      后二: {bottom: 主体, count: 2, words: 主体最少的是, values: 否}
      变化: {moved: 比上月}
      多了: {moved: 增加}
"""


def test_sentences_name_the_rows_and_leave_nobody_out_of_a_tie(tmp_path):
    assert table(tmp_path, more=SENTENCES).sentences == {
        "落后": "低于90%的县（区）：丙县（70.0%）",
        "没有": "没有低于10%的县（区）",
        "前一": "甲区（90.0%）、乙县（90.0%）",
        "后二": "主体最少的是乙县、丙县",
        "变化": "提高2.5个百分点",
        "多了": "增加10家",
    }


@pytest.mark.parametrize(
    ("columns", "code", "place"),
    {
        "a heading that is not there": ("      主休: {unit: 家}\n", "data-heading-unknown", (16, 11)),
        "another unit than the heading's": ("      主体: {unit: 户}\n", "data-heading-unit", "B1"),
        "units that do not add": (
            COLUMNS + "      和: {formula: 主体 + 干部}\n",
            "data-formula-units",
            (19, 20),
        ),
        "a formula cut short": (COLUMNS + "      和: {formula: 主体 +}\n", "data-formula-end", (19, 20)),
        "a sign that is none": (COLUMNS + "      和: {formula: 主体 ^ 2}\n", "data-formula-sign", (19, 20)),
        "no such column": (COLUMNS + "      和: {formula: 主题 * 2}\n", "data-formula-name", (19, 20)),
        "a declared unit that does not come out": (
            COLUMNS + "      率: {formula: 主体 / 干部, type: percent}\n",
            "data-unit-other",
            (19, 10),
        ),
        "a column of itself": (
            COLUMNS + "      甲: {formula: 主体 + 甲}\n",
            "data-column-circle",
            (19, 20),
        ),
        "two ways at once": (COLUMNS + "      甲: {rank: 主体, share: 主体}\n", "data-column-ways", (19, 10)),
        "nothing to compare with": (
            COLUMNS + "      甲: {change: 主体, since: 去年}\n",
            "data-no-earlier",
            (19, 30),
        ),
        "words where numbers are asked": (
            "      主体: {type: text}\n      甲: {rank: 主体}\n",
            "data-column-no-number",
            (17, 17),
        ),
    }.values(),
)
def test_a_wrong_declaration_is_told_at_its_place(tmp_path, columns, code, place):
    found, where = told(tmp_path, columns=columns)
    assert (found, where) == (code, place)


@pytest.mark.parametrize(
    ("before", "after", "code", "cell"),
    [
        ("180", "约180", "data-cell-not-number", "C2"),
        ("180", "", "data-cell-empty", "C2"),
        ("180", "—", "data-cell-nothing", "C2"),
        ("180", "180户", "data-cell-unit", "C2"),
        ("180", "90%", "data-cell-is-share", "C2"),
        ("200", "0", "data-division", "B2"),
        ("丙县", "乙县", "data-row-twice", "A4"),
        ("丙县", "丁县", "data-row-new", "A4"),
        ("丙县", "", "data-row-unnamed", "A4"),
        ("县（区）", "单位", "data-head-missing", ""),
    ],
)
def test_a_wrong_cell_is_told_at_the_cell(tmp_path, before, after, code, cell):
    found = problems(tmp_path, sheet=SHEET.replace(before, after, 1))
    assert (found[0].code, found[0].place.sheet_and_cell()) == (code, cell)
    assert found[0].place.path.name == "本月.csv"


def test_all_wrong_cells_are_told_at_once(tmp_path):
    sheet = SHEET.replace("180", "x").replace("90", "").replace("70", "七十")
    assert [one.place.sheet_and_cell() for one in problems(tmp_path, sheet=sheet)] == ["C2", "C3", "C4"]


def test_what_reads_as_a_number_is_one(tmp_path):
    sheet = SHEET.replace("200,180", '"1,200","180 家"').replace("合计,400,340,19\n", "注：示例数据\n")
    found = table(tmp_path, sheet=f"各县（区）进度（示例）\n{sheet}", columns=COLUMNS)
    assert printed(found, "主体") == ["1200", "100", "100", "1400"]
    assert printed(found, "已督导") == ["180", "90", "70", "340"]


def test_an_optional_column_may_have_gaps(tmp_path):
    columns = COLUMNS.replace("已督导: {", "已督导: {optional: 是, ")
    columns += "      率: {formula: 已督导 / 主体, type: percent, optional: 是}\n"
    sheet = SHEET.replace("180", "").replace("合计,400,340,19\n", "")
    found = table(tmp_path, columns=columns, sheet=sheet)
    assert printed(found, "率") == ["—", "90.0", "70.0", "—"]  # of all: not of all rows


def test_a_score_is_no_more_than_full_marks(tmp_path):
    columns = "      主体: {unit: 家, full: 150}\n"
    assert told(tmp_path, columns=columns) == ("data-cell-beyond-full", "B2")


def findings(folder, **changes):
    """Return what is told of a project."""
    return [
        (one.code, one.place.line, one.place.column)
        for one in open_document(project(folder, **changes)).findings
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"sheet": SHEET.replace("340", "341")}, [("data-total-differs", 5, 3)]),
        ({"before": f"{BEFORE}丁县,1,1,1\n", "columns": COLUMNS + DERIVED}, [("data-row-gone", 5, 1)]),
        ({"columns": COLUMNS.replace("主体: {", "主体: {parts: [已督导, 干部], ")}, [
            ("data-parts-differ", 2, 2), ("data-parts-differ", 3, 2), ("data-parts-differ", 4, 2)]),
        ({"columns": COLUMNS.replace("主体: {", "主体: {equals: total, "), "head": "figures: shili\n"}, []),
        ({"columns": COLUMNS.replace("干部: {", "干部: {equals: cadres, "), "head": "figures: shili\n"}, [
            ("data-figure-differs", 19, 20)]),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_told(tmp_path, changes, expected):
    assert findings(tmp_path, **{"columns": COLUMNS, **changes}) == expected


LONG = f"      {'长' * 40}: {{heading: 主体, unit: 家}}\n"


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ("charts:\n  甲: {kind: bar, columns: [主体, 干部]}\n", ["chart-units"]),
        ("charts:\n  甲: {kind: bar, columns: [主提]}\n", ["data-column-unknown", "chart-columns"]),
        ("charts:\n  甲: {kind: ranking, columns: [主体], unit: 万户}\n", ["chart-unit"]),
        ("charts:\n  甲: {kind: stacked, columns: [增加]}\n", ["chart-negative"]),
        ("charts:\n  甲: {kind: share, columns: [完成率]}\n", ["chart-shares"]),
        ("charts:\n  甲: {kind: bar, data: 县区, columns: [主体]}\n", ["data-unknown"]),
        (f"{LONG}charts:\n  甲: {{kind: bar, columns: [{'长' * 40}, 已督导]}}\n", ["chart-crowded"]),
        ("tables:\n  甲: {columns: [完城率]}\n", ["data-column-unknown"]),
        ("tables:\n  甲: {sort: 完城率}\n", ["data-column-unknown"]),
        ("    sentences:\n      甲: {below: 完成率}\n", ["data-sentence-than"]),
        ("    sentences:\n      甲: {words: 好}\n", ["data-sentence-form"]),
    ],
)
def test_wrong_tables_charts_and_sentences_are_told(tmp_path, more, codes):
    assert [one.code for one in problems(tmp_path, more=more)] == codes[:1]


def test_a_sheet_that_is_not_there_is_told_with_the_nearest(tmp_path):
    path = project(tmp_path)
    path.write_text(
        path.read_text(encoding="utf-8").replace("sheet: 本月.csv", "sheet: 本日.csv"), encoding="utf-8"
    )
    with pytest.raises(ContentError) as caught:
        open_document(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["near"]) == ("data-sheet-unknown", "本月.csv")


def test_a_chart_moves_the_point_by_ten_thousand_and_keeps_every_digit(tmp_path):
    sheet = SHEET.replace("200,180", "123456,180").replace("合计,400,340,19\n", "")
    path = project(tmp_path, sheet=sheet, more="charts:\n  甲: {kind: ranking, columns: [主体]}\n")
    chart = open_document(path).data.charts["甲"]
    assert (chart.unit, chart.series[0].values[0]) == ("万家", Decimal("12.3456"))
    assert [chart.label(value) for value in chart.series[0].values] == ["12.35", "0.01", "0.01"]


@pytest.mark.parametrize(
    ("name", "sheet", "codes"),
    [
        ("完成率", SHEET.replace("180", "210").replace("340", "370"), ["data-rate-beyond"]),
        ("完成率", SHEET, []),
        ("增长率", SHEET.replace("180", "210").replace("340", "370"), []),
    ],
)
def test_a_rate_of_more_than_all_is_told_at_its_row(tmp_path, name, sheet, codes):
    columns = f"{COLUMNS}      {name}: {{formula: 已督导 / 主体, type: percent}}\n"
    found = open_document(project(tmp_path, columns=columns, sheet=sheet)).findings
    assert [one.code for one in found] == codes
    assert [one.place.line for one in found] == [2] * len(codes)

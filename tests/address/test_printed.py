"""An empty cell, and one that holds 同上 or 无, is told by its cell, and only to a letter that prints it."""

from pathlib import Path
from typing import Any

import pytest

from docgen.address.printed import columns_asked
from docgen.content.source import read
from docgen.pipeline.options import Options
from docgen.pipeline.stops import Pipeline
from tests.support.samples import composed, document, problems, project, told, write_files
from tests.support.workbooks import saved, workbook


def letter(folder: Path, body: str, rows: str, name: str = "list.csv") -> Path:
    """Return a project with a letter to the recipients of a list."""
    text = document(kind="letters/leader-letter", genre=None, doc_number=None, addressees=None,
                    title="一封信", salutation="'{{ recipient.name }}'", recipients=name,
                    body="|\n  " + body)  # fmt: skip
    return write_files(project(folder, letter=text), {f"content/recipients/{name}": rows}) or folder


def refused(folder: Path) -> list[tuple[str, str]]:
    return told(lambda: Pipeline().jobs(folder / "content/letters/letter.yaml"))


def bodies(folder: Path, count: int) -> list[str]:
    pages = [composed(folder, number=number).composed.html for number in range(count)]
    return [page.partition("【")[2].partition("】")[0] for page in pages]


ROWS = "名称,称谓\n甲乡,\n乙乡,李书记\n丙乡\n"
YAML = "title: 表\nrecipients:\n  - name: 甲乡\n    称谓:\n  - {name: 乙乡, 称谓: 李书记}\n  - name: 丙乡\n"


def test_an_empty_cell_is_told_by_its_cell_and_name(tmp_path: Path) -> None:
    folder = letter(tmp_path, "【{{ recipient.称谓 }}】", ROWS)
    assert refused(folder) == [("cell-unfilled", "list.csv:B2"), ("cell-unfilled", "list.csv:B4")]
    first, _ = problems(lambda: Pipeline().jobs(folder / "content/letters/letter.yaml"))
    assert "甲乡没有填“称谓”，这份文件里要用；请在这一格填写" in first.text("zh")


def test_an_empty_entry_of_yaml_is_told_at_its_line(tmp_path: Path) -> None:
    folder = letter(tmp_path, "【{{ recipient.称谓 }}】", YAML, "list.yaml")
    assert [place.split(":")[1] for _, place in refused(folder)] == ["4", "6"]


@pytest.mark.parametrize(("name", "rows"), [("list.csv", ROWS), ("list.yaml", YAML)])
def test_sections_see_an_empty_cell_as_empty(name: str, rows: str, tmp_path: Path) -> None:
    body = "【{{# recipient.称谓 }}有{{ recipient.称谓 }}{{/ }}{{^ recipient.称谓 }}无{{/ }}】"
    assert bodies(letter(tmp_path, body, rows, name), 3) == ["无", "有李书记", "无"]


def test_a_section_over_the_recipient_asks_for_its_columns(tmp_path: Path) -> None:
    folder = letter(tmp_path, "【{{# recipient }}{{ 称谓 }}{{/ }}】", ROWS)
    assert refused(folder) == [("cell-unfilled", "list.csv:B2"), ("cell-unfilled", "list.csv:B4")]


@pytest.mark.parametrize(
    "body",
    [
        "没有用到。",
        "{{# recipient.备注 }}{{ recipient.称谓 }}{{/ }}",
        "{{! recipient.称谓 }}没有印。",
    ],
)
def test_a_cell_that_no_letter_prints_is_no_matter(body: str, tmp_path: Path) -> None:
    rows = "名称,称谓,备注\n甲乡,,\n乙乡,同上,\n"
    assert len(Pipeline().jobs(letter(tmp_path, body, rows) / "content/letters/letter.yaml")) == 2


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("同上", "cell-ditto"),
        ("〃", "cell-ditto"),
        ("同 上", "cell-ditto"),
        ("″", "cell-ditto"),
        ("无", "cell-filler"),
        ("暂无", "cell-filler"),
        ("/", "cell-filler"),
        ("／", "cell-filler"),
        ("-", "cell-filler"),
        ("——", "cell-filler"),
        ("……", "cell-filler"),
        ("N/A", "cell-filler"),
        ("×××", "cell-filler"),
        ("？", "cell-filler"),
        ("*", "cell-filler"),
    ],
)
def test_a_filler_is_not_printed(cell: str, code: str, tmp_path: Path) -> None:
    rows = f"名称,称谓\n甲乡,张书记\n乙乡,{cell}\n"
    assert refused(letter(tmp_path, "【{{ recipient.称谓 }}】", rows)) == [(code, "list.csv:B3")]


@pytest.mark.parametrize("cell", ["同上", "〃", "无", "/"])
def test_nobody_is_called_like_a_filler(cell: str, tmp_path: Path) -> None:
    (problem,) = refused(letter(tmp_path, "正文。", f"名称,称谓\n甲乡,张书记\n{cell},李书记\n"))
    assert problem[1] == "list.csv:A3"


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("有无病史", "无"),
        ("病史（有/无）", "无"),
        ("病史（可填无）", "无"),
        ("备注（可填／）", "/"),
        ("结果", "√"),
        ("人数", "0"),
    ],
)
def test_a_heading_may_let_its_cells_hold_a_filler(heading: str, cell: str, tmp_path: Path) -> None:
    name = heading.partition("（")[0]
    folder = letter(tmp_path, f"【{{{{ recipient.{name} }}}}】", f"名称,{heading}\n甲乡,{cell}\n")
    assert bodies(folder, 1) == [cell]


def test_a_copy_made_alone_asks_nothing_of_others(tmp_path: Path) -> None:
    folder = letter(tmp_path, "【{{ recipient.称谓 }}】", ROWS)
    stops = Pipeline(Options(overrides={"only": ["乙乡"]}))
    assert [
        job.recipient and job.recipient["name"] for job in stops.jobs(folder / "content/letters/letter.yaml")
    ] == ["乙乡"]


@pytest.mark.parametrize("asked", ["姓名", "名称", "name", "姓 名", "ＮＡＭＥ"])
def test_the_name_is_printed_under_each_of_its_names(asked: str, tmp_path: Path) -> None:
    folder = letter(tmp_path, f"【{{{{ recipient.{asked} }}}}】", "姓 名,称谓\n张某,张局长\n")
    assert bodies(folder, 1) == ["张某"]


def test_an_unknown_name_is_told_with_names_that_work(tmp_path: Path) -> None:
    folder = letter(tmp_path, "{{ recipient.捐资 }}", "姓名,捐资额（元）\n张某,12\n")
    (problem,) = problems(lambda: composed(folder))
    assert (problem.code, problem.values["near"]) == ("placeholder-unknown", "捐资额")


def test_a_letter_asks_for_what_its_text_names(tmp_path: Path) -> None:
    folder = letter(tmp_path, "{{# recipient.甲 }}{{ recipient.乙（元） }}{{/ }}{{! recipient.丙 }}", ROWS)
    asked = columns_asked(read(folder / "content/letters/letter.yaml"))
    assert set(asked) == {"name", "甲", "乙（元）"}


def test_a_column_that_is_hidden_is_told_with_the_name_that_is_missing(tmp_path: Path) -> None:
    def hidden(book: Any, sheet: Any) -> None:
        sheet.set_column(1, 1, None, None, {"hidden": True})

    rows = [["名称", "称谓"], ["甲乡", "张书记"]]
    folder = letter(tmp_path, "【{{ recipient.称谓 }}】", "", "list.xlsx")
    saved(folder / "content/recipients", "list.xlsx", workbook(rows, hidden))
    assert refused(folder) == [
        ("sheet-hidden-columns", "list.xlsx:Sheet1"), ("placeholder-unknown", "letter.yaml:6:4"),
    ]  # fmt: skip

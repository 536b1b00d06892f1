"""A handbook from one edition to the next: what changed is stale, goes out, comes back, and is accepted."""

import json
import re
from pathlib import Path

import openpyxl
import pymupdf
import pytest

from docgen import cli
from docgen.content.document import open_document
from docgen.translation import findings, unready
from tests.support.books import BOOK
from tests.support.handbooks import BO, FIGURES, HOW, REVIEWER, WHY, handbook, replaced

WHOLE = HOW.replace(
    "          - [一级, 示例]\n",
    "          - [一级, 示例]\n"
    f"      bo:\n        head: [{BO}, {BO}]\n        rows:\n          - [{BO}, {BO}]\n",
).replace(
    "checklist: {zh: [公示]}\n    answers: {zh: [是, 否]}",
    f"checklist: {{zh: [公示], bo: [{BO}]}}\n    answers: {{zh: [是, 否], bo: [{BO}, {BO}]}}",
)


def run(*arguments: str) -> int:
    """Call docgen in Chinese."""
    return cli.run(["--lang", "zh", "translate", *arguments])


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, object]]:
    """Return what `status --json` says of the units that are to be seen to, by id."""
    capsys.readouterr()
    assert run("status", BOOK, "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["chapter"] for line in lines if "percent" in line] == ["book", "why", "how"]
    return {line["id"]: line for line in lines if "id" in line}


def released(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """Release the book; return the exit code and what was made."""
    capsys.readouterr()
    code = cli.run(["--lang", "zh", "build", BOOK, "--to", "pdf", "--final"])
    return code, capsys.readouterr().out.split()


def test_from_one_edition_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    book = handbook(tmp_path, how=WHOLE)
    assert released(capsys) == (1, [])
    assert run("accept", BOOK, "--all", "--by", REVIEWER, "--date", "2024-06-20") == 0
    assert capsys.readouterr().out.split() == [
        "bo.title", "why", "law", "call", "asked", "how", "steps", "levels", "checks",
    ]  # fmt: skip
    assert (told(capsys), unready(open_document(book))) == ({}, [])
    assert released(capsys) == (0, ["out/demo.pdf"])

    # The policy changes: two paragraphs and one figure.
    replaced(book / "chapters/why.yaml", "请拨打0891-1234567", "请及时拨打0891-7654321")
    replaced(book / "chapters/how.yaml", "[先看, 再问]", "[先看, 再问, 后记]")
    replaced(tmp_path / "content/figures/city.yaml", "value: 7", "value: 9")
    found = told(capsys)
    assert {name: one["state"] for name, one in found.items()} == {
        "law": "reviewed", "call": "stale", "steps": "missing",
    }  # fmt: skip
    assert found["law"]["figures"] == [{"name": "cadres", "before": "7", "now": "9"}]
    assert [finding.values["id"] for finding in findings(open_document(book))] == ["call"]
    assert [problem.values["id"] for problem in unready(open_document(book))] == ["call", "steps"]
    replaced(book / "book.yaml", "edition: 1", "edition: 2")
    assert released(capsys) == (1, [])

    # Out to the translator, and back.
    assert run("export", BOOK, "out.xlsx") == 0
    workbook = openpyxl.load_workbook("out.xlsx")
    for row in workbook.worksheets[0].iter_rows(min_row=2):
        if row[1].value == "call":
            row[8].value = f"{BO} 0891-7654321"
        elif row[1].value == "steps":
            row[8].value = BO
    workbook.save("back.xlsx")
    capsys.readouterr()
    assert run("import", BOOK, "back.xlsx") == 0
    assert capsys.readouterr().out.split() == ["call", "steps"]
    assert {name: one["state"] for name, one in told(capsys).items()} == {
        "law": "reviewed", "call": "draft", "steps": "draft",
    }  # fmt: skip

    # Accepted: the gate lets the edition pass.
    assert run("accept", BOOK, "call", "steps", "law", "--by", REVIEWER, "--date", "2024-09-01") == 0
    assert (told(capsys), unready(open_document(book)), findings(open_document(book))) == ({}, [], ())

    # The second edition says what changed, and bars it.
    assert released(capsys) == (0, ["out/demo.pdf"])
    text = "".join(page.get_text() for page in pymupdf.open("out/demo.pdf"))
    assert "与第1版相比，改动3处" in text.replace("\n", "")
    assert "未经审定" not in text
    assert cli.run(["build", BOOK, "--to", "html"]) == 0
    page = Path("out/demo.html").read_text(encoding="utf-8")
    assert {match[1] for match in re.finditer(r' changed" id="([^"]+)"', page)} == {"law", "call", "steps"}
    assert sorted(path.name for path in (book / "editions").iterdir()) == ["demo-1", "demo-2"]

    # Nothing but the Tibetan was ever written into the chapters.
    text = WHY.replace("请拨打0891-1234567", "请及时拨打0891-7654321")
    text = text.replace(f"{BO} 0891-1234567", f'"{BO} 0891-7654321"')
    assert (book / "chapters/why.yaml").read_text(encoding="utf-8") == text
    assert (tmp_path / "content/figures/city.yaml").read_text(encoding="utf-8") == FIGURES.replace("7", "9")


def test_a_book_may_fall_back_to_the_last_edition_that_was_wholly_reviewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    book = handbook(tmp_path, how=WHOLE)
    replaced(book / "book.yaml", "edition: 1", "edition: 1\nunready: 用上一版")
    assert released(capsys) == (1, [])
    assert run("accept", BOOK, "--all", "--by", REVIEWER, "--date", "2024-06-20") == 0
    assert released(capsys) == (0, ["out/demo.pdf"])
    replaced(book / "chapters/why.yaml", "要去（示例）", "不必去（示例）")
    replaced(book / "book.yaml", "edition: 1", "edition: 2")
    assert released(capsys) == (0, ["out/demo-1.pdf"])
    text = "".join(page.get_text() for page in pymupdf.open("out/demo-1.pdf"))
    assert ("要去（示例）" in text, "不必去（示例）" in text, "未经审定" in text) == (True, False, False)
    assert [path.name for path in (book / "editions").iterdir()] == ["demo-1"]


def test_status_is_a_table_and_the_blocks_to_see_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    handbook(tmp_path)
    run("accept", BOOK, "--chapter", "why", "--by", REVIEWER)
    replaced(tmp_path / "content/figures/city.yaml", "value: 7", "value: 9")
    capsys.readouterr()
    assert run("status", BOOK) == 0
    out = capsys.readouterr().out
    lines = [line.split() for line in out.splitlines()]
    assert lines[:5] == [
        ["章", "段数", "已审定", "草稿", "过时", "缺", "完成%"],
        ["book", "1", "0", "1", "0", "0", "0"],
        ["why", "4", "4", "0", "0", "0", "100"],
        ["how", "4", "0", "2", "0", "2", "0"],
        ["合计", "9", "4", "3", "0", "2", "44"],
    ]
    assert ["levels", f"{BOOK}/chapters/how.yaml:6:5"] in lines
    assert f"  law　cadres 由 7 变为 9（{BOOK}/chapters/why.yaml:11:7）" in out


def test_what_is_not_imported_is_told_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    book = handbook(tmp_path)
    run("export", BOOK, "out.po")
    text = Path("out.po").read_text(encoding="utf-8").replace('#, fuzzy\nmsgctxt "why"', 'msgctxt "why"')
    Path("out.po").write_text(
        text.replace(f'msgid "为什么"\nmsgstr "{BO}"', f'msgid "为什么"\nmsgstr "{BO * 2}"'), encoding="utf-8"
    )
    replaced(book / "chapters/why.yaml", f"bo: {BO}}}   # 章名", f"bo: {BO * 3}}}   # 章名")
    capsys.readouterr()
    assert run("import", BOOK, "out.po") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("out.po:")
    assert "“why”的译文导出以后在工程里改过" in err


def test_an_export_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    handbook(tmp_path)
    Path("out.xlsx").write_bytes(b"mine")
    assert run("export", BOOK, "out.xlsx") != 0
    assert Path("out.xlsx").read_bytes() == b"mine"
    assert "out.xlsx" in capsys.readouterr().err

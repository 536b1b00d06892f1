"""docgen sheet: a blank roster for a kind or a document, or the problems of one that is filled in."""

import json
from pathlib import Path

import openpyxl
import pytest

from docgen import cli
from docgen.foundation.errors import TOLD
from tests.support.certificates import FIELDS
from tests.support.samples import document, project, write_files
from tests.support.workbooks import workbook

BODY = "'{{ recipient.称谓 }}，{{# recipient.due }}限{{ recipient.due }}{{/ recipient.due }}'"
ROSTER = Path("content/recipients/towns.xlsx")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one letter to a roster, where Chinese is spoken."""
    reminder = {"kind": "letters/reminder", "genre": None, "serial": "1", "deadline": "2024-06-30"}
    addressees = "['{{ recipient.name }}人民政府']"
    letter = document(**reminder, addressees=addressees, recipients="towns", title="关于测试的函", body=BODY)
    monkeypatch.chdir(project(tmp_path, letter=letter))
    monkeypatch.setenv("DOCGEN_LANG", "zh")
    return tmp_path


LETTER = "content/letters/letter.yaml"


def listed(*rows: list[str], headings: tuple[str, ...] = ("名称", "称谓", "due")) -> None:
    write_files(Path(), {str(ROSTER): workbook([headings, *rows])})


def headings(path: Path) -> list[object]:
    return [cell.value for cell in openpyxl.load_workbook(path)["名单"][1]]


def test_a_kinds_blank_roster_has_its_columns(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["sheet", "certificates/commendation", "blank.xlsx"]) == 0
    assert capsys.readouterr().out == "blank.xlsx\n"
    assert headings(Path("blank.xlsx"))[:2] == ["类别*", "姓名（名称）*"]


def test_a_documents_blank_roster_has_the_columns_its_text_asks_for(office: Path) -> None:
    assert cli.run(["sheet", LETTER, str(ROSTER)]) == 0
    assert headings(ROSTER) == ["名称*", "称谓", "due"]


def test_a_documents_blank_roster_offers_the_classes_it_promises(office: Path) -> None:
    promised = "promises: {包保干部: '34', 食品安全管理人员: '33', 合计: '67'}\n"
    certificate = FIELDS | {"recipients": "towns", "winner": None}
    text = "".join(f"{name}: {value}\n" for name, value in certificate.items() if value is not None)
    write_files(Path(), {"content/certificates/zheng.yaml": text + promised})
    assert cli.run(["sheet", "content/certificates/zheng.yaml", str(ROSTER)]) == 0
    rules = openpyxl.load_workbook(ROSTER)["名单"].data_validations.dataValidation
    offered = {str(rule.sqref): rule.formula1 for rule in rules if rule.type == "list"}
    assert offered == {"A2:A2001": '"包保干部,食品安全管理人员"'}


def test_the_same_blank_roster_comes_out_every_time(office: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert cli.run(["sheet", LETTER, name]) == 0
    assert Path("a.xlsx").read_bytes() == Path("b.xlsx").read_bytes()


def test_a_blank_roster_filled_in_is_built_from(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["sheet", LETTER, str(ROSTER)])
    book = openpyxl.load_workbook(ROSTER)
    book["名单"].append(["示例县", "县长", "2024-07-01"])
    book.save(ROSTER)
    capsys.readouterr()
    assert cli.run(["build", LETTER, "--to", "html"]) == 0
    assert capsys.readouterr().out == "out/letter-示例县.html\n"
    html = Path("out/letter-示例县.html").read_text(encoding="utf-8")
    assert "县长，限" in html
    assert "2024-07-01" in html


def test_an_existing_file_is_left_alone(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed(["示例县", "县长"])
    before = ROSTER.read_bytes()
    for arguments in ([LETTER, str(ROSTER)], ["--marked", LETTER, str(ROSTER)]):
        assert cli.run(["sheet", *arguments]) == 1
    assert ROSTER.read_bytes() == before
    assert "已经有了" in capsys.readouterr().err


def test_an_unknown_kind_is_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["sheet", "letters/remindr", "x.xlsx"]) == 1
    assert "letters/reminder" in capsys.readouterr().err


def test_a_sound_roster_is_called_so(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed(["示例县", "县长"])
    assert cli.run(["sheet", "--marked", LETTER, "marked.xlsx"]) == 0
    assert capsys.readouterr() == ("", "名单没有问题。\n")
    assert not Path("marked.xlsx").exists()


def test_a_roster_without_a_column_the_letter_asks_for_is_not_called_sound(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed(["示例县", "县长"], headings=("名称", "称谓"))
    assert cli.run(["sheet", "--marked", LETTER, "marked.xlsx"]) == 1
    marked = capsys.readouterr().err
    assert marked.startswith(f"{LETTER}:6:7: 占位符“recipient.due”")
    assert cli.run(["build", LETTER, "--to", "html"]) == 1
    assert capsys.readouterr().err == marked


def test_a_cell_that_the_letter_prints_and_that_is_empty_is_marked(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed(["甲县", "县长", "明天"], ["乙县", "", "明天"], ["丙县", "同上", ""])
    assert cli.run(["sheet", "--marked", LETTER, "marked.xlsx"]) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith(f"{ROSTER}:Sheet1!B3: 乙县没有填“称谓”，这份文件里要用；请在这一格填写")
    assert second.startswith(f"{ROSTER}:Sheet1!B4: 丙县的“称谓”填的是“同上”，印出来就是这个字样")
    sheet = openpyxl.load_workbook("marked.xlsx").active
    assert [cell.coordinate for row in sheet for cell in row if cell.comment] == ["B3", "B4"]
    assert cli.run(["build", LETTER, "--to", "html"]) == 1
    assert capsys.readouterr().err.splitlines() == [first, second]


def test_a_documents_blank_roster_has_one_column_for_all_names_of_one(office: Path) -> None:
    text = Path(LETTER).read_text(encoding="utf-8").replace("recipient.due", "recipient.单位名称")
    Path(LETTER).write_text(text, encoding="utf-8")
    assert cli.run(["sheet", LETTER, str(ROSTER)]) == 0
    assert headings(ROSTER) == ["名称*", "称谓"]


def test_a_bad_roster_is_marked_and_its_first_problems_told(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed(*([["", "县长"]] * 25))
    assert cli.run(["sheet", "--marked", LETTER, "marked.xlsx"]) == 1
    out, err = capsys.readouterr()
    assert out == "marked.xlsx\n"
    told = err.splitlines()
    assert len(told) == TOLD + 1
    assert told[0] == f"{ROSTER}:Sheet1!A2: “名称”没有填写；请在这一格填写，如：示例县（单位名称或者姓名）"
    assert told[-1].startswith("另有 5 处")
    sheet = openpyxl.load_workbook("marked.xlsx").active
    assert sum(cell.comment is not None for row in sheet for cell in row) == 25


def test_a_program_is_told_every_problem(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed(*([["", "县长"]] * 25))
    assert cli.run(["--lang", "en", "sheet", "--marked", LETTER, "marked.xlsx", "--json"]) == 1
    *problems, path = map(json.loads, capsys.readouterr().out.splitlines())
    assert path == {"path": "marked.xlsx"}
    assert [problem["place"] for problem in problems] == [f"{ROSTER}:Sheet1!A{row}" for row in range(2, 27)]
    assert {problem["code"] for problem in problems} == {"cell-empty"}


def test_build_tells_a_program_every_problem_of_a_roster(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed(*([["", "县长"]] * (TOLD + 5)))
    assert cli.run(["--lang", "en", "build", LETTER, "--json"]) == 1
    out, err = capsys.readouterr()
    told = [json.loads(line) for line in out.splitlines()]
    assert [one["place"] for one in told] == [f"{ROSTER}:Sheet1!A{row}" for row in range(2, TOLD + 7)]
    assert {one["code"] for one in told} == {"cell-empty"}
    assert err == ""


@pytest.mark.parametrize(("bad", "more"), [(TOLD, None), (TOLD + 1, "还有 1 处"), (TOLD + 5, "还有 5 处")])
def test_build_tells_the_first_problems_and_where_to_see_all(
    bad: int, more: str | None, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed(*([["", "县长"]] * bad))
    assert cli.run(["build", LETTER]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == TOLD + (more is not None)
    assert (more or "没有填写") in told[-1]
    assert ("docgen sheet --marked" in told[-1]) is (more is not None)
    assert not Path("out").exists()


def test_a_document_without_a_roster_has_none_to_mark(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project(office, notice=document())
    assert cli.run(["sheet", "--marked", "content/letters/notice.yaml", "x.xlsx"]) == 1
    assert "没有写收件人名单" in capsys.readouterr().err


def test_a_roster_in_yaml_is_told_by_its_lines(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(office, {"content/recipients/towns.yaml": "title: 表\nrecipients:\n  - 称谓: 县长\n"})
    assert cli.run(["sheet", "--marked", LETTER, "x.xlsx"]) == 1
    err = capsys.readouterr().err
    assert "towns.yaml:3:5" in err
    assert "不能在表格里标出问题" in err
    assert not Path("x.xlsx").exists()

"""A year of an office: twelve reminders, a notice of nine problems, replies, one never, one void number.

All goes by the public functions and the commands; every day is said, so that the clock does not matter.
"""

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import docgen
from docgen import cli
from docgen.content.project import bundled_project
from docgen.foundation.errors import ConflictError
from docgen.register.entries import ISSUED
from docgen.register.following import MATTERS, Matter
from docgen.register.opening import open_register
from docgen.register.register import Wanted
from docgen.register.series import of_code
from tests.support.samples import OFFICES, document, problems, project, write_files

COUNTIES = ("甲县", "乙区", "丙县")
LETTERS = of_code("示食安办函", 2024)
END = date(2024, 12, 31)
NOTICE = "content/letters/notice.yaml"
ROWS = "".join(
    f"  - {{subject: 示例主体{row}, level: D, problem: 示例问题{row}, basis: 示例制度, "
    f"requirement: 落实整改{row}, responsible: 甲县市场监管局}}\n"
    for row in range(1, 10)
)
BULLETIN = """\
kind: reports/bulletin
office: shili
title: 关于12月份督办情况的通报
addressees: [各县（区）人民政府]
as_of: 2024-12-31
date: 2024-12-31
data:
  counties: {sheet: bulletin-2024-06.xlsx, compare: {上月: bulletin-2024-05.xlsx}}
  督办: {register: 未办事项}
tables:
  督办: {columns: [责任单位, 时限, 状态, 逾期天数]}
body: |
  现将未办事项通报如下（示例），共{{ data.督办.行数 }}项。

  {{ table 督办 }}
"""
ASSESSMENT = """\
kind: reports/assessment
office: shili
title: 关于2024年度食品安全评议考核结果的通报
as_of: 2024-12-31
date: 2024-12-31
data:
  scores: {sheet: kaohe-2024.xlsx}
body: |
  前三位是{{ data.scores.前三 }}（示例）。

  {{ table 得分 }}
"""


def reminders(home: Path) -> list[str]:
    """Register twelve reminders as issued, one a month, to each county in turn; return their numbers."""
    numbers = []
    with open_register(home) as register:
        for month in range(1, 13):
            to, day, due = f"{COUNTIES[month % 3]}人民政府", date(2024, month, 5), date(2024, month, 20)
            (entry,) = register.give([Wanted(LETTERS, f"reminder-{month}", {"title": f"第{month}期提醒函"})])
            told = {"state": ISSUED, "kind": "letters/reminder", "addressees": to, "office": "shili"}
            days = {"date": day.isoformat(), "due": due.isoformat()}
            matter = Matter(0, to, "", due.isoformat())
            more = {MATTERS: [matter.kept()], "kind_title": "工作提醒函"}
            register.record("issued", entry.number, told | days, more)
            numbers.append(entry.number)
    return numbers


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project of an office after its year."""
    folder = project(tmp_path_factory.mktemp("year"))
    notice = document(
        kind="letters/rectification", doc_number=None, genre=None, title="限期整改问题通知书",
        addressees="[甲县人民政府]", date="2024-06-25", deadline="2024-07-10",
        consequence="逾期未整改的，将约谈有关负责人。", body="现将发现的问题通知如下（示例）。",
    )  # fmt: skip
    files = {
        "content/offices.yaml": f"{OFFICES}  self_name: 我市食安办\n",
        NOTICE: f"{notice}problems:\n{ROWS}",
        "content/reports/tongbao.yaml": BULLETIN,
    }
    scores = "县（区）,组织领导,包保督导,平台数据,培训宣传\n" + "".join(
        f"{one},18,27,14,14\n" for one in COUNTIES
    )
    write_files(
        folder, {**files, "scores.csv": scores, "proof.jpg": "照片", "content/reports/kaohe.yaml": ASSESSMENT}
    )
    for name in ("bulletin-2024-05.xlsx", "bulletin-2024-06.xlsx"):
        (folder / "content/data").mkdir(exist_ok=True)
        shutil.copy(bundled_project().content("data") / name, folder / "content/data")
    docgen.begin_register(folder)
    for month, number in enumerate(reminders(folder), 1):
        if month != 9:
            docgen.note_reply(number, date(2024, month, 22 if month == 5 else 18), folder=folder)
    promised = docgen.reserve_number("示食安办函", folder, 2024, title="不发了").entry
    docgen.void_number(promised.number, "不再需要", folder)
    (made,) = docgen.issue([folder / NOTICE], docgen.Options(out=folder / "out"))
    number = made.entries[0].number
    proof = [folder / "proof.jpg"]
    docgen.note_reply(number, date(2024, 7, 8), "mended", range(1, 9), files=proof, folder=folder)
    docgen.close_paper(number, date(2024, 7, 12), range(1, 8), folder=folder)
    docgen.note_reply(number, date(2024, 7, 15), "mended", [9], folder=folder)
    return folder


def test_the_year_leaves_one_paper_late_and_its_next_step_is_drafted(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    (late,) = docgen.overdue_papers(END, home)
    assert (late.entry.number, late.days) == ("示食安办函〔2024〕9号", 102)
    assert cli.run(["register", "overdue", "--on", "2024-12-31", "--draft", "--strict"]) == 1
    assert "content/letters/限期整改问题通知书-示食安办函〔2024〕9号.yaml" in capsys.readouterr().out
    draft = home / "content/letters/限期整改问题通知书-示食安办函〔2024〕9号.yaml"
    assert docgen.load(draft).findings == ()
    text = draft.read_text("utf-8")
    assert "2024年9月5日，我市食安办印发《第9期提醒函》（示食安办函〔2024〕9号）" in text
    assert "已逾期102天" in text
    draft.write_text(text + "# 改过\n", "utf-8")
    again = docgen.draft_next_papers(END, home)
    assert ([one.code for one in again.findings], again.paths) == (["draft-there"], [])
    assert draft.read_text("utf-8").endswith("# 改过\n")


def test_nine_problems_are_followed_row_by_row(home: Path) -> None:
    view = docgen.register_view("督办台账", END, home)
    rows = [dict(zip(view.headings, row, strict=True)) for row in view.rows if "第" in row[0]]
    assert [row["状态"] for row in rows] == ["已销号"] * 7 + ["已整改"] * 2
    assert [row["逾期天数"] for row in rows] == [""] * 8 + ["5"]
    before = docgen.register_view("督办台账", date(2024, 7, 9), home)
    assert [row[9] for row in before.rows if "第" in row[0]] == ["已整改"] * 8 + ["已发"]
    early = docgen.register_view("逾期事项", date(2024, 7, 11), home)
    assert [row[0][-3:] for row in early.rows] == ["第9项"]


def test_each_county_has_its_counts_and_they_become_the_marks_of_the_assessment(home: Path) -> None:
    view = docgen.register_view("督办情况", END, home)
    assert {row[0]: row[1:] for row in view.rows} == {
        "乙区": ("4", "4", "4", "0", "0", "0", "0", "20.0"),
        "丙县": ("4", "4", "3", "1", "0", "0", "0", "15.0"),
        "甲县": ("5", "13", "11", "1", "1", "9", "7", "16.9"),
    }
    sheet = docgen.write_assessment(home / "content/data/kaohe-2024.xlsx", 2024, home / "scores.csv", home)
    cells = list(openpyxl.load_workbook(sheet).active.values)
    assert cells[0][:6] == ("县（区）", "组织领导", "包保督导", "平台数据", "培训宣传", "发文")
    assert all(isinstance(cell, str) for row in cells for cell in row)
    table = docgen.load(home / "content/reports/kaohe.yaml").data.tables["scores"]
    assert {row.name: str(row.cells["总分"]) for row in table.rows} == {
        "甲县": "89.9",
        "乙区": "93.0",
        "丙县": "88.0",
    }


def test_the_bulletin_draws_what_is_open_from_the_register(home: Path) -> None:
    built = docgen.build(
        [home / "content/reports/tongbao.yaml"], docgen.Options(formats=("html",), out=home / "out")
    )
    text = built.paths[0].read_text("utf-8")
    assert built.findings == []
    assert "共1项" in text
    assert "丙县" not in text
    assert "甲县人民政府" in text


def test_each_recipient_of_a_batch_under_one_number_answers_for_itself(home: Path) -> None:
    batch = document(
        kind="letters/reminder", doc_number=None, genre=None, title="关于测试的提醒函", serial="13",
        addressees='["{{ recipient.name }}"]', recipients="xian", date="2023-12-20", deadline="2023-12-29",
    )  # fmt: skip
    people = "".join(f"  - {{name: {one}人民政府}}\n" for one in COUNTIES[:2])
    roster = f"title: 县区（示例）\nrecipients:\n{people}"
    write_files(home, {"content/letters/batch.yaml": batch, "content/recipients/xian.yaml": roster})
    (made,) = docgen.issue([home / "content/letters/batch.yaml"], docgen.Options(out=home / "out"))
    (entry,) = made.entries
    assert entry.addressees == "甲县人民政府、乙区人民政府"
    docgen.note_reply(entry.number, date(2023, 12, 25), who="乙区", folder=home)
    (late,) = (one for one in docgen.overdue_papers(END, home) if one.entry.number == entry.number)
    assert [matter.who for matter in late.matters] == ["甲县人民政府"]
    docgen.close_paper(entry.number, END, note="电话催办后口头说明", folder=home)


def test_the_month_tells_what_went_out(home: Path) -> None:
    june = docgen.register_view("发文情况", date(2024, 6, 30), home)
    assert [row[0] for row in june.rows] == ["示食安办函〔2024〕6号", "示食安办〔2024〕1号"]
    source = docgen.start_dispatch_report(2024, 6, folder=home)
    assert docgen.load(source).findings == ()


def test_the_void_number_stays_and_a_changed_piece_of_evidence_is_found(home: Path) -> None:
    (void,) = docgen.register_entries(docgen.Query(states=("void",)), home).entries
    assert void.number == "示食安办函〔2024〕13号"
    assert [
        one.code for one in problems(lambda: docgen.note_reply(void.number, END, folder=home), ConflictError)
    ] == ["follow-not-issued"]
    assert docgen.verify_register(home).problems == []
    (proof,) = home.glob("archive/2024/*/evidence/*.jpg")
    proof.chmod(0o644)
    proof.write_bytes(b"\0" + proof.read_bytes()[1:])
    assert [one.code for one in docgen.verify_register(home).problems] == ["archive-changed"]

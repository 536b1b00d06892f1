"""Papers that come in and evidence that comes back are archived with the register, all or nothing."""

from datetime import date
from pathlib import Path

import pytest

import docgen
from docgen import cli
from docgen.foundation.errors import ConflictError, ContentError
from tests.support.samples import OFFICES, document, problems, project, write_files

FIRST = "收文〔2024〕1号"
CAME = date(2024, 6, 20)


def codes(make, kind: type = ConflictError) -> list[str]:
    return [problem.code for problem in problems(make, kind)]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a project with a register, and a paper that came."""
    docgen.begin_register(project(tmp_path))
    (tmp_path / "来文.pdf").write_bytes(b"%PDF-1.7 one")
    return tmp_path


def received(home: Path, name: str = "来文.pdf", **named: object) -> docgen.Entry:
    told = {"sender": "示例省食安办", "on": CAME, "due": date(2024, 7, 1), "folder": home, **named}
    return docgen.receive_paper(home / name, **told).entry


def test_a_paper_that_came_in_has_a_number_a_copy_and_a_day(home: Path) -> None:
    entry = received(home, number="示食安办〔2024〕9号", dated=date(2024, 6, 18))
    assert (entry.number, entry.state, entry.book) == (FIRST, "received", "收文")
    assert (home / "archive/2024" / FIRST / "来文.pdf").read_bytes() == b"%PDF-1.7 one"
    assert received(home).number == FIRST
    assert [one.entry.number for one in docgen.overdue_papers(date(2024, 7, 2), home)] == [FIRST]
    docgen.note_reply(FIRST, date(2024, 6, 30), files=[home / "来文.pdf"], note="已复函", folder=home)
    assert docgen.overdue_papers(date(2024, 7, 2), home) == []
    assert docgen.verify_register(home).problems == []


def test_another_file_of_the_same_number_is_told_and_both_are_kept(home: Path) -> None:
    received(home, number="示食安办[2024]9号")
    (home / "又来.pdf").write_bytes(b"%PDF-1.7 two")
    noted = docgen.receive_paper(
        home / "又来.pdf", "示例省食安办", "示食安办〔2024〕9号", on=CAME, due=date(2024, 6, 1), folder=home
    )
    assert noted.entry.number == "收文〔2024〕2号"
    assert [one.code for one in noted.findings][:2] == ["receive-late", "receive-number-twice"]


def test_days_and_files_that_cannot_be_leave_no_trace(home: Path) -> None:
    assert codes(lambda: received(home, dated=date(2024, 6, 21))) == ["receive-before-written"]
    assert codes(lambda: received(home, on=date(2999, 1, 1))) == ["follow-in-future"]
    assert codes(lambda: received(home, "没有.pdf"), ContentError) == ["evidence-unreadable"]
    (home / "空.pdf").touch()
    assert codes(lambda: received(home, "空.pdf"), ContentError) == ["evidence-empty"]
    assert docgen.register_entries(folder=home).total == 0
    assert not (home / "archive").exists()
    entry = received(home)
    assert codes(lambda: docgen.note_reply(FIRST, files=[home / "没有.pdf"], folder=home), ContentError) == [
        "evidence-unreadable"
    ]
    assert docgen.register_entries(folder=home).entries == [entry]


def test_two_files_of_one_name_are_both_kept(home: Path) -> None:
    received(home)
    for count in (1, 2):
        (home / "反馈.txt").write_text(f"第{count}次", encoding="utf-8")
        docgen.note_reply(FIRST, CAME, files=[home / "反馈.txt"], folder=home)
    folder = home / "archive/2024" / FIRST / "evidence"
    assert sorted(path.name for path in folder.iterdir()) == [
        "2024-06-20 反馈 (2).txt",
        "2024-06-20 反馈.txt",
    ]
    assert docgen.verify_register(home).problems == []


def test_a_day_is_put_off_by_one_of_three_ways(home: Path) -> None:
    received(home)
    assert codes(lambda: docgen.extend_deadline(FIRST, "无", folder=home), ContentError) == [
        "follow-one-of-three"
    ]
    noted = docgen.extend_deadline(FIRST, "待补", working_days=3, folder=home)
    assert noted.entry.due == "2024-07-04"
    noted = docgen.extend_deadline(FIRST, "再待", until=date(2031, 1, 6), folder=home)
    noted = docgen.extend_deadline(FIRST, "又待", working_days=2, folder=home)
    assert (noted.entry.due, [one.code for one in noted.findings]) == ("2031-01-08", ["holidays-unknown"])


def test_a_conflict_ends_with_4_and_late_papers_are_listed(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(home)
    monkeypatch.setenv("DOCGEN_LANG", "zh")
    received(home)
    assert cli.run(["register", "reply", "收文[2024]1号", "--on", "2024年6月1日"]) == 4
    assert "早于" in capsys.readouterr().err
    assert cli.run(["register", "list", "--state", "逾期"]) == 0
    assert FIRST in capsys.readouterr().out
    assert cli.run(["register", "overdue", "--draft"]) == 0
    assert "不知道下一步发什么" in capsys.readouterr().err
    assert cli.run(["register", "reply", FIRST, "--state", "已整改"]) == 0
    assert cli.run(["register", "close", FIRST]) == 0
    assert cli.run(["register", "ledger", "发文"]) == 1
    assert cli.run(["register", "overdue"]) == 0
    assert capsys.readouterr().out.splitlines() == [FIRST, FIRST]


def test_a_letter_that_asks_for_an_answer_is_followed_and_a_reminder_comes_next(home: Path) -> None:
    text = document(
        kind="letters/official-letter", genre=None, doc_number=None, title="关于商请派员参加培训的函",
        addressees="[示例市教育局]", deadline="2024-07-05", body="请于7月5日前函复我办（示例）。",
    )  # fmt: skip
    office = f"{OFFICES}  contact: {{name: 张某某, phone: 0891-0000000}}\n"
    plain = text.replace("deadline: 2024-07-05\n", "").replace("培训的函", "调研的函")
    letters = {"content/letters/a.yaml": text, "content/letters/b.yaml": plain}
    write_files(home, {**letters, "content/offices.yaml": office})
    asking, telling = docgen.issue([home / name for name in letters], docgen.Options(out=home / "out"))
    assert [made.entries[0].due for made in (asking, telling)] == ["2024-07-05", ""]
    (late,) = docgen.overdue_papers(date(2024, 7, 9), home)
    assert (late.entry.number, late.days, late.next.name) == (asking.entries[0].number, 4, "letters/reminder")
    (draft,) = docgen.draft_next_papers(date(2024, 7, 9), home).paths
    opened = docgen.load(draft)
    assert (opened.findings, opened.values["addressees"]) == ((), ["示例市教育局"])
    docgen.note_reply(asking.entries[0].number, date(2024, 7, 9), folder=home)
    assert docgen.overdue_papers(date(2024, 7, 10), home) == []


def test_what_is_asked_for_and_is_not_there_is_told(home: Path) -> None:
    assert codes(lambda: docgen.note_reply(FIRST, state="读过", folder=home), ContentError) == [
        "follow-no-step"
    ]
    assert codes(lambda: docgen.register_view("督办总表", folder=home), ContentError) == ["view-unknown"]
    assert codes(lambda: docgen.reserve_number("示食〔2024〕", home), ContentError) == ["register-no-code"]
    letter = home / "content/letters/letter.yaml"
    write_files(home, {"content/letters/letter.yaml": document(doc_number=None)})
    again = docgen.Options(out=home / "out")
    assert codes(lambda: list(docgen.issue_again([letter], again, home))) == ["issue-not-out"]
    received(home)
    told = docgen.receive_paper(home / "来文.pdf", "示例省食安办", on=CAME, folder=home)
    assert [one.code for one in told.findings] == ["receive-known"]
    drafted = docgen.draft_next_papers(date(2024, 7, 9), home)
    assert ([one.code for one in drafted.findings], drafted.paths) == (["draft-no-next"], [])

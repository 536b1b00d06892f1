"""What a document asks for and until when follows from what its kind declares and from the calendar."""

from datetime import date
from pathlib import Path

import pytest

from docgen.content.document import Document, open_document
from docgen.content.following.asked import asked, next_kind
from docgen.content.following.holidays import calendar
from docgen.content.following.working_days import Calendar
from docgen.content.project import bundled_project, find
from docgen.foundation.errors import Place, TemplateError
from tests.support.samples import document, problems, project, write_files

OWN = """\
title: 催办通知（示例）
x-like: letters/notice
x-follow: {RULES}
"""


def opened(folder: Path, rules: str, day: str) -> Document:
    """Return a document of a kind of the office's own, which says `rules` of following up."""
    text = document(kind="letters/urging", date=day)
    home = project(folder, urging=text)
    write_files(
        home,
        {
            "templates/letters/urging/schema.yaml": OWN.replace("{RULES}", rules),
            "templates/letters/urging/sample.yaml": text,
        },
    )
    return open_document(home / "content/letters/urging.yaml")


@pytest.fixture(scope="module")
def known() -> Calendar:
    return calendar(bundled_project())


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        ("2024-06-20", 1, "2024-06-21"),
        ("2024-06-20", 15, "2024-07-11"),
        ("2024-06-07", 1, "2024-06-11"),  # 端午
        ("2024-09-27", 1, "2024-09-29"),  # a Sunday that is worked
        ("2024-09-30", 5, "2024-10-12"),  # 国庆, and a Saturday that is worked
        ("2024-02-08", 3, "2024-02-19"),  # 春节
        ("2024-12-31", 1, "2025-01-02"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2024-06-20", 0, "2024-06-20"),
    ],
)
def test_working_days_are_those_of_the_state_council(known: Calendar, day: str, count: int, due: str) -> None:
    assert known.after(date.fromisoformat(day), count) == date.fromisoformat(due)


def test_a_year_nobody_knows_is_not_guessed(known: Calendar) -> None:
    assert known.after(date(2026, 12, 31), 1) is None
    assert known.after(date(2026, 12, 30), 1) == date(2026, 12, 31)


def test_an_office_has_days_of_its_own(tmp_path: Path) -> None:
    home = project(tmp_path)
    write_files(home, {"content/holidays.yaml": "2027:\n  rest: [2027-02-08]\n  work: [2027-02-14]\n"})
    mine = calendar(find(home))
    assert mine.after(date(2027, 2, 5), 5) == date(2027, 2, 14)
    assert mine.after(date(2024, 6, 7), 1) == date(2024, 6, 11)


def test_days_that_cannot_be_are_told_with_their_line(tmp_path: Path) -> None:
    home = project(tmp_path)
    text = "2027:\n  rest: [2026-02-08, 2027-02-07]\n  work: [2027-02-09, 2027-02-07]\n"
    write_files(home, {"content/holidays.yaml": text})
    found = problems(lambda: calendar(find(home)))
    assert [(one.code, one.place.line) for one in found] == [
        ("holidays-other-year", 2), ("holidays-no-weekend", 3), ("holidays-both", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "due", "codes"),
    [
        ("{working_days: 15}", "2024-07-11", []),
        ("{days: 30}", "2024-07-20", []),
        ("{}", None, []),
        ("{due: deadline, working_days: 1}", "2024-06-21", []),
    ],
)
def test_a_kind_declares_until_when(tmp_path: Path, rules: str, due: str | None, codes: list[str]) -> None:
    found = asked(opened(tmp_path, rules, "2024-06-20"), ["示例县", "样例区"])
    assert (found.due and found.due.isoformat()) == due
    assert [one.who for one in found.matters] == (["示例县", "样例区"] if due else [])
    assert [one.code for one in found.findings] == codes


def test_without_a_calendar_days_are_calendar_days_and_that_is_told(tmp_path: Path) -> None:
    found = asked(opened(tmp_path, "{working_days: 15}", "2030-12-25"), ["示例县"])
    assert found.due == date(2031, 1, 9)
    assert [(one.code, one.values["year"]) for one in found.findings] == [("holidays-unknown", 2030)]


def test_a_kind_that_says_it_wrongly_is_told(tmp_path: Path) -> None:
    wrong = opened(tmp_path, "{working_days: 很快, until: soon, hurry: 是}", "2024-06-20")
    (problem,) = problems(lambda: asked(wrong, ["示例县"]), TemplateError)
    assert problem.values["found"] == "hurry、working_days: 很快、until: soon"


def test_the_rows_of_a_notice_are_matters_of_their_own() -> None:
    sample = open_document(bundled_project().bundled / "templates/letters/rectification/sample.yaml")
    found = asked(sample, ["示例县人民政府"])
    (one,) = found.matters
    assert (one.row, one.who, one.due, one.until) == (1, "示例县市场监管局", "2024-06-28", "mended")
    assert found.due == date(2024, 6, 28)
    assert next_kind(sample.kind, Place()) == "letters/summons"

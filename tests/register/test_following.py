"""What a paper asks for is followed to its end: by row, by addressee, and late as the clock says."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from docgen.register.entries import ISSUED, Entry
from docgen.register.following import (
    ANSWERED,
    CLOSED,
    MATTERS,
    MENDED,
    OVERDUE,
    RECEIVED,
    Matter,
    Step,
    extend,
    late_matters,
    matters,
    state_on,
    take_step,
)
from docgen.register.register import Register
from docgen.register.verifying import verify
from tests.register.test_numbers import codes
from tests.support.registers import NOON, begun, given

pytestmark = pytest.mark.usefixtures("both_stores")

NUMBER = "示食安办函〔2024〕1号"
JUNE, DUE = date(2024, 6, 20), "2024-06-25"
COUNTIES = ("示例县人民政府", "样例区人民政府")


def sent(root: Path, *asked: Matter, later: int = 30) -> Register:
    """Return a register in which a paper went out on 10 June, as it is some days after noon of 20 June."""
    register = begun(root)
    given(register, "a.yaml")
    columns = {"state": ISSUED, "date": "2024-06-10", "addressees": "、".join(COUNTIES), "due": DUE}
    register.record("issued", NUMBER, columns, {MATTERS: [one.kept() for one in asked]})
    register.clock = lambda: NOON + timedelta(days=later)
    return register


def problem_rows(count: int) -> list[Matter]:
    return [Matter(row, COUNTIES[0], f"问题{row}", DUE, MENDED) for row in range(1, count + 1)]


def test_an_answer_moves_a_letter_on_and_a_late_one_is_told(tmp_path: Path) -> None:
    with sent(tmp_path, Matter(0, COUNTIES[0], "", DUE)) as register:
        assert state_on(register.find(NUMBER), date(2024, 6, 25)) == ISSUED
        assert state_on(register.find(NUMBER), date(2024, 6, 26)) == OVERDUE
        assert take_step(register, NUMBER, Step(RECEIVED, date(2024, 6, 12))).state == RECEIVED
        entry = take_step(register, "示食安办函[2024]1号", Step(ANSWERED, date(2024, 6, 28), note="来函"))
        assert (entry.state, state_on(entry, date(2024, 7, 20))) == (ANSWERED, ANSWERED)
        assert [(one.code, one.values["days"]) for one in register.noticed] == [("follow-late", 3)]
        assert take_step(register, NUMBER, Step(CLOSED, date(2024, 7, 1))).state == CLOSED
        assert verify(register).problems == []


def test_the_same_answer_is_noted_once_and_another_one_too(tmp_path: Path) -> None:
    with sent(tmp_path, Matter(0, COUNTIES[0], "", DUE)) as register:
        step = Step(ANSWERED, JUNE, note="来函", files={"evidence/a.pdf": "1"})
        take_step(register, NUMBER, step)
        before = register.store.last_place()
        entry = take_step(register, NUMBER, step)
        assert register.store.last_place() == before
        assert [one.code for one in register.noticed] == ["follow-known"]
        take_step(register, NUMBER, replace(step, note="补充"))
        assert register.store.last_place() == before + 1
        assert (matters(entry)[0].answered, dict(entry.files)) == ("2024-06-20", {"evidence/a.pdf": "1"})


def test_problems_are_closed_row_by_row(tmp_path: Path) -> None:
    with sent(tmp_path, *problem_rows(3)) as register:
        take_step(register, NUMBER, Step(ANSWERED, JUNE))
        entry = take_step(register, NUMBER, Step(MENDED, JUNE, rows=(1, 3)))
        assert entry.state == ANSWERED
        assert [one.row for one in late_matters(entry, date(2024, 7, 1))] == [2]
        take_step(register, NUMBER, Step(CLOSED, JUNE, rows=(1,)))
        assert codes(lambda: take_step(register, NUMBER, Step(MENDED, JUNE, rows=(1,)))) == ["follow-closed"]
        assert codes(lambda: take_step(register, NUMBER, Step(CLOSED, JUNE, rows=(2,)))) == [
            "follow-unproved"
        ]
        entry = take_step(register, NUMBER, Step(CLOSED, JUNE, rows=(2,), note="办公室复查"))
        entry = take_step(register, NUMBER, Step(CLOSED, JUNE))
        assert (entry.state, late_matters(entry, date(2024, 7, 1))) == (CLOSED, [])


def test_several_addressees_answer_each_for_itself(tmp_path: Path) -> None:
    with sent(tmp_path, *(Matter(0, who, "", DUE) for who in COUNTIES)) as register:
        assert codes(lambda: take_step(register, NUMBER, Step(ANSWERED, JUNE))) == ["follow-which-addressee"]
        assert codes(lambda: take_step(register, NUMBER, Step(ANSWERED, JUNE, who="别处"))) == [
            "follow-no-addressee"
        ]
        entry = take_step(register, NUMBER, Step(ANSWERED, JUNE, who="样例区"))
        assert (entry.state, [one.state for one in matters(entry)]) == (ISSUED, [ISSUED, ANSWERED])
        assert [one.who for one in late_matters(entry, date(2024, 7, 1))] == [COUNTIES[0]]


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (Step(ANSWERED, date(2024, 6, 9)), "follow-before-issue"),
        (Step(ANSWERED, date(2024, 7, 21)), "follow-in-future"),
        (Step(ANSWERED, JUNE, rows=(4,)), "follow-no-row"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_noted(tmp_path: Path, step: Step, code: str) -> None:
    with sent(tmp_path, *problem_rows(3)) as register:
        before = register.store.last_place()
        assert codes(lambda: take_step(register, NUMBER, step)) == [code]
        assert register.store.last_place() == before


def test_a_number_that_is_not_out_and_a_letter_without_rows_are_told(tmp_path: Path) -> None:
    with sent(tmp_path, Matter(0, COUNTIES[0], "", DUE)) as register:
        given(register, "b.yaml")
        kept = "示食安办函〔2024〕2号"
        assert codes(lambda: take_step(register, kept, Step(ANSWERED, JUNE))) == ["follow-not-issued"]
        assert codes(lambda: take_step(register, NUMBER, Step(ANSWERED, JUNE, rows=(1,)))) == [
            "follow-no-rows"
        ]


def test_a_day_that_nobody_set_is_not_put_off(tmp_path: Path) -> None:
    asked = Matter(0, COUNTIES[0]), Matter(0, COUNTIES[1], due=DUE)
    with sent(tmp_path, *asked) as register:
        assert codes(lambda: extend(register, NUMBER, lambda due: due, "原因", who=COUNTIES[0])) == [
            "follow-no-due"
        ]


def test_a_day_is_put_off_for_what_is_open_and_only_forward(tmp_path: Path) -> None:
    def week(due: date) -> date:
        return due + timedelta(days=7)

    with sent(tmp_path, *problem_rows(2), later=1) as register:
        take_step(register, NUMBER, Step(MENDED, JUNE, rows=(1,)))
        entry = extend(register, NUMBER, week, "材料待补")
        assert ([one.due for one in matters(entry)], entry.due) == ([DUE, "2024-07-02"], "2024-07-02")
        assert register.noticed == []
        assert codes(lambda: extend(register, NUMBER, lambda _: date(2024, 7, 2), "再延")) == [
            "follow-not-later"
        ]
        register.clock = lambda: NOON + timedelta(days=30)
        extend(register, NUMBER, week, "又延", rows=(2,))
        assert [one.code for one in register.noticed] == ["follow-extended-late"]
        take_step(register, NUMBER, Step(MENDED, JUNE))
        assert codes(lambda: extend(register, NUMBER, week, "迟了")) == ["follow-done"]


def test_a_paper_of_an_older_book_is_one_matter_itself() -> None:
    entry = Entry("示函〔2020〕1号", state=ISSUED, title="旧函", addressees="示例县", due="2020-06-01")
    assert [(one.who, one.due) for one in matters(entry)] == [("示例县", "2020-06-01")]
    assert state_on(entry, JUNE) == OVERDUE
    assert state_on(replace(entry, due=""), JUNE) == ISSUED

"""Every case that once came out wrong comes out right: a table, and the tests that show the others."""

import re
from pathlib import Path

import pytest

from docgen.foundation import spreadsheets
from tests.support.cases import Case, outcome
from tests.support.cases.elsewhere import SHOWN
from tests.support.cases.rosters import CASES as ROSTERS
from tests.support.cases.texts import CASES as TEXTS
from tests.support.proportion import LINEAR, growth
from tests.support.workbooks import saved, workbook

TESTS = Path(__file__).parents[1]
NUMBERS = {
    "D": [*range(1, 4), *range(4, 9), *range(10, 28), 29, 30, 35],
    "R": [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 17, 18, 19, 20, 21, 22, 23, 25, 26],
    "T": [0, 1, 2, 3, 4, 7, 8, 9, 10, 12, 13, 14, 16, 17],
    "P": [19, 22],
    "Q": [1, 2, 3, 4, 25],
}
"""What was told, by the list it was told in; D28 and D31 to D34 ask for more than a right page."""


@pytest.mark.parametrize("case", [*TEXTS, *ROSTERS], ids=lambda case: case.number)
def test_a_case_comes_out_right(case: Case, tmp_path: Path) -> None:
    found = outcome(tmp_path, case)
    assert found.refused == [*case.refuses]
    assert found.told == [*case.tells]
    paragraphs = iter(found.paragraphs)
    assert [one for one in case.prints if one not in paragraphs] == []


def test_every_case_has_a_row_or_a_test() -> None:
    rows = {number for case in [*TEXTS, *ROSTERS] for number in case.number.split()}
    wanted = {f"{group}{number}" for group, numbers in NUMBERS.items() for number in numbers}
    assert wanted - rows - {*SHOWN} == set()


@pytest.mark.parametrize("number", SHOWN)
def test_what_shows_a_case_elsewhere_is_there(number: str) -> None:
    for test in SHOWN[number]:
        file, _, name = test.partition("::")
        assert re.search(rf"^def {name}\(", (TESTS / file).read_text(encoding="utf-8"), re.MULTILINE), test


def test_a_wide_list_takes_time_in_proportion(tmp_path: Path) -> None:
    def wide(people: int) -> Path:
        rows = [["姓名", "称谓"], *([f"示例{row}", *range(row, row + 58)] for row in range(people))]
        return saved(tmp_path, f"{people}.xlsx", workbook(rows))

    assert growth(spreadsheets.read, wide(50), wide(200)) < LINEAR

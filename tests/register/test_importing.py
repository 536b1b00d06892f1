"""An office's register of earlier years is taken in whole, with what it has wrong told."""

from pathlib import Path

import pytest

from docgen.foundation.errors import ConflictError, ContentError
from docgen.register.entries import Query
from docgen.register.importing import import_book
from docgen.register.verifying import verify
from tests.support.registers import LETTERS, begun, given, wanted
from tests.support.samples import problems

pytestmark = pytest.mark.usefixtures("both_stores")
HEAD = "示例市食安办2024年发文登记簿,,,,\n文号,文件标题,发文日期,主送单位,备注\n"
BOOK = (
    HEAD
    + """\
示食安办函〔2024〕1号,关于甲的函,2024-01-08,城关区人民政府,
示食安办函[2024]2号,关于乙的函,2024年1月9日,城关区人民政府,作废
示食安办函〔2024〕5号,关于丙的函,2024.2.3,示例县人民政府,
示食安办函〔2024〕5号,关于丁的函,二月,示例县人民政府,
第三号,关于戊的函,,,
,没有号的,,,
"""
)


def book(folder: Path, text: str = BOOK) -> Path:
    (folder / "旧簿.csv").write_text(text, "utf-8")
    return folder / "旧簿.csv"


def test_what_a_book_has_wrong_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    with begun(tmp_path) as register:
        done = import_book(register, book(tmp_path))
        told = sorted((f.code, str(f.place).rpartition(":")[2]) for f in done.findings)
        assert told == [
            ("import-date", "A6"), ("import-gap", f"{tmp_path}/旧簿.csv".rpartition(":")[2]),
            ("import-no-number", "A8"), ("import-number-form", "A7"), ("import-repeat", "A6"),
        ]  # fmt: skip
        assert [f.values["numbers"] for f in done.findings if f.code == "import-gap"] == ["3–4"]
        entries = [(entry.number, entry.date, entry.state) for entry in register.entries()]
        assert entries == [
            ("示食安办函〔2024〕1号", "2024-01-08", "issued"),
            ("示食安办函〔2024〕2号", "2024-01-09", "void"),
            ("示食安办函〔2024〕5号", "2024-02-03", "issued"),
            ("示食安办函〔2024〕5号（重号2）", "", "issued"),
            ("第三号", "", "issued"),
        ]
        again = import_book(register, book(tmp_path))
        assert (again.taken, again.known) == (0, 5)
        assert given(register, "new.yaml") == ["示食安办函〔2024〕6号"]
        assert verify(register).problems == []
        assert [entry.title for entry in register.entries(Query(words=("关于丁",)))] == ["关于丁的函"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD + "示食安办函〔2024〕1号,别的函,,,\n", "import-taken"),
        (HEAD + "示食安办函〔2024〕9号,别的函,,,\n", "import-series-begun"),
    ],
)
def test_a_book_that_contradicts_the_register_is_refused_whole(tmp_path: Path, text: str, code: str) -> None:
    with begun(tmp_path) as register:
        register.give([wanted("a.yaml", LETTERS, title="关于甲的函")])
        rows = text + "示食安办〔2023〕1号,关于旧的函,,,\n"
        found = problems(lambda: import_book(register, book(tmp_path, rows)), ConflictError)
        assert [problem.code for problem in found] == [code]
        assert register.count(Query()) == 1


def test_a_table_that_is_no_such_book_is_told(tmp_path: Path) -> None:
    with begun(tmp_path) as register:
        found = problems(lambda: import_book(register, book(tmp_path, "单位,人数\n甲,3\n")), ContentError)
        assert [problem.code for problem in found] == ["import-no-column"]

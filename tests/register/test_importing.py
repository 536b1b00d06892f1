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
            ("import-date", "C6"), ("import-gap", f"{tmp_path}/旧簿.csv".rpartition(":")[2]),
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


PERIODICALS = """\
文号,期数,文种,文件标题,发文日期,发文机关
示食安办函〔2024〕1号,第1期,提醒函,关于甲的提醒函,2024-01-08,示例办
示食安办函〔2024〕2号,三,提醒函,关于乙的提醒函,2024-01-09,示例办
示食安办函〔2024〕3号,第０３期,提醒函,关于丙的提醒函,2024-01-10,示例办
示食安办函〔2024〕4号,增刊,提醒函,关于丁的提醒函,2024-01-11,示例办
示食安办函〔2024〕5号,5,,关于戊的函,2024-01-12,示例办
示食安办函〔2024〕5号,三,提醒函,关于己的提醒函,2024-01-12,示例办
,1,简报,简报一,2024-02-01,示例办
,2024年第3期,简报,简报三,2024-03-01,示例办
第4期,,简报,简报四,2024-04-01,示例办
,1,简报,旧简报,2023-04-01,示例办
,2023年第2期,简报,晚出的旧简报,2024-01-04,示例办
,20243,简报,年份和期数连写的,2024-01-04,示例办
,,简报,没有期数的,2024-04-01,示例办
"""


def test_issues_of_periodicals_are_taken_in_with_their_gaps_repeats_and_wrong_cells(tmp_path: Path) -> None:
    with begun(tmp_path) as register:
        done = import_book(register, book(tmp_path, PERIODICALS))
        told = sorted((f.code, str(f.place).rpartition(":")[2]) for f in done.findings)
        assert [one for one in told if one[0] != "import-gap"] == [
            ("import-issue-form", "B13"), ("import-issue-form", "B5"), ("import-issue-repeat", "B4"),
            ("import-issue-repeat", "B7"), ("import-issue-whose", "B6"),
            ("import-no-number", "A14"), ("import-repeat", "A7"),
        ]  # fmt: skip
        gaps = {str(f.values["series"]): f.values["numbers"] for f in done.findings if f.code == "import-gap"}
        assert gaps == {"示例办提醒函2024年第×期": "2", "示例办简报2024年第×期": "2"}
        entries = {entry.number: entry for entry in register.entries()}
        assert {number: entry.printed for number, entry in entries.items() if "期" in number} == {
            "示例办简报2024年第1期": "第1期",
            "示例办简报2024年第3期": "第3期",
            "示例办简报2024年第4期": "第4期",
            "示例办简报2023年第1期": "第1期",
            "示例办简报2023年第2期": "第2期",
        }
        assert [entry.more.get("serial") for entry in list(entries.values())[:6]] == [1, 3, 3, None, None, 3]
        last = {name: count for name, (count, _) in register.store.counters().items() if "期" in name}
        assert last == {
            "示例办提醒函2024年第{}期": 3, "示例办简报2024年第{}期": 4, "示例办简报2023年第{}期": 2,
        }  # fmt: skip
        assert import_book(register, book(tmp_path, PERIODICALS)).known == 11
        assert verify(register).problems == []


def test_of_very_many_rows_that_contradict_the_register_the_first_are_told(tmp_path: Path) -> None:
    with begun(tmp_path) as register:
        register.give([wanted("a.yaml", LETTERS, title="关于甲的函")])
        rows = "".join(f"示食安办函〔2024〕{number}号,别的函,,,\n" for number in range(2, 33))
        with pytest.raises(ConflictError) as caught:
            import_book(register, book(tmp_path, HEAD + rows))
        assert len(caught.value.problems) == 31
        assert [one.code for one in caught.value.shown][19:] == ["import-series-begun", "import-more"]
        assert caught.value.shown[-1].values["count"] == 11
        assert "还有 11 处" in caught.value.shown[-1].text("zh")
        assert register.count(Query()) == 1

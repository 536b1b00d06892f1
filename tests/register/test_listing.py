"""What is asked of a register is found: by words of any length, kind, addressee, state, date and person."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from docgen.register import listing
from docgen.register.entries import ISSUED, JOINT, SEALED, Query, words_of
from docgen.register.register import Register
from docgen.register.verifying import verify
from tests.support.registers import begun, given

ROWS = (
    (
        "关于做好食品安全包保督导工作的提醒函",
        "城关区人民政府",
        "letters/reminder",
        "2024-06-20",
        "请于月底前反馈 ＡＰＰ 数据",
    ),
    ("限期整改问题通知书", "示例县人民政府", "letters/rectification", "2024-06-25", "缺少两周的排查治理报告"),
    ("=cmd|' /C calc'!A0", "示例_县%", "letters/notice", "", "100% 完成"),
)
KEPT = {
    1: {"files": {"sealed": "1"}, SEALED: {}, "note": '"issued with bing":true'},
    2: {f"{JOINT}jia": True, SEALED: {"a.pdf": {"on": "2024-06-26"}}},
}
"""What of an entry no column has: the second is issued with another office, and sealed."""


def filled(root: Path) -> Register:
    register = begun(root)
    for count, (title, to, kind, day, body) in enumerate(ROWS, 1):
        given(register, f"{count}.yaml")
        number = f"示食安办函〔2024〕{count}号"
        office = {1: "jia", 2: "yi"}.get(count, "")
        columns = {
            "title": title,
            "addressees": to,
            "kind": kind,
            "date": day,
            "state": ISSUED,
            "office": office,
        }
        register.record("issued", number, columns)
        entry = register.find(number)
        words = words_of(entry, [body])
        register.record("found", number, {}, KEPT.get(count, {}), words=words, person=f"经办{count}")
    given(register, "4.yaml")
    return register


@pytest.mark.parametrize(
    ("query", "serials"),
    [
        (Query(words=("包保督导",)), [1]),
        (Query(words=("食品",)), [1]),
        (Query(words=("函",)), [1, 2, 3, 4]),
        (Query(words=("app",)), [1]),
        (Query(words=("食品 安全",)), [1]),
        (Query(words=("反馈", "数据")), [1]),
        (Query(words=("反馈", "排查")), []),
        (Query(words=('"', "x OR y")), []),
        (Query(words=("%",)), [3]),
        (Query(words=("〔2024〕2号",)), [2]),
        (Query(words=("",)), [1, 2, 3, 4]),
        (Query(words=("100%",)), [3]),
        (Query(addressee="示例县"), [2]),
        (Query(addressee="_"), [3]),
        (Query(kind="letters/reminder"), [1]),
        (Query(states=("reserved",)), [4]),
        (Query(states=("reserved", "void")), [4]),
        (Query(person="经办2"), [2]),
        (Query(since=date(2024, 6, 21)), [2]),
        (Query(until=date(2024, 6, 21)), [1]),
        (Query(year=2023), []),
        (Query(newest=2), [3, 4]),
        (Query(newest=1, states=(ISSUED,)), [3]),
        (Query(book="收文"), []),
        (Query(letters_of="1.yaml"), []),
        (Query(office="jia"), [1]),
        (Query(seen_by="jia"), [1, 2, 3, 4]),
        (Query(seen_by="bing", newest=1), [4]),
        (Query(seen_by="bing"), [3, 4]),
        (Query(seen_by="yi"), [2, 3, 4]),
        (Query(sealed=True), [2]),
        (Query(sealed=True, seen_by="jia", words=("整改",)), [2]),
        (Query(sealed=True, seen_by="bing"), []),
    ],
)
@pytest.mark.usefixtures("both_stores")
@pytest.mark.parametrize("indexed", [True, False])
def test_what_is_asked_for_is_found(
    tmp_path: Path, query: Query, serials: list[int], indexed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docgen.register.stores.sqlite.knows_indexes", lambda: indexed)
    with filled(tmp_path) as register:
        assert [entry.serial for entry in register.entries(query)] == serials
        assert query.newest or register.count(query) == len(serials)


def test_a_workbook_of_entries_is_text_and_calculates_nothing(tmp_path: Path) -> None:
    with filled(tmp_path) as register:
        (tmp_path / "a.xlsx").write_bytes(listing.workbook(register.entries(), "zh"))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:4] == ["发文字号", "成文日期", "文种", "标题"]
    assert rows[1][6] == "已发"
    assert [cell.data_type for cell in sheet["D"]][3] == "s"
    assert all(cell.number_format == "@" for cell in sheet["D"])
    assert sheet["D4"].quotePrefix


@pytest.mark.usefixtures("both_stores")
def test_words_that_were_changed_are_found_as_they_are_now(tmp_path: Path) -> None:
    with filled(tmp_path) as register:
        with register.changing():
            register.record("found", "示食安办函〔2024〕1号", {}, words="另一些话")
        assert [entry.serial for entry in register.entries(Query(words=("包保",)))] == []
        assert [entry.serial for entry in register.entries(Query(words=("些话",)))] == [1]
        assert verify(register).problems == []

"""Numbers are given once, in order, without a gap, and the same again to the same document."""

import sqlite3
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import sleep

import pytest

from docgen.foundation.errors import ConflictError, ContentError, MachineError
from docgen.register.entries import ISSUED, RESERVED, VOID, Entry, Query
from docgen.register.opening import begin_register, open_register, server_of
from docgen.register.series import Series, of_code, read
from docgen.register.stores import postgresql, sqlite
from docgen.register.stores.shares import file_system
from docgen.register.verifying import verify
from tests.support import postgres, registers
from tests.support.registers import LETTERS, NOON, at, begun, given, opened, wanted
from tests.support.samples import problems
from tests.torture.numbers import together

BOTH = pytest.mark.usefixtures("both_stores")


def codes(make, kind: type = ConflictError) -> list[str]:
    return [problem.code for problem in problems(make, kind)]


@BOTH
def test_numbers_follow_one_another_and_a_document_keeps_its_own(tmp_path: Path) -> None:
    with begun(tmp_path) as register:
        assert given(register, "a.yaml", "b.yaml") == ["示食安办函〔2024〕1号", "示食安办函〔2024〕2号"]
        assert given(register, "b.yaml", "c.yaml") == ["示食安办函〔2024〕2号", "示食安办函〔2024〕3号"]
        assert [entry.state for entry in register.entries()] == [RESERVED] * 3
    with opened(tmp_path) as register:
        assert given(register, "a.yaml") == ["示食安办函〔2024〕1号"]


@BOTH
def test_each_year_and_code_counts_for_itself(tmp_path: Path) -> None:
    series = [LETTERS, of_code("示食安办", 2024), of_code("示食安办函", 2025), LETTERS]
    with begun(tmp_path) as register:
        entries = register.give([wanted(series=one) for one in series])
        assert [entry.number for entry in entries] == [
            "示食安办函〔2024〕1号", "示食安办〔2024〕1号", "示食安办函〔2025〕1号", "示食安办函〔2024〕2号",
        ]  # fmt: skip


@BOTH
def test_a_bare_issue_number_counts_within_its_scope(tmp_path: Path) -> None:
    with begun(tmp_path) as register:
        minutes, orders = Series("第{}期", 2024, "市食安办纪要2024年"), Series("第{}号", 0, "市食安办令")
        one, other = register.give([wanted(series=minutes), wanted(series=orders)])
    assert (one.number, one.printed) == ("市食安办纪要2024年第1期", "第1期")
    assert (other.number, other.printed) == ("市食安办令第1号", "第1号")


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("示食安办函〔2024〕12号", 12), ("示食安办函[2024]12号", 12), ("示食安办函（２０２４）12号", 12),
        ("示食安办函 【2024】 第012 号", 12), ("示食安办函2024-12号", None), ("示食安办函〔24〕12号", None),
        ("示食安办函〔2024〕0号", None), ("〔2024〕12号", None),
    ],
)  # fmt: skip
def test_a_number_is_known_however_its_brackets_are_typed(text: str, serial: int | None) -> None:
    found = read(text)
    assert (found and found[1]) == serial
    assert found is None or found[0] == LETTERS


@BOTH
def test_the_letters_of_a_document_are_found_by_its_name_and_no_other(tmp_path: Path) -> None:
    with begun(tmp_path) as register:
        given(register, "a.yaml#张三", "a.yaml", "A.yaml#李四", "a%yaml#王五", "a.yaml#赵六")
        assert [entry.serial for entry in register.entries(Query(letters_of="a.yaml"))] == [1, 5]


@BOTH
def test_a_number_is_found_however_it_is_written_and_one_that_recurs_within_its_scope(tmp_path: Path) -> None:
    with begun(tmp_path) as register:
        given(register, "a.yaml")
        (issue,) = register.give([wanted("b.yaml", Series("第{}期", 2024, "市食安办纪要2024年"))])
        register.entered(Entry("第1期"), wanted("c.yaml"), "")
        for text in ("示食安办函〔2024〕1号", "示食安办函[2024]1号", " 示食安办函（2024） 第01号"):
            assert register.find(text).serial == 1
        assert register.known("第１期", "市食安办纪要2024年") == issue
        assert register.find("第1期").key == "c.yaml"
        assert (
            register.claim("第1期", wanted("b.yaml", Series("第{}期", 2024, "市食安办纪要2024年"))) == issue
        )


@BOTH
def test_a_void_number_stays_and_is_never_given_again(tmp_path: Path) -> None:
    with begun(tmp_path) as register:
        given(register, "a.yaml", "b.yaml")
        entry = register.void("示食安办函[2024]2号", "内容有误")
        assert (entry.state, entry.note, entry.key) == (VOID, "内容有误", "")
        assert given(register, "b.yaml") == ["示食安办函〔2024〕3号"]
        assert codes(lambda: register.void("示食安办函〔2024〕2号", "再来")) == ["register-not-reserved"]
        assert codes(lambda: register.void("示食安办函〔2024〕9号", "无")) == ["register-unknown-number"]
        register.record("issued", "示食安办函〔2024〕1号", {"state": ISSUED})
        assert codes(lambda: register.void("示食安办函〔2024〕1号", "晚了")) == ["register-not-reserved"]


@BOTH
def test_a_promised_number_is_claimed_by_one_document(tmp_path: Path) -> None:
    with begun(tmp_path) as register:
        (kept,) = register.give([wanted(title="电话要的号")])
        claimed = register.claim(kept.number, wanted("a.yaml", title="关于正事的函"))
        assert (claimed.key, claimed.title, claimed.serial) == ("a.yaml", "关于正事的函", 1)
        assert register.claim(kept.number, wanted("a.yaml")).number == kept.number
        assert codes(lambda: register.claim(kept.number, wanted("b.yaml"))) == ["register-anothers"]
        assert codes(lambda: register.claim("示食安办函〔2024〕7号", wanted("b.yaml"))) == [
            "register-not-given"
        ]
        assert codes(lambda: register.claim("示食安办函〔2024〕2号", wanted("a.yaml"))) == [
            "register-has-number"
        ]
        assert register.claim("示食安办函〔2024〕2号", wanted("b.yaml")).number == "示食安办函〔2024〕2号"
        register.void("示食安办函〔2024〕2号", "不发了")
        assert codes(lambda: register.claim("示食安办函〔2024〕2号", wanted("c.yaml"))) == ["register-void"]


@BOTH
def test_a_register_begun_within_a_year_goes_on_where_the_paper_one_was(tmp_path: Path) -> None:
    with begun(tmp_path, "示食安办函〔2024〕36号") as register:
        assert given(register, "a.yaml") == ["示食安办函〔2024〕37号"]
        assert codes(lambda: register.count_from("示食安办函〔2024〕36号")) == ["register-counted-further"]
        assert codes(lambda: register.count_from("示食安办函〔2024〕40号")) == ["register-gap"]
        assert codes(lambda: register.count_from("三十六号")) == ["register-no-number"]
    assert codes(lambda: begin_register(tmp_path)) == ["register-begun"]


@BOTH
def test_what_a_clerk_should_know_of_a_number_is_told(tmp_path: Path) -> None:
    with begun(tmp_path) as register:
        register.give([wanted("a", office="shiban"), wanted("b", office="xianban")])
        at(register, NOON - timedelta(days=1))
        register.give([wanted("c", of_code("示食安办函", 2023))])
        told = [(finding.code, *finding.values.values()) for finding in register.noticed]
    assert told == [
        ("register-shared-code", "示食安办函〔2024〕×号", "xianban", "shiban"),
        ("register-other-year", 2023, 2024),
        ("register-clock", "2024-06-19 12:00+08:00", "2024-06-20 12:00:00+08:00"),
    ]


@BOTH
def test_eight_processes_give_no_number_twice_and_leave_none_out(tmp_path: Path) -> None:
    assert together(tmp_path, processes=8, numbers=50).serials == list(range(1, 401))


def test_a_register_that_another_holds_is_waited_for_and_then_told(tmp_path: Path) -> None:
    with begun(tmp_path) as register, register.changing():
        other = sqlite.opened(tmp_path / "register.db", patience=0.01)
        at_work = at(type(register)(other))
        assert codes(lambda: given(at_work, "a.yaml")) == ["register-busy"]
        other.close()


def test_a_register_on_a_server_that_another_holds_is_waited_for_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers, "server", postgres.new_server)
    with begun(tmp_path) as register, register.changing():
        other = postgresql.opened(tmp_path / "register.server", server_of(tmp_path), patience=1)
        assert codes(lambda: given(at(type(register)(other)), "a.yaml")) == ["register-busy"]
        other.close()


def test_a_server_out_of_reach_and_one_nobody_can_speak_to_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "register.server").write_text(f"host={tmp_path} dbname=none\n", "utf-8")
    assert codes(lambda: open_register(tmp_path), MachineError) == ["register-server"]
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert codes(lambda: open_register(tmp_path), MachineError) == ["register-no-driver"]


def test_what_the_disk_says_while_it_is_read_is_told(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_READ"
    assert codes(lambda: raised(sqlite.explanation(tmp_path, error)), MachineError) == ["register-disk"]


def raised(error: Exception) -> None:
    raise error


def test_a_newer_register_and_what_is_none_are_left_alone(tmp_path: Path) -> None:
    assert codes(lambda: open_register(tmp_path), ContentError) == ["register-missing"]
    begun(tmp_path).store.close()
    file = tmp_path / "register.db"
    data = bytearray(file.read_bytes())
    data[63] = 99
    file.write_bytes(bytes(data))
    assert codes(lambda: open_register(tmp_path), MachineError) == ["register-newer"]
    assert file.read_bytes() == data
    for wrong in (
        b"",
        b"SQLite",
        b"SQLite format 3\0" + bytes(84),
        bytes(data[:100]).replace(b"\x63", b"\x01"),
    ):
        file.write_bytes(wrong)
        assert codes(lambda: open_register(tmp_path), MachineError) == ["register-damaged"]
        assert file.read_bytes() == wrong


def test_an_older_register_on_a_server_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers, "server", postgres.new_server)
    with monkeypatch.context() as older:
        older.setattr(postgresql, "VERSION", 1)
        with begun(tmp_path) as register:
            register.give([wanted("a.yaml", title="关于抽查的函")])
    for _ in range(2):
        with opened(tmp_path) as register:
            assert [entry.serial for entry in register.entries(Query(words=("抽查",)))] == [1]
            assert postgresql.version_of(register.store) == postgresql.VERSION
    with monkeypatch.context() as older:
        older.setattr(postgresql, "VERSION", 1)
        assert codes(lambda: opened(tmp_path), MachineError) == ["register-newer"]


MOUNTS = r"""
21 1 8:1 / / rw - ext4 /dev/sda1 rw
30 21 0:40 / /mnt/office\040share rw - cifs //server/share rw
31 30 8:2 / /mnt/office\040share/local rw - ext4 /dev/sdb rw
40 21 0:41 / /home/me/davs rw - fuse.gvfsd-fuse gvfsd-fuse rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/a", "ext4"),
        ("/mnt/office share/a", "cifs"),
        ("/mnt/office shared/a", "ext4"),
        ("/mnt/office share/local/a", "ext4"),
        ("/home/me/davs/a/b", "fuse.gvfsd-fuse"),
    ],
)
def test_a_share_is_known_by_its_mount(path: str, kind: str) -> None:
    assert file_system(path, MOUNTS) == kind


def test_on_a_share_the_rollback_journal_is_used_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(tmp_path).store.close()
    monkeypatch.setattr("docgen.register.stores.shares.is_on_share", lambda file: True)
    with opened(tmp_path) as register:
        assert [finding.code for finding in register.noticed] == ["register-on-share"]
        assert given(register, "a.yaml") == ["示食安办函〔2024〕1号"]
        assert [tuple(row) for row in register.store.run("PRAGMA journal_mode")] == [("delete",)]
    monkeypatch.setattr("docgen.register.stores.shares.can_lock", lambda file: False)
    assert codes(lambda: open_register(tmp_path), MachineError) == ["register-no-locks"]


@BOTH
def test_nothing_is_given_when_something_goes_wrong_within(tmp_path: Path) -> None:
    with begun(tmp_path) as register:
        with suppress(ConflictError), register.changing():
            given(register, "a.yaml")
            register.void("示食安办函〔2024〕9号", "没有这个号")
        assert given(register, "b.yaml") == ["示食安办函〔2024〕1号"]


@pytest.mark.parametrize(
    ("setting", "code"), [("max_page_count = 1", "disk-full"), ("query_only = ON", "register-read-only")]
)
def test_a_full_disk_and_a_read_only_one_cost_no_number(tmp_path: Path, setting: str, code: str) -> None:
    with begun(tmp_path) as register:
        given(register, "a.yaml")
        list(register.store.run(f"PRAGMA {setting}"))
        long = [wanted(f"{number}.yaml", title="很长的标题" * 400) for number in range(9)]
        assert codes(lambda: register.give(long), MachineError) == [code]
    with opened(tmp_path) as register:
        assert given(register, "b.yaml") == ["示食安办函〔2024〕2号"]
        assert verify(register).problems == []


def test_who_waits_has_a_turn_while_another_writes_without_a_pause(tmp_path: Path) -> None:
    begun(tmp_path).store.close()
    ended = Event()

    def write() -> None:
        with opened(tmp_path) as busy:
            for _ in range(400):
                with busy.store.writing():
                    sleep(0.005)
        ended.set()

    writer = Thread(target=write)
    with opened(tmp_path) as register:
        writer.start()
        for number in range(5):
            given(register, f"{number}.yaml")
        assert not ended.is_set()
    writer.join()

"""A register proves that nothing in it was changed: every byte, event, entry, count and word."""

import random
from pathlib import Path

import pytest

from docgen.foundation.errors import ConflictError, DocgenError
from docgen.register.backups import back_up
from docgen.register.entries import ISSUED
from docgen.register.stores.postgresql import PostgresqlStore
from docgen.register.stores.sqlite import SqliteStore
from docgen.register.verifying import ranges, verify
from tests.support.registers import begun, edited, given, opened, wanted
from tests.support.samples import problems

BOTH = pytest.mark.usefixtures("both_stores")
PAGE = 4096
TRIGGERS = ("events_stay", "events_remain", "entries_remain")
UNGUARDED = {
    SqliteStore: [f"DROP TRIGGER {name}" for name in TRIGGERS],
    PostgresqlStore: ["SET session_replication_role = replica"],
}
"""What lets a stranger change what the store itself guards."""
TITLE = "关于做好食品安全包保督导工作的提醒函"


def filled(root: Path) -> Path:
    """Make a register of ten numbers, two of them issued, one void; return its file."""
    with begun(root) as register:
        given(register, *(f"{number}.yaml" for number in range(10)))
        for number in (1, 2):
            entry = {"state": ISSUED, "title": TITLE, "addressees": "城关区人民政府"}
            register.record("issued", f"示食安办函〔2024〕{number}号", entry, {"files": {}}, words=TITLE * 20)
        register.void("示食安办函〔2024〕3号", "内容有误")
    return root / "register.db"


def found(root: Path) -> list[str]:
    """Return the codes of what is wrong with a register."""
    try:
        with opened(root) as register:
            return [problem.code for problem in verify(register).problems]
    except DocgenError as error:
        return [problem.code for problem in error.problems]


@BOTH
def test_a_register_that_nobody_changed_proves_itself(tmp_path: Path) -> None:
    filled(tmp_path)
    for _ in range(2):
        with opened(tmp_path) as register:
            told = verify(register)
        assert (told.problems, told.notes, told.events, told.entries) == ([], [], 14, 10)


def test_every_single_byte_that_is_changed_is_found(tmp_path: Path) -> None:
    file = filled(tmp_path)
    seal = file.with_name("register.db.seal")
    whole = {path: path.read_bytes() for path in (file, seal)}
    chance = random.Random(9704)
    for _ in range(60):
        for path in (file, seal):
            edited(path, chance.randrange(len(whole[path])), lambda byte: byte ^ chance.randrange(1, 256))
            assert found(tmp_path), path
            for other, data in whole.items():
                other.write_bytes(data)
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("UPDATE entries SET title = '别的' WHERE serial = 1", ["verify-entry-changed"]),
        ("UPDATE entries SET state = 'reserved' WHERE serial = 3", ["verify-entry-changed"]),
        ("DELETE FROM entries WHERE serial = 5", ["verify-entry-missing"]),
        (
            "INSERT INTO entries SELECT 99, '99号', book, series, 99, year, state, 'x', kind, title, "
            "office, addressees, date, person, due, note, more FROM entries WHERE serial = 4",
            ["verify-entry-unknown"],
        ),
        ("DELETE FROM events WHERE at = 6", ["verify-event-missing", "verify-entry-unknown"]),
        ("DELETE FROM events WHERE at = 14", ["verify-entry-changed"]),
        ("DELETE FROM events WHERE at = 7", ["verify-event-missing", "verify-gap"]),
        ("UPDATE events SET person = '别人' WHERE at = 14", ["verify-event-changed", "verify-entry-changed"]),
        ("UPDATE events SET moment = '2020' WHERE at = 5", ["verify-event-changed"]),
        ("UPDATE events SET body = 'x' WHERE at = 5", ["verify-event-unreadable"]),
        ("UPDATE counters SET last = 8", ["verify-count"]),
        ("DELETE FROM counters", ["verify-count"]),
        ("UPDATE words SET words = 'x' WHERE id = 1", ["verify-words"]),
    ],
)  # fmt: skip
@BOTH
def test_what_was_changed_is_named(tmp_path: Path, statement: str, codes: list[str]) -> None:
    filled(tmp_path)
    with opened(tmp_path) as register:
        for unguarded in UNGUARDED[type(register.store)]:
            list(register.store.run(unguarded))
        list(register.store.run(statement))
    told = found(tmp_path)
    assert isinstance(register.store, PostgresqlStore) or told[0] == "verify-file-changed"
    assert set(codes) <= set(told)


@BOTH
@pytest.mark.parametrize(
    "statement", ["DELETE FROM events", "UPDATE events SET at = 99", "DELETE FROM entries WHERE serial = 5"]
)
def test_events_and_numbers_cannot_be_taken_out_in_passing(tmp_path: Path, statement: str) -> None:
    filled(tmp_path)
    with opened(tmp_path) as register, pytest.raises(DocgenError):
        list(register.store.run(statement))
    assert found(tmp_path) == []


def page_of(file: Path, text: str) -> int:
    """Return which page of a register file a text is in, from 0."""
    return file.read_bytes().index(text.encode()) // PAGE


@pytest.mark.parametrize(
    ("text", "codes", "named"),
    [
        ('"key":"20.yaml"', {"verify-event-unreadable", "verify-unproved"}, "个号"),
        ("20.yamlletters", {"verify-entry-missing"}, "个号"),
        ("", {"register-damaged"}, "not a register"),
    ],
)
def test_of_a_damaged_file_what_can_be_read_is_judged_and_the_rest_named(
    tmp_path: Path, text: str, codes: set[str], named: str
) -> None:
    with begun(tmp_path) as register:
        fields = {"kind": "letters/reminder", "title": TITLE}
        register.give([wanted(f"{number}.yaml", **fields) for number in range(99)])
    file = tmp_path / "register.db"
    data, at = file.read_bytes(), page_of(file, text) * PAGE
    file.write_bytes(data[:at] + bytes(PAGE) + data[at + PAGE :])
    try:
        with opened(tmp_path) as register:
            wrong = verify(register).problems
    except DocgenError as error:
        wrong = list(error.problems)
    told = {problem.code: problem.text("zh") for problem in wrong}
    assert set(told) - {"verify-file-changed", "verify-store"} == codes
    assert any(named in text for text in told.values())


def test_a_seal_that_was_changed_or_taken_away_is_told_and_made_anew(tmp_path: Path) -> None:
    seal = filled(tmp_path).with_name("register.db.seal")
    edited(seal, 20, lambda byte: byte ^ 1)
    assert found(tmp_path) == ["verify-seal-damaged"]
    seal.unlink()
    with opened(tmp_path) as register:
        told = verify(register)
        assert (told.problems, [note.code for note in told.notes]) == ([], ["verify-seal-missing"])
        given(register, "later.yaml")
    assert found(tmp_path) == []
    with opened(tmp_path) as register, opened(tmp_path) as other:
        given(other, "again.yaml")
        list(register.store.run("PRAGMA busy_timeout = 100"))
        with other.changing():
            told = verify(register)
        assert (told.problems, [note.code for note in told.notes]) == ([], ["verify-in-use"])


@BOTH
def test_a_register_that_does_not_prove_itself_is_not_saved_as_if_it_did(tmp_path: Path) -> None:
    filled(tmp_path)
    with opened(tmp_path) as register:
        list(register.store.run("UPDATE entries SET title = '别的' WHERE serial = 1"))
        told = [
            one.code for one in problems(lambda: back_up(register, tmp_path / "backup.db"), ConflictError)
        ]
    assert told == ["register-backup", "verify-entry-changed"]
    assert not (tmp_path / "backup.db").exists()


def test_a_crash_before_the_seal_is_told_and_is_no_fault(tmp_path: Path) -> None:
    filled(tmp_path)
    register = opened(tmp_path)
    given(register, "late.yaml")
    register.store.connection.close()
    with opened(tmp_path) as again:
        told = verify(again)
    assert (told.problems, [note.code for note in told.notes]) == ([], ["verify-seal-older"])
    with opened(tmp_path) as again:
        given(again, "later.yaml")
    assert found(tmp_path) == []


@BOTH
def test_a_backup_is_whole_and_verified_and_never_over_another(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / "copy").mkdir()
    with opened(tmp_path) as register:
        told = back_up(register, tmp_path / "copy/register.db")
        assert (told.entries, told.last) == (10, register.store.last_event().hash)
        with pytest.raises(DocgenError):
            back_up(register, tmp_path / "copy/register.db")
    assert found(tmp_path / "copy") == []
    with opened(tmp_path / "copy") as copy:
        assert copy.give([wanted("11.yaml")])[0].serial == 11


@pytest.mark.parametrize(("places", "text"), [((), ""), ((3,), "3"), ((1, 2, 3, 7, 9, 10), "1–3、7、9–10")])
def test_counts_are_told_as_ranges(places: tuple[int, ...], text: str) -> None:
    assert ranges(places) == text

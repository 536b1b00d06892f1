"""What is kept shows every change of what it was worked out from, and is no more than may be kept."""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from docgen.foundation import memory
from docgen.foundation.memory import kept, look, steady


class Reader:
    """A kept function that reads files, and counts how often it had to."""

    def __init__(self, most: int = 4) -> None:
        self.runs = 0
        self.read = kept(most)(self.read_afresh)

    def read_afresh(self, path: Path) -> str | None:
        self.runs += 1
        return look(path).read_text() if look(path).exists() else None


def settled(path: Path, text: str) -> Path:
    """Return a file that was written long enough ago."""
    path.write_text(text)
    wait()
    return path


def wait() -> None:
    time.sleep(2 * memory.FRESH / 1e9)


def test_a_value_is_worked_out_once_while_its_file_stays_as_it_is(tmp_path):
    reader, file = Reader(), settled(tmp_path / "a", "一")
    assert [reader.read(file) for _ in range(3)] == ["一"] * 3
    assert reader.runs == 1


@pytest.mark.parametrize("change", ["longer", "same length", "same length and time", "renamed over", "gone"])
def test_each_change_of_a_file_shows_at_once(tmp_path, change):
    reader, file = Reader(), settled(tmp_path / "a", "一")
    assert reader.read(file) == "一"
    old = file.stat()
    if change == "gone":
        file.unlink()
    elif change == "renamed over":
        (tmp_path / "b").write_text("二")
        os.utime(tmp_path / "b", ns=(old.st_atime_ns, old.st_mtime_ns))
        (tmp_path / "b").replace(file)
    else:
        file.write_text("二二" if change == "longer" else "二")
        if change == "same length and time":
            os.utime(file, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert reader.read(file) == {"gone": None, "longer": "二二"}.get(change, "二")


def test_a_file_that_comes_shows_at_once(tmp_path):
    reader = Reader()
    assert reader.read(tmp_path / "a") is None
    assert reader.read(tmp_path / "a") is None
    assert reader.runs == 1
    (tmp_path / "a").write_text("一")
    assert reader.read(tmp_path / "a") == "一"


def test_what_was_read_within_the_same_tick_as_it_was_changed_is_not_kept(tmp_path):
    reader, file = Reader(), tmp_path / "a"
    for number in range(300):
        file.write_text(f"{number % 10}")  # always as long, most of them within one tick of the clock
        assert reader.read(file) == f"{number % 10}"


def test_a_folder_is_looked_at_by_its_names(tmp_path):
    names = kept(4)(lambda folder: sorted(path.name for path in look(folder).iterdir()))
    settled(tmp_path / "a", "")
    assert names(tmp_path) == ["a"]
    (tmp_path / "b").write_text("")
    assert names(tmp_path) == ["a", "b"]


def test_what_asks_for_something_kept_depends_on_its_files_too_also_when_that_was_not_worked_out_anew(
    tmp_path,
):
    reader, file = Reader(), settled(tmp_path / "a", "一")
    outer = kept(4)(lambda path: f"«{reader.read(path)}»")
    assert reader.read(file) == "一"  # kept already when the outer one asks
    assert outer(file) == "«一»"
    file.write_text("二")
    assert outer(file) == "«二»"


def test_an_error_is_not_kept_and_what_led_to_it_counts_for_who_went_on_without(tmp_path):
    file = tmp_path / "a"
    read = kept(4)(lambda path: look(path).read_text())

    @kept(4)
    def cautious(path: Path) -> str:
        try:
            return read(path)
        except OSError:
            return "nothing"

    assert cautious(file) == "nothing"
    settled(file, "一")
    assert cautious(file) == "一"


def test_no_more_is_kept_than_may_be_and_what_was_asked_for_last_stays(tmp_path):
    reader = Reader(most=2)
    a, b, c = (settled(tmp_path / name, name) for name in "abc")
    for file in (a, b, a, c):  # b goes
        reader.read(file)
    assert reader.runs == 3
    assert [reader.read(file) for file in (a, c)] == ["a", "c"]
    assert reader.runs == 3
    assert reader.read(b) == "b"
    assert reader.runs == 4


def test_within_a_steady_block_one_state_is_seen_and_after_it_the_new_one(tmp_path):
    reader, file = Reader(), settled(tmp_path / "a", "一")
    reader.read(file)
    with steady():
        assert reader.read(file) == "一"
        file.write_text("二")
        assert reader.read(file) == "一"
    assert reader.read(file) == "二"


def test_within_a_steady_block_a_file_written_just_now_is_seen_in_one_state_too(tmp_path):
    reader, file = Reader(), settled(tmp_path / "a", "零")
    reader.read(file)
    file.write_text("一")
    with steady():
        assert reader.read(file) == "一"
        file.write_text("二")
        assert reader.read(file) == "一"
    assert reader.read(file) == "二"


def test_a_steady_block_looks_once_however_often_is_asked(tmp_path, monkeypatch):
    reader, file = Reader(), settled(tmp_path / "a", "一")
    reader.read(file)
    looked, plain = [], memory.state
    monkeypatch.setattr(memory, "state", lambda path: looked.append(path) or plain(path))
    with steady():
        for _ in range(100):
            reader.read(file)
    assert len(looked) == 1


def test_threads_share_what_is_kept_and_never_see_another_file(tmp_path):
    reader = Reader(most=3)
    files = [settled(tmp_path / str(number), str(number)) for number in range(6)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            read = list(pool.map(reader.read, files * 100))
    finally:
        sys.setswitchinterval(before)
    assert read == [file.name for file in files] * 100


def test_within_a_block_something_is_worked_out_once_and_anew_in_the_next():
    runs = []

    def asked():
        return memory.once("key", lambda: runs.append(1) or len(runs))

    assert [asked(), asked()] == [1, 2]  # outside of a block each time
    with steady():
        assert [asked(), asked()] == [3, 3]
    with steady():
        assert asked() == 4


def test_what_notes_its_looks_is_worked_out_each_time(tmp_path):
    file = settled(tmp_path / "a", "一")
    within = kept(4)(lambda number: (number, memory.once("key", lambda: look(file).read_text())))
    with steady():
        assert [within(1), within(2)] == [(1, "一"), (2, "一")]
    file.write_text("二")
    assert within(2) == (2, "二")

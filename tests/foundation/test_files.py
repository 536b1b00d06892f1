"""Files that several threads and processes put into one folder: whole, with the rights and links they had."""

import errno
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from docgen.foundation import files
from docgen.foundation.errors import ContentError, MachineError, Problem
from docgen.foundation.files import (
    UNFINISHED,
    explain_errors,
    open_locked,
    store_newest,
    write_file,
    write_new,
    write_through,
)
from docgen.foundation.messages import Reason
from docgen.foundation.processes.owners import here, machine


def mode(path: Path) -> int:
    """Return who may do what with a file."""
    return path.stat().st_mode & 0o777


@pytest.fixture
def _usual_mask():
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture(autouse=True)
def _folders_not_seen_yet():
    files.tidy_once.cache_clear()


def ended_process() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_files_written_at_once_into_one_folder_are_each_whole(tmp_path: Path) -> None:
    wanted = {tmp_path / str(number): f"{number}".encode() * 20_000 for number in range(60)}
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(files.write_file, wanted, wanted.values()))
    finally:
        sys.setswitchinterval(before)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == wanted


def test_one_file_written_by_many_at_once_is_whole_as_one_of_them_meant_it(tmp_path: Path) -> None:
    path, meant = tmp_path / "a", [f"{number}".encode() * 20_000 for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda data: write_file(path, data), meant))
    assert path.read_bytes() in meant
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("_usual_mask")
@pytest.mark.parametrize("rights", [0o600, 0o640, 0o664, 0o755])
def test_a_file_written_again_keeps_its_rights(tmp_path: Path, rights: int) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    path.chmod(rights)
    write_file(path, b"two")
    assert (mode(path), path.read_bytes()) == (rights, b"two")


def test_a_link_is_written_through_to_a_file_that_keeps_its_rights(tmp_path: Path) -> None:
    real, link, chain = tmp_path / "elsewhere" / "a", tmp_path / "b", tmp_path / "c"
    real.parent.mkdir()
    real.write_bytes(b"one")
    real.chmod(0o600)
    link.symlink_to("elsewhere/a")
    chain.symlink_to(link)
    write_through(chain, b"two")
    assert (link.is_symlink(), chain.is_symlink()) == (True, True)
    assert (real.read_bytes(), mode(real)) == (b"two", 0o600)
    assert list(real.parent.iterdir()) == [real]


def test_what_a_dead_process_was_writing_is_taken_away(tmp_path: Path) -> None:
    dead = tmp_path / f"{UNFINISHED}-{machine()}-{ended_process()}-00000000"
    living = tmp_path / f"{UNFINISHED}-{here()}-00000000"
    elsewhere = tmp_path / f"{UNFINISHED}-ffffffff-{ended_process()}-00000000"
    forgotten = tmp_path / f"{UNFINISHED}-ffffffff-1-00000000"
    of_an_older_docgen = tmp_path / UNFINISHED
    for path in (dead, living, elsewhere, forgotten, of_an_older_docgen):
        path.write_bytes(b"")
    for path in (forgotten, of_an_older_docgen):
        os.utime(path, (0, 0))
    write_file(tmp_path / "a", b"one")
    assert sorted(tmp_path.iterdir()) == sorted([living, elsewhere, tmp_path / "a"])


def test_a_relative_name_is_looked_at_anew_in_another_folder_and_in_a_forked_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = f"{UNFINISHED}-{machine()}-{ended_process()}-00000000"
    for name in ("one", "two"):
        (tmp_path / name / "out").mkdir(parents=True)
        (tmp_path / name / "out" / dead).touch()
        monkeypatch.chdir(tmp_path / name)
        write_file(Path("out/a"), b"one")
        assert [path.name for path in Path("out").iterdir()] == ["a"]
    Path("out", dead).touch()
    if not (child := os.fork()):
        write_file(Path("out/b"), b"two")
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert {path.name for path in Path("out").iterdir()} == {"a", "b"}


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_what_stands_where_an_older_docgen_wrote_is_in_nobodys_way(tmp_path: Path, kind: str) -> None:
    victim, old = tmp_path / "victim", tmp_path / UNFINISHED
    victim.write_bytes(b"mine")
    old.symlink_to(victim) if kind == "link" else old.mkdir()
    write_file(tmp_path / "a", b"one")
    assert victim.read_bytes() == b"mine"


def test_a_ledger_that_was_put_anew_while_it_was_awaited_is_opened_as_it_is_now(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    with ThreadPoolExecutor(1) as pool:
        with files.open_locked(path) as first:
            waiting = pool.submit(files.open_locked, path)
            sleep(0.1)  # it is open by now, and waits
            write_file(path, b"anew")
            assert first.read() == b""
        with waiting.result() as second:
            second.seek(0)
            assert second.read() == b"anew"


def test_a_file_of_somebody_else_is_told_as_such(tmp_path: Path) -> None:
    for name, code in (("ledger", "file-anothers"), ("folder", "folder-read-only")):
        path = tmp_path / name
        path.write_bytes(b"") if name == "ledger" else path.mkdir()
        with pytest.raises(MachineError) as caught, files.explain_errors(tmp_path):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        assert [(one.code, one.place.path) for one in caught.value.problems] == [(code, path)]


def test_a_file_of_two_names_is_not_added_to(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"mine")
    os.link(tmp_path / "victim", tmp_path / "ledger")
    with (
        pytest.raises(MachineError) as caught,
        files.explain_errors(tmp_path),
        files.open_locked(tmp_path / "ledger"),
    ):
        pass
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.path) == ("file-has-names", tmp_path / "ledger")
    assert "硬链接" in problem.text("zh")


def test_of_two_that_begin_one_file_at_once_one_is_told_that_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a"

    def begun(text: str) -> str:
        try:
            write_new({path: text.encode()})
        except ContentError as error:
            return error.problems[0].code
        return text

    for _ in range(20):
        with ThreadPoolExecutor(4) as pool:
            said = list(pool.map(begun, ["a" * 9999, "b" * 9999, "c" * 9999, "d" * 9999]))
        assert said.count("file-exists") == 3
        assert path.read_text() in said
        path.unlink()


def test_a_folder_without_locks_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.fcntl, "flock", no_locks)
    with (
        pytest.raises(MachineError) as caught,
        files.explain_errors(tmp_path),
        files.open_locked(tmp_path / "ledger"),
    ):
        pass
    assert caught.value.problems[0].code == "no-locks"


def no_locks(*_: object) -> None:
    """Do as a file system that knows no locks."""
    raise OSError(37, "No locks available")


def test_why_the_system_refuses_is_said_in_the_readers_language(tmp_path: Path) -> None:
    long = tmp_path / ("长" * 200)
    with pytest.raises(MachineError) as caught:
        store_newest([(long, b"")])
    (problem,) = caught.value.problems
    assert "文件名或路径太长" in problem.text("zh")
    assert "the path is too long" in problem.text("en")
    rare = Problem("cannot-write", values={"reason": Reason.of(OSError(errno.EXDEV, "Cross-device link"))})
    assert "Cross-device link" in rare.text("zh")


def test_a_link_in_the_place_of_a_ledger_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "ledger").symlink_to(tmp_path / "another's")
    with pytest.raises(MachineError) as caught, explain_errors(tmp_path):
        open_locked(tmp_path / "ledger")
    assert caught.value.problems[0].code == "file-is-link"
    assert not (tmp_path / "another's").exists()

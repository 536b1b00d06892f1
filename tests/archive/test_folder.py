"""The output folder: files whole or not at all, and nothing overwritten that docgen did not make."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.archive import folder as folder_room
from docgen.archive.folder import LEDGER, store, store_all
from docgen.foundation.errors import ContentError, DocgenError, MachineError

NAME = "提醒函.pdf"


def listing(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, the ledger left out."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != LEDGER}


def code_of(error: pytest.ExceptionInfo[DocgenError]) -> str:
    (problem,) = error.value.problems
    assert problem.text("zh")
    assert problem.text("en")
    return problem.code


def test_a_file_is_written_into_a_new_folder(tmp_path: Path) -> None:
    path = store(tmp_path / "a" / "b", NAME, b"one")
    assert path == tmp_path / "a" / "b" / NAME
    assert listing(path.parent) == {NAME: b"one"}


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664), (0o000, 0o666)])
def test_a_file_has_the_rights_the_user_gives_new_files(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        path = store(tmp_path, NAME, b"one")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == mode


def test_a_file_docgen_made_is_replaced(tmp_path: Path) -> None:
    for data in (b"one", b"two", b"one"):
        store(tmp_path, NAME, data)
        assert listing(tmp_path) == {NAME: data}


def test_a_file_that_has_these_bytes_is_left_untouched(tmp_path: Path) -> None:
    path = store(tmp_path, NAME, b"one")
    before = (path.stat().st_ino, path.stat().st_mtime_ns, (tmp_path / LEDGER).read_bytes())
    store(tmp_path, NAME, b"one")
    assert (path.stat().st_ino, path.stat().st_mtime_ns, (tmp_path / LEDGER).read_bytes()) == before


def test_a_file_changed_by_hand_is_not_overwritten(tmp_path: Path) -> None:
    store(tmp_path, NAME, b"one").write_bytes(b"edited")
    with pytest.raises(ContentError) as caught:
        store(tmp_path, NAME, b"two")
    assert code_of(caught) == "not-ours"
    assert listing(tmp_path) == {NAME: b"edited"}


def test_a_file_docgen_never_made_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"foreign")
    store(tmp_path, "other.pdf", b"foreign")  # the same bytes under another name prove nothing
    with pytest.raises(ContentError) as caught:
        store(tmp_path, NAME, b"two")
    assert code_of(caught) == "not-ours"
    assert (tmp_path / NAME).read_bytes() == b"foreign"


def test_a_link_is_neither_followed_nor_replaced(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"one")
    (tmp_path / NAME).symlink_to(target)
    for data in (b"one", b"two"):
        with pytest.raises(ContentError) as caught:
            store(tmp_path, NAME, data)
        assert code_of(caught) == "file-is-link"
    assert target.read_bytes() == b"one"
    assert (tmp_path / NAME).is_symlink()


def test_a_ledger_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / LEDGER).symlink_to(tmp_path / "target")
    with pytest.raises(MachineError):
        store(tmp_path, NAME, b"one")
    assert not (tmp_path / "target").exists()


def test_a_folder_of_the_name_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(ContentError) as caught:
        store(tmp_path, NAME, b"one")
    assert code_of(caught) == "file-is-link"


def test_a_refusal_leaves_nothing_written_and_names_every_file(tmp_path: Path) -> None:
    for name in ("b", "d"):
        (tmp_path / name).write_bytes(b"foreign")
    with pytest.raises(ContentError) as caught:
        store_all(tmp_path, [(name, b"new") for name in "abcd"])
    assert [problem.place.path for problem in caught.value.problems] == [tmp_path / "b", tmp_path / "d"]
    assert listing(tmp_path) == {"b": b"foreign", "d": b"foreign"}


def test_files_are_written_in_order(tmp_path: Path) -> None:
    assert store_all(tmp_path, [("b", b"1"), ("a", b"2")]) == [tmp_path / "b", tmp_path / "a"]
    assert listing(tmp_path) == {"a": b"2", "b": b"1"}
    names = [json.loads(line)["name"] for line in (tmp_path / LEDGER).read_text("utf-8").split("\n") if line]
    assert names == ["b", "a"]


@pytest.mark.parametrize("names", [("a", "a"), ("a.pdf", "A.PDF")])
def test_two_files_of_one_name_are_our_bug(tmp_path: Path, names: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="two files"):
        store_all(tmp_path, [(name, b"") for name in names])


@pytest.mark.parametrize(
    "torn", [b'\n{"name": "x', b"\n\xff\xfe", b"\nnull\n[]\n7\n{}", b'{"name": 1}\n\n\n']
)
def test_a_torn_ledger_still_knows_its_other_lines(tmp_path: Path, torn: bytes) -> None:
    store(tmp_path, "a", b"one")
    with (tmp_path / LEDGER).open("ab") as ledger:
        ledger.write(torn)
    store(tmp_path, "b", b"one")
    store_all(tmp_path, [("a", b"two"), ("b", b"two")])
    assert listing(tmp_path) == {"a": b"two", "b": b"two"}


def test_a_file_where_the_folder_should_be_is_explained(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    for folder in (tmp_path / "out", tmp_path / "out" / "below"):
        with pytest.raises(MachineError) as caught:
            store(folder, NAME, b"one")
        assert code_of(caught) == "folder-is-file"


def test_a_folder_that_cannot_be_made_is_explained() -> None:
    with pytest.raises(MachineError) as caught:
        store(Path("/proc/docgen"), NAME, b"one")
    assert code_of(caught) in {"cannot-write", "folder-read-only"}  # kernels differ


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_explained(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(MachineError) as caught:
            store(tmp_path, NAME, b"one")
    finally:
        tmp_path.chmod(0o755)
    assert code_of(caught) == "folder-read-only"
    assert list(tmp_path.iterdir()) == []


def run(code: str, folder: Path) -> list[str]:
    """Run `code` in a process of its own, with `folder` as its argument, and return the lines it prints."""
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


# The limit on a file's size stands for a full disk: the system refuses to write on (EFBIG) at any byte.
FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from docgen.archive.folder import store_all
from docgen.foundation.errors import MachineError

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path(sys.argv[1])
for limit in range(0, 4000, 50):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        store_all(folder / str(limit), [("a", b"a" * 1000), ("b", b"b" * 3000)])
        print(limit, "done")
    except MachineError as error:
        print(limit, error.problems[0].code)
"""


def test_a_full_disk_leaves_whole_files_only(tmp_path: Path) -> None:
    lines = [line.split() for line in run(FULL_DISK, tmp_path)]
    assert {code for _, code in lines} == {"disk-full", "done"}
    whole = {"a": b"a" * 1000, "b": b"b" * 3000}
    seen = set()
    for limit, code in lines:
        files = listing(tmp_path / limit)
        assert files == {name: whole[name] for name in files}
        assert (code == "done") == (files == whole)
        seen.add(len(files))
    assert seen == {0, 1, 2}


# Kills a process at the first, second, third … line of the module until it runs to its end.
KILL = """
import os, signal, sys
from pathlib import Path
from docgen.archive import folder as archive
from docgen.foundation import files

folder = Path(sys.argv[1])

def child(number, out):
    left = number
    def trace(frame, event, arg):
        nonlocal left
        if frame.f_code.co_filename not in (archive.__file__, files.__file__):
            return None
        if event == "line":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    sys.settrace(trace)
    archive.store_all(out, [("a", b"new a"), ("b", b"new b")])
    os._exit(0)

number, status = 0, -1
while status != 0:
    out = folder / str(number)
    archive.store(out, "a", b"old a")
    pid = os.fork()
    if pid == 0:
        child(number, out)
    status = os.waitpid(pid, 0)[1]
    assert status in (0, signal.SIGKILL), status
    number += 1
"""


def test_a_process_killed_at_any_line_leaves_whole_files_that_the_next_run_replaces(tmp_path: Path) -> None:
    run(KILL, tmp_path)
    folders = sorted(tmp_path.iterdir())
    assert len(folders) > 50
    seen = set()
    for folder in folders:
        a, b = folder / "a", folder / "b"
        assert a.read_bytes() in (b"old a", b"new a")
        assert not b.exists() or (a.read_bytes(), b.read_bytes()) == (b"new a", b"new b")
        seen.add((a.read_bytes(), b.exists()))
        store_all(folder, [("a", b"next a"), ("b", b"next b")])
        assert listing(folder) == {"a": b"next a", "b": b"next b"}
    assert len(seen) == 3


TWO_WRITERS = """
import sys
from pathlib import Path
from docgen.archive.folder import store_all

for number in range(40):
    store_all(Path(sys.argv[1]), [("a", sys.argv[2].encode() * 10000), (f"{sys.argv[2]}-{number}", b"x")])
"""


def test_processes_may_write_into_one_folder_at_once(tmp_path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", TWO_WRITERS, tmp_path, who]) for who in "pqr"]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    files = listing(tmp_path)
    assert len(files) == 1 + 3 * 40
    assert files["a"] in {who.encode() * 10000 for who in "pqr"}


@pytest.mark.parametrize(
    "line", [b"[" * 100_000, b"null", b'"a"', b"\0\0\0\0", b"\xff\xfe\n", b'{"name": 7}x}']
)
def test_a_garbled_ledger_that_does_not_know_a_file_says_so(tmp_path: Path, line: bytes) -> None:
    (tmp_path / NAME).write_bytes(b"old")
    (tmp_path / LEDGER).write_bytes(b"\n" + line + b"\n")
    with pytest.raises(ContentError) as caught:
        store(tmp_path, NAME, b"new")
    assert [problem.code for problem in caught.value.problems] == ["not-ours", "ledger-garbled"]
    assert (tmp_path / NAME).read_bytes() == b"old"


def test_a_line_of_the_ledger_that_was_changed_is_not_believed(tmp_path: Path) -> None:
    path = store(tmp_path, NAME, b"one")
    ledger = tmp_path / LEDGER
    mark = folder_room.sha256(b"one").hexdigest()
    ledger.write_text(
        ledger.read_text("utf-8").replace(mark, folder_room.sha256(b"edited").hexdigest()), "utf-8"
    )
    path.write_bytes(b"edited")
    with pytest.raises(ContentError) as caught:
        store(tmp_path, NAME, b"two")
    assert [problem.code for problem in caught.value.problems] == ["not-ours", "ledger-garbled"]


def test_the_ledger_of_an_older_docgen_is_honoured(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"one")
    told = json.dumps({"name": NAME, "sha256": folder_room.sha256(b"one").hexdigest()}, ensure_ascii=False)
    (tmp_path / LEDGER).write_text(f"\n{told}\n", "utf-8")
    store(tmp_path, NAME, b"two")
    assert listing(tmp_path) == {NAME: b"two"}

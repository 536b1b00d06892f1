"""The lock of a document: one at a time, a bounded wait, and never a lock that nobody holds."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from docgen.foundation import files
from docgen.foundation.durable.locks import BARE, BUSY, busy, lock_file, locked_document, ticket, user
from docgen.foundation.errors import MachineError
from docgen.foundation.processes.owners import machine
from tests.foundation.test_files import ended_process, no_locks

HOLD = """
import sys, time
from pathlib import Path
from docgen.foundation.durable.locks import locked_document
with locked_document(Path(sys.argv[1]), "import"):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(path: Path) -> "subprocess.Popen[str]":
    """Return a process that has the lock of a document."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def refused(path: Path, patience: float = 0.2) -> str:
    """Return the code that a document is refused with, and see that it says who and what to do."""
    start = monotonic()
    with pytest.raises(MachineError) as caught, locked_document(path, "import", patience):
        pass
    assert monotonic() - start < patience + 2
    (problem,) = caught.value.problems
    assert problem.place.path == path
    for lang in ("zh", "en"):
        assert user() in problem.text(lang)
    return problem.code


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "book.yaml"
    path.write_text("kind: handbooks/cadre\n")
    return path


def test_a_second_one_waits_for_a_while_and_is_told(document: Path) -> None:
    with holder(document) as other:
        assert refused(document) == "document-importing"
        link = document.with_name("link.yaml")
        link.symlink_to(document)
        assert refused(link) == "document-importing"
        other.kill()


@pytest.mark.parametrize(
    ("task", "said"), [("import", "导入"), ("accept", "审定"), ("final", "出版"), ("knit", "另一个 docgen")]
)
def test_who_waits_is_told_what_the_other_is_doing(document: Path, task: str, said: str) -> None:
    lock_file(document).write_bytes(ticket(task))
    problem = busy(document, lock_file(document), bare=False)
    assert problem.code == BUSY.get(task, "document-busy")
    assert said in problem.text("zh")
    assert user() in problem.text("en")


def test_the_lock_of_a_process_that_was_killed_is_free_at_once(document: Path) -> None:
    with holder(document) as other:
        other.send_signal(signal.SIGKILL)
    assert lock_file(document).exists()
    with locked_document(document, "import", 0.2):
        pass
    assert list(document.parent.iterdir()) == [document]


def test_a_lock_file_that_holds_rubbish_is_free(document: Path) -> None:
    for rubbish in (b"", b"\xff\xfe", b"[" * 9999, b"[]", b'{"who": 7}'):
        lock_file(document).write_bytes(rubbish)
        with locked_document(document, "import", 0.2):
            pass


def test_where_there_are_no_locks_a_file_is_one(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.fcntl, "flock", no_locks)
    with locked_document(document, "import"):
        assert refused(document) == "document-busy-unknown"
    assert list(document.parent.iterdir()) == [document]


@pytest.mark.parametrize(("where", "is_free"), [(machine(), True), ("ffffffff", False)])
def test_where_there_are_no_locks_a_process_of_this_machine_is_known_to_have_ended(
    document: Path, monkeypatch: pytest.MonkeyPatch, where: str, is_free: bool
) -> None:
    monkeypatch.setattr(files.fcntl, "flock", no_locks)
    bare = lock_file(document).with_name(lock_file(document).name + BARE)
    bare.write_text(json.dumps({"who": "示例", "machine": "x", "process": f"{where}-{ended_process()}"}))
    if is_free:
        with locked_document(document, "import", 0.2):
            pass
        assert not bare.exists()
    else:
        assert refused(document) == "document-busy-unknown"


def test_a_folder_that_cannot_be_written_is_told(document: Path) -> None:
    lock_file(document).mkdir()
    with pytest.raises(MachineError), locked_document(document, "import", 0.2):
        pass

"""One at a time at what belongs to a document: its texts, their records, its editions.

A lock is a hidden file beside the document that says who is at work and on what. The system lets go of it
when that process ends, however it ends, so one found without an owner is stale and simply taken over. Where a
file system knows no locks (some network folders) the file itself is the lock: then only a process of the same
machine can be known to have ended, and the sentence says which file to take away.
"""

import errno
import getpass
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO

from ..errors import MachineError, Place, Problem
from ..files import NEW_FILE, explain_errors, is_still, name_new
from ..files import lock as lock_open
from ..processes.owners import here, is_gone

SUFFIX = ".docgen-lock"
BARE = "-held"
"""Ends the name of a lock that is nothing but a file."""
PATIENCE = 20.0
"""Seconds to wait for another: an import takes two, an edition of a long handbook ten."""
STEP = 0.05
NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)
"""What file systems say that know no locks."""
BUSY = {"import": "document-importing", "accept": "document-accepting", "final": "document-releasing"}
"""What is told of a document that another is at work on, by his task."""
LONGEST = 4096
"""Bytes of a lock file that are read."""


class TakenError(Exception):
    """Somebody else has the lock that `file` is."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


@dataclass(frozen=True)
class Lock:
    """A lock that was taken: its file, open where the system's lock hangs on it."""

    file: Path
    held: BinaryIO | None = None

    def let_go(self) -> None:
        """Give the lock back and take its file away, while it is still ours."""
        with suppress(OSError):
            self.file.unlink(missing_ok=True)
        if self.held:
            self.held.close()


@contextmanager
def locked_document(path: Path, task: str, patience: float = PATIENCE) -> Iterator[None]:
    """Have the document at `path` for this block alone; `task` (`import`, `accept`…) is told to who waits.

    Raises MachineError when another is at work for longer than `patience`, or the folder cannot be written.
    """
    file = lock_file(path)
    with explain_errors(file.parent):
        lock = awaited(path, file, task, patience)
    try:
        yield
    finally:
        lock.let_go()


def awaited(path: Path, file: Path, task: str, patience: float) -> Lock:
    """Return the lock of a document when nobody else has it any more. Raises MachineError if that is late."""
    end = monotonic() + patience
    while True:
        try:
            return taken(file, task)
        except TakenError as other:
            if monotonic() > end:
                raise MachineError([busy(path, other.file, other.file != file)]) from other
            sleep(STEP)


def lock_file(path: Path) -> Path:
    """Return the lock file of a document, which has one however many links lead to it."""
    real = Path(os.path.realpath(path))
    return real.with_name(f".{real.name}{SUFFIX}")


def taken(file: Path, task: str) -> Lock:
    """Take a lock. Raises TakenError when another has it, OSError when the disk refuses."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    held = os.fdopen(os.open(file, flags, NEW_FILE), "r+b", buffering=0)
    try:
        lock_open(held, file, wait=False)
        if not is_still(file, held):  # its owner took it away between our opening and our locking it
            raise TakenError(file)
        held.truncate(0)
        held.write(ticket(task))
        with suppress(OSError):
            os.fchmod(held.fileno(), NEW_FILE)  # whoever may work here may take over what a crash left
    except BaseException as error:
        held.close()
        if isinstance(error, BlockingIOError):
            raise TakenError(file) from error
        if isinstance(error, OSError) and error.errno in NO_LOCKS:
            file.unlink(missing_ok=True)
            return taken_by_name(file.with_name(file.name + BARE), task)
        raise
    return Lock(file, held)


def taken_by_name(file: Path, task: str) -> Lock:
    """Take a lock where there are none: by giving its file a name, which only one can. Raises TakenError."""
    process = str(owner(file).get("process", ""))
    if is_gone(process):
        put_aside(file, process)
    try:
        name_new(file, ticket(task))
    except FileExistsError as error:
        raise TakenError(file) from error
    return Lock(file)


def put_aside(file: Path, process: str) -> None:
    """Take away the lock of a process that has ended; if it is another's by now, leave it to him."""
    aside = file.with_name(f"{file.name}-{here()}")
    with suppress(OSError):
        file.rename(aside)
        if owner(aside).get("process") != process:
            os.link(aside, file)
        aside.unlink()


def ticket(task: str) -> bytes:
    """Return what a lock file says."""
    told = {"who": user(), "machine": platform.node(), "task": task, "process": here()}
    return json.dumps(told, ensure_ascii=False).encode()


def user() -> str:
    """Return the name of whoever runs this process, as far as the machine knows one."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return str(os.getuid())


def owner(file: Path) -> dict[str, object]:
    """Return what a lock file says, nothing for one that says nothing sensible."""
    try:
        with file.open("rb") as opened:
            told = json.loads(opened.read(LONGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def busy(path: Path, file: Path, bare: bool) -> Problem:
    """Return the problem of a document that another is at work on."""
    told = owner(file)
    who, where = (shown(told.get(key)) for key in ("who", "machine"))
    code = "document-busy-unknown" if bare else BUSY.get(str(told.get("task")), "document-busy")
    return Problem(code, Place(path), {"who": who, "machine": where, "lock": file})


def shown(value: object) -> str:
    """Return what a lock file says of its owner, short and without control characters."""
    text = value if isinstance(value, str) else ""
    return "".join(sign for sign in text if sign.isprintable())[:40] or "?"

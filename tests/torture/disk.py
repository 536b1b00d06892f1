"""docgen's commands in forked children whose disk is slow, or fails or kills them at an operation of choice.

Each child is a session of its own, so that what it leaves running can be found; nothing else is ever ended.
"""

import os
import random
import signal
import stat
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NoReturn

from docgen import cli
from docgen.pipeline.register.issue.issuing import STAGING

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGES = ("open", "write", "fsync", "replace", "rename", "link", "unlink", "mkdir", "rmdir")
"""The functions of `os` through which everything passes that changes the disk."""
LIMIT = 300.0


@dataclass
class Disk:
    """What the disk does at each operation that would change it."""

    at: int = -1  # the operation, counted from 0, at which something befalls the process
    error: int = 0  # what the disk says then; 0: the process is killed
    slow: bool = False  # does waiting for the disk take 30 to 80 ms?
    log: Path | None = None  # gets a line for each operation
    count: int = 0
    real: dict[str, Callable[..., Any]] = field(default_factory=dict)

    def install(self) -> None:
        """Stand in for the functions of `os` in this process."""
        for name in CHANGES:
            self.real[name] = getattr(os, name)
            setattr(os, name, self.instead_of(name))

    def instead_of(self, name: str) -> Callable[..., Any]:
        """Return what takes the place of a function of `os`."""
        real = self.real[name]

        def operation(*arguments: Any, **named: Any) -> Any:
            if is_counted(name, arguments):
                self.step(name, arguments[0])
            if name == "fsync" and self.slow:
                sleep(random.uniform(0.03, 0.08))
            return real(*arguments, **named)

        return operation

    def step(self, name: str, what: object) -> None:
        """Count an operation; kill the process or fail if it is the one."""
        number, self.count = self.count, self.count + 1
        if self.log:
            line = self.real["open"](self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            self.real["write"](line, f"{name} {what}\n".encode())
            os.close(line)
        if number == self.at and self.error:
            raise OSError(self.error, os.strerror(self.error))
        if number == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


def is_counted(name: str, arguments: Sequence[Any]) -> bool:
    """Say whether a call would change a file."""
    if name == "open":
        return len(arguments) > 1 and bool(arguments[1] & WRITING)
    if name == "write":
        return stat.S_ISREG(os.fstat(arguments[0]).st_mode) and arguments[0] > 2
    return True


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int  # negative: the signal that killed it
    said: str
    seconds: float
    left: tuple[int, ...] = ()  # processes it left running


def begun(arguments: Sequence[str], home: Path, log: Path, disk: Disk | None = None) -> int:
    """Begin a command in the folder `home` and return its process; what it says goes to `log`."""
    if process := os.fork():
        return process
    os.setsid()
    os.chdir(home)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    for number, file in enumerate((os.open(os.devnull, os.O_RDONLY), output, output)):
        os.dup2(file, number)
    return carry_out(arguments, disk)


def carry_out(arguments: Sequence[str], disk: Disk | None) -> NoReturn:
    """Carry out a command in this process and end it."""
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    code = 99
    try:
        if disk:
            disk.install()
        code = cli.run(["--lang", "en", *arguments])
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def ended(process: int, log: Path, grace: float = 10) -> Ended:
    """Wait for a command; one that takes too long is killed, and so is what it leaves running."""
    start = monotonic()
    while not (found := os.waitpid(process, os.WNOHANG))[0]:
        if monotonic() - start > LIMIT:
            os.kill(process, signal.SIGKILL)
        sleep(0.002)
    seconds = monotonic() - start
    while (left := session(process)) and monotonic() - start < seconds + grace:
        sleep(0.05)
    for one in left:
        os.kill(one, signal.SIGKILL)
    return Ended(os.waitstatus_to_exitcode(found[1]), log.read_text("utf-8", "replace"), seconds, left)


def session(leader: int) -> tuple[int, ...]:
    """Return the processes of a session that run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, of = path.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if state != "Z" and int(of) == leader:
            found.append(int(path.parent.name))
    return tuple(found)


def run(arguments: Sequence[str], home: Path, disk: Disk | None = None) -> Ended:
    """Carry out a command in the folder `home`."""
    log = home.with_name(f"{home.name}.log")
    return ended(begun(arguments, home, log, disk), log)


def visible(folder: Path) -> dict[str, bytes]:
    """Return what is in a folder and below, by name, without what is hidden."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        name: path.read_bytes()
        for path in paths
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and (name := path.relative_to(folder).as_posix())
    }


def hidden(folder: Path) -> list[str]:
    """Return the names of what docgen left half done in a folder: notes, locks, unfinished files."""
    marks = ("unfinished", "docgen-lock", "docgen-change", "docgen-forget")
    return sorted(
        path.name
        for path in folder.rglob(".*")
        if any(mark in path.name for mark in marks) or path.name == STAGING
    )

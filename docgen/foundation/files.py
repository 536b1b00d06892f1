"""Files put away whole: written under another name, then renamed; what the disk refuses is explained."""

import errno
import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from .errors import ContentError, DocgenError, MachineError, Place, Problem, combined

UNFINISHED = ".docgen-unfinished"
"""The one file being written. A crash may leave it; the next run replaces it."""
writing = Lock()
"""Held by the thread that writes it: another one would put its own data under the first one's name."""

CODES = {
    errno.EACCES: "folder-read-only",
    errno.EPERM: "folder-read-only",
    errno.EROFS: "folder-read-only",
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",
    errno.ENOTDIR: "folder-is-file",
    errno.EEXIST: "folder-is-file",
}


def store_missing(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write those of `files` that are not there yet, in order, each whole; what is there is left alone.

    Raises MachineError when the disk refuses.
    """
    for path, data in files:
        with explain_errors(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                write_file(path, data)
                sync_folder(path.parent)


@contextmanager
def explain_errors(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses while the block runs into a MachineError."""
    try:
        yield
    except OSError as error:
        code = CODES.get(error.errno or 0, "cannot-write")
        place = Place(Path(os.fsdecode(error.filename)) if error.filename else folder)
        raise MachineError([Problem(code, place, {"reason": error.strerror or str(error)})]) from error


def open_locked(path: Path) -> BinaryIO:
    """Return a file that is only ever added to, made where needed; only one process at a time is let in.

    Raises OSError when it cannot be had, and when a link stands in its place.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    file = os.fdopen(os.open(path, flags, 0o644), "a+b", buffering=0)
    fcntl.flock(file, fcntl.LOCK_EX)  # let go when the file is closed, also by a crash
    return file


def write_file(path: Path, data: bytes) -> None:
    """Write a file under another name and rename it, so that no one ever sees a part of it.

    It is on disk when this returns; that the folder names it, `sync_folder` sees to.
    """
    with writing:
        write_unfinished(path.parent / UNFINISHED, path, data)


def write_unfinished(unfinished: Path, path: Path, data: bytes) -> None:
    """Write a file as `unfinished`, then name it `path`."""
    unfinished.unlink(missing_ok=True)
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        with os.fdopen(descriptor, "wb", buffering=0):
            write_whole(descriptor, data)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def write_whole(descriptor: int, data: bytes) -> None:
    """Write all of `data` and wait until the disk has it; the system may take it in pieces."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the folder's new entries."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_new(files: Mapping[Path, bytes]) -> None:
    """Write new files, each whole, never over an old one.

    Raises ContentError with every file that is there already, MachineError with every one that could not be
    written.
    """
    errors: list[DocgenError] = []
    for path, data in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                errors.append(ContentError([Problem("file-exists", Place(path))]))
            else:
                write_file(path, data)
        except OSError as error:
            reason = {"reason": error.strerror or str(error)}
            errors.append(MachineError([Problem("not-written", Place(path), reason)]))
    if errors:
        raise combined(errors)

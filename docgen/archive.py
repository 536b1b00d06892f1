"""The stop `file`: finished files are put into the output folder, whole or not at all.

In go names and bytes, out come paths. A file that someone has changed since, or that docgen never made, is
not overwritten: the folder's ledger `.docgen-made.jsonl` has a line for every file ever made, written before
the file itself, so that a file which a crash left behind is known as ours too.
"""

import errno
import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from .errors import ContentError, MachineError, Place, Problem
from .filenames import within

LEDGER = ".docgen-made.jsonl"
UNFINISHED = ".docgen-unfinished"
"""The one file being written. A crash may leave it; the next run replaces it."""

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


def store(folder: Path, name: str, data: bytes) -> Path:
    """Write `data` as `name` in `folder`, which is made where needed, and return the path.

    A file that has these bytes already is left untouched. Raises ContentError for a file docgen did not make,
    MachineError when the disk refuses; either way nothing is half written.
    """
    return store_all(folder, [(name, data)])[0]


def store_all(folder: Path, files: Sequence[tuple[str, bytes]]) -> list[Path]:
    """Write `files` into `folder` and return their paths, in order; names must differ in more than case.

    All names are checked before the first file is written. Errors as `store`.
    """
    paths = [within(folder, name) for name, _ in files]
    if len({path.name.casefold() for path in paths}) < len(paths):
        raise ValueError("two files of one name")  # `filenames.unique` makes them differ
    with explained(folder), opened_ledger(folder) as ledger:
        changed = [
            (path, data) for path, (_, data) in zip(paths, files, strict=True) if is_changed(path, data)
        ]
        # The ledger of a long batch is long, and asked only of what stands in the way.
        made = entries(ledger) if any(path.exists() for path, _ in changed) else set()
        if problems := [problem for path, _ in changed for problem in obstacles(path, made)]:
            raise ContentError(problems)
        if changed:
            record(ledger, changed)
            for path, data in changed:
                write(path, data)
            sync_folder(folder)
    return paths


def store_missing(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write those of `files` that are not there yet, in order, each whole; what is there is left alone.

    Raises MachineError when the disk refuses.
    """
    for path, data in files:
        with explained(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                write(path, data)
                sync_folder(path.parent)


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses while the block runs into a MachineError."""
    try:
        yield
    except OSError as error:
        code = CODES.get(error.errno or 0, "cannot-write")
        place = Place(Path(os.fsdecode(error.filename)) if error.filename else folder)
        raise MachineError([Problem(code, place, {"reason": error.strerror or str(error)})]) from error


def opened_ledger(folder: Path) -> BinaryIO:
    """Return the ledger of `folder`, making both where needed; only one process at a time is let in."""
    folder.mkdir(parents=True, exist_ok=True)
    return locked(folder / LEDGER)


def locked(path: Path) -> BinaryIO:
    """Return a file that is only ever added to, made where needed; only one process at a time is let in.

    Raises OSError when it cannot be had, and when a link stands in its place.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    file = os.fdopen(os.open(path, flags, 0o644), "a+b", buffering=0)
    fcntl.flock(file, fcntl.LOCK_EX)  # let go when the file is closed, also by a crash
    return file


def entries(ledger: BinaryIO) -> set[tuple[str, str]]:
    """Return name and hash of every file the ledger tells of; a line torn by a crash is passed over."""
    ledger.seek(0)
    found = set()
    for text in ledger.read().splitlines():
        try:
            entry = json.loads(text)
            found.add((str(entry["name"]), str(entry["sha256"])))
        except (ValueError, TypeError, KeyError):
            continue
    return found


def is_changed(path: Path, data: bytes) -> bool:
    """Say whether writing `data` to `path` would change anything."""
    return path.is_symlink() or not path.is_file() or path.read_bytes() != data


def obstacles(path: Path, made: set[tuple[str, str]]) -> Iterator[Problem]:
    """Give what stands at `path` and may not be overwritten."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        yield Problem("file-is-link", Place(path))
    elif path.exists() and (path.name, sha256(path.read_bytes()).hexdigest()) not in made:
        yield Problem("not-ours", Place(path))


def record(ledger: BinaryIO, files: Iterable[tuple[Path, bytes]]) -> None:
    """Add a line to the ledger for each of `files`, all of them on disk when this returns.

    A line feed comes first, so that a torn line before it stays alone.
    """
    told = ({"name": path.name, "sha256": sha256(data).hexdigest()} for path, data in files)
    lines = "".join(f"\n{json.dumps(entry, ensure_ascii=False)}\n" for entry in told)
    write_whole(ledger.fileno(), lines.encode())


def write(path: Path, data: bytes) -> None:
    """Write a file under another name and rename it, so that no one ever sees a part of it.

    It is on disk when this returns; that the folder names it, `sync_folder` sees to.
    """
    unfinished = path.parent / UNFINISHED
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

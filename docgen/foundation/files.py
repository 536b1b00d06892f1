"""Files put away whole: written under another name, then renamed; what the disk refuses is explained.

What a file is written as has a name of its own, which says who writes it: two at once never meet in it, and
one that a dead process left behind is known as such and taken away.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from time import time
from typing import BinaryIO

from .errors import ContentError, DocgenError, MachineError, Place, Problem, combined
from .filenames import numbered_names
from .messages import Reason
from .processes.owners import here, is_gone

UNFINISHED = ".docgen-unfinished"
"""What the name of a file that is being written begins with; then come machine, process and chance."""
NEW_FILE = 0o666
"""The rights of a new file, of which the user's umask takes away what it takes away."""
KEPT = 0o600
"""The rights of a new file that tells who got what: whoever made it reads it; others as he lets them."""
DAY = 24 * 60 * 60
"""Seconds after which no one is at work any more on an unfinished file, on whatever machine."""

CODES = {
    errno.EACCES: "folder-read-only",
    errno.EPERM: "folder-read-only",
    errno.EROFS: "folder-read-only",
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",
    errno.ENOTDIR: "folder-is-file",
    errno.EEXIST: "folder-is-file",
    errno.EMLINK: "file-has-names",
    errno.ELOOP: "file-is-link",
    errno.ENOLCK: "no-locks",
    errno.EOPNOTSUPP: "no-locks",
    errno.ENOSYS: "no-locks",
}
NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
"""What file systems say that do not give a file two names."""


def store_newest(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write `files` in order, each whole; one that says the same already is left untouched.

    Raises MachineError when the disk refuses.
    """
    for path, data in files:
        with explain_errors(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.is_file() or path.read_bytes() != data:
                write_file(path, data)
                sync_folder(path.parent)


@contextmanager
def explain_errors(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses while the block runs into a MachineError."""
    try:
        yield
    except OSError as error:
        place = Place(Path(os.fsdecode(error.filename)) if error.filename else folder)
        code = CODES.get(error.errno or 0, "cannot-write")
        if error.errno == errno.EACCES and place.path and place.path.is_file():
            code = "file-anothers"
        raise MachineError([Problem(code, place, {"reason": Reason.of(error)})]) from error


def open_locked(path: Path) -> BinaryIO:
    """Return a file that is only ever added to, made where needed; only one process at a time is let in.

    It tells of people: a new one is open to its owner alone, an old one keeps the rights it was given. One
    that was put anew or taken away while we waited for it is opened again, as it is now.
    Raises OSError when it cannot be had, and when a link stands in its place or the file has other names too:
    whoever could lay such a link would have docgen write into a file of somebody else's.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    while True:
        file = os.fdopen(os.open(path, flags, KEPT), "a+b", buffering=0)
        try:
            if os.fstat(file.fileno()).st_nlink > 1:
                raise OSError(errno.EMLINK, os.strerror(errno.EMLINK), str(path))
            lock(file, path)  # let go when the file is closed, also by a crash
            if is_still(path, file):
                return file
        except BaseException:
            file.close()
            raise
        file.close()


def is_still(path: Path, file: BinaryIO) -> bool:
    """Say whether an open file is the one that now has its name."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(file.fileno()))
    except OSError:
        return False


def lock(file: BinaryIO, path: Path, wait: bool = True) -> None:
    """Lock an open file against other processes. Raises BlockingIOError when one has it and none may wait."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def write_file(path: Path, data: bytes, like: Path | None = None, mode: int = NEW_FILE) -> None:
    """Write a file under another name and rename it, so that no one ever sees a part of it.

    An old file keeps its rights, a new one has those of the file `like` if one is named, else `mode` as far
    as the umask lets it; a link is replaced. It is on disk when this returns; that the folder names it,
    `sync_folder` sees to.
    """
    with unfinished(path, data, like, mode) as made:
        made.replace(path)


def write_through(path: Path, data: bytes) -> None:
    """Write a file as `write` does; where `path` is a link, the file it leads to."""
    write_file(Path(os.path.realpath(path)), data)


@contextmanager
def unfinished(path: Path, data: bytes, like: Path | None = None, mode: int = NEW_FILE) -> Iterator[Path]:
    """Write `data` on disk beside `path`, with the rights of what stands there, or of `like`; give its name.

    It is gone after the block, unless it was given another name.
    """
    tidy(path.parent)
    made = path.with_name(f"{UNFINISHED}-{here()}-{token_hex(4)}")
    old = rights(path) or (rights(like) if like else None)
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        descriptor = os.open(made, flags, mode if old is None else KEPT)
        with os.fdopen(descriptor, "wb", buffering=0):
            if old is not None:
                take_over(descriptor, old)
            write_whole(descriptor, data)
        yield made
    finally:
        with suppress(OSError):
            made.unlink(missing_ok=True)


def rights(path: Path) -> os.stat_result | None:
    """Return whose the file at `path` is and who may do what with it, None where no file stands."""
    with suppress(OSError):
        found = path.lstat()
        return found if stat.S_ISREG(found.st_mode) else None
    return None


def take_over(descriptor: int, old: os.stat_result) -> None:
    """Give a new file the owner and the rights of an old one, as far as the system lets us."""
    with suppress(OSError):  # only root may give a file away
        os.fchown(descriptor, old.st_uid, old.st_gid)
    with suppress(OSError):
        os.fchmod(descriptor, stat.S_IMODE(old.st_mode) & 0o777)


def tidy(folder: Path) -> None:
    """Take away what dead processes were writing in `folder`.

    A process looks once, since folders may be large: one that was forked looks for itself, and a relative
    name may mean another folder later.
    """
    with suppress(OSError):
        found = folder.stat()
        tidy_once(folder, (found.st_dev, found.st_ino), os.getpid())


@lru_cache(maxsize=256)
def tidy_once(folder: Path, identity: tuple[int, int], process: int) -> None:
    """Take away what dead processes were writing in a folder, for the process of this number."""
    with suppress(OSError):
        for path in [Path(entry.path) for entry in os.scandir(folder) if entry.name.startswith(UNFINISHED)]:
            if is_left_behind(path):
                path.unlink(missing_ok=True)


def is_left_behind(path: Path) -> bool:
    """Say whether nobody writes an unfinished file any more."""
    who = path.name.removeprefix(UNFINISHED).lstrip("-").rpartition("-")[0]
    return is_gone(who) or time() - path.lstat().st_mtime > DAY


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


def write_beside(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    """Write a file under a name that is free, or that has the same bytes; return its path.

    Nothing is overwritten: where another file has the name, -2, -3 … is put behind the stem.
    Raises MachineError when the disk refuses.
    """
    with explain_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        paths = map(folder.joinpath, numbered_names(stem, suffix))
        path = next(one for one in paths if is_free_for(one, data))
        if not path.exists():
            write_file(path, data)
            sync_folder(folder)
    return path


def is_free_for(path: Path, data: bytes) -> bool:
    """Say whether a file with these bytes may stand at a path: nothing is there, or the same."""
    return not path.exists() or (path.is_file() and path.read_bytes() == data)


def write_new(files: Mapping[Path, bytes], same: Iterable[Path] = ()) -> None:
    """Write new files in order, each whole, never over an old one, also when two do so at once.

    Those of `same` may be there already, if they say the same: a crash left them.
    Raises ContentError with every file that is there already, MachineError with every one that could not be
    written.
    """
    errors: list[DocgenError] = []
    may_stand = set(same)
    for path, data in files.items():
        try:
            tidy(path.parent)
            if path in may_stand and path.is_file() and path.read_bytes() == data:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            name_new(path, data)
        except FileExistsError as error:
            if error.filename2 is None and not os.path.lexists(path):  # a file where a folder should be
                errors.append(not_written(path, error))
            else:
                errors.append(ContentError([Problem("file-exists", Place(path))]))
        except OSError as error:
            errors.append(not_written(path, error))
    if errors:
        raise combined(errors)


def not_written(path: Path, error: OSError) -> MachineError:
    """Return what is said of a new file that the disk refused."""
    return MachineError([Problem("not-written", Place(path), {"reason": Reason.of(error)})])


def name_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raises FileExistsError when it is, by then."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    with unfinished(path, data) as made:
        try:
            os.link(made, path)
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            made.replace(path)
        sync_folder(path.parent)

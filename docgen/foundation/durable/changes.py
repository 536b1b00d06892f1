"""Several files changed as one: all of them are as they were or, at the latest the next time, as meant.

What is to be written is put down whole in a hidden file beside the document before the first file is touched,
and taken away after the last. Whoever comes upon it after a crash finishes the work. A file that somebody has
changed by hand meanwhile is left to him, and told.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..errors import ContentError, Finding, Place, Problem
from ..files import explain_errors, sync_folder, write_file, write_through
from .locks import locked_document

SUFFIX = ".docgen-change"
LEFT = "change-not-finished"


@dataclass(frozen=True)
class Change:
    """What is to become of one file: a hash of what it said before, None if there was none; the new text."""

    name: str  # from the document's folder
    before: str | None
    text: str


def change_file(path: Path) -> Path:
    """Return where the change of the document at `path` is put down."""
    return path.with_name(f".{path.name}{SUFFIX}")


def write_together(path: Path, files: Mapping[Path, bytes]) -> None:
    """Write files of the document at `path`, all of them or none; its lock must be held.

    Each lies in the document's folder or below. Raises MachineError when the disk refuses: what is written
    then already is finished the next time the document is opened.
    """
    folder, note = path.parent, change_file(path)
    changes = [
        Change(file.relative_to(folder).as_posix(), mark_of(file), data.decode())
        for file, data in files.items()
    ]
    with explain_errors(folder):
        if len(changes) > 1:
            write_file(note, put_down(changes), like=strictest(files))
            sync_folder(note.parent)
        for change in changes:
            carry_out(folder, change)
        if len(changes) > 1:
            take_away(note)


def finish(path: Path) -> list[Finding]:
    """Finish what a crash broke off at the document at `path`, and return what could not be finished.

    While somebody else is at work on the document, wait. Raises MachineError when that is too long or the
    disk refuses, ContentError for a note that is damaged.
    """
    if not change_file(path).exists():
        return []
    with locked_document(path, "finish"):
        return finish_locked(path)


def finish_locked(path: Path) -> list[Finding]:
    """Do as `finish` for a document whose lock is held."""
    folder, note = path.parent, change_file(path)
    if not note.exists():
        return []
    left = []
    with explain_errors(folder):
        for change in noted(note):
            file = folder / change.name
            now = mark_of(file)
            if now == change.before:
                carry_out(folder, change)
            elif now != mark(change.text.encode()):
                left.append(Finding(LEFT, Place(file)))
        take_away(note)
    return left


def carry_out(folder: Path, change: Change) -> None:
    """Write one file of a change."""
    file = folder / change.name
    write_through(file, change.text.encode())
    sync_folder(Path(os.path.realpath(file)).parent)


def strictest(files: Iterable[Path]) -> Path:
    """Return the file that the fewest may read: no one else is to read of it in a note."""
    return min(files, key=lambda file: file.stat().st_mode & 0o077 if file.exists() else 0o777)


def take_away(note: Path) -> None:
    """Take the note of a change away that is carried out."""
    note.unlink(missing_ok=True)
    sync_folder(note.parent)


def put_down(changes: list[Change]) -> bytes:
    """Return the note of a change: a line with its hash, a line with its files."""
    told = json.dumps([vars(change) for change in changes], ensure_ascii=False).encode()
    return f"{mark(told)}\n".encode() + told + b"\n"


def noted(note: Path) -> list[Change]:
    """Return the change that was put down. Raises ContentError when the note is not as it was written."""
    head, _, told = note.read_bytes().partition(b"\n")
    told = told.removesuffix(b"\n")
    if head.decode("ascii", "replace") == mark(told):
        with suppress(ValueError, RecursionError):
            changes = list(read(json.loads(told)))
            if None not in changes:
                return [change for change in changes if change]
    raise ContentError([Problem("change-damaged", Place(note))])


def read(told: Any) -> Iterator[Change | None]:
    """Yield the changes of a note, None in the place of what is none or leads out of the folder."""
    for entry in told if isinstance(told, list) else [None]:
        match entry:
            case {"name": str(name), "before": before, "text": str(text)} if is_within(name):
                yield Change(name, before, text)
            case _:
                yield None


def is_within(name: str) -> bool:
    """Say whether a name stays in the folder it is taken from."""
    path = Path(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\0" not in name


def mark_of(file: Path) -> str | None:
    """Return a hash of what a file says, None where there is none."""
    return mark(file.read_bytes()) if file.exists() else None


def mark(data: bytes) -> str:
    """Return a hash of bytes."""
    return sha256(data).hexdigest()

"""The journal of a batch: which gatherings are finished, so that a batch killed at any moment goes on.

A line is added, and is on disk, after the files it tells of are. It is believed only where those files are
there as it tells them; a line torn by a crash is passed over. A lock lets one process at a time in.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from ..archive import explained, write_whole


@dataclass(frozen=True)
class Receipt:
    """One file that was made."""

    file: str
    sha256: str
    pages: int  # 0 where they are not counted


class Journal:
    """The open journal of one batch, in its output folder."""

    def __init__(self, folder: Path, file: BinaryIO) -> None:
        self.folder = folder
        self.file = file
        self.finished: dict[str, list[Receipt]] = {}
        file.seek(0)
        for line in file.read().splitlines():
            try:
                entry = json.loads(line)
                self.finished[str(entry["key"])] = [Receipt(*receipt) for receipt in entry["files"]]
            except (ValueError, TypeError, KeyError):
                continue

    def receipts(self, key: str) -> list[Receipt] | None:
        """Return the receipts of what was made under `key`, None unless all of it is there unchanged."""
        found = self.finished.get(key)
        if found is None or not all(is_there(self.folder, receipt) for receipt in found):
            return None
        return found

    def add(self, key: str, receipts: Sequence[Receipt]) -> None:
        """Note that the files of `key` are in the folder; this is on disk when it returns."""
        told = {"key": key, "files": [[r.file, r.sha256, r.pages] for r in receipts]}
        with explained(self.folder):
            # A line feed comes first, so that a torn line before it stays alone.
            write_whole(self.file.fileno(), f"\n{json.dumps(told, ensure_ascii=False)}\n".encode())
        self.finished[key] = list(receipts)


def is_there(folder: Path, receipt: Receipt) -> bool:
    """Say whether a file is in `folder` as its receipt tells."""
    path = folder / receipt.file
    return path.is_file() and mark_of(path.read_bytes()) == receipt.sha256


def mark_of(data: bytes) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    return sha256(data).hexdigest()


@contextmanager
def opened(folder: Path, name: str) -> Iterator[Journal]:
    """Open the journal of the batch `name`, making it where needed; wait while another process works on it.

    Raises MachineError when the folder cannot be written.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / f".{name}.docgen-batch.jsonl", flags, 0o644)
    with os.fdopen(descriptor, "a+b", buffering=0) as file:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # let go when the file is closed, also by a crash
        yield Journal(folder, file)

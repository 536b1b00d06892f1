"""The journal of a batch: which gatherings are finished, so that a batch killed at any moment goes on.

A line is added, and is on disk, after the files it tells of are. It is believed only where those files are
there as it tells them; a line torn by a crash is passed over. A lock lets one process at a time in. One line
is a mark of the roster, so that another document for the same people is noticed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from docgen.foundation.files import explain_errors, open_locked, write_whole
from docgen.write import SUFFIXES, File

SUFFIX = ".docgen-batch.jsonl"


@dataclass(frozen=True)
class Receipt:
    """One file that was made."""

    file: str
    sha256: str
    pages: int = 0  # 0 where they are not counted
    letter: str = ""  # what it is of, and in which form: the journal's lines do not say it
    form: str = ""

    def of(self, letter: str, form: str) -> "Receipt":
        """Return the receipt with what it is of."""
        return replace(self, letter=letter, form=form)


class Journal:
    """The open journal of one batch, in its output folder."""

    def __init__(self, folder: Path, file: BinaryIO) -> None:
        self.folder = folder
        self.file = file
        file.seek(0)
        told = list(entries(file.read()))
        self.rosters = {str(entry["roster"]) for entry in told if "roster" in entry}
        self.finished: dict[str, list[Receipt]] = {}
        for entry in told:
            try:
                self.finished[str(entry["key"])] = [Receipt(*receipt[:3]) for receipt in entry["files"]]
            except (TypeError, KeyError):
                continue

    def receipts(self, key: str, wanted: Sequence[tuple[str, str]] = ()) -> list[Receipt] | None:
        """Return the receipts of what was made under `key`, None unless all of it is there unchanged.

        `wanted` are letter and form of the files, which the journal tells by their names alone.
        """
        found = self.finished.get(key)
        if found is None or not all(is_there(self.folder, receipt) for receipt in found):
            return None
        whose = {letter + SUFFIXES[form]: (letter, form) for letter, form in wanted}
        return [one.of(*whose.get(one.file, ("", ""))) for one in found]

    def add(self, key: str, receipts: Sequence[Receipt]) -> None:
        """Note that the files of `key` are in the folder; this is on disk when it returns."""
        self.write({"key": key, "files": [[r.file, r.sha256, r.pages] for r in receipts]})
        self.finished[key] = list(receipts)

    def note_roster(self, mark: str) -> None:
        """Note whose letters these are; this is on disk when it returns."""
        if mark not in self.rosters:
            self.write({"roster": mark})
            self.rosters.add(mark)

    def write(self, entry: Mapping[str, Any]) -> None:
        """Add a line."""
        with explain_errors(self.folder):
            # A line feed comes first, so that a torn line before it stays alone.
            write_whole(self.file.fileno(), f"\n{json.dumps(entry, ensure_ascii=False)}\n".encode())


def entries(data: bytes) -> Iterator[Mapping[str, Any]]:
    """Yield what the lines of a journal tell; a torn one is passed over."""
    for line in data.splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            yield entry


def others_for(folder: Path, name: str, roster: str) -> list[str]:
    """Return the batches of `folder`, other than `name`, that were made for the same roster."""
    found = {path.name[1 : -len(SUFFIX)]: path for path in sorted(folder.glob(f".*{SUFFIX}"))}
    return [
        other
        for other, path in found.items()
        if other != name and any(entry.get("roster") == roster for entry in entries(path.read_bytes()))
    ]


def receipt_of(file: File) -> Receipt:
    """Return the receipt of a file that was made."""
    return Receipt(file.name, mark_of(file.data), file.pages, file.letter, file.form)


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
    with explain_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        file = open_locked(folder / f".{name}{SUFFIX}")
    with file:
        yield Journal(folder, file)

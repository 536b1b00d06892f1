"""The journal of a batch: which gatherings are finished, so that a batch killed at any moment goes on.

A line is added, and is on disk, after the files it tells of are. It is believed only where those files are
there as it tells them; a line torn by a crash is passed over, and one that is garbled is told. A lock lets
one process at a time in. One line is a mark of the roster, so that another document for the same people is
noticed.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from docgen.composed.seals import SealPlace
from docgen.foundation.durable import ledgers
from docgen.foundation.errors import Finding, Place
from docgen.foundation.files import explain_errors, open_locked, write_whole
from docgen.foundation.messages import catalogue
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
    seals: tuple[SealPlace, ...] = ()  # where they go on its pages

    def of(self, letter: str, form: str) -> "Receipt":
        """Return the receipt with what it is of."""
        return replace(self, letter=letter, form=form)


class Journal:
    """The open journal of one batch, in its output folder."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.folder = path.parent
        self.file = file
        self.rosters: set[str] = set()
        self.finished: dict[str, list[Receipt]] = {}
        self.judged: dict[str, list[Finding]] = {}  # what pages were held against, by the gathering's key
        self.parts: dict[str, str] = {}  # the marks of what is kept for a print file, by the gathering's key
        file.seek(0)
        told = ledgers.lines(file.read())
        odd = sum(not self.is_taken(entry) for entry in told.entries)
        self.garbled = len(told.garbled) + odd

    def is_taken(self, entry: Mapping[str, Any]) -> bool:
        """Take over what a line tells; return whether it tells anything that a journal may."""
        match entry:
            case {"roster": str(mark)}:
                self.rosters.add(mark)
            case {"key": str(key), "files": list(files)} if (found := receipts_of(files)) is not None:
                self.finished[key] = found
                self.parts.pop(key, None)
                self.judged[key] = list(findings_of(entry.get("judged")))
                if isinstance(part := entry.get("part"), str):
                    self.parts[key] = part
            case _:
                return False
        return True

    @property
    def findings(self) -> list[Finding]:
        """What is to be said of lines that are not as they were written: their letters are made again."""
        place = Place(self.path)
        return [Finding("journal-garbled", place, {"count": self.garbled})] if self.garbled else []

    def receipts(self, key: str, wanted: Sequence[tuple[str, str]] = ()) -> list[Receipt] | None:
        """Return the receipts of what was made under `key`, None unless all of it is there unchanged.

        `wanted` are letter and form of the files, which the journal tells by their names alone.
        """
        found = self.finished.get(key)
        if found is None or not all(is_there(self.folder, receipt) for receipt in found):
            return None
        whose = {letter + SUFFIXES[form]: (letter, form) for letter, form in wanted}
        return [one.of(*whose.get(one.file, ("", ""))) for one in found]

    def add(
        self, key: str, receipts: Sequence[Receipt], part: str | None = None, judged: Sequence[Finding] = ()
    ) -> None:
        """Note that the files of `key` are in the folder; this is on disk when it returns.

        `part` is the mark of what is kept of them for a print file, `judged` what their pages were held
        against, and what of it was accepted: nobody lays them out again to see it.
        """
        files = [[r.file, r.sha256, r.pages, *([r.seals] if r.seals else [])] for r in receipts]
        told = [[one.code, one.subject, one.grade, dict(one.values)] for one in judged]
        noted = {"part": part} if part else {}
        self.write({"key": key, "files": files} | noted | ({"judged": told} if told else {}))
        self.finished[key], self.judged[key] = list(receipts), list(judged)

    def note_roster(self, mark: str) -> None:
        """Note whose letters these are; this is on disk when it returns."""
        if mark not in self.rosters:
            self.write({"roster": mark})
            self.rosters.add(mark)

    def write(self, entry: Mapping[str, Any]) -> None:
        """Add a line."""
        with explain_errors(self.folder):
            write_whole(self.file.fileno(), ledgers.line(entry).encode())


def receipts_of(files: Sequence[Any]) -> list[Receipt] | None:
    """Return the receipts that a line tells of, None where one of them is none."""
    found = []
    for one in files:
        match one:
            case [str(name), str(mark)]:
                found.append(Receipt(name, mark))
            case [str(name), str(mark), int(pages), *rest] if pages >= 0 and not isinstance(pages, bool):
                found.append(Receipt(name, mark, pages, seals=tuple(seals_of(rest))))
            case _:
                return None
    return found if all(is_plain(receipt.file) for receipt in found) else None


def seals_of(told: Sequence[Any]) -> Iterator[SealPlace]:
    """Yield the places of seals that a line tells of a file."""
    for one in told[0] if told and isinstance(told[0], list) else ():
        match one:
            case [
                int(page),
                int() | float() as left,
                int() | float() as top,
                int() | float() as size,
                str(of),
            ]:
                yield SealPlace(page, float(left), float(top), float(size), of)


def findings_of(told: Any) -> Iterator[Finding]:
    """Yield the findings that a line tells of, those that docgen knows."""
    for one in told if isinstance(told, list) else ():
        match one:
            case [str(code), str(subject), str(grade), dict(values)] if code in catalogue():
                yield Finding(code, values=values, subject=subject, grade=grade)


def is_plain(name: str) -> bool:
    """Say whether a name is that of a file in the folder itself."""
    return name == Path(name).name and "\0" not in name


def others_for(folder: Path, name: str, roster: str) -> list[str]:
    """Return the batches of `folder`, other than `name`, that were made for the same roster."""
    found = {path.name[1 : -len(SUFFIX)]: path for path in sorted(folder.glob(f".*{SUFFIX}"))}
    return [other for other, path in found.items() if other != name and roster in rosters_of(path)]


def rosters_of(path: Path) -> list[Any]:
    """Return the marks of the rosters that a journal tells of, none where it cannot be read."""
    try:
        told = ledgers.lines(path.read_bytes())
    except OSError:
        return []
    return [entry.get("roster") for entry in told.entries]


def receipt_of(file: File) -> Receipt:
    """Return the receipt of a file that was made."""
    return Receipt(file.name, mark_of(file.data), file.pages, file.letter, file.form, file.seals)


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
        path = folder / f".{name}{SUFFIX}"
        file = open_locked(path)
    with file:
        yield Journal(path, file)

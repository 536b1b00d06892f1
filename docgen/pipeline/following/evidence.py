"""Evidence (佐证材料): what came back of a paper is copied to the archive of its number, and hashed there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from docgen.archive import vault
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.filenames import safe_name
from docgen.foundation.files import write_new
from docgen.register.entries import Entry

FOLDER = "evidence"


@dataclass(frozen=True)
class Evidence:
    """Files that go into the archive of a number: where that is in the project, and their bytes by name."""

    place: str
    files: Mapping[str, bytes]

    @property
    def marks(self) -> dict[str, str]:
        """The hashes that the register keeps."""
        return {name: sha256(data).hexdigest() for name, data in self.files.items()}

    def put_away(self, root: Path) -> None:
        """Write the files into the archive of the project at `root`. Raises MachineError.

        What a crash left there of the same is taken for it.
        """
        paths = {root / self.place / name: data for name, data in self.files.items()}
        write_new(paths, same=paths)


def evidence(entry: Entry, paths: Iterable[Path], on: date) -> Evidence:
    """Return what is to be kept of the files at `paths`, which came on a day. Raises ContentError."""
    found: dict[str, bytes] = {}
    for path in paths:
        data = read(path)
        name = free_name(
            entry, f"{FOLDER}/{on.isoformat()} {safe_name(path.stem)}", path.suffix.lower(), data
        )
        found[name] = data
    return Evidence(place_of(entry), found)


def read(path: Path) -> bytes:
    """Return what is in a file. Raises ContentError for one that cannot be read or is empty."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ContentError(
            [Problem("evidence-unreadable", Place(path), {"reason": error.strerror})]
        ) from error
    if not data:
        raise ContentError([Problem("evidence-empty", Place(path))])
    return data


def free_name(entry: Entry, stem: str, suffix: str, data: bytes) -> str:
    """Return the name of a file in the archive: another for what differs from one of its name there."""
    mark = sha256(data).hexdigest()
    names = (f"{stem}{f' ({count})' if count > 1 else ''}{suffix}" for count in range(1, 10_000))
    return next(name for name in names if entry.files.get(name, mark) == mark)


def is_evidence(name: str) -> bool:
    """Say whether a file of an archive came back after the number was issued."""
    return name.startswith(f"{FOLDER}/")


def place_of(entry: Entry) -> str:
    """Return where the archive of a number is in the project."""
    year = entry.year or int(entry.date[:4] or 0)
    own = vault.folder_of(Path(), year, entry.number).as_posix()
    return str(entry.more.get("archive") or own)

"""What comes to an archive later: evidence (佐证材料) of what was done, and the letters once they are sealed.

It is copied to the archive of its number, and hashed there; what was issued stays as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.filenames import safe_name
from docgen.foundation.files import explain_errors, write_new
from docgen.foundation.messages import Reason

from .vault import move_file_aside

FOLDER = "evidence"
SEALED = "sealed"
"""Where the letters stand that were issued and then sealed (用印), beside the issued ones."""


@dataclass(frozen=True)
class Evidence:
    """Files that go into the archive of a number: where that is in the project, and their bytes by name."""

    place: str
    files: Mapping[str, bytes]

    @property
    def marks(self) -> dict[str, str]:
        """The hashes that the register keeps."""
        return marks_of(self.files)

    def put_away(self, root: Path) -> None:
        """Write the files into the archive of the project at `root`. Raises MachineError.

        What a crash left there of the same is taken for it; what it left of another, of which the register
        knows nothing, is moved to 未登记.
        """
        paths = {root / self.place / name: data for name, data in self.files.items()}
        with explain_errors(root / self.place):
            for path, data in paths.items():
                if path.is_file() and path.read_bytes() != data:
                    move_file_aside(root / self.place, path)
        write_new(paths, same=paths)


def evidence(place: str, known: Mapping[str, str], paths: Iterable[Path], on: date) -> Evidence:
    """Return what is to be kept at `place` of the files at `paths`, which came on a day.

    `known` are the hashes of what is there by name. Raises ContentError for files that cannot be read.
    """
    found: dict[str, bytes] = {}
    for path in paths:
        data = read(path)
        stem = f"{FOLDER}/{on.isoformat()} {safe_name(path.stem)}"
        found[free_name({**known, **marks_of(found)}, stem, path.suffix.lower(), data)] = data
    return Evidence(place, found)


def marks_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the hashes of files."""
    return {name: sha256(data).hexdigest() for name, data in files.items()}


def read(path: Path) -> bytes:
    """Return what is in a file. Raises ContentError for one that cannot be read or is empty."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ContentError(
            [Problem("evidence-unreadable", Place(path), {"reason": Reason.of(error)})]
        ) from error
    if not data:
        raise ContentError([Problem("evidence-empty", Place(path))])
    return data


def free_name(known: Mapping[str, str], stem: str, suffix: str, data: bytes) -> str:
    """Return the name of a file in the archive: another for what differs from one of its name there."""
    mark = sha256(data).hexdigest()
    names = (f"{stem}{f' ({count})' if count > 1 else ''}{suffix}" for count in range(1, 10_000))
    return next(name for name in names if known.get(name, mark) == mark)


def is_evidence(name: str) -> bool:
    """Say whether a file of an archive came back after the number was issued."""
    return name.startswith(f"{FOLDER}/")


def is_added(name: str) -> bool:
    """Say whether a file of an archive was put there after the number was issued: evidence, or sealed."""
    return name.startswith((f"{FOLDER}/", f"{SEALED}/"))


def sealed_name(letter: str) -> str:
    """Return by which name a letter is archived once more when it was sealed."""
    return f"{SEALED}/{letter}"

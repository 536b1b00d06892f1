"""What pages call a document, and files that came from a page or go to one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from docgen.foundation.filenames import safe_name

from ..workers.process import Bench
from .naming import BOOK

Upload = tuple[str, bytes]
"""A file from a page: what its owner calls it, and its bytes."""


def name_of(bench: Bench, path: Path) -> str:
    """Return what pages call the document at `path`; nothing for what is no content."""
    home = (bench.project / "content").resolve()
    path = (bench.project / path).resolve()
    if not path.is_relative_to(home):
        return ""
    inside = path.parent if path.name == BOOK else path.with_suffix("")
    return inside.relative_to(home).as_posix()


@contextmanager
def uploaded(files: Sequence[Upload]) -> Iterator[list[Path]]:
    """Have files from a page on disk for the block, each under its own name."""
    with TemporaryDirectory(prefix="docgen-") as folder:
        paths = []
        for number, (name, data) in enumerate(files):
            told = PurePosixPath(name.replace("\\", "/")).name
            place = Path(folder, str(number))
            place.mkdir()
            path = place / (safe_name(PurePosixPath(told).stem) + safe_suffix(told))
            path.write_bytes(data)
            paths.append(path)
        yield paths


def safe_suffix(name: str) -> str:
    """Return the ending of a file's name as it can stand on disk."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if suffix[1:].isalnum() and len(suffix) < 12 else ""


def written(name: str, write: Callable[[Path], object]) -> bytes:
    """Return the bytes of the file that `write` makes at a path with this name."""
    with TemporaryDirectory(prefix="docgen-") as folder:
        path = Path(folder, name)
        write(path)
        return path.read_bytes()

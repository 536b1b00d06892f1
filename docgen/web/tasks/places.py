"""Where a document is that a page names, and files that came from a page or go to one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.filenames import safe_name

from ..workers.process import Bench

BOOK = "book.yaml"
SUFFIXES = (".yaml", ".yml")
Upload = tuple[str, bytes]
"""A file from a page: what its owner calls it, and its bytes."""


def document_at(bench: Bench, name: str) -> Path:
    """Return the document that a page calls `name` (letters/tixing, handbooks/cadre).

    Raises ContentError for what is not there, and for what leads out of the content.
    """
    home = (bench.project / "content").resolve()
    parts = PurePosixPath(name).parts
    if parts and ".." not in parts and not name.startswith("/") and "\0" not in name:
        path = home.joinpath(*parts)
        candidates = [path.with_name(path.name + suffix) for suffix in SUFFIXES] + [path]
        for one in candidates:
            is_there = one.is_file() if one.suffix in SUFFIXES else (one / BOOK).is_file()
            if is_there and one.resolve().is_relative_to(home):
                return one
    raise ContentError([Problem("source-missing", Place(Path("content") / PurePosixPath(name).name))])


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

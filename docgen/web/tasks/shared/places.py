"""Files that came from a page or go to one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from docgen.foundation.errors import DocgenError, Problem

from ...given_names import given_name

Upload = tuple[str, bytes]
"""A file from a page: what its owner calls it, and its bytes."""


@contextmanager
def uploaded(files: Sequence[Upload]) -> Iterator[list[Path]]:
    """Have files from a page on disk for the block, each under its own name.

    What is wrong with one is told of it by that name: where it lay meanwhile is nobody's matter.
    """
    with TemporaryDirectory(prefix="docgen-") as folder:
        paths = []
        for number, (name, data) in enumerate(files):
            place = Path(folder, str(number))
            place.mkdir()
            path = place / given_name(name)
            path.write_bytes(data)
            paths.append(path)
        with called_by_name(Path(folder)):
            yield paths


@contextmanager
def called_by_name(folder: Path) -> Iterator[None]:
    """Have problems of files in `folder`, which the block finds, told by the names of these files alone."""
    try:
        yield
    except DocgenError as error:
        raise type(error)(named(one, folder) for one in error.problems) from error


def named(problem: Problem, folder: Path) -> Problem:
    """Return a problem with a file of `folder` as its place called by its name alone."""
    path = problem.place.path
    if path is None or not path.is_relative_to(folder):
        return problem
    return replace(problem, place=replace(problem.place, path=Path(path.name)))


def written(name: str, write: Callable[[Path], object]) -> bytes:
    """Return the bytes of the file that `write` makes at a path with this name."""
    with TemporaryDirectory(prefix="docgen-") as folder:
        path = Path(folder, name)
        write(path)
        return path.read_bytes()

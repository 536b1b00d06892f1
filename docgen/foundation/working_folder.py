"""The folder from which paths are meant and read short: told by the door, never asked of the process.

A command line stands in a folder, and says so for as long as it runs; a program, of which several threads may
work for several people, gives whole paths. Below the door nobody asks the process where it stands.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

told: ContextVar[Path | None] = ContextVar("told", default=None)


@contextmanager
def working_in(folder: Path | None) -> Iterator[None]:
    """Take relative paths as meant from `folder` while the block runs; with None as they stand.

    `folder` is where the process stands, for paths that were made shorter are opened as they are.
    """
    before = told.set(folder)
    try:
        yield
    finally:
        told.reset(before)


def working_folder() -> Path | None:
    """Return the folder the door stands in, None when it said nothing of one."""
    return told.get()


def whole(path: Path) -> Path:
    """Return a path with the working folder before it, if it is relative."""
    here = told.get()
    return here / path if here else path


def shorter(path: Path) -> Path:
    """Return a path relative to the working folder where it lies inside it, so that places read short."""
    here = told.get()
    return path.relative_to(here) if here and path.is_relative_to(here) else path

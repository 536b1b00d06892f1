"""The name of a document, and the path it means: what comes from an address is a name and never a path."""

import os
from pathlib import Path

from docgen.content.chapters import BOOK
from docgen.content.project import Project
from docgen.content.sources import SUFFIXES
from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.filenames import relative_path


def path_of(project: Project, name: str) -> Path:
    """Return the file of the document, or the folder of the handbook, that is called `name`.

    Raises ContentError for a name that means none or leads out of the project's content/, and for a link
    that leads out of it or to nothing: the list shows such a one, so it is told what is wrong with it.
    """
    home = project.content("")
    relative = relative_path(name)
    found = readings(home / relative) if relative else []
    path = next((one for one in found if os.path.lexists(one)), None)
    if path is None or (not path.is_symlink() and not is_within(path, home)):
        raise ContentError([Problem("document-unknown", values={"name": name})])
    if not path.exists() or not is_within(path, home):
        raise ContentError([Problem("document-astray", values={"name": name})])
    return path


def is_within(path: Path, home: Path) -> bool:
    """Say whether a path lies in a folder, wherever links lead; one that runs in a circle lies nowhere."""
    try:
        return path.resolve().is_relative_to(home.resolve())
    except (OSError, RuntimeError):
        return False


def readings(path: Path) -> list[Path]:
    """Return what can be meant: a file, or the folder of a handbook."""
    return [*(path.with_name(path.name + suffix) for suffix in SUFFIXES), *([path] if is_book(path) else [])]


def name_in(project: Project, path: Path) -> str:
    """Return the name of the document at `path`, which is a file in content/ or a handbook's folder."""
    return without_ending(path.relative_to(project.content("")))


def name_of(project: Project, path: Path) -> str:
    """Return the name of the document in a file, of a handbook's book too; "" for what is no content."""
    home, file = project.content("").resolve(), (project.root / path).resolve()
    if not file.is_relative_to(home):
        return ""
    return without_ending((file.parent if file.name == BOOK else file).relative_to(home))


def without_ending(relative: Path) -> str:
    """Return a path below content/ as a name."""
    return (relative.with_suffix("") if relative.suffix in SUFFIXES else relative).as_posix()


def main_file(path: Path) -> Path:
    """Return the file that a document is written in: of a handbook's folder its book.yaml."""
    return path / BOOK if is_book(path) else path


def is_book(path: Path) -> bool:
    """Say whether a path is the folder of a handbook."""
    return (path / BOOK).is_file()

"""Documents copied and renamed, with what lies beside them."""

import os
from collections.abc import Iterator
from pathlib import Path

from docgen.content.chapters import FOLDER
from docgen.content.project import Project
from docgen.foundation.durable.locks import locked_document
from docgen.foundation.errors import ConflictError, ContentError, Place, Problem
from docgen.foundation.filenames import safe_name
from docgen.foundation.files import NO_LINKS, explain_errors, sync_folder, write_new
from docgen.register.opening import is_begun, open_register
from docgen.translation.records import records_file

from ..desk.doors import form, with_values
from ..numbering import key_in
from . import putting_away
from .beginning import NUMBERS, free_name
from .names import is_book, main_file, name_in

TASK = "save"


def duplicated(project: Project, path: Path, wanted: str = "") -> str:
    """Copy the document at `path` under another name, without its number, and return that name.

    Raises ContentError for a name that is taken, and a document that cannot be read.
    """
    stem = safe_name(wanted) if wanted.strip() else free_name(path.parent, f"{path.stem}-2")
    new = path.with_name(stem + path.suffix)
    refuse_taken(new)
    copies = {placed(file, path, new): file.read_bytes() for file in files_of(path)}
    main = main_file(path)
    copies[placed(main, path, new)] = unnumbered(main).encode()
    write_new(copies)
    return name_in(project, new)


def unnumbered(main: Path) -> str:
    """Return the text of a document without the numbers that no other may have."""
    values = form(main).values
    return with_values(main, {name: "" for name in NUMBERS if name in values})


def files_of(path: Path) -> Iterator[Path]:
    """Yield the files of a document: its own, its chapters', and the records of their translations."""
    own = main_file(path)
    chapters = sorted((path / FOLDER).glob("*.yaml")) if is_book(path) else []
    yield from (file for file in (own, *chapters, records_file(own)) if file.is_file())


def placed(file: Path, path: Path, new: Path) -> Path:
    """Return where a file that belongs to the document at `path` lies when that is at `new`."""
    return new / file.relative_to(path) if is_book(path) else new.with_name(new.stem + file.suffix)


def renamed(project: Project, path: Path, wanted: str) -> str:
    """Give the document at `path` another name in its folder, and return it.

    Raises ContentError for a name that is taken, ConflictError for a document that the register knows by the
    name it has.
    """
    new = path.with_name(safe_name(wanted) + path.suffix)
    before = name_in(project, path)
    if new == path:
        return before
    refuse_taken(new)
    refuse_registered(project, path)
    with locked_document(main_file(path), TASK), explain_errors(path.parent):
        for old in [path] if is_book(path) else list(files_of(path)):
            move(old, new if old == path else placed(old, path, new))
        sync_folder(path.parent)
    putting_away.rename(project, before, name_in(project, new))
    return name_in(project, new)


def refuse_taken(new: Path) -> None:
    """Raise ContentError for a name that something has."""
    if os.path.lexists(new):
        raise ContentError([Problem("name-in-use", Place(new), {"name": new.stem})])


def refuse_registered(project: Project, path: Path) -> None:
    """Raise ConflictError for a document that has a number in the register."""
    if not is_begun(project.root):
        return
    key = key_in(main_file(path), project.root)
    with open_register(project.root) as register:
        known = next((one for one in register.entries() if one.document == key), None)
    if known:
        raise ConflictError([Problem("rename-registered", Place(path), {"number": known.printed})])


def move(old: Path, new: Path) -> None:
    """Give a file or folder another name, never over what has that name by then."""
    if old.is_dir():
        old.rename(new)
        return
    try:
        os.link(old, new)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        old.rename(new)
    else:
        old.unlink()

"""One paper of the register with all that is known of it: what happened, what is archived, what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.archive import vault
from docgen.archive.evidence import is_added, is_evidence
from docgen.content.document import source_file
from docgen.content.project import find
from docgen.foundation.errors import ConflictError, Place, Problem

from ..numbering import key_in
from ..register.doors import opened, project_with

if TYPE_CHECKING:
    from docgen.register.entries import Entry, Event
    from docgen.register.following import Matter

SIGNED = "signed"
TOO_LARGE_A_NAME = 255


@dataclass(frozen=True)
class Archived:
    """A file of a paper's archive: its name there, its hash, and whether it is still what it was.

    `is_letter` is false for the record of its making, for its data, for what was sealed and for evidence.
    """

    name: str
    sha256: str
    is_letter: bool
    is_evidence: bool
    is_sound: bool


@dataclass(frozen=True)
class Paper:
    """One number of the register: its entry, what happened to it in order, its files and its matters.

    The steps of signing that were done on its document are among what happened. `today` is the day by which
    it is late or not.
    """

    entry: "Entry"
    events: "tuple[Event, ...]"
    files: tuple[Archived, ...]
    matters: "tuple[Matter, ...]"
    is_followed: bool
    today: str


def is_register_begun(folder: Path | str | None = None) -> bool:
    """Say whether the project that `folder` lies in has a register. Raises ContentError outside any."""
    from docgen.register.opening import is_begun

    return is_begun(project_with(folder).root)


def register_paper(number: str, folder: Path | str | None = None) -> Paper:
    """Return what the register knows of a number, however its brackets are written.

    Raises ConflictError for a number that there is none of, and as the register does.
    """
    from docgen.register.following import is_followed, matters

    with opened(folder) as register:
        entry = register.find(number)
        events = list(register.events(about=entry.number))
        if document := entry.document:
            events += register.events(document, SIGNED)
        return Paper(
            entry,
            tuple(sorted(events, key=lambda one: one.at)),
            tuple(archived(project_with(folder).root, entry)),
            tuple(matters(entry)) if is_followed(entry) else (),
            is_followed(entry),
            register.clock().date().isoformat(),
        )


def document_papers(source: Path | str) -> "tuple[Entry, ...]":
    """Return what is out of the document at `source`: its entry, or one for each of its recipients.

    Nothing without a register. Raises as the register does.
    """
    from docgen.register.entries import RESERVED, VOID, Query

    path = source_file(Path(source))
    project = find(path)
    if not is_register_begun(path):
        return ()
    key = key_in(path, project.root)
    with opened(path) as register:
        own = register.entry_of(key)
        found = [own] if own else list(register.entries(Query(letters_of=key)))
    return tuple(one for one in found if one.state not in (RESERVED, VOID))


def archived(root: Path, entry: "Entry") -> Sequence[Archived]:
    """Return the files of an entry's archive, letters first."""
    place = root / str(entry.more.get("archive") or vault.FOLDER)
    found = [
        Archived(
            name,
            mark,
            name != vault.RECORD and not is_added(name) and not name.startswith("data/"),
            is_evidence(name),
            is_sound(place / name, mark),
        )
        for name, mark in entry.files.items()
    ]
    return sorted(found, key=lambda one: (not one.is_letter, one.is_evidence, one.name))


def is_sound(path: Path, mark: str) -> bool:
    """Say whether a file is there and is what was archived."""
    try:
        return sha256(path.read_bytes()).hexdigest() == mark
    except OSError:
        return False


def archived_file(number: str, name: str, folder: Path | str | None = None) -> bytes:
    """Return a file of a number's archive, by its name there.

    Only what the register itself knows can be had. Raises ConflictError for a number or name that there is
    none of, and for a file that is gone or no longer what was archived.
    """
    with opened(folder) as register:
        entry = register.find(number)
    place = project_with(folder).root / str(entry.more.get("archive") or vault.FOLDER)
    if name not in entry.files:
        shown = Path(name[:TOO_LARGE_A_NAME]).name
        raise ConflictError([Problem("archive-missing", Place(place / shown))])
    return vault.issued_files(place, {name: entry.files[name]})[name]

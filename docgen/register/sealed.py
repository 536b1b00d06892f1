"""Sealing (用印) noted: which letters of a paper bear the office's seal, since when, and in which bytes.

The sealed file stands beside the issued one, which stays; a letter is sealed once in each form it has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .entries import OUTGOING, RECALLED, REPLACED, RESERVED, SEALED, VOID, Entry
from .following import finding, refuse_days
from .register import Register


@dataclass(frozen=True)
class SealedLetter:
    """A letter with a seal: the name it is archived by once more, and the hash of those bytes."""

    file: str
    sha256: str


def refuse_unissued(register: Register, number: str, on: date) -> Entry:
    """Return the entry of a paper whose letters may be sealed on a day.

    Raises ConflictError for a number that is not out, of which no letter is archived, and for a day
    before the paper's or after today.
    """
    entry = register.find(number)
    if entry.book != OUTGOING or entry.state in (RESERVED, VOID, RECALLED, REPLACED):
        register.conflict("seal-not-issued", number=entry.number)
    if not entry.files:
        register.conflict("seal-not-archived", number=entry.number)
    refuse_days(register, entry, on)
    return entry


def note_sealed(
    register: Register, entry: Entry, letters: Mapping[str, SealedLetter], place: str, on: date
) -> Entry:
    """Set down that letters are sealed, by their names; the archive has them at `place`. Return the entry.

    The same file again changes nothing. Raises ConflictError for a letter that is sealed in other bytes.
    """
    known = entry.sealed
    for name, one in letters.items():
        if name in known and entry.files.get(known[name]["file"]) != one.sha256:
            told = {"number": entry.number, "letter": name, "on": known[name]["on"]}
            register.conflict("seal-twice", **told)
    new = {name: one for name, one in letters.items() if name not in known}
    if not new:
        register.notice(finding(register, "seal-known", number=entry.number))
        return entry
    files = {one.file: one.sha256 for one in new.values()}
    sealed = {name: {"on": on.isoformat(), "file": one.file} for name, one in new.items()}
    more: dict[str, Any] = {
        "files": {**entry.files, **files},
        "archive": place,
        SEALED: {**known, **sealed},
    }
    register.record(SEALED, entry.number, {}, more, on=on.isoformat(), files=files)
    return register.find(entry.number)

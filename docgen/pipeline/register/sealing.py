"""The door to sealing (用印): letters that came back with a seal, each found among those issued."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.archive import vault
from docgen.archive.evidence import Evidence, read, sealed_name
from docgen.foundation.errors import ContentError, ErrorCollector, Finding, Place, Problem

from .doors import Noted, opened, project_with

if TYPE_CHECKING:
    from docgen.inspect.sealed import Sealed
    from docgen.register.entries import Entry

TOLD = {"UNSEALED": "seal-unseen", "WORDLESS": "seal-wordless"}
"""What is told of a file that is taken for the letter."""


def note_sealed(
    number: str,
    files: Iterable[Path | str],
    on: date | None = None,
    folder: Path | str | None = None,
    person: str = "",
) -> Noted:
    """Note that letters of a paper were sealed on a day (None: today), archive `files`, and return the entry.

    What was issued stays; the sealed file stands beside it. The same file again changes nothing.
    Raises ContentError for a file that is no letter of this number or has no seal, ConflictError for a letter
    that is sealed already in other bytes, for a number that is not out, and for days that cannot be.
    """
    from docgen.register import sealed

    with opened(folder, person) as register, register.changing():
        day = on or register.clock().date()
        entry = sealed.refuse_unissued(register, number, day)
        root, place = project_with(folder).root, str(entry.more["archive"])
        letters = archived_letters(root / place, entry)
        found: dict[str, bytes] = {}
        tries = ErrorCollector()
        for path in map(Path, files):
            name, data, told = tries.run(partial(letter_of, path, letters), ("", b"", []))
            if found.get(name, data) != data:
                register.conflict("seal-both", letter=name, number=entry.number)
            if name:
                found[name] = data
                register.noticed += told
        tries.raise_all()
        marks = {
            name: sealed.SealedLetter(sealed_name(name), sha256(data).hexdigest())
            for name, data in found.items()
        }
        entry = sealed.note_sealed(register, entry, marks, place, day)
        Evidence(place, {sealed_name(name): data for name, data in found.items()}).put_away(root)
        return Noted(entry, tuple(register.noticed))


def archived_letters(folder: Path, entry: "Entry") -> dict[str, bytes]:
    """Return the letters that were issued under a number and can be sealed. Raises ConflictError.

    What was changed in the archive meanwhile is no letter to hold a file against.
    """
    from docgen.inspect.sealed import FORMS

    from .issue.again import letters_in

    names = [name for name in letters_in(entry) if Path(name).suffix in FORMS]
    return vault.issued_files(folder, {name: entry.files[name] for name in names})


def letter_of(path: Path, letters: Mapping[str, bytes]) -> tuple[str, bytes, list[Finding]]:
    """Return the name of the letter that the file at `path` is, the file's bytes, and what is told of it.

    Raises ContentError for one that is none of them.
    """
    from docgen.inspect.sealed import FORMS, Sealed, judge_sealed

    form = path.suffix.lower()
    if form not in FORMS:
        raise ContentError([Problem("seal-form", Place(path))])
    alike = {name: data for name, data in letters.items() if name.endswith(form)}
    if not alike:
        raise ContentError([Problem("seal-no-form", Place(path), {"form": form.removeprefix(".").upper()})])
    data = read(path)
    if data in alike.values():
        raise ContentError([Problem("seal-none", Place(path))])
    scans = []
    for name in sorted(alike, key=lambda one: one != path.name):  # most are called as their letter is
        judged = judge_sealed(alike[name], data, path)
        if judged is Sealed.DAMAGED:
            raise ContentError([Problem("seal-letter-damaged", Place(path), {"known": name})])
        if judged is Sealed.WORDLESS:
            scans.append(name)
        elif judged is not Sealed.OTHER:
            return name, data, told_of(judged, path)
    if not scans:
        raise ContentError([Problem("seal-of-another", Place(path), {"known": "、".join(alike)})])
    if len(scans) > 1 and scans[0] != path.name:
        raise ContentError([Problem("seal-which", Place(path), {"known": "、".join(scans)})])
    return scans[0], data, told_of(Sealed.WORDLESS, path)


def told_of(judged: "Sealed", path: Path) -> list[Finding]:
    """Return what is told of a file that is taken for the letter."""
    code = TOLD.get(judged.name)
    return [Finding(code, Place(path))] if code else []

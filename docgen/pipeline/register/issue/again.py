"""What was issued is had again, as it is archived, whatever its document says now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.archive import folder, vault
from docgen.archive.evidence import is_added
from docgen.content import project, sources
from docgen.content.document import source_file
from docgen.foundation.errors import Finding, Place
from docgen.foundation.working_folder import working_folder
from docgen.register.entries import RESERVED, Entry, Query
from docgen.register.opening import open_register
from docgen.register.register import Register

from ...numbering import key_in
from ...options import Options

FORMS = "forms"
"""What is kept of an entry whose files have a form beside their format: archive, accessible."""


@dataclass(frozen=True)
class Issued:
    """What was issued of one document: the entries, the files handed out, and what is to be told."""

    entries: tuple[Entry, ...]
    files: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()
    again: bool = False  # it had been issued before: these are the archived bytes


def again(source: str, options: Options, within: Path | None = None) -> Issued:
    """Return what was issued under a number, or of a document, and put the archived bytes out again.

    A number is one of the project that `within` (None: the working folder) lies in.
    Raises ConflictError for what was not issued, or is no longer what it was.
    """
    path = Path(source)
    home = project.find(source_file(path) if sources.found(path) else within or working_folder() or Path())
    with open_register(home.root) as register:
        entries = entries_of(register, home.root, source, path)
        if not_out := [entry for entry in entries if entry.state == RESERVED]:
            register.conflict("issue-not-out", number=not_out[0].number)
    return handed_again(home.root, entries, options)


def entries_of(register: Register, root: Path, source: str, path: Path) -> list[Entry]:
    """Return the entries of a document, or the one of a number."""
    if not sources.found(path):
        return [register.find(source)]
    key = key_in(source_file(path), root)
    of_all = register.entry_of(key)
    entries = [of_all] if of_all else list(register.entries(Query(letters_of=key)))
    if not entries:
        register.conflict("issue-not-out", number=source)
    return entries


def handed_again(root: Path, entries: Sequence[Entry], options: Options) -> Issued:
    """Put the archived bytes of what was issued into the output folder again."""
    files = [pair for entry in entries for pair in archived_letters(root, entry)]
    paths = folder.store_all(options.folder, list(dict(files).items()))
    return Issued(tuple(entries), tuple(paths), again=True)


def archived_letters(root: Path, entry: Entry) -> list[tuple[str, bytes]]:
    """Return the letters of an entry as they are archived. Raises ConflictError for what was changed."""
    place = vault.FOLDER if not entry.more.get("archive") else str(entry.more["archive"])
    files = {name: entry.files[name] for name in letters_in(entry)}
    return list(vault.issued_files(root / place, files).items())


def letters_in(entry: Entry) -> list[str]:
    """Return the names of the letters that were issued, among the archived files of an entry."""
    return [name for name in entry.files if name != vault.RECORD and not is_added(name)]


def numbers_of(entries: Sequence[Entry]) -> str:
    """Return the first and the last number of some entries."""
    first, last = entries[0].number, entries[-1].number
    return first if len(entries) == 1 else f"{first} 至 {last}"


def not_made_again(entries: Sequence[Entry], options: Options, place: Place) -> Iterator[Finding]:
    """Yield a finding where a document that is out was asked for in a form that is not archived."""
    held = {Path(name).suffix.removeprefix(".") for entry in entries for name in letters_in(entry)}
    lacking = [name for name in options.formats if name not in held]
    lacking += [f"--{form}" for form in forms_of(options) if form not in entries[0].more.get(FORMS, ())]
    if lacking:
        told = {"numbers": numbers_of(entries), "lacking": "、".join(lacking)}
        yield Finding("issue-form-kept", place, told)


def forms_of(options: Options) -> list[str]:
    """Return the forms that files are made in, beside their formats."""
    return [form for form in ("archive", "accessible") if getattr(options, form)]

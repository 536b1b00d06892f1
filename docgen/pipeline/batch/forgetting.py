"""What docgen keeps of a document in an output folder, taken away when the office has no more need of it.

In go a document's name and its folder. Away go the journals, gatherings that wait for a print file, check
lists, kept texts and the document's lines in the folder's ledgers. Left, and told, are the letters and print
files, which are the office's own papers; a check list that somebody has written in; the record of reprints,
by which the office answers for what is out twice; and numbers that were given, without names, so that none is
given again.

A note is put down first and taken away last: whoever forgets or builds the document next finishes what was
broken off. What tells which files are the document's goes last, so that this can be done again at any point.
"""

import shutil
from collections.abc import Container, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from docgen.address.copies import AGAIN
from docgen.archive import folder, issued, reprints, texts
from docgen.foundation.files import KEPT, explain_errors, open_locked, sync_folder, write_file
from docgen.write import SUFFIXES

from .journal import SUFFIX
from .leftovers import journalled
from .printfile import FILES, parts_folder

NOTE = ".docgen-forget"


@dataclass(frozen=True)
class Forgotten:
    """What was taken away of one document, and what is left."""

    document: str
    folder: Path
    removed: tuple[Path, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)  # taken out of ledgers, by the ledger's name
    numbers: int = 0  # that stay known as given, without names
    letters: tuple[Path, ...] = ()  # and print files
    changed: tuple[Path, ...] = ()  # check lists that somebody has written in
    reprints: int = 0  # lines of the record of reprints


def forget(document: str, out: Path) -> Forgotten:
    """Take away what `out` keeps of a document, and return what that was and what is left.

    While somebody makes its letters, wait. Raises MachineError when a ledger cannot be written: then nothing
    is taken away; and when the disk refuses later: then the rest is, the next time.
    """
    if not out.is_dir():
        return Forgotten(document, out)
    note = out / f".{document}{NOTE}"
    with explain_errors(out), ExitStack() as held:
        journals = [path for path in journals_of(document, out) if path.exists()]
        for path in journals:  # whoever makes letters has theirs open
            held.enter_context(open_locked(path))
        names = files_of(document, out)
        sheets, changed = check_lists(document, out)
        parts = [path for base in bases(document) if is_folder(path := parts_folder(out, base))]
        for path in (out / name for name in (texts.FILE, folder.LEDGER, issued.FILE)):
            if path.exists():
                open_locked(path).close()  # what is refused is refused before anything is taken away
        copies = reprints.count(out, document)
        write_file(note, b"", mode=KEPT)
        sync_folder(out)
        for path in sheets:
            path.unlink(missing_ok=True)
        for path in parts:
            shutil.rmtree(path)
        lines = {texts.FILE: texts.forget(out, names), folder.LEDGER: folder.forget(out, names)}
        lines[issued.FILE], numbers = issued.forget(out, document)
        for path in journals:
            path.unlink(missing_ok=True)
        sync_folder(out)
        note.unlink(missing_ok=True)
        sync_folder(out)
        return Forgotten(
            document,
            out,
            (*journals, *parts, *sheets),
            {name: count for name, count in lines.items() if count},
            numbers,
            tuple(path for path in papers(out, names) if path not in changed),
            changed,
            copies,
        )


def finish(document: str, out: Path) -> None:
    """Take away the rest where forgetting a document was broken off."""
    if (out / f".{document}{NOTE}").exists():
        forget(document, out)


def is_known(document: str, out: Path) -> bool:
    """Say whether `out` tells anything of a document."""
    if any(path.exists() for path in journals_of(document, out)):
        return True
    made = {name for name, _ in folder.recorded(out)}
    return not made.isdisjoint(files_of(document, out)) or any(
        one.document == document for one in issued.issues(out)
    )


def bases(document: str) -> tuple[str, str]:
    """Return what a document's batches are called: all copies, and some of them made again."""
    return document, f"{document}-{AGAIN}"


def journals_of(document: str, out: Path) -> list[Path]:
    """Return where the journals of a document's batches are."""
    return [out / f".{base}{SUFFIX}" for base in bases(document)]


def files_of(document: str, out: Path) -> frozenset[str]:
    """Return the names of all files that were ever made of a document, as far as the folder tells."""
    known = issued.issues(out)
    letters = {one.file for one in known if one.document == document and one.file}
    letters.update(bases(document), *(journalled(base, out) for base in bases(document)))
    letters -= {one.file for one in known if one.document != document}
    made = (letter + suffix for letter in letters for suffix in SUFFIXES.values())
    return frozenset((*made, *(base + ending for base in bases(document) for ending in FILES)))


def check_lists(document: str, out: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the check lists of a document that are as docgen made them, and those changed since."""
    names = {base + FILES[1] for base in bases(document)}
    made = folder.recorded(out)
    found = list(papers(out, names))
    own = [one for one in found if (first_name(one), sha256(one.read_bytes()).hexdigest()) in made]
    return tuple(own), tuple(one for one in found if one not in own)


def papers(out: Path, names: Container[str]) -> Iterator[Path]:
    """Yield the files of these names in `out`, and those that were put away in its 旧件."""
    for home in (out, out / folder.OLD):
        if is_folder(home):
            yield from (path for path in sorted(home.iterdir()) if is_called(path, names) and is_file(path))


def is_called(path: Path, names: Container[str]) -> bool:
    """Say whether a file has one of these names, or had it before it was put away."""
    return path.name in names or (path.parent.name == folder.OLD and first_name(path) in names)


def first_name(path: Path) -> str:
    """Return what a file was called before it was put away, where its name was taken by then: without -2."""
    stem, _, number = path.stem.rpartition("-")
    return stem + path.suffix if path.parent.name == folder.OLD and number.isdecimal() else path.name


def is_folder(path: Path) -> bool:
    """Say whether a path is a folder, and no link to one."""
    return path.is_dir() and not path.is_symlink()


def is_file(path: Path) -> bool:
    """Say whether a path is a file, and no link to one."""
    return path.is_file() and not path.is_symlink()

"""What goes into the archive of a document: its letters, what it was made of, and by what.

A number's folder has the letters and the record; what one document was made of is archived once, with the
number, or for numbers of several recipients in a folder of its own that their records name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from docgen import __version__
from docgen.archive import vault
from docgen.content.document import Document
from docgen.register.entries import Entry

from ...build import Built
from ...numbering import Claim, is_numbered_each
from ...stops import Page
from .snapshot import Snapshot


@dataclass(frozen=True)
class Deposit:
    """One folder of the archive, and the entry of the register it belongs to."""

    year: int
    name: str
    files: Mapping[str, bytes]
    letters: tuple[tuple[str, bytes], ...] = ()
    entry: Entry | None = None  # None: what several entries have in common
    fields: Mapping[str, Any] = field(default_factory=dict)  # columns of the entry, as it is issued
    more: Mapping[str, Any] = field(default_factory=dict)  # what else is kept of the entry, as it is issued

    @property
    def place(self) -> str:
        """Where it is in the project."""
        return vault.folder_of(Path(), self.year, self.name).as_posix()

    def folder(self, root: Path) -> Path:
        """Return where it is."""
        return vault.folder_of(root, self.year, self.name)

    @property
    def marks(self) -> dict[str, str]:
        """The hashes that the register keeps: of the letters, and the record, which tells of all others."""
        names = [name for name, _ in self.letters]
        return {name: sha256(self.files[name]).hexdigest() for name in (*names, vault.RECORD)}


def deposits(
    pages: Sequence[Page],
    snapshot: Snapshot,
    entries: Sequence[Entry],
    wanted: Sequence[Claim],
    names: Sequence[str],
    built: Built,
) -> list[Deposit]:
    """Return the folders that go into the archive, what several have in common first.

    `wanted` are the numbers a document asked for and `entries` those it got; where each is a recipient's,
    `names` are what their letters are called, in the same order.
    """
    document = pages[0].job.document
    made = made_of(document, pages, snapshot, built)
    read = {receipt.file: path.read_bytes() for path, receipt in built.receipts}
    if not is_numbered_each(document):
        (entry,), (claim,) = entries, wanted
        return [deposit(entry, claim, read, made, snapshot.archived)]
    year, last = document.values["date"].year, f"{entries[-1].serial}号" if entries[-1].serial else ""
    files = {**snapshot.archived, vault.RECORD: vault.record(made, snapshot.archived)}
    shared = Deposit(year, f"{document.name} {entries[0].number}至{last}", files)
    common = {"made_of": {"archive": shared.place, vault.RECORD: shared.marks[vault.RECORD]}}
    each = []
    for entry, claim, name in zip(entries, wanted, names, strict=True):
        own = {one.file: read[one.file] for _, one in built.receipts if one.letter == name}
        each.append(deposit(entry, claim, own, common, {}))
    return [shared, *each]


def deposit(
    entry: Entry,
    claim: Claim,
    letters: Mapping[str, bytes],
    made: Mapping[str, Any],
    data: Mapping[str, bytes],
) -> Deposit:
    """Return the folder of one number."""
    fields = dict(claim.wanted.fields)
    told = {**fields, "number": entry.number, "printed": entry.printed, "document": entry.key, **made}
    files = {**letters, **data}
    year = entry.year or int(fields["date"][:4])
    record = vault.record(told, files)
    kept = {**files, vault.RECORD: record}
    return Deposit(year, entry.number, kept, tuple(letters.items()), entry, fields, claim.wanted.more)


def made_of(document: Document, pages: Sequence[Page], snapshot: Snapshot, built: Built) -> dict[str, Any]:
    """Return what tells how a document came about: sources, templates, fonts, docgen, and what was found."""
    faces = {role: face.path for role, face in pages[0].typefaces.items()}
    return {
        "docgen": __version__,
        "source": document.source.path.name,
        "digest": snapshot.digest,
        "template": document.kind.name,
        "templates": snapshot.templates,
        "fonts": {role: {"file": path.name, "sha256": hash_of(path)} for role, path in faces.items()},
        "findings": [finding.text("zh") for finding in built.findings],
    }


def hash_of(path: Path) -> str:
    """Return the hash of a font."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()

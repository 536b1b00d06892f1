"""What an output folder still has of people who were struck off the roster: told, or put away in 旧件.

In go the jobs of rosters and their folder; out come the files that docgen made of the same documents before
and that the rosters as they are now do not make: letters, and a print file and check list that have them.
Nothing is deleted, and nothing is moved that someone has changed since.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.address.copies import AGAIN
from docgen.address.jobs import Job
from docgen.address.people import mark
from docgen.archive import folder, issued
from docgen.archive.issued import Issue
from docgen.foundation.durable import ledgers
from docgen.foundation.errors import TOLD, Finding, Place

from .journal import SUFFIX
from .printfile import FILES

Roster = Sequence[Job]
"""The jobs of one document, all that its roster makes."""


@dataclass(frozen=True)
class Leftover:
    """Files that no roster makes any more: a letter in all its formats, or a print file."""

    code: str  # of the finding
    whose: str
    files: tuple[str, ...]
    subject: str

    def finding(self, out: Path) -> Finding:
        """Return what is told of them."""
        values = {"name": self.whose, "files": "、".join(self.files)}
        return Finding(self.code, Place(out / self.files[0]), values, self.subject)


def left(rosters: Iterable[Roster], out: Path, combined: bool) -> list[Leftover]:
    """Return what `out` has of the documents of `rosters` and these do not make any more.

    `combined`: print files are made anew. A document only some copies of which are made says nothing of the
    others.
    """
    whole = [jobs for jobs in rosters if not jobs[0].document.values.get("only")]
    now = {job.name for jobs in whole for job in jobs}
    gone = [[one for one in letters(jobs, out) if one.file not in now] for jobs in whole]
    made = folder.made(out) if any(gone) else {}
    found = []
    for jobs, unmade in zip(whole, gone, strict=True):
        subject = str(jobs[0].document.source.path)
        present = {mark(job.row) for job in jobs}
        there = [one for one in unmade if one.file in made]
        for one in there:
            code = "letter-renamed" if one.row in present else "letter-left"
            found.append(Leftover(code, one.label, made[one.file], subject))
        if not (combined and len(jobs) > 1) and is_outdated(jobs, bool(there), out):
            files = tuple(name for name in print_files(jobs) if (out / name).is_file())
            found += [Leftover("print-left", jobs[0].document.name, files, subject)] if files else []
    return found


def record(document: str, out: Path) -> list[Issue]:
    """Return all letters that are on record in `out`; those of `document` from before there was a record too.

    Of the latter no more is known than the names of their files.
    """
    known = issued.issues(out)
    files = {one.file for one in known}
    older = dict.fromkeys(name for name in journalled(document, out) if name not in files)
    return [*known, *(Issue(document, name, name, name) for name in older)]


def lost_record(jobs: Roster, before: Sequence[Issue], out: Path) -> Iterator[Finding]:
    """Yield a finding where letters of a document are in `out` and nothing tells which numbers they bear.

    `before` is what is on record there; what a damaged line of it told is lost too.
    """
    document = jobs[0].document
    if document.values.get("recipients") and (lines := issued.garbled(out)):
        place = Place(out / issued.FILE, lines[0])
        yield Finding("issued-garbled", place, {"count": len(lines)}, str(document.source.path))
    if not document.values.get("numbering") or not out.is_dir():
        return
    if any(one.number for one in before if one.document == document.name):
        return
    names = {job.name.replace(f"-{AGAIN}", "", 1) for job in jobs}
    there = sorted(name for name in folder.made(out) if name in names)
    if there:
        values = {"count": len(there), "file": there[0]}
        yield Finding("number-record-lost", Place(out), values, str(document.source.path))


def letters(jobs: Roster, out: Path) -> list[Issue]:
    """Return the letters that were ever made of a document into `out`, each file once.

    A copy printed again for someone who is still in the roster is not among them.
    """
    document = jobs[0].document.name
    labels = {job.label for job in jobs}
    rows = {mark(job.row) for job in jobs}
    own = {one.file: one for one in record(document, out) if one.document == document and one.file}
    return [one for one in own.values() if not one.again or (one.label not in labels and one.row not in rows)]


def journalled(document: str, out: Path) -> Iterator[str]:
    """Yield the letters that the journal of a batch tells of, which is older than the record."""
    path = out / f".{document}{SUFFIX}"
    for entry in ledgers.lines(path.read_bytes()).entries if path.is_file() else ():
        files = entry.get("files")
        for receipt in files if isinstance(files, list) else ():
            name = str(receipt[0]) if isinstance(receipt, list) and receipt else ""
            if name and name not in {document + ending for ending in FILES}:
                yield Path(name).stem


def print_files(jobs: Roster) -> list[str]:
    """Return what the print file of a document and its check list are called."""
    return [jobs[0].document.name + ending for ending in FILES]


def is_outdated(jobs: Roster, has_gone: bool, out: Path) -> bool:
    """Return whether the print file in `out` is of other letters; not on record: whether any are gone."""
    last = issued.printed(out, jobs[0].document.name)
    return set(last.letters) != {job.name for job in jobs} if last else has_gone


def findings(found: Sequence[Leftover], out: Path) -> list[Finding]:
    """Return what is told of leftovers: the first one by one, and how many more there are."""
    told = [one.finding(out) for one in found[:TOLD]]
    if len(found) > TOLD:
        told.append(Finding("letters-left-more", Place(out), {"count": len(found) - TOLD}))
    return told


def put_away(found: Sequence[Leftover], out: Path) -> tuple[list[Path], list[Finding]]:
    """Move leftovers to 旧件 in `out`; return where they are, and a finding for each changed by hand.

    Raises ContentError where something else stands in the place of 旧件, MachineError when it cannot be done.
    """
    subjects: Mapping[str, str] = {name: one.subject for one in found for name in one.files}
    moved, changed = folder.put_away(out, list(subjects))
    return moved, [Finding("left-changed", Place(path), subject=subjects[path.name]) for path in changed]

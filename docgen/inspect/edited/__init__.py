"""What a person changed in Word since docgen made the file, so that the YAML can be kept in step.

What the file said when it was made was kept beside it. The source gives what the file would say now; what was
built, what would be built and what came back are read into plain records and aligned, so that the other
person's changes are told from those the YAML has seen since, and each is led back to the place in the YAML it
comes from. Neither the edited file nor the YAML is ever written to.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.address.jobs import Job
from docgen.address.people import People
from docgen.foundation.errors import ContentError, Finding, Place, Problem
from docgen.foundation.suggest import nearest

from ..docx.package import Package, read_file
from ..docx.reading import content
from ..docx.record import Content
from .built import as_built
from .origins import Origins
from .phrases import Change
from .report import Report
from .resemblance import OTHER, alike
from .three_ways import Told, three_ways


@dataclass(frozen=True)
class Original:
    """A job as docgen makes it: its page, and its Word file."""

    html: str
    docx: bytes


@dataclass(frozen=True)
class Compared:
    """What was held against what, and what came of it."""

    path: Path
    job: Job
    findings: tuple[Finding, ...]  # what to do in the YAML, nothing when the words are the same
    notes: tuple[Finding, ...]  # what else differs: how it looks, what the YAML has changed since


def compare(
    path: Path, jobs: Sequence[Job], make: Callable[[Job], Original], recipient: str | None = None
) -> Compared:
    """Return what was changed in the Word file at `path`, which one of `jobs` once was.

    The job is the recipient's; else the one the file is named after; else the likest. Raises ContentError
    for a file that cannot be read or was made from something else.
    """
    edited = content(Package(read_file(path), path))
    job = asked(jobs, recipient) if recipient else named(jobs, path.stem) or most_similar(jobs, make, edited)
    made = make(job)
    now = content(Package(made.docx, path))
    built = as_built(path, job, edited)
    if max(alike(one, edited) for one in (now, built) if one) < OTHER:
        values = {"source": job.document.source.path}
        raise ContentError([Problem("edited-other-source", Place(path), values)])
    found = three_ways(built or now, now, edited)
    report = Report(Origins(job, made.html, now), str(path))
    findings = tuple(report.all(found.differences, edited))
    return Compared(path, job, findings, tuple(notes(path, found, built is None and bool(findings))))


def notes(path: Path, found: Told, alone: bool) -> Iterator[Finding]:
    """Yield what else is to be said: of looks, of what the YAML changed, and that nothing was kept."""
    pairs = [(one.old, one.new) for one in found.differences if one.says_the_same]
    looks = sum(bool(old and new and old.look != new.look) for old, new in pairs)
    told = {"edited-looks": looks, "edited-later": found.later, "edited-not-kept": int(alone)}
    yield from (Change(code, Place(path), {"count": n}, str(path)) for code, n in told.items() if n)


def asked(jobs: Sequence[Job], recipient: str) -> Job:
    """Return the job of a recipient.

    Raises ContentError when there is none, with the nearest known one, and when there are several.
    """
    known = [job for job in jobs if job.row]
    people = People([job.row for job in known], [job.label for job in known])
    found = people.meant(recipient)
    place = jobs[0].document.source.place("recipients")
    if not found:
        values = {"name": recipient, "nearest": nearest(recipient, people.labels)}
        raise ContentError([Problem("edited-recipient", place, values)])
    if len(found) > 1:
        told = {"name": recipient, "keys": "、".join(people.keys(found))}
        raise ContentError([Problem("copy-ambiguous", place, told)])
    return known[found[0]]


def named(jobs: Sequence[Job], stem: str) -> Job | None:
    """Return the one job, or the job a file is named after, though words were added to its name."""
    if len(jobs) == 1:
        return jobs[0]
    known = [job for job in jobs if stem.startswith(job.name)]
    return max(known, key=lambda job: len(job.name), default=None)


def most_similar(jobs: Sequence[Job], make: Callable[[Job], Original], edited: Content) -> Job:
    """Return the job whose file has the most paragraphs in common with the edited one."""
    words = set(edited.texts())

    def shared(job: Job) -> int:
        docx = make(job).docx
        return len(words & set(content(Package(docx, job.document.source.path)).texts()))

    return max(jobs, key=shared)

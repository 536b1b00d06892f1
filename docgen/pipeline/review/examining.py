"""A document looked at without being made: its pages, and all that a build would hold against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.address.jobs import Job
from docgen.foundation.errors import Finding, unique
from docgen.foundation.memory import kept, steady

from ..accepting import accepted
from ..options import DEFAULTS, Options
from ..stops import Pipeline, inspected, written_in
from .pictures import PageMark, page_marks

LOOKED_AT = 3
"""Letters of a roster that are laid out to be judged: those with the most words. All are composed."""


@dataclass(frozen=True)
class Examined:
    """What was looked at: the PDF of one letter, all findings, and where on its pages they stand.

    `letters` is of how many, `letter` which of them (from 1), `label` whose it is.
    """

    name: str
    pdf: bytes
    findings: tuple[Finding, ...]
    marks: tuple[PageMark, ...]
    letter: int = 1
    letters: int = 1
    label: str = ""


@dataclass(frozen=True)
class LetterList:
    """The letters of a document: whose each is, and their numbers with the most telling first.

    That is the letter with the longest name, then those with the most words: where names and pages overflow,
    they do so there.
    """

    labels: tuple[str, ...]
    order: tuple[int, ...]


def examine_document(source: Path | str, options: Options = DEFAULTS) -> Examined:
    """Return what a build of `source` would give, and hold against it; nothing is filed.

    Of a roster all letters are composed, and the most telling are laid out; the one with the most to be said
    is shown. Findings of the grade `must`, which stop a build, are among the findings, those that `options`
    accepts are marked as such. Raises what a build raises before anything is laid out.
    """
    pipeline = Pipeline(options)
    with steady():
        pages = pipeline.pages(Path(source))
        early = [finding for page in pages for finding in inspected(page)]
        order = telling_order([page.job for page in pages])[:LOOKED_AT]
        seen = [examined(pages[number - 1].job, pipeline, number, len(pages)) for number in order]
    shown = max(seen, key=lambda one: len(one.marks))
    rest = [finding for one in seen if one is not shown for finding in one.findings]
    findings = unique([*shown.findings, *rest, *accepted(early, options.accept)])
    return Examined(
        shown.name, shown.pdf, tuple(findings), shown.marks, shown.letter, shown.letters, shown.label
    )


def examine_letter(source: Path | str, number: int) -> Examined:
    """Return letter `number` (from 1) of a document. Raises ValueError for one there is none of."""
    with steady():
        jobs = letter_jobs(Path(source))
        if not 1 <= number <= len(jobs):
            raise ValueError(f"letter {number} of {len(jobs)}")
        return examined(jobs[number - 1], Pipeline(Options(formats=("pdf",))), number, len(jobs))


def letter_list(source: Path | str) -> LetterList:
    """Return whose letters a document makes. Raises ContentError for a roster that cannot be used."""
    with steady():
        jobs = letter_jobs(Path(source))
    return LetterList(tuple(job.label or job.name for job in jobs), tuple(telling_order(jobs)))


@kept(2)
def letter_jobs(source: Path) -> tuple[Job, ...]:
    """Return the jobs of a document, kept while its files stay as they are: one pages through the letters."""
    return tuple(Pipeline().jobs(source))


def examined(job: Job, pipeline: Pipeline, number: int, count: int) -> Examined:
    """Return one job composed and laid out, and what is held against it."""
    page = pipeline.composed(job)
    noticed = inspected(page)
    written = written_in(page, pipeline.options.formats)
    told = [finding for one in written.values() for finding in one.findings]
    findings = tuple(unique(accepted([*told, *noticed], pipeline.options.accept)))
    pdf = written["pdf"].data
    return Examined(job.name, pdf, findings, tuple(page_marks(pdf, findings)), number, count, job.label)


def telling_order(jobs: Sequence[Job]) -> list[int]:
    """Return the numbers of letters: the one with the longest name first, then by how much each is told."""
    words = [sum(len(str(value)) for value in job.row.values()) for job in jobs]
    order = sorted(range(len(jobs)), key=lambda at: -words[at])
    longest = max(order, key=lambda at: len(jobs[at].label), default=0)
    return [at + 1 for at in dict.fromkeys([longest, *order])] if jobs else []

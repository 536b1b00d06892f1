"""A document looked at without being made: its pages, and all that a build would hold against it."""

from dataclasses import dataclass, replace
from pathlib import Path

from docgen.address.jobs import Job
from docgen.foundation.errors import Finding, unique
from docgen.foundation.memory import steady

from ..accepting import accepted
from ..options import DEFAULTS, Options
from ..preview.show import most_telling_first
from ..stops import Pipeline, inspected, written_in
from .pictures import PageMark, page_marks

LOOKED_AT = 3
"""Letters of a roster that are laid out to be judged: those with the most words. All are composed."""


@dataclass(frozen=True)
class Examined:
    """What was looked at: the PDF of one letter, all findings, and where on its `pages` they stand.

    `letters` is of how many, `letter` which of them (from 1), `label` whose it is.
    """

    name: str
    pdf: bytes
    findings: tuple[Finding, ...]
    marks: tuple[PageMark, ...]
    pages: int
    letter: int = 1
    letters: int = 1
    label: str = ""


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
        order = most_telling_first([page.job for page in pages])[:LOOKED_AT]
        seen = [examined(pages[number - 1].job, pipeline, number, len(pages)) for number in order]
    shown = max(seen, key=lambda one: len(one.marks))
    rest = [finding for one in seen if one is not shown for finding in one.findings]
    findings = unique([*shown.findings, *rest, *accepted(early, options.accept)])
    return replace(shown, findings=tuple(findings))


def examined(job: Job, pipeline: Pipeline, number: int, count: int) -> Examined:
    """Return one job composed and laid out, and what is held against it."""
    page = pipeline.composed(job)
    noticed = inspected(page)
    written = written_in(page, pipeline.options.formats)
    told = [finding for one in written.values() for finding in one.findings]
    findings = tuple(unique(accepted([*told, *noticed], pipeline.options.accept)))
    pdf = written["pdf"].data
    marks, pages = tuple(page_marks(pdf, findings)), written["pdf"].pages or 1
    return Examined(job.name, pdf, findings, marks, pages, number, count, job.label)

"""A document that is to be issued, checked strictly and composed as a draft: whether it may have a number."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from docgen.address import jobs as recipients
from docgen.address.jobs import Job
from docgen.content.document import Document
from docgen.foundation.errors import Finding
from docgen.foundation.memory import steady

from ... import accepting
from ...batch.runner import BatchRunner
from ...build import refuse
from ...numbering import Claim, claims, is_numbered_each
from ...options import Options
from ...stops import Page, Pipeline, inspected
from .snapshot import Snapshot, taken

COUNTED_ON = (
    "numbers-kept",
    "number-not-on-record",
    "number-record-lost",
    "issued-garbled",
    "number-not-registered",
    "number-of-another",
    "number-void",
)
"""Findings of a roster's numbers that do not hold where the register gives them."""


@dataclass
class Checked:
    """A document that may be issued: what is made of it, and what it is made of."""

    pages: list[Page]
    snapshot: Snapshot
    typed: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)

    @property
    def document(self) -> Document:
        """The document."""
        return self.pages[0].job.document

    @property
    def jobs(self) -> list[Job]:
        """Its jobs."""
        return [page.job for page in self.pages]

    @cached_property
    def claims(self) -> list[Claim]:
        """The numbers it wants."""
        titles = {page.composed.name: page.composed.metadata.title for page in self.pages}
        return claims(self.jobs, titles, self.typed)


def check(path: Path, options: Options) -> Checked:
    """Return the document at `path`, composed as a draft. Raises when anything is to be mended first."""
    accepting.refuse_unknown(options.accept)
    with closing(BatchRunner(options.batch)) as runner, steady():
        pipeline = Pipeline(replace(options, final=True), runner)
        home = pipeline.loaded(path)[0]
        pages, read = taken(home, lambda: pipeline.pages(path))
        findings = [*(one for page in pages for one in page.composed.findings)]
        findings += [one for page in pages for one in inspected(page)]
        refuse(accepting.accepted(findings, (*options.accept, *COUNTED_ON)))
        return Checked(pages, read, typed_numbers(pages), findings)


def typed_numbers(pages: Sequence[Page]) -> dict[str, str]:
    """Return the numbers that a roster itself gives, by the names of its letters."""
    document = pages[0].job.document
    if not is_numbered_each(document):
        return {}
    plain = {name: value for name, value in document.values.items() if name != "numbering"}
    jobs = recipients.address(replace(document, values=plain))
    return {job.name: str((job.recipient or {}).get("number") or "") for job in jobs}

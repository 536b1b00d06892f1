"""The stops of the road before the last: one source at a time, each stop announced as it comes."""

import gc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from docgen import write as writers
from docgen.address import jobs as recipients
from docgen.address.copies import stem
from docgen.address.jobs import Job
from docgen.archive import folder
from docgen.compose.page import compose
from docgen.composed import Composed, Written
from docgen.content import document, project, source
from docgen.content.document import Document
from docgen.content.overrides import Fields
from docgen.foundation.errors import ContentError, Finding, each
from docgen.handbook import release
from docgen.inspect import inspect
from docgen.layout import fonts
from docgen.layout.fonts import Typefaces

from . import batch
from .batch import leftovers
from .batch.journal import Receipt, mark_of
from .batch.plan import Batch, Letter, PrintOrder, bounds
from .batch.runner import ALONE, Hands
from .passes import settled
from .places import placed

Announce = Callable[[str, str], None]


@dataclass(frozen=True)
class Page:
    """A composed job and the type it is set in."""

    composed: Composed
    typefaces: Typefaces
    job: Job


@dataclass(frozen=True)
class Stops:
    """The stops before the last, each announced as it comes."""

    announce: Announce
    asked: Fields = field(default_factory=dict)  # in place of what a source says
    final: bool = False
    booklet: bool = False
    formats: tuple[str, ...] = ()
    hands: Hands = field(default_factory=partial(Hands, ALONE))
    out: Path | None = None  # where letters were issued before, which keep their numbers

    def checked(self, path: Path) -> Document:
        """Find, load and model one source."""
        self.announce("find", str(path))
        path = document.source_file(path)
        home = project.find(path)
        self.announce("load", str(path))
        text = source.read(path)
        if "recipients" in text.values:
            self.hands.foresee()
        self.announce("model", str(path))
        return document.check(home, text, self.asked)

    def jobs(self, path: Path) -> list[Job]:
        """Take one source through all stops up to `address`."""
        checked = self.checked(path)
        self.announce("address", str(path))
        has_roster = bool(checked.values.get("recipients"))
        before = leftovers.record(checked.name, self.out) if has_roster and self.out else []
        return recipients.address(release.final(checked) if self.final else checked, before)

    def pages(self, path: Path) -> list[Page]:
        """Take one source through all stops up to `compose`."""
        jobs = self.jobs(path)
        self.hands.expect(len(jobs))
        gatherings = pairwise(bounds([job.name for job in jobs]))
        composed = each(gatherings, lambda between: self.gathering(jobs[slice(*between)]))
        return [page for pages in composed for page in pages]

    def gathering(self, jobs: Sequence[Job]) -> list[Page]:
        """Compose the jobs of a gathering; workers begin with it while others are composed."""
        pages = each(jobs, self.composed)
        if self.hands.local:
            self.hands.begin(self.letters(pages, self.hands.manner.combined))
        return pages

    def composed(self, job: Job) -> Page:
        """Compose one job in its project's type."""
        self.announce("compose", job.name)
        typefaces = fonts.resolve(job.document.project)
        return Page(compose(job, typefaces), typefaces, job)

    def made(self, page: Page) -> tuple[list[tuple[str, bytes, int]], list[Finding]]:
        """Write one composed job in each format and inspect it; return names, bytes, pages and findings."""
        self.announce("write", page.composed.name)
        written = written_in(page, self.formats)
        self.announce("inspect", page.composed.name)
        name = page.composed.name
        files = [(f"{name}.{form}", result.data, result.pages or 0) for form, result in written.items()]
        if self.booklet:
            from docgen.write.pdf.booklet import imposed  # brings pikepdf, which a letter does without

            files.append((f"{name}-booklet.pdf", imposed(written["pdf"].data), 0))
        noticed = [finding for result in written.values() for finding in result.findings]
        return files, [*inspected(page), *noticed]

    def planned(self, pages: Sequence[Page]) -> Batch:
        """Return the letters of one roster, to be made together.

        Raises ContentError for a column to part them by that the roster has not.
        """
        combined = self.hands.manner.combined
        if combined and combined.separated_by:
            rows = [page.job.recipient or {} for page in pages]
            column = recipients.column_called(combined.separated_by, pages[0].job.document, rows)
            combined = replace(combined, separated_by=column)
        return self.letters(pages, combined)

    def letters(self, pages: Sequence[Page], combined: PrintOrder | None) -> Batch:
        """Return letters of one roster as a batch."""
        document = pages[0].job.document
        letters = [Letter(page.composed, page.job.recipient or {}, page.job.place) for page in pages]
        return Batch(
            stem(document),
            letters,
            document.project,
            pages[0].typefaces,
            self.formats,
            confidential=any(document.values.get(field) for field in ("confidential", "classification")),
            combined=combined,
            kind=document.kind.name,
            source=document.source,
        )

    def batch(self, planned: Batch, out: Path) -> batch.Result:
        """Write, inspect and file the letters of one roster."""
        self.announce("write", planned.name)
        return self.hands.made(planned, out)

    def filed(
        self, pages: Iterable[Page], files: Sequence[tuple[str, bytes, int]], out: Path
    ) -> list[tuple[Path, Receipt]]:
        """File what was made of single documents, keep the editions among them; return paths and receipts."""
        self.announce("file", str(out))
        stored = folder.store_all(out, [(name, data) for name, data, _ in files])
        if self.final:
            for page in pages:
                release.keep(page.job.document)
        receipts = [Receipt(name, mark_of(data), pages_of) for name, data, pages_of in files]
        return list(zip(stored, receipts, strict=True))


def written_in(page: Page, formats: Sequence[str]) -> dict[str, Written]:
    """Return `page` written in each of the formats."""
    ready = settled(page.job, page.typefaces, page.composed)
    laid = ready.laid
    if laid is None and "pdf" in formats:  # once, although Word may want its page numbers too
        laid = writers.laid_out(ready.composed, page.typefaces)
    written = {form: writers.write(ready.composed, page.typefaces, form, laid) for form in formats}
    written = {form: replace(one, findings=(*ready.findings, *one.findings)) for form, one in written.items()}
    if ready.laid:
        del ready, laid
        gc.collect()  # a handbook's boxes hold each other, and inspection needs their room
    return written


def write(page: Page, form: str) -> Written:
    """Return `page` written as pdf, docx or html."""
    return written_in(page, [form])[form]


def inspected(page: Page) -> list[Finding]:
    """Return what is to be held against a composed job. Raises ContentError for what must not be printed."""
    job = page.job
    try:
        return inspect(page.composed, page.typefaces)
    except ContentError as error:
        found = [placed(one, job.document.source, job.recipient or {}, job.place) for one in error.problems]
        raise ContentError(found) from error

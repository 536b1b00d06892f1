"""The stops of the road before the last: one source at a time, each stop announced as it comes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from docgen import write as writers
from docgen.address import jobs as recipients
from docgen.address.copies import base_name
from docgen.address.jobs import Job
from docgen.archive import folder
from docgen.compose.page import compose
from docgen.composed import Composed, Written
from docgen.composed.seals import seal_places
from docgen.content import document, project, source
from docgen.content.document import Document
from docgen.content.source import Source
from docgen.foundation.durable import changes
from docgen.foundation.errors import ContentError, Finding, Problem, also_telling, collect_each, unique
from docgen.foundation.time_limit import TooLongError, time_limit
from docgen.handbook import release
from docgen.inspect import forms, inspect
from docgen.inspect import pages as judge
from docgen.inspect.edited import built
from docgen.layout import fonts
from docgen.layout.engine import turns
from docgen.layout.fonts import Typefaces
from docgen.write import BOOKLET, File
from docgen.write.laid.document import Laying

from . import accepting, batch
from .batch import forgetting, leftovers
from .batch.journal import Receipt, receipt_of
from .batch.plan import Batch, Letter, bounds
from .batch.runner import ALONE, BatchRunner
from .line_ends import mended
from .options import DEFAULTS, Options, PrintOrder
from .passes import settled
from .places import placed
from .purposes import purpose_of
from .refusals import checked_document, telling_findings
from .registered import number_findings

FINISHED = frozenset({"pdf", "ofd"})
"""Formats whose pages are as they are: they may be kept for good, and sealed."""
LAID_OUT = FINISHED | {"docx"}
"""Formats that are judged by their pages."""
SECONDS = 120
"""Of the processor's time that a document may take at least; and a second more for every …"""
CHARACTERS_A_SECOND = 1000
"""… characters of its page, tags included: a page of a handbook takes a tenth of that."""


@dataclass(frozen=True)
class Page:
    """A composed job and the type it is set in."""

    composed: Composed
    typefaces: Typefaces
    job: Job


@dataclass(frozen=True)
class Pipeline:
    """The stops before the last, each announced as it comes."""

    options: Options = DEFAULTS
    runner: BatchRunner = field(default_factory=partial(BatchRunner, ALONE))
    issued_in: Path | None = None  # where letters were issued before, which keep their numbers

    def announce(self, stop: str, subject: object) -> None:
        """Tell the caller which stop `subject` has come to."""
        self.options.announce(stop, str(subject))

    def loaded(self, path: Path) -> tuple[project.Project, Source, list[Finding]]:
        """Find and load one source: return the project it lies in, what it says, and what it is not whole of.

        What a crash broke off at it is finished first.
        """
        self.announce("find", path)
        path = document.source_file(path)
        home = project.find(path)
        self.announce("load", path)
        left = changes.finish(path)
        return home, source.read(path), left

    def checked(self, path: Path) -> Document:
        """Find, load and model one source."""
        home, text, left = self.loaded(path)
        if "recipients" in text.values:
            self.runner.prestart()
        self.announce("model", text.path)
        return document.noting(checked_document(home, text, self.options.overrides), left)

    def jobs(self, path: Path) -> list[Job]:
        """Take one source through all stops up to `address`."""
        checked = self.checked(path)
        self.announce("address", path)
        if self.issued_in:
            forgetting.finish(checked.name, self.issued_in)
        has_roster = bool(checked.values.get("recipients"))
        before = leftovers.record(checked.name, self.issued_in) if has_roster and self.issued_in else []
        with telling_findings(checked):
            jobs = recipients.address(
                release.document_to_release(checked) if self.options.final else checked, before
            )
        lost = tuple(leftovers.lost_record(jobs, before, self.issued_in)) if self.issued_in else ()
        lost += tuple(number_findings(jobs))
        return [replace(job, findings=(*job.findings, *lost)) for job in jobs] if lost else jobs

    def pages(self, path: Path) -> list[Page]:
        """Take one source through all stops up to `compose`."""
        jobs = self.jobs(path)
        self.runner.resize(len(jobs))
        gatherings = pairwise(bounds([job.name for job in jobs]))
        with telling_findings(jobs[0].document, jobs):
            besides = characters_of(jobs)
            composed = collect_each(gatherings, lambda part: self.gathering(jobs[slice(*part)], besides))
        return [page for pages in composed for page in pages]

    def gathering(self, jobs: Sequence[Job], besides: frozenset[str]) -> list[Page]:
        """Compose the jobs of a gathering; workers begin with it while others are composed.

        `besides` are characters of the whole roster.
        """
        typefaces = fonts.resolve(jobs[0].document.project)
        pages = collect_each(jobs, lambda job: self.composed(job, typefaces))
        if self.runner.local:
            self.runner.begin(self.letters(pages, self.options.batch.combined, besides))
        return pages

    def composed(self, job: Job, typefaces: Typefaces | None = None) -> Page:
        """Compose one job in its project's type, which may be known already."""
        self.announce("compose", job.name)
        typefaces = typefaces or fonts.resolve(job.document.project)
        composed = replace(compose(job, typefaces), purpose=purpose_of(job, self.options))
        return Page(composed, typefaces, job)

    def made(self, page: Page) -> tuple[list[File], list[Finding]]:
        """Write one composed job in each format and inspect it; return the files and the findings."""
        name = page.composed.name
        self.announce("write", name)
        with also_telling(lambda: page.composed.findings):
            written = written_in(page, self.options.formats)
            self.announce("inspect", name)
            held = inspected(page)
        files = [
            File(name, form, result.data, result.pages or 0, result.seals) for form, result in written.items()
        ]
        if self.options.booklet:
            from docgen.write.pdf.booklet import impose_booklet  # brings pikepdf, which a letter does without

            files.append(File(name, BOOKLET, impose_booklet(written["pdf"].data)))
        noticed = unique(finding for result in written.values() for finding in result.findings)
        findings = accepting.accepted([*held, *noticed], self.options.accept)
        accepting.refuse_grave(findings)
        return files, findings

    def planned(self, pages: Sequence[Page]) -> Batch:
        """Return the letters of one roster, to be made together.

        Raises ContentError for a column to part them by that the roster has not.
        """
        combined = self.options.batch.combined
        if combined and combined.separated_by:
            rows = [page.job.row for page in pages]
            column = recipients.column_called(combined.separated_by, pages[0].job.document, rows)
            combined = replace(combined, separated_by=column)
        return self.letters(pages, combined)

    def letters(
        self, pages: Sequence[Page], combined: PrintOrder | None, besides: frozenset[str] = frozenset()
    ) -> Batch:
        """Return letters of one roster as a batch; `besides` are characters of the whole roster."""
        document = pages[0].job.document
        letters = [Letter(page.composed, page.job.row, page.job.place) for page in pages]
        return Batch(
            base_name(document),
            letters,
            document.project,
            pages[0].typefaces,
            self.options.formats,
            combined=combined,
            kind=document.kind.name,
            accept=self.options.accept,
            strict=self.options.strict,
            keeps_text=keeps_text(document),
            source=document.source,
            besides=besides,
            run=self.runner.run_mark,
        )

    def batch(self, planned: Batch) -> batch.Result:
        """Write, inspect and file the letters of one roster."""
        self.announce("write", planned.name)
        return self.runner.run(planned, self.options.folder)

    def filed(self, pages: Sequence[Page], files: Sequence[File]) -> list[tuple[Path, Receipt]]:
        """File what was made of single documents, keep the editions among them; return paths and receipts."""
        self.announce("file", self.options.folder)
        stored = folder.store_all(self.options.folder, [(file.name, file.data) for file in files])
        may_be_read = {page.composed.name for page in pages if keeps_text(page.job.document)}
        built.keep(
            self.options.folder, [(file.name, file.data) for file in files if file.letter in may_be_read]
        )
        if self.options.final:
            for page in pages:
                release.keep_edition(page.job.document)
        return list(zip(stored, map(receipt_of, files), strict=True))


def characters_of(jobs: Sequence[Job]) -> frozenset[str]:
    """Return the characters of the rows that jobs are for."""
    return frozenset().union(*(str(value) for job in jobs for value in (job.recipient or {}).values()))


def keeps_text(document: Document) -> bool:
    """Say whether what its Word files say may be kept beside them; of classified ones nothing is."""
    return not document.values.get("classification")


def written_in(page: Page, formats: Sequence[str]) -> dict[str, Written]:
    """Return `page` written in each of the formats. Raises ContentError when that takes too long."""
    seconds = SECONDS + len(page.composed.html) / CHARACTERS_A_SECOND
    try:
        with time_limit(seconds):
            return written_in_time(page, formats)
    except TooLongError:
        told = {"name": page.composed.name, "seconds": round(seconds)}
        place = page.job.place if page.job.row else page.job.document.source.place()
        raise ContentError([Problem("document-too-slow", place, told)]) from None


def written_in_time(page: Page, formats: Sequence[str]) -> dict[str, Written]:
    """Return `page` written in each of the formats, however long it takes."""
    if [*formats] == ["html"] and not page.job.document.chapters:  # which has no pages to be settled
        return {"html": writers.write(page.composed, page.typefaces, "html")}
    lay = Laying()
    ready = settled(page.job, page.typefaces, page.composed, lay)
    composed, laid, found = ready.composed, ready.laid, list(ready.findings)
    if laid is None and LAID_OUT & {*formats}:  # once, although Word may want its page numbers too
        laid = lay(composed, page.typefaces)
    if laid:
        composed, laid, shown = mended(composed, page.typefaces, laid, lay)
        found += located(judge.findings(shown, page.composed.name), page.job)
    found += located([*forms.findings(composed, page.typefaces, formats)], page.job)
    written = {
        form: writers.write(ready.composed if form == "html" else composed, page.typefaces, form, laid)
        for form in formats
    }
    for form in FINISHED & written.keys() if composed.purpose.seal and laid else ():
        written[form] = replace(written[form], seals=seal_places(shown))
    for form, one in written.items():
        told = (located([each], page.job)[0] if "text" in each.values else each for each in one.findings)
        written[form] = replace(one, findings=(*found, *told))
    for form in FINISHED & written.keys() if composed.purpose.tagged else ():
        lacking = forms.made_findings(form, written[form].data, composed.name)
        written[form] = replace(written[form], findings=(*written[form].findings, *lacking))
    if page.job.document.chapters:
        del ready, laid
        turns.collect()  # a handbook's boxes hold each other, and inspection needs their room
    return written


def write(page: Page, form: str) -> Written:
    """Return `page` written in one format."""
    return written_in(page, [form])[form]


def rendered(job: Job, options: Options = DEFAULTS) -> dict[str, Written]:
    """Return a job composed and written in the formats asked for, with all that is to be held against it."""
    page = Pipeline(options).composed(job)
    noticed = tuple(inspected(page))
    written = written_in(page, options.formats)
    return {form: replace(one, findings=(*noticed, *one.findings)) for form, one in written.items()}


def located(findings: Sequence[Finding], job: Job) -> list[Finding]:
    """Return findings on a job's pages with the places of their words."""
    row, place = job.recipient or {}, job.place
    return [placed(finding, job.document.source, row, place) for finding in findings]


def inspected(page: Page) -> list[Finding]:
    """Return what is to be held against a composed job. Raises ContentError for what must not be printed."""
    job = page.job
    try:
        return inspect(page.composed, page.typefaces)
    except ContentError as error:
        found = [placed(one, job.document.source, job.recipient or {}, job.place) for one in error.problems]
        raise ContentError(found) from error

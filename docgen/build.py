"""How a document is made: the eight stops, in order.

`find` the project, `load` the YAML as text, `model` it by its kind's schema, `address` one job to each
recipient, `compose` HTML and style, `write` PDF and Word, `inspect` what was made, `file` it. Every source is
checked before anything is made, and nothing is filed unless everything could be made.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from . import archive, batch, document, fonts, project, recipients, release, reprints, source, writers
from .asked import NOTHING, Fields
from .batch import Batch, Letter, PrintOrder
from .batch.journal import Receipt, mark_of
from .batch.manner import ALONE, USUAL, Hands, Manner
from .batch.plan import bounds
from .compose import compose
from .composed import Composed, Written
from .copies import stem
from .document import Document
from .errors import ContentError, DocgenError, Finding, Place, Problem, each, unique
from .fonts import Typefaces
from .inspect import inspect
from .pagination import settled
from .recipients import Job

Announce = Callable[[str, str], None]


@dataclass(frozen=True)
class Built:
    """What a build made: the filed paths in order, and what inspection found."""

    receipts: list[tuple[Path, Receipt]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    set_aside: list[Problem] = field(default_factory=list)  # why letters of a batch are not made
    kept: int = 0  # letters of a batch that an earlier run had made

    @property
    def paths(self) -> list[Path]:
        """The files, in order."""
        return [path for path, _ in self.receipts]


class FindingsError(DocgenError):
    """Findings under --strict: the document must be mended, or its finding acknowledged, first."""


def build(
    sources: Sequence[Path],
    formats: Sequence[str],
    out: Path,
    strict: bool,
    announce: Announce,
    manner: Manner = USUAL,
    asked: Fields = NOTHING,
    final: bool = False,
    booklet: bool = False,
) -> Built:
    """Make every source in every format (pdf, docx, html) and file it in `out`; what is `asked` goes first.

    `final` releases what is made: a handbook's edition is kept beside it. `booklet` adds a PDF to print on
    both faces, fold and staple.

    `announce(stop, subject)` is told each stop as it comes. Raises ContentError, TemplateError or
    MachineError with the problems of all sources, and FindingsError when `strict` and anything was found;
    nothing is filed then. A roster's letters are made and filed last, in the `manner` of a batch.
    """
    with closing(Hands(manner)) as hands:
        stops = Stops(announce, asked, final, booklet, tuple(formats), hands)
        return made_and_filed(stops, sources, out, strict)


def made_and_filed(stops: "Stops", sources: Sequence[Path], out: Path, strict: bool) -> Built:
    """Take every source through the stops, all of them up to `compose` before any is made."""
    paths = list({path.resolve(): path for path in sources}.values())
    found = each(paths, stops.pages)
    refuse_same_names(paths, found)
    rosters = [pages for pages in found if len(pages) > 1]
    if stops.booklet:
        refuse_rosters(rosters)
    single = [pages[0] for pages in found if len(pages) == 1]
    batches = [stops.planned(pages) for pages in rosters]
    made = each(single, stops.made)
    built = Built(findings=unique(finding for _, found in made for finding in found))
    if strict:
        refuse([*built.findings, *foreseen(rosters, batches, out)])
    built.receipts.extend(stops.filed(single, [file for files, _ in made for file in files], out))
    for planned in batches:
        built = together(built, stops.batch(planned, out), out)
    reprints.record(out, [copy for pages in found for copy in printed_again(pages, built)])
    if strict:
        refuse(built.findings)
    return built


def refuse(findings: Iterable[Finding]) -> None:
    """Raise FindingsError when there are any findings, each told once."""
    if told := unique(findings):
        raise FindingsError(told)


def foreseen(rosters: Iterable[Sequence["Page"]], batches: Iterable[Batch], out: Path) -> Iterator[Finding]:
    """Yield what can be held against letters and their rosters before they are made."""
    for pages in rosters:
        for page in pages:
            yield from inspected(page)
    for planned in batches:
        yield from batch.built_before(planned, out)


def together(built: Built, result: batch.Result, out: Path) -> Built:
    """Return what was made before and what a batch made."""
    receipts = [(out / receipt.file, receipt) for receipt in result.receipts.values()]
    return Built(
        [*built.receipts, *receipts],
        unique([*built.findings, *result.findings]),
        [*built.set_aside, *result.set_aside],
        built.kept + result.kept,
    )


def printed_again(pages: Sequence["Page"], built: Built) -> list[reprints.Copy]:
    """Return the files of a document that were made again, when only some of its copies were asked for."""
    document = pages[0].job.document
    if not document.values.get("only"):
        return []
    receipts = [receipt for _, receipt in built.receipts]
    return [
        reprints.Copy(
            document.source.path.name, page.job.recipient or {}, str(page.job.place), made.file, made.sha256
        )
        for page in pages
        for made in receipts
        if Path(made.file).stem == page.composed.name
    ]


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
        return recipients.address(release.final(checked) if self.final else checked)

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
            from .writers.booklet import imposed  # brings pikepdf, which a letter does without

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
        stored = archive.store_all(out, [(name, data) for name, data, _ in files])
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
    """Return what is to be held against a composed job."""
    return inspect(page.composed, page.typefaces)


def refuse_same_names(paths: Sequence[Path], found: Sequence[Sequence[Page]]) -> None:
    """Raise ContentError when two sources would be filed under one name; a roster's names differ."""
    owners: dict[str, Path] = {}
    problems = []
    for path, pages in zip(paths, found, strict=True):
        for page in pages:
            name = page.composed.name
            owner = owners.setdefault(name.casefold(), path)
            if owner != path:
                problems.append(Problem("name-taken", Place(path), {"name": name, "other": owner}))
    if problems:
        raise ContentError(problems)


def refuse_rosters(rosters: Iterable[Sequence[Page]]) -> None:
    """Raise ContentError for the rosters whose letters were to be folded into booklets."""
    sources = [pages[0].job.document.source for pages in rosters]
    if sources:
        raise ContentError([Problem("booklet-of-roster", one.place("recipients")) for one in sources])

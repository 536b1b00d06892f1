"""How a document is made: the eight stops, in order.

`find` the project, `load` the YAML as text, `model` it by its kind's schema, `address` one job to each
recipient, `compose` HTML and style, `write` PDF and Word, `inspect` what was made, `file` it. Every source is
checked before anything is made, and nothing is filed unless everything could be made.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from . import archive, batch, document, fonts, project, recipients, source, writers
from .batch import Batch, Letter
from .batch.journal import Receipt, mark_of
from .batch.manner import USUAL, Manner
from .compose import compose
from .composed import Composed, Written
from .errors import ContentError, DocgenError, Finding, Place, Problem, joined, unique
from .fonts import Typefaces
from .inspect import inspect
from .recipients import Job

Announce = Callable[[str, str], None]
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Built:
    """What a build made: the filed paths in order, and what inspection found."""

    receipts: list[tuple[Path, Receipt]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    set_aside: list[Problem] = field(default_factory=list)  # why letters of a batch are not made

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
) -> Built:
    """Make every source in every format (pdf, docx, html) and file it in `out`.

    `announce(stop, subject)` is told each stop as it comes. Raises ContentError, TemplateError or
    MachineError with the problems of all sources, and FindingsError when `strict` and anything was found;
    nothing is filed then. A roster's letters are made and filed last, in the `manner` of a batch.
    """
    stops = Stops(announce)
    paths = list({path.resolve(): path for path in sources}.values())
    found = each(paths, stops.pages)
    refuse_same_names(paths, found)
    rosters = [pages for pages in found if len(pages) > 1]
    made = each((pages[0] for pages in found if len(pages) == 1), lambda page: stops.made(page, formats))
    findings = unique(finding for _, found in made for finding in found)
    if strict:
        findings = unique([*findings, *(f for pages in rosters for page in pages for f in inspected(page))])
        if findings:
            raise FindingsError(findings)
    announce("file", str(out))
    files = [file for files, _ in made for file in files]
    stored = archive.store_all(out, files)
    receipts = [Receipt(name, mark_of(data), 0) for name, data in files]
    built = Built(list(zip(stored, receipts, strict=True)), findings)
    for pages in rosters:
        built = together(built, stops.batch(pages, formats, out, manner), out)
    if strict and built.findings:
        raise FindingsError(built.findings)
    return built


def together(built: Built, result: batch.Result, out: Path) -> Built:
    """Return what was made before and what a batch made."""
    receipts = [(out / receipt.file, receipt) for receipt in result.receipts.values()]
    return Built(
        [*built.receipts, *receipts],
        unique([*built.findings, *result.findings]),
        [*built.set_aside, *result.set_aside],
    )


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

    def jobs(self, path: Path) -> list[Job]:
        """Find, load, model and address one source."""
        self.announce("find", str(path))
        home = project.find(path)
        self.announce("load", str(path))
        text = source.read(path)
        self.announce("model", str(path))
        checked = document.check(home, text)
        self.announce("address", str(path))
        return recipients.address(checked)

    def pages(self, path: Path) -> list[Page]:
        """Take one source through all stops up to `compose`."""
        return each(self.jobs(path), self.composed)

    def composed(self, job: Job) -> Page:
        """Compose one job in its project's type."""
        self.announce("compose", job.name)
        typefaces = fonts.resolve(job.document.project)
        return Page(compose(job, typefaces), typefaces, job)

    def made(self, page: Page, formats: Sequence[str]) -> tuple[list[tuple[str, bytes]], list[Finding]]:
        """Write one composed job in each format and inspect it; return (name, bytes) pairs and findings."""
        self.announce("write", page.composed.name)
        written = written_in(page, formats)
        self.announce("inspect", page.composed.name)
        files = [(f"{page.composed.name}.{form}", result.data) for form, result in written.items()]
        noticed = [finding for result in written.values() for finding in result.findings]
        return files, [*inspected(page), *noticed]

    def batch(self, pages: Sequence[Page], formats: Sequence[str], out: Path, manner: Manner) -> batch.Result:
        """Write, inspect and file the letters of one roster."""
        document = pages[0].job.document
        self.announce("write", str(document.source.path))
        letters = [Letter(page.composed, page.job.recipient or {}, page.job.place) for page in pages]
        planned = Batch(
            document.source.path.stem,
            letters,
            document.project,
            pages[0].typefaces,
            tuple(formats),
            confidential=any(document.values.get(field) for field in ("confidential", "classification")),
            combined=manner.combined,
        )
        return manner.made(planned, out)


def written_in(page: Page, formats: Sequence[str]) -> dict[str, Written]:
    """Return `page` in each of the formats; it is laid out once, although Word's page numbers need it too."""
    written: dict[str, Written] = {}
    for form in sorted(formats, key=lambda form: form != "pdf"):
        written[form] = write(page, form, written.get("pdf"))
    return {form: written[form] for form in formats}


def write(page: Page, form: str, drawn: Written | None = None) -> Written:
    """Return `page` written as pdf, docx or html; `drawn` is its PDF where there is one already."""
    return writers.write(page.composed, page.typefaces, form, drawn)


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


def each(items: Iterable[Item], make: Callable[[Item], Result]) -> list[Result]:
    """Return what `make` returns for every item.

    Raises one error for all items that cannot be made.
    """
    made: list[Result] = []
    errors: list[DocgenError] = []
    for item in items:
        try:
            made.append(make(item))
        except DocgenError as error:
            errors.append(error)
    if errors:
        raise joined(errors)
    return made

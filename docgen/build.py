"""How a document is made: the eight stops, in order.

`find` the project, `load` the YAML as text, `model` it by its kind's schema, `address` one job to each
recipient, `compose` HTML and style, `write` PDF and Word, `inspect` what was made, `file` it. Every source is
checked before anything is made, and nothing is filed unless everything could be made.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from . import archive, document, fonts, project, recipients, source
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

    paths: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class FindingsError(DocgenError):
    """Findings under --strict: the document must be mended, or its finding acknowledged, first."""


def build(
    sources: Sequence[Path], formats: Sequence[str], out: Path, strict: bool, announce: Announce
) -> Built:
    """Make every source in every format (pdf, docx, html) and file it in `out`.

    `announce(stop, subject)` is told each stop as it comes. Raises ContentError, TemplateError or
    MachineError with the problems of all sources, and FindingsError when `strict` and anything was found;
    nothing is filed then.
    """
    stops = Stops(announce)
    paths = list({path.resolve(): path for path in sources}.values())
    found = each(paths, stops.pages)
    refuse_same_names(paths, found)
    made = each((page for pages in found for page in pages), lambda page: stops.made(page, formats))
    findings = unique(finding for _, found in made for finding in found)
    if strict and findings:
        raise FindingsError(findings)
    announce("file", str(out))
    return Built(archive.store_all(out, [file for files, _ in made for file in files]), findings)


@dataclass(frozen=True)
class Page:
    """A composed job and the type it is set in."""

    composed: Composed
    typefaces: Typefaces


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
        return Page(compose(job, typefaces), typefaces)

    def made(self, page: Page, formats: Sequence[str]) -> tuple[list[tuple[str, bytes]], list[Finding]]:
        """Write one composed job in each format and inspect it; return (name, bytes) pairs and findings."""
        self.announce("write", page.composed.name)
        written = {form: write(page, form) for form in formats}
        self.announce("inspect", page.composed.name)
        files = [(f"{page.composed.name}.{form}", result.data) for form, result in written.items()]
        noticed = [finding for result in written.values() for finding in result.findings]
        return files, [*inspect(page.composed, page.typefaces), *noticed]


def write(page: Page, form: str) -> Written:
    """Return `page` written as pdf, docx or html; each writer is loaded only when it is asked for."""
    if form == "pdf":
        from .writers import pdf

        return pdf.write(page.composed, page.typefaces)
    if form == "docx":
        from .writers import word

        return word.write(page.composed, page.typefaces)
    from .writers import html

    return html.write(page.composed)


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

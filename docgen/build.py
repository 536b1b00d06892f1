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
from .errors import DocgenError, Finding, unique
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


class Strict(DocgenError):
    """Findings under --strict: the document must be mended, or its finding acknowledged, first."""


def build(sources: Sequence[Path], formats: Sequence[str], out: Path, strict: bool, announce: Announce) -> Built:
    """Make every source in every format (pdf, docx, html) and file it in `out`.

    `announce(stop, subject)` is told each stop as it comes. Raises ContentError, TemplateError or MachineError
    with the problems of all sources, and Strict when `strict` and anything was found; nothing is filed then.
    """
    stops = Stops(announce)
    jobs = [job for found in each(sources, stops.jobs) for job in found]
    pages = each(jobs, stops.composed)
    made = each(pages, lambda page: stops.made(page, formats))
    findings = unique(finding for _, found in made for finding in found)
    if strict and findings:
        raise Strict(findings)
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


def each(items: Iterable[Item], make: Callable[[Item], Result]) -> list[Result]:
    """Return what `make` returns for every item.

    Raises one error for all items that cannot be made, of the kind whose exit code is the highest.
    """
    made, errors = [], []
    for item in items:
        try:
            made.append(make(item))
        except DocgenError as error:
            errors.append(error)
    if errors:
        worst = max(errors, key=lambda error: error.exit_code)
        raise type(worst)(unique(problem for error in errors for problem in error.problems))
    return made

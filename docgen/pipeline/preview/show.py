"""The preview of a document: what its form says now, taken through the stops, and its pages as pictures."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from docgen.address.jobs import Job, address
from docgen.composed import Composed
from docgen.composed.printed import Printed
from docgen.content import document as documents
from docgen.content import project, source
from docgen.content.chapters import book_of
from docgen.content.document import Document
from docgen.foundation.errors import (
    ContentError,
    DocgenError,
    Finding,
    Place,
    Problem,
    also_telling,
    unique,
)
from docgen.foundation.memory import steady
from docgen.foundation.time_limit import TooLongError, time_limit
from docgen.inspect import forms
from docgen.layout.typesetter import renderer_findings

from ..desk.doors import form, with_values
from ..desk.problems import form_problems
from ..line_ends import mended
from ..passes import settled
from ..refusals import checked_document, telling_findings
from ..registered import number_findings
from ..stops import Pipeline, inspected, located
from .chapters import of_book, of_chapters, one_chapter
from .drawing import Pictures
from .kept_type import KeptType
from .layouts import KeptLaid, Layouts
from .records import Shown
from .spots import marks_of, spots_of

DPI = 110
SECONDS = 60
"""Of the processor's time that showing a document may take."""
MOST = 6
"""Documents that are kept ready: a person has few open."""


@dataclass
class Desk:
    """What is kept of one document."""

    layouts: Layouts
    pictures: Pictures = field(default_factory=Pictures)


@dataclass(frozen=True)
class View:
    """What is to be seen of a document."""

    page: int | None
    letter: int | None
    dpi: int
    lang: str
    known: frozenset[str]
    judged: bool

    def pages(self, count: int) -> Sequence[int]:
        """Return which of so many pages are to be drawn, from 0."""
        return [self.page - 1] if self.page and self.page <= count else range(count)


class Preview:
    """Shows documents as they would be printed, one at a time: it is not for several threads."""

    def __init__(self) -> None:
        self.type = KeptType()
        self.desks: dict[tuple[str, int], Desk] = {}

    def show(
        self,
        path: Path | str,
        given: str | Mapping[str, Any] | None = None,
        *,
        page: int | None = None,
        letter: int | None = None,
        dpi: int = DPI,
        lang: str = "zh",
        known: Collection[str] = (),
        judged: bool = True,
    ) -> Shown:
        """Return the document at `path` as a build would print it, with problems and findings at its fields.

        `given` is what its file says, or its values as a form has them; None: as it is on disk. Of the
        letters of a roster `letter` is shown (from 1; None: the first of `order`). Only `page` (from 1) is
        drawn if one is named, and pictures whose keys are `known` come without their data. Where there is
        no time, the findings of a document that is not `judged` may be asked for when it is seen.
        """
        view = View(page, letter, dpi, lang, frozenset(known), judged)
        file = documents.source_file(Path(path)) if given is None else Path(path)
        text: str | None = None
        try:
            with steady(), time_limit(SECONDS):
                text = text_of(file, given)
                return self.shown(file, text, view)
        except TooLongError:
            self.forget(file)
            told = Problem("document-too-slow", Place(file), {"name": file.stem, "seconds": SECONDS})
            return refused(ContentError([told]), file, text, lang)
        except DocgenError as error:
            return refused(error, file, text, lang)
        except BaseException:
            self.forget(file)  # what stands may be half changed
            raise

    def shown(self, file: Path, text: str, view: View) -> Shown:
        """Return a document that is not refused."""
        book = book_of(file)
        document = one_chapter(book, file, text) if book else checked(file, text)
        with telling_findings(document):
            jobs = address(document)
        order = most_telling_first(jobs)
        number = view.letter if view.letter and view.letter <= len(jobs) else order[0]
        job = replace(jobs[number - 1], findings=(*jobs[number - 1].findings, *number_findings(jobs)))
        desk = self.desk(file, number)
        with telling_findings(document, jobs):
            composed, laid, shown, found = laid_out(job, desk.layouts, view.judged)
        pictures = desk.pictures.of(laid, composed, view.dpi, view.pages(len(laid.pages)))
        told = form_problems(found, form(file, text), view.lang) if found else []
        return Shown(
            tuple(replace(each, data=None) if each.key in view.known else each for each in pictures),
            tuple(spots_of(laid, document, file)),
            (),
            tuple(told),
            tuple(marks_of(found, shown)),
            len(jobs),
            number,
            tuple(each.name for each in jobs) if len(jobs) > 1 else (),
            order,
            "+".join(desk.layouts.how),
            tuple(words_of(shown)),
        )

    def desk(self, file: Path, number: int) -> Desk:
        """Return what is kept of a letter of a document."""
        key = (str(file), number)
        desk = self.desks.pop(key, None) or Desk(Layouts(self.type))
        self.desks[key] = desk
        desk.layouts.how = []
        while len(self.desks) > MOST:
            del self.desks[next(iter(self.desks))]
        return desk

    def forget(self, path: Path | str) -> None:
        """Let go of what is kept of a document."""
        for key in [key for key in self.desks if key[0] == str(Path(path))]:
            del self.desks[key]


def words_of(shown: Printed) -> Iterator[str]:
    """Yield the words of each page, a block a line."""
    for sheet in shown.sheets:
        lines = ("".join(piece.words for piece in block.pieces).strip() for block in shown.blocks(sheet))
        yield "\n".join(line for line in lines if line)


def text_of(file: Path, given: str | Mapping[str, Any] | None) -> str:
    """Return what a document's file is taken to say. Raises ContentError."""
    if isinstance(given, Mapping):
        given = with_values(file, given)
    return source.decode(source.contents(file) if given is None else given.encode(), file)


def checked(file: Path, text: str) -> Document:
    """Return the document that a text is; of a handbook its first chapter, for it is not shown whole."""
    document = checked_document(project.find(file), source.known(text, file), {})
    return of_chapters(document, document.chapters[:1]) if document.chapters else document


def laid_out(job: Job, layouts: Layouts, judged: bool) -> tuple[Composed, KeptLaid, Printed, list[Finding]]:
    """Return a job composed and laid out as it is written, what it shows, and what is held against it."""
    page = Pipeline().composed(job)
    typefaces = page.typefaces
    with also_telling(lambda: page.composed.findings):
        held = located(inspected(page), job) if judged else []
        ready = settled(job, typefaces, page.composed, layouts.lay)
        laid = ready.laid or layouts.lay(ready.composed, typefaces)
        composed, laid, shown = mended(ready.composed, typefaces, laid, layouts.lay, layouts.tried)
        if not isinstance(laid, KeptLaid):
            laid = of_book(laid, composed, shown)
    if not judged:
        return composed, laid, shown, []
    noticed = [*layouts.judge.findings(shown, composed.name), *forms.findings(composed, typefaces, ("pdf",))]
    found = located(noticed, job)
    said = renderer_findings(laid.messages, composed.css, composed.name)
    said += laid.press.fetcher.findings(composed.name)
    return composed, laid, shown, unique([*held, *ready.findings, *found, *said])


def refused(error: DocgenError, file: Path, text: str | None, lang: str) -> Shown:
    """Return why a document is not shown; raises `error` for what is no form at all."""
    try:
        filled = form(file, text)
    except DocgenError:
        raise error from None
    findings = [one for one in error.shown if isinstance(one, Finding)]
    problems = [one for one in error.shown if not isinstance(one, Finding)]
    return Shown(
        problems=tuple(form_problems(problems, filled, lang)),
        findings=tuple(form_problems(findings, filled, lang)),
    )


def most_telling_first(jobs: Sequence[Job]) -> tuple[int, ...]:
    """Return the numbers of letters, from 1: those with the longest names and the most words first."""

    def length(number: int) -> tuple[int, int]:
        row = jobs[number - 1].recipient or {}
        return -len(str(row.get("name", ""))), -sum(len(str(value)) for value in row.values())

    return tuple(sorted(range(1, len(jobs) + 1), key=length))

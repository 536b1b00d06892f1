"""What people changed in Word files since docgen made them; the originals are made again to compare with."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from docgen.address.jobs import Job
from docgen.content import source as sources
from docgen.content.document import source_file
from docgen.foundation.errors import ContentError, DocgenError, ErrorCollector, Place, Problem
from docgen.inspect.docx.package import Package, read_file
from docgen.inspect.docx.reading import content
from docgen.inspect.edited import Compared, Original
from docgen.inspect.edited import compare as compare_one
from docgen.inspect.edited.proposals import ValueEdit, with_edits
from docgen.register.entries import Entry

from .desk.doors import Saved, save
from .numbering import given_numbers
from .options import DEFAULTS, Options
from .records.papers import document_papers
from .stops import Pipeline, write


def compare(
    edited: Sequence[Path], source: Path, recipient: str | None = None, options: Options = DEFAULTS
) -> Iterator[Compared]:
    """Give what was changed in each of the files `edited`, which were made from `source`.

    What says the number that the register gave the document was made with it, and is compared so.
    Files that cannot be compared do not keep the others back: ContentError with the problems of all of them
    is raised when the rest is through. What the stops before `write` raise comes first.
    """
    issued_in = edited[0].parent if edited else None
    plain = Originals(source, options, issued_in)
    papers = papers_of(source)
    numbers = given_numbers(plain.jobs[0].document, papers[0]) if len(papers) == 1 else {}
    issued = Originals(source, replace(options, overrides={**options.overrides, **numbers}), issued_in)
    tries = ErrorCollector()
    for path in edited:
        is_issued = bool(numbers) and tries.run(partial(says, path, numbers.values()), False)
        originals = issued if is_issued else plain
        compared = tries.run(partial(compare_one, path, originals.jobs, originals.made, recipient), None)
        if compared:
            yield compared
    tries.raise_all()


@dataclass
class Originals:
    """The letters of a source, made again to compare with."""

    source: Path
    options: Options
    issued_in: Path | None
    known: dict[str, Original] = field(default_factory=dict)

    @cached_property
    def pipeline(self) -> Pipeline:
        """The stops they go through."""
        return Pipeline(self.options, issued_in=self.issued_in)

    @cached_property
    def jobs(self) -> list[Job]:
        """Whom they are for."""
        return self.pipeline.jobs(self.source)

    def made(self, job: Job) -> Original:
        """Return one letter, made once."""
        if job.name not in self.known:
            page = self.pipeline.composed(job)
            self.known[job.name] = Original(page.composed.html, write(page, "docx").data)
        return self.known[job.name]


def papers_of(source: Path) -> Sequence[Entry]:
    """Return what the register knows to be out of a source; nothing where it cannot be asked."""
    try:
        return document_papers(source)
    except DocgenError:
        return ()


def says(path: Path, words: Iterable[str]) -> bool:
    """Say whether a Word file says all these words. Raises ContentError for one that cannot be read."""
    texts = content(Package(read_file(path), path)).texts()
    return all(any(word in text for text in texts) for word in words)


def accept_edits(source: Path | str, edits: Iterable[ValueEdit], expected: str) -> Saved:
    """Take changes that came back from Word over into the document's file; all else in it stays as it is.

    `edits` are those of the findings that are accepted, `expected` is the mark (`etag`) of the file they were
    found for. Raises ContentError, and writes nothing, for a file that has changed since, and for changes
    that do not fit each other.
    """
    file = source_file(Path(source))
    try:
        values = with_edits(sources.read(file).values, edits)
    except ValueError as error:
        raise ContentError([Problem("edits-unfit", Place(file))]) from error
    return save(file, values, expected)

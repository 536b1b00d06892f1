"""What people changed in Word files since docgen made them; the originals are made again to compare with."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from docgen.address.jobs import Job
from docgen.content import source as sources
from docgen.content.document import source_file
from docgen.foundation.errors import ContentError, ErrorCollector, Place, Problem
from docgen.inspect.edited import Compared, Original
from docgen.inspect.edited import compare as compare_one
from docgen.inspect.edited.proposals import ValueEdit, with_edits

from .desk.doors import Saved, save
from .options import DEFAULTS, Options
from .stops import Pipeline, write


def compare(
    edited: Sequence[Path], source: Path, recipient: str | None = None, options: Options = DEFAULTS
) -> Iterator[Compared]:
    """Give what was changed in each of the files `edited`, which were made from `source`.

    Files that cannot be compared do not keep the others back: ContentError with the problems of all of them
    is raised when the rest is through. What the stops before `write` raise comes first.
    """
    pipeline = Pipeline(options, issued_in=edited[0].parent if edited else None)
    originals: dict[str, Original] = {}

    def original(job: Job) -> Original:
        if job.name not in originals:
            page = pipeline.composed(job)
            originals[job.name] = Original(page.composed.html, write(page, "docx").data)
        return originals[job.name]

    jobs = pipeline.jobs(source)
    tries = ErrorCollector()
    for path in edited:
        compared = tries.run(partial(compare_one, path, jobs, original, recipient), None)
        if compared:
            yield compared
    tries.raise_all()


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

"""What people changed in Word files since docgen made them; the originals are made again to compare with."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from docgen.address.jobs import Job
from docgen.foundation.errors import ErrorCollector
from docgen.inspect.edited import Compared, Original
from docgen.inspect.edited import compare as compare_one

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

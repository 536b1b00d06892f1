"""What people changed in Word files since docgen made them; the originals are made again to compare with."""

from collections.abc import Sequence
from pathlib import Path

from docgen.address.jobs import Job
from docgen.foundation.errors import each
from docgen.inspect.edited import Compared, Original
from docgen.inspect.edited import compare as compare_one

from .options import DEFAULTS, Options
from .stops import Pipeline, write


def compare(
    edited: Sequence[Path], source: Path, recipient: str | None = None, options: Options = DEFAULTS
) -> list[Compared]:
    """Return what was changed in each of the files `edited`, which were made from `source`.

    Raises ContentError with the problems of all files, and what the stops before `write` raise.
    """
    pipeline = Pipeline(options)
    originals: dict[str, Original] = {}

    def original(job: Job) -> Original:
        if job.name not in originals:
            page = pipeline.composed(job)
            originals[job.name] = Original(page.composed.html, write(page, "docx").data)
        return originals[job.name]

    jobs = pipeline.jobs(source)
    return each(edited, lambda path: compare_one(path, jobs, original, recipient))

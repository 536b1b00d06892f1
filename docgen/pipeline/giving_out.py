"""What a build is about to give out: the record of its letters, and numbers that two documents give.

In go the jobs of rosters, document by document.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docgen.address.jobs import Job, key_columns
from docgen.address.people import alike, mark, name_of, number_of
from docgen.archive.issued import Issue
from docgen.foundation.errors import Finding


def issues(rosters: Iterable[Sequence[Job]]) -> list[Issue]:
    """Return the record of the letters of `rosters`, for those who build again."""
    return [issue(job, key) for jobs in rosters for key in (key_columns(jobs[0].document),) for job in jobs]


def issue(job: Job, key: Sequence[str]) -> Issue:
    """Return the record of one letter; `key` are the columns that tell its person from others."""
    row, document = job.row, job.document
    return Issue(
        document.name,
        job.name,
        name_of(row),
        job.label,
        number=str(row.get("number") or ""),
        row=mark(row),
        key=mark(row, key),
        again=bool(document.values.get("only")),
    )


def shared_numbers(rosters: Iterable[Sequence[Job]]) -> Iterator[Finding]:
    """Yield a finding for each 编号 that documents made together give to people of different names."""
    first: dict[str, Job] = {}
    numbering = (jobs for jobs in rosters if jobs[0].document.values.get("numbering"))
    for job in (job for jobs in numbering for job in jobs):
        number, name = number_of(job.row), name_of(job.row)
        other = first.setdefault(alike(number), job)
        if number and alike(name) != alike(name_of(other.row)):
            told = {"number": number, "name": name, "other": other.label, "file": other.name}
            yield Finding("number-given-before", job.place, told, str(job.document.source.path))


def numbered_row(job: Job) -> dict[str, Any]:
    """Return the row of a job's recipient, its 编号 under `number` in whatever column it stands."""
    row = job.row
    return {**row, "number": number_of(row)}

"""What a caller asks of a build, beside its sources; whatever is not said is as usual.

Nothing here brings a library: options are made before it is known that anything is to be built.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docgen.content.project import out_folder
from docgen.write import FORMATS

Announce = Callable[[str, str], None]
"""Told each stop as it comes: its name (find, load, model …) and what is there."""
Progress = Callable[[int], None]
"""Told of how many letters more are done, as they are."""

ARCHIVED = frozenset({"pdf", "ofd"})
"""Formats that have a form which archives keep."""
MANY = 100
"""Letters; so many are made by one process, more by several."""


def silent(stop: str, subject: str) -> None:
    """Tell no one which stop `subject` has come to."""


@contextmanager
def silently(name: str, total: int) -> Iterator[Progress]:
    """Tell no one how far the batch `name` of `total` letters is."""
    yield lambda count: None


@dataclass(frozen=True)
class PrintOrder:
    """How a print file is put together."""

    odd: bool = False  # every letter begins on an odd page, for printing on both sides
    separated_by: str = ""  # the column of the roster at whose every change a sheet is put in


@dataclass(frozen=True)
class BatchOptions:
    """How the letters of rosters are made."""

    workers: int | None = None  # 0: this process does all; None: as the number of letters suggests
    scheduler: str = ""  # of a Dask cluster
    combined: PrintOrder | None = None
    counting: Callable[[str, int], AbstractContextManager[Progress]] = silently

    def count(self, letters: int) -> int:
        """Return how many worker processes so many letters get."""
        if self.workers is not None:
            return self.workers
        return len(os.sched_getaffinity(0)) if letters > MANY else 0


@dataclass(frozen=True)
class Options:
    """How documents are made. Raises ValueError for a format that no writer knows."""

    formats: tuple[str, ...] = ("pdf", "docx")  # names in write.FORMATS
    out: Path | None = None  # None: `out` of the project one stands in
    strict: bool = False  # a finding stops the build
    accept: tuple[str, ...] = ()  # findings, by their codes, that someone has looked at
    final: bool = False  # releases what is made: a handbook's edition is kept beside it
    booklet: bool = False  # one PDF more, to print on both faces, fold and staple
    archive: bool = False  # PDFs that an archive keeps: PDF/A-3a, with what they were made from inside
    accessible: bool = False  # PDFs that are read aloud: PDF/UA-1
    tidy: bool = False  # letters of people struck off their roster are moved to 旧件
    reason: str = ""  # why some copies are made again, for the record of reprints
    overrides: Mapping[str, Any] = field(default_factory=dict)  # fields, in place of a source's own
    batch: BatchOptions = BatchOptions()
    announce: Announce = silent

    def __post_init__(self) -> None:
        """Take formats in any sequence; PDF is implied by what is made of PDFs, and by the forms it has."""
        of_pdfs = self.batch.combined or self.booklet or self.accessible
        in_form = self.archive and ARCHIVED.isdisjoint(self.formats)
        implied = ("pdf",) if of_pdfs or in_form else ()
        formats = tuple(dict.fromkeys((*implied, *self.formats)))
        if unknown := [name for name in formats if name not in FORMATS]:
            raise ValueError(f"no such formats: {unknown}; there are {list(FORMATS)}")
        object.__setattr__(self, "formats", formats)

    @property
    def folder(self) -> Path:
        """The folder that the files go to."""
        return self.out or out_folder()


DEFAULTS = Options()

"""打印稿, all letters of a batch in one file for the printer in the roster's order; and its check list.

Until the print file is filed, the gatherings' files, PDF and OFD, are kept in a hidden folder. How they are
put together is in `assembly`, which only a batch with a print file loads.
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from docgen.archive import folder, issued

from .journal import Journal, Receipt, mark_of
from .plan import Batch
from .work import Task

PRINTED = ("pdf", "ofd")
"""Forms that a print file is made of."""
PARTS = ".docgen-batch-parts"
"""Ends the name of the folder where a batch keeps its gatherings' files: each batch its own."""
FILES = ("-打印稿.pdf", "-核对表.xlsx", "-打印稿.ofd")
"""How the names of a print file, of its check list, and of it as OFD end, after the batch's."""


def parts_folder(out: Path, name: str) -> Path:
    """Return where the gatherings of the batch `name` are kept until its print file is made."""
    return out / f".{name}{PARTS}"


def parts(out: Path, name: str, task: Task) -> dict[str, Path]:
    """Return where the files of one gathering are kept, by their forms."""
    forms = [form for form in PRINTED if form in task.formats]
    return {form: parts_folder(out, name) / f"{task.key}.{form}" for form in forms}


def mark_of_parts(data: Iterable[bytes]) -> str:
    """Return a mark of the files of one gathering."""
    return mark_of(b"".join(data))


def made(
    batch: Batch, tasks: Sequence[Task], pdfs: Mapping[str, Receipt], book: Journal, out: Path
) -> list[Receipt]:
    """Make and file the print file of the gatherings that could be made, and its check list.

    `pdfs` are the receipts of the letters' own PDFs, by the letter's name.
    """
    from . import assembly, checklist

    receipts = finished(batch, tasks, book)
    if receipts is None:
        kept = [parts(out, batch.name, task) for task in tasks]
        data, firsts = assembly.assembled(batch, tasks, [one["pdf"] for one in kept], pdfs)
        sheet = checklist.workbook(batch.letters, pdfs, firsts)
        printed, listed, as_ofd = (batch.name + ending for ending in FILES)
        files = [(printed, data), (listed, sheet)]
        if "ofd" in batch.formats:
            of_ofd = [one["ofd"] for one in kept]
            files.append((as_ofd, assembly.assembled_as_ofd(batch, tasks, of_ofd, pdfs)))
        folder.store_all(out, files, private=[listed])  # the check list is no letter
        receipts = [Receipt(name, mark_of(content)) for name, content in files]
        book.add(mark_for(batch, tasks), receipts)
    letters_of = tuple(letter.name for task in tasks for letter in task.letters)
    issued.record(out, [issued.Printed(batch.name, letters_of)])
    shutil.rmtree(parts_folder(out, batch.name), ignore_errors=True)
    return receipts


def finished(batch: Batch, tasks: Sequence[Task], book: Journal) -> list[Receipt] | None:
    """Return the receipts of the print file of these gatherings, None when it is not made yet."""
    return book.receipts(mark_for(batch, tasks))


def mark_for(batch: Batch, tasks: Sequence[Task]) -> str:
    """Return a mark of all that a print file follows from."""
    return mark_of(repr((batch.combined, [task.key for task in tasks])).encode())

"""打印稿, all letters of a batch in one file for the printer in the roster's order; and its check list.

The gatherings' PDFs are put one after another as they are, so fonts and grounds lie in the file once for each
gathering and not once for each letter. Until the print file is filed they are kept in a hidden folder.
"""

import io
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pikepdf

from .. import archive
from ..composed import Composed
from ..project import text_of
from ..writers import gathering, pdf
from . import checklist
from .journal import Journal, Receipt, mark_of
from .plan import Batch, PrintOrder
from .work import Task, key

PARTS = ".docgen-batch-parts"
SHEET = "_shared/separator.css"


def part(out: Path, task: Task) -> Path:
    """Return where the PDF of a gathering is kept until the print file is made."""
    return out / PARTS / f"{key(task)}.pdf"


def made(batch: Batch, tasks: Sequence[Task], book: Journal, out: Path) -> dict[str, Receipt]:
    """Make and file the print file of the gatherings that could be made, and its check list."""
    receipts = finished(batch, tasks, book)
    if receipts is None:
        letters = {r.file: r for task in tasks for r in book.finished[key(task)]}
        data, firsts = assembled(batch, tasks, letters, out)
        sheet = checklist.workbook(batch.letters, letters, firsts)
        files = [(f"{batch.name}-打印稿.pdf", data), (f"{batch.name}-核对表.xlsx", sheet)]
        archive.store_all(out, files)
        receipts = [Receipt(name, mark_of(content), 0) for name, content in files]
        book.add(mark_for(batch, tasks), receipts)
    shutil.rmtree(out / PARTS, ignore_errors=True)
    return {receipt.file: receipt for receipt in receipts}


def finished(batch: Batch, tasks: Sequence[Task], book: Journal) -> list[Receipt] | None:
    """Return the receipts of the print file of these gatherings, None when it is not made yet."""
    return book.receipts(mark_for(batch, tasks))


def mark_for(batch: Batch, tasks: Sequence[Task]) -> str:
    """Return a mark of all that a print file follows from."""
    return mark_of(repr((batch.combined, [key(task) for task in tasks])).encode())


def assembled(
    batch: Batch, tasks: Sequence[Task], receipts: Mapping[str, Receipt], out: Path
) -> tuple[bytes, dict[str, int]]:
    """Return the print file, and on which of its pages (from 1) each letter begins, by the letter's name."""
    order = batch.combined or PrintOrder()
    rows = {letter.composed.name: letter.row for letter in batch.letters}
    firsts: dict[str, int] = {}
    before = None
    with ExitStack() as opened, pikepdf.new() as whole:
        for task in tasks:
            file = opened.enter_context(pikepdf.open(part(out, task)))  # open until its pages are saved
            last = 0
            for letter in task.letters:
                first, last = last, last + receipts[f"{letter.name}.pdf"].pages
                own = file.pages[first:last]
                unit = rows[letter.name].get(order.separated_by)
                if unit and unit != before:
                    sheet = separator(str(unit), letter, own[0].mediabox, batch)
                    add(whole, opened.enter_context(pikepdf.open(io.BytesIO(sheet))).pages, order.odd)
                before = unit
                firsts[letter.name] = len(whole.pages) + 1
                add(whole, own, order.odd)
        whole.docinfo.Title = batch.name
        return gathering.saved(whole), firsts


def add(whole: Any, pages: Iterable[Any], odd: bool) -> None:
    """Put pages at the end of a print file, and an empty one after them if the next is to be odd."""
    whole.pages.extend(pages)
    if odd and len(whole.pages) % 2:
        left, bottom, right, top = map(float, whole.pages[-1].mediabox)
        whole.add_blank_page(page_size=(right - left, top - bottom))


def separator(unit: str, letter: Composed, box: Iterable[Any], batch: Batch) -> bytes:
    """Return a sheet of the size of `box` that says whose letters follow."""
    left, bottom, right, top = map(float, box)
    size = f"@page {{ size: {right - left}pt {top - bottom}pt }}\n"
    html = f'<!DOCTYPE html><html lang="zh-CN"><body><p class="unit">{escape(unit)}</p></body></html>'
    css = size + text_of(batch.project.template(SHEET))
    return pdf.write(replace(letter, html=html, css=css), batch.typefaces).data

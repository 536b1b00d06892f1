"""The pages of a print file: those of the gatherings one after another, separator sheets and blanks between.

The gatherings' files are taken as they are, so fonts and grounds lie in the file once for each gathering and
not once for each letter.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any

import pikepdf

from docgen.composed import Composed
from docgen.content.project import text_of
from docgen.foundation.units import MM
from docgen.write.pdf import single
from docgen.write.pdf.claims import save_pdf

from ..options import PrintOrder
from .journal import Receipt
from .plan import Batch
from .work import Task

SHEET = "_shared/separator.css"


def assembled(
    batch: Batch, tasks: Sequence[Task], parts: Sequence[Path], pdfs: Mapping[str, Receipt]
) -> tuple[bytes, dict[str, int]]:
    """Return the print file, and on which of its pages (from 1) each letter begins, by the letter's name.

    `parts` are the PDFs of the gatherings `tasks`; `pdfs` the receipts of the letters' own, by their names.
    """
    order = batch.combined or PrintOrder()
    rows = {letter.composed.name: letter.row for letter in batch.letters}
    firsts: dict[str, int] = {}
    before = None
    with ExitStack() as opened, pikepdf.new() as whole:
        for task, part in zip(tasks, parts, strict=True):
            file = opened.enter_context(pikepdf.open(part))  # open until its pages are saved
            last = 0
            for letter in task.letters:
                first, last = last, last + pdfs[letter.name].pages
                own = file.pages[first:last]
                unit = rows[letter.name].get(order.separated_by)
                if unit and unit != before:
                    left, bottom, right, top = map(float, own[0].mediabox)
                    sheet = separator(str(unit), letter, (right - left, top - bottom), batch)
                    made = single.write(sheet, batch.typefaces).data
                    add(whole, opened.enter_context(pikepdf.open(io.BytesIO(made))).pages, order.odd)
                before = unit
                firsts[letter.name] = len(whole.pages) + 1
                add(whole, own, order.odd)
        whole.docinfo.Title = batch.name
        return save_pdf(whole), firsts


def add(whole: Any, pages: Iterable[Any], odd: bool) -> None:
    """Put pages at the end of a print file, and an empty one after them if the next is to be odd."""
    whole.pages.extend(pages)
    if odd and len(whole.pages) % 2:
        left, bottom, right, top = map(float, whole.pages[-1].mediabox)
        whole.add_blank_page(page_size=(right - left, top - bottom))


def assembled_as_ofd(
    batch: Batch, tasks: Sequence[Task], parts: Sequence[Path], pdfs: Mapping[str, Receipt]
) -> bytes:
    """Return the print file as OFD: the same sheets in the same order as in the PDF.

    `parts` are the OFDs of the gatherings `tasks`; `pdfs` the receipts of the letters' PDFs, by their names.
    """
    from docgen.write import ofd
    from docgen.write.ofd.print_file import PrintFile

    order = batch.combined or PrintOrder()
    rows = {letter.composed.name: letter.row for letter in batch.letters}
    whole = PrintFile(order.odd)
    before = None
    for task, part in zip(tasks, parts, strict=True):
        pages = iter(whole.taken_over(part.read_bytes()))
        for letter in task.letters:
            own = list(islice(pages, pdfs[letter.name].pages))
            unit = rows[letter.name].get(order.separated_by)
            if unit and unit != before:
                width, height = own[0].size
                sheet = separator(str(unit), letter, (width * MM, height * MM), batch)
                whole.add(whole.taken_over(ofd.written(sheet, batch.typefaces).data))
            before = unit
            whole.add(own)
    return whole.written(batch.name, tasks[0].letters[0].metadata)


def separator(unit: str, letter: Composed, size: tuple[float, float], batch: Batch) -> Composed:
    """Return a sheet of a size in points that says whose letters follow."""
    width, height = size
    page = f"@page {{ size: {width}pt {height}pt }}\n"
    html = f'<!DOCTYPE html><html lang="zh-CN"><body><p class="unit">{escape(unit)}</p></body></html>'
    return replace(letter, html=html, css=page + text_of(batch.project.template(SHEET)))

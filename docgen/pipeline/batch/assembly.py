"""The pages of a print file: those of the gatherings one after another, separator sheets and blanks between.

The gatherings' PDFs are taken as they are, so fonts and grounds lie in the file once for each gathering and
not once for each letter.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pikepdf

from docgen.composed import Composed
from docgen.content.project import text_of
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
                    sheet = separator(str(unit), letter, own[0].mediabox, batch)
                    add(whole, opened.enter_context(pikepdf.open(io.BytesIO(sheet))).pages, order.odd)
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


def separator(unit: str, letter: Composed, box: Iterable[Any], batch: Batch) -> bytes:
    """Return a sheet of the size of `box` that says whose letters follow."""
    left, bottom, right, top = map(float, box)
    size = f"@page {{ size: {right - left}pt {top - bottom}pt }}\n"
    html = f'<!DOCTYPE html><html lang="zh-CN"><body><p class="unit">{escape(unit)}</p></body></html>'
    css = size + text_of(batch.project.template(SHEET))
    return single.write(replace(letter, html=html, css=css), batch.typefaces).data

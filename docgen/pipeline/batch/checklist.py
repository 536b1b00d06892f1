"""核对表 (reconciliation sheet): one row for each recipient, to be held against the printed pile."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime, time

import xlsxwriter

from docgen.address.copies import copy_label
from docgen.address.people import number_of
from docgen.foundation.errors import Place
from docgen.foundation.spreadsheets.cells import is_like_formula

from .journal import Receipt
from .plan import Letter

COLUMNS = (
    ("序号", 6),
    ("名称", 24),
    ("编号", 24),
    ("名单位置", 24),
    ("文件", 44),
    ("页数", 6),
    ("打印稿页码", 12),
    ("签收", 16),
    ("备注", 12),
)
SEAL = ("盖章处", 40)
"""One column more where an office asks for the places of its seals."""
NOT_MADE = "未生成"
A4 = 9  # as Excel counts paper sizes


def workbook(letters: Sequence[Letter], pdfs: Mapping[str, Receipt], firsts: Mapping[str, int]) -> bytes:
    """Return the check list as .xlsx, the same bytes for the same input.

    By the letters' names: `pdfs` has the receipts, `firsts` the page of the print file on which one begins.
    """
    buffer = io.BytesIO()
    # Every cell is text or a number of ours: what a roster says is never taken for a formula or a link, also
    # not when somebody edits the cell.
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("核对表")
        head, guarded = book.add_format({"bold": True, "bottom": 1}), book.add_format({"quote_prefix": True})
        told = any(receipt.seals for receipt in pdfs.values())
        columns = (*COLUMNS, SEAL) if told else COLUMNS
        for column, (title, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, head)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for number, letter in enumerate(letters, 1):
            receipt = pdfs.get(letter.composed.name)
            first = firsts.get(letter.composed.name, 0)
            cells = (*row(number, letter, receipt, first), seal_of(receipt))[: len(columns)]
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, cell, guarded if is_like_formula(cell) else None)
        sheet.autofilter(0, 0, len(letters), len(columns) - 1)
        book.set_properties({"created": datetime.combine(letters[0].composed.metadata.date, time())})
    return buffer.getvalue()


def row(number: int, letter: Letter, receipt: Receipt | None, first: int) -> tuple[str | int, ...]:
    """Return the cells of one recipient."""
    name = copy_label(letter.row) if "spare" in letter.row else str(letter.row.get("name", ""))
    told = (name, number_of(letter.row), where(letter.place))
    if receipt is None:
        return (number, *told, "", "", "", "", NOT_MADE)
    return (number, *told, receipt.file, receipt.pages, first, "", "")


def seal_of(receipt: Receipt | None) -> str:
    """Return where the seals of a letter go, as a clerk measures it."""
    seals = receipt.seals if receipt else ()
    return "；".join(
        f"第{seal.page}页 距左边{seal.left:g}毫米、上边{seal.top:g}毫米，{seal.size:g}毫米见方"
        for seal in seals
    )


def where(place: Place) -> str:
    """Return where a row stands, in the words of someone who has the roster open."""
    if place.path is None:
        return ""
    sheet = f" {place.sheet}" if place.sheet else ""
    return f"{place.path.name}{sheet} 第{place.line}行"

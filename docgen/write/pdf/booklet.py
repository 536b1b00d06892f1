"""A PDF imposed for saddle stitch (骑马订): two pages on a side, sheets that are folded into one another.

In goes a finished PDF, out comes one whose sides are printed on both faces (flipped on the short edge),
stacked and stapled in the fold. Pages keep their size; the sheet is the smallest of A4 and A3 that holds two.
"""

import io
from collections.abc import Iterator

import pikepdf

from docgen.foundation.units import MM

SHEETS = ((297.0, 210.0), (420.0, 297.0))
"""Sheets an office has, lying, in mm."""
ROUNDING = 0.5
"""mm by which a page may be larger than half a sheet: A5 is half of A4 only when rounded."""


def impose_booklet(data: bytes) -> bytes:
    """Return the PDF `data` imposed for saddle stitch, the same bytes for the same input."""
    with pikepdf.open(io.BytesIO(data)) as pages, pikepdf.new() as sheets:
        first = pages.pages[0].mediabox
        page = float(first[2]) / MM, float(first[3]) / MM
        width, height = (side * MM for side in sheet_for(*page))
        for left, right in sides(len(pages.pages)):
            sheet = sheets.add_blank_page(page_size=(width, height))
            for name, number, edge in (
                ("/Left", left, width / 2 - page[0] * MM),
                ("/Right", right, width / 2),
            ):
                if number < len(pages.pages):
                    form = sheets.copy_foreign(pages.pages[number].as_form_xobject())
                    place(sheet, form, pikepdf.Name(name), box(edge, height, page))
        sheets.docinfo.Title = str(pages.docinfo.get("/Title", ""))
        sheets.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        buffer = io.BytesIO()
        sheets.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def sheet_for(width: float, height: float) -> tuple[float, float]:
    """Return the sheet (mm, lying) for two pages of this size beside each other."""
    fitting = (s for s in SHEETS if 2 * width <= s[0] + ROUNDING and height <= s[1] + ROUNDING)
    return next(fitting, (2 * width, height))


def sides(count: int) -> Iterator[tuple[int, int]]:
    """Yield left and right page (from 0) of each side of paper; numbers from `count` on are blank pages."""
    total = -(-count // 4) * 4
    for outer in range(0, total // 2, 2):
        yield total - 1 - outer, outer
        yield outer + 1, total - 2 - outer


def place(sheet: pikepdf.Page, form: pikepdf.Object, name: pikepdf.Name, where: pikepdf.Rectangle) -> None:
    """Draw a page on a sheet under a name of ours; pikepdf's own add_overlay names it at random."""
    sheet.add_resource(form, pikepdf.Name.XObject, name)
    sheet.contents_add(sheet.calc_form_xobject_placement(form, name, where))


def box(left: float, height: float, page: tuple[float, float]) -> pikepdf.Rectangle:
    """Return where a page of this size (mm) stands on a sheet of this height (points), in its middle."""
    wide, high = (side * MM for side in page)
    bottom = (height - high) / 2
    return pikepdf.Rectangle(left, bottom, left + wide, bottom + high)

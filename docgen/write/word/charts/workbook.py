"""The workbook inside a chart: a chart in, the bytes of an .xlsx out, the same bytes for the same chart."""

import io
from typing import Any

from docgen.content.data import Chart

SHEET = "Sheet1"


def workbook(chart: Chart) -> bytes:
    """Return the numbers of a chart as a workbook: the names first, then each series."""
    import xlsxwriter  # few documents have charts

    from docgen.foundation.spreadsheets.xlsx_writer import MADE

    buffer = io.BytesIO()
    book: Any = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": MADE})
    sheet = book.add_worksheet(SHEET)
    look = book.add_format({"num_format": number_format(chart)})
    sheet.write_string(0, 0, chart.heading)
    for row, name in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, name)
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, series.title)
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, float(value), look)
    book.close()
    return buffer.getvalue()


def number_format(chart: Chart) -> str:
    """Return how the numbers of a chart are shown, as spreadsheets say it: 0, 0.0, 0.0%."""
    decimals = f".{'0' * chart.decimals}" if chart.decimals else ""
    return f"0{decimals}{'%' if chart.is_percent else ''}"


def cells(column: int, first: int, last: int) -> str:
    """Return cells of the workbook as a formula names them."""
    letter = chr(ord("A") + column)
    return f"{SHEET}!${letter}${first}" + (f":${letter}${last}" if last > first else "")

"""Dates of a table are marked as dates, and told where they are mixed with numbers or never were."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support.workbooks import changed, faults_of, sheet_of, workbook


def column(*cells: tuple[object, str]) -> Callable[[Any, Any], None]:
    """Return what writes values with their formats into column B, from row 2 on."""

    def write(book: Any, sheet: Any) -> None:
        for row, (value, code) in enumerate(cells, 1):
            sheet.write_number(row, 1, value, book.add_format({"num_format": code}))

    return write


def test_a_date_is_marked_as_one_whatever_it_shows(tmp_path: Path) -> None:
    cells = column((45463, "yyyy/m/d"), (45463, 'yyyy"年"m"月"'), (0.5, "h:mm"), (12, "0"))
    sheet = sheet_of(tmp_path, workbook([["姓名", "日期"]], cells))
    assert {at: str(day) for at, day in sheet.dates.items()} == {(2, 2): "2024-06-20", (3, 2): "2024-06-20"}


def test_a_bare_number_among_dates_cannot_be_used(tmp_path: Path) -> None:
    cells = column((45463, "yyyy/m/d"), (45464, "General"), (45465, "yyyy/m/d"))
    assert faults_of(sheet_of(tmp_path, workbook([["姓名", "日期"]], cells))) == {
        (3, 2): "cell-number-among-dates"
    }


def test_a_column_of_numbers_with_a_date_in_it_is_told(tmp_path: Path) -> None:
    cells = column((5, "General"), (45721, 'm"月"d"日"'), (7, "General"))
    sheet = sheet_of(tmp_path, workbook([["姓名", "班级"]], cells))
    assert [(note.code, note.values["cells"]) for note in sheet.notes] == [("sheet-dates-and-numbers", "B3")]
    assert sheet.faults == {}


def test_a_bare_number_among_dates_typed_as_text_cannot_be_used(tmp_path: Path) -> None:
    text = "姓名,日期,班级\n甲,2025-03-05,1\n乙,45721,2025/3/5\n丙,2025年3月6日,3\n丁,2025.3.7,20\n"
    sheet = sheet_of(tmp_path, text.encode(), "list.csv")
    assert faults_of(sheet) == {(3, 2): "cell-number-among-dates"}
    assert [(note.code, note.values["cells"]) for note in sheet.notes] == [("sheet-dates-and-numbers", "C3")]


def test_a_date_that_never_was_is_told(tmp_path: Path) -> None:
    cells = column((0, "yyyy/m/d"), (60, "yyyy/m/d"), (-1, "yyyy/m/d"))
    assert set(faults_of(sheet_of(tmp_path, workbook([["姓名", "日期"]], cells))).values()) == {
        "cell-no-date"
    }


def test_days_are_counted_from_where_the_workbook_says(tmp_path: Path) -> None:
    def dated(book: Any, sheet: Any) -> None:
        sheet.write_number(1, 2, 45463 - 1462, book.add_format({"num_format": "yyyy/m/d"}))

    said = b'<workbookPr date1904="1" '
    data = changed(
        workbook([["姓名"]], dated), lambda xml: xml.replace(b"<workbookPr ", said), "xl/workbook.xml"
    )
    assert sheet_of(tmp_path, data).cells[2, 3] == "2024年6月20日"

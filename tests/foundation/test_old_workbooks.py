"""Old workbooks (.xls, .et) and open documents (.ods) show what a new workbook does."""

import io
from pathlib import Path

import pytest
import xlwt

from docgen.foundation import spreadsheets
from tests.support.samples import problems
from tests.support.workbooks import changed, faults_of, ods, saved, sheet_of

PEOPLE = [["姓名", "单位"], ["甲某", "示例一"], ["乙某", "示例二"]]


def old(number_format: str, value: float) -> bytes:
    """Return an .xls with a number in C2, a hidden column B and a hidden row 4."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    for row, line in enumerate([*PEOPLE, ["丙某", ""]]):
        for column, text in enumerate(line):
            sheet.write(row, column, text)
    sheet.write(1, 2, value, xlwt.easyxf(num_format_str=number_format))
    sheet.col(1).hidden = True
    sheet.row(3).hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_an_old_workbook_with_a_password_is_told_so(tmp_path: Path) -> None:
    unlocked, filepass = b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00"
    path = saved(tmp_path, "list.xls", old("0", 1).replace(unlocked, filepass, 1))
    assert [problem.code for problem in problems(lambda: spreadsheets.read(path))] == ["sheet-locked"]


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("000", 7, "007"), ("0.0%", 0.125, "12.5%"), ("#,##0.00", 1234.5, "1,234.50"),
        ('0"万元"', 12, "12万元"),
        ("[h]:mm", 1.5, "36:00"), ("yyyy/m/d", 45463, "2024年6月20日"), ('yyyy"年"m"月"', 45463, "2024年6月"),
        ("h:mm", 0.375, "9:00"), ("# ?/?", 1.5, "1 1/2"),
    ],
)  # fmt: skip
def test_an_old_workbook_shows_what_a_new_one_does(
    code: str, value: float, text: str, tmp_path: Path
) -> None:
    sheet = sheet_of(tmp_path, old(code, value), "list.xls")
    assert sheet.cells == {(1, 1): "姓名", (2, 1): "甲某", (2, 3): text, (3, 1): "乙某"}
    said = [(note.code, note.values["numbers"]) for note in sheet.notes]
    assert said == [("sheet-hidden-rows", "4"), ("sheet-hidden-columns", "2")]


def odt(cells: str, before: str = "") -> bytes:
    """Return an .ods whose second row goes on with `cells`; `before` stands before its rows."""

    def more(xml: bytes) -> bytes:
        text = xml.decode().replace("<office:body>", CALC, 1)
        first, second, rest = text.partition("示例一</text:p></table:table-cell>")
        return (
            (first + second + cells + rest)
            .replace("<table:table-row>", before + "<table:table-row>", 1)
            .encode()
        )

    return changed(ods(PEOPLE), more, "content.xml")


CALC = '<office:body xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'


def shows(kind: str, text: str, **said: str) -> str:
    """Return a cell of an .ods."""
    more = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in said.items())
    more = (
        more.replace(" value", " office:value")
        .replace(" date-", " office:date-")
        .replace(" time-", " office:time-")
    )
    shown = f"<text:p>{text}</text:p>" if text else ""
    return f'<table:table-cell office:value-type="{kind}"{more}>{shown}</table:table-cell>'


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (shows("percentage", "50%", value="0.5"), "50%"),
        (shows("float", "007", value="7"), "007"),
        (shows("float", "0.33", value="0.333333333333333"), "0.33"),
        (shows("float", "0.30000000000000004", value="0.30000000000000004"), "0.3"),
        (shows("float", "", value="1234.5"), "1234.5"),
        (shows("percentage", "", value="0.5"), "50.00%"),
        ('<table:table-cell office:value-type="float" office:value="5"><text:p/></table:table-cell>', None),
        (shows("currency", "¥12.00", value="12"), "¥12.00"),
        (shows("date", "06/20/24", date_value="2024-06-20"), "2024年6月20日"),
        (shows("date", "2024年6月", date_value="2024-06-20"), "2024年6月"),
        (shows("date", "", date_value="2024-06-20"), "2024年6月20日"),
        (shows("date", "2024/6/20 9:05", date_value="2024-06-20T09:05:00"), "2024/6/20 9:05"),
        (shows("time", "36:00", time_value="PT36H00M00S"), "36:00"),
        (shows("time", "", time_value="PT36H05M00S"), "36:05:00"),
        (shows("string", "甲<text:s text:c='2'/>乙<text:span>丙</text:span>"), "甲  乙丙"),
        ("<table:table-cell><office:annotation><text:p>x</text:p></office:annotation>"
         "</table:table-cell>", None),
    ],
)  # fmt: skip
def test_an_open_document_is_what_it_shows(xml: str, text: str | None, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, odt(xml), "list.ods")
    assert (sheet.cells.get((2, 3)), sheet.faults) == (text, {})


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ('<table:table-cell table:formula="of:=NA()" calcext:value-type="error"><text:p>#N/A</text:p>'
         "</table:table-cell>", "cell-error"),
        ('<table:table-cell table:formula="of:=X" office:value-type="string"><text:p>Err:508</text:p>'
         "</table:table-cell>", "cell-error"),
        ('<table:table-cell table:formula="of:=1+1"/>', "cell-formula"),
        (shows("float", "540102199001011000", value="540102199001011000"), "cell-long-number"),
        ('<table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>x</text:p>'
         "</table:table-cell>", "cell-merged"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_of_an_open_document_is_told(xml: str, code: str, tmp_path: Path) -> None:
    assert faults_of(sheet_of(tmp_path, odt(xml), "list.ods")) == {(2, 3): code}


def test_what_an_open_document_hides_is_passed_over_and_told(tmp_path: Path) -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    data = odt("", columns)
    sheet = sheet_of(tmp_path, data, "list.ods")
    assert sheet.cells == {(1, 1): "姓名", (2, 1): "甲某", (3, 1): "乙某"}
    assert [(note.code, note.values["numbers"]) for note in sheet.notes] == [("sheet-hidden-columns", "2")]

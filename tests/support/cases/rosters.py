"""The cases of tables of people: what cells show, rows that are nobody, heads, odd files, namesakes."""

from datetime import date, datetime
from typing import Any

from tests.support.workbooks import SHEET, changed, ods, workbook, zipped

from . import Case, letter

FORMATS = [
    ("000", 7, "007"),
    ("0.00", 263 / 3, "87.67"),
    ('"¥"#,##0.00', 1234.5, "¥1,234.50"),
    ('0"%"', 95, "95%"),
    ("[>1]0\\%", 12, "12%"),
    ("0%", 1 / 3, "33%"),
    ("0.00%", 0.9680851063829787, "96.81%"),
    ("#,##0.00", 0.1 + 0.2, "0.30"),
    ("General", 0.1 + 0.2, "0.3"),
    ("000000", 12, "000012"),
    ('"第"0"号"', 12, "第12号"),
    ('0"万元"', 12, "12万元"),
    ("# ?/?", 0.5, "1/2"),
    ("yyyy年m月", date(2024, 6, 1), "2024年6月"),
    ("yyyy/m/d", date(2025, 3, 5), "2025年3月5日"),
    ("h:mm:ss", datetime(1900, 1, 1, 14, 30, 15), "14:30:15"),
    ("[h]:mm", 1.5, "36:00"),
]
BUILTIN = {27: "2024年6月", 28: "6月20日", 31: "2024年6月20日", 57: "2024年6月", 58: "6月20日"}
CELL = "值【{{ recipient.值 }}】"


def shown(value: object) -> str:
    """Return the paragraph of a letter that prints a cell."""
    return f"值【{value}】。"


def of_formats(book: Any, sheet: Any) -> None:
    """Fill in one person a format, the value in that format."""
    for row, (code, value, _) in enumerate(FORMATS, 1):
        style = book.add_format({"num_format": code})
        sheet.write(row, 0, f"示例{row}")
        write = sheet.write_datetime if isinstance(value, date) else sheet.write_number
        write(row, 1, value, style)


def of_builtin_dates(book: Any, sheet: Any) -> None:
    """Fill in one person for each of the formats that Chinese Excel knows by number alone."""
    for row, number in enumerate(BUILTIN, 1):
        sheet.write(row, 0, f"示例{number}")
        sheet.write_number(row, 1, 45463, book.add_format({"num_format": number}))


def with_cells(*cells: str) -> bytes:
    """Return a workbook of 姓名 and 值 whose second row has these cells as XML."""
    row = f'<row r="2">{"".join(cells)}</row></sheetData>'.encode()
    return changed(workbook([["姓名", "值"]]), lambda xml: xml.replace(b"</sheetData>", row))


def inline(address: str, text: str) -> str:
    """Return the XML of a cell of text."""
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def people(book: Any, sheet: Any) -> None:
    """Put an instruction first and the list on the second sheet."""
    sheet.write_row(0, 0, ["填写说明"])
    other = book.add_worksheet("名单")
    other.write_row(0, 0, ["姓名", "值"])
    other.write_row(1, 0, ["示例甲", "一"])


def hidden(book: Any, sheet: Any) -> None:
    """Hide the column of names."""
    sheet.set_column(0, 0, None, None, {"hidden": True})


def out_of_order(xml: bytes) -> bytes:
    """Return a sheet whose second row of people stands before the first."""
    second, third = (xml.index(b'<row r="%d"' % row) for row in (2, 3))
    end = xml.index(b"</sheetData>")
    return xml[:second] + xml[third:end] + xml[second:third] + xml[end:]


def strict(data: bytes) -> bytes:
    """Return a workbook in the name space of ISO/IEC 29500 Strict."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    for part in (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        data = changed(
            data, lambda xml: xml.replace(main, b"http://purl.oclc.org/ooxml/spreadsheetml/main"), part
        )
    return data


def roster(
    name: str, data: str | bytes, body: str = f"{CELL}。", **fields: str | None
) -> tuple[str, dict[str, str | bytes]]:
    """Return a letter to the people of a file, and that file."""
    return letter(body, name, **fields), {f"recipients/{name}": data}


def dates_and_a_number(book: Any, sheet: Any) -> None:
    """Fill in four people, three with a date and one with the bare number of one."""
    style = book.add_format({"num_format": "yyyy/m/d"})
    for row in (1, 2, 3, 4):
        sheet.write_row(row, 0, [f"示例{row}"])
        sheet.write_datetime(row, 1, datetime(2025, 3, row), style)
    sheet.write_number(4, 1, 45721)


def faults_elsewhere(_: Any, sheet: Any) -> None:
    """Put an error into a column that nobody reads."""
    sheet.write_formula("C2", "=VLOOKUP(1,A:B,2,0)", None, "#N/A")


def titled(_: Any, sheet: Any) -> None:
    """Merge the title above the headings."""
    sheet.merge_range("A1:C1", "2025年示例名单")


def with_formulas(xml: bytes) -> bytes:
    """Return a sheet with a row of formulas that give an empty text."""
    formulas = b'<c r="A3" t="str"><f>IF(1,"","")</f><v></v></c><c r="B3" t="str"><f>""</f><v/></c>'
    return xml.replace(b"</sheetData>", b'<row r="3">' + formulas + b"</row></sheetData>")


ENCRYPTED = (
    b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
)
MANIFEST = "META-INF/manifest.xml"
LOCKED = changed(
    ods([["姓名", "值"], ["示例甲", "一"]]),
    lambda xml: xml.replace(b"</manifest:manifest>", ENCRYPTED + b"</manifest:manifest>"),
    MANIFEST,
)
TWO = workbook([["姓名", "值"], ["示例甲", "一"], ["示例乙", "二"]])
SECTIONS = "{{^ recipient.值 }}无值。{{/ }}{{# recipient.值 }}值【{{ recipient.值 }}】。{{/ }}"
TITLED = [["2025年示例名单"], ["制表：某某", "", "2025年9月"], ["序号", "姓名", "值"], ["1", "示例甲", "一"]]
ELSEWHERE = [["姓名", "值", "查找", "说明"], ["示例甲", "一", "", "两\n行"]]
WIDE = "姓名,值" + "," * 300 + "\n示例甲,一" + "," * 300 + "\n" + ("," * 300 + "\n") * 200
REPEATED = "姓名,值\n示例甲,1\n示例乙,2\n姓名,值\n示例丙,3\n合计,6\n填表人：某某,\n"

CASES = [
    Case(
        "D3",
        *roster("a.csv", "姓名,值\n示例甲,2025-03-05\n示例乙,45721\n示例丙,2025/3/6\n"),
        tells=("row-bare a.csv:A3",),
        refuses=("cell-number-among-dates a.csv:B3",),
    ),
    Case(
        "D3",
        *roster("a.csv", "姓名,值\n示例甲,１２００\n"),
        prints=(shown("１２００"),),
        tells=("cells-full-width a.csv:B2",),
    ),
    Case(
        "D4",
        *roster("a.csv", "姓名,值,分\n示例甲,一,9\n平均分,8.5,9\n姓名,数值,分数\n"),
        prints=(shown("一"),),
        tells=("row-total a.csv:A3", "row-headings a.csv:A4"),
    ),
    Case(
        "R1 T2 T3 T4 D3",
        *roster("a.xlsx", workbook([["姓名", "值"]], of_formats)),
        prints=tuple(shown(text) for *_, text in FORMATS),
        tells=("sheet-dates-and-numbers a.xlsx:Sheet1!B10",),
    ),
    Case(
        "R25 T1",
        *roster("a.xlsx", workbook([["姓名", "值"]], of_builtin_dates)),
        prints=tuple(map(shown, BUILTIN.values())),
    ),
    Case(
        "D3",
        *roster("a.csv", '姓名,值\n示例甲,1.38E+10\n示例乙,="0906"\n'),
        tells=("sheet-read-as-text a.csv:B3",),
        refuses=("cell-exponent a.csv:B2",),
    ),
    Case(
        "D3",
        *roster("a.csv", '姓名,值\n示例乙,="0906"\n'),
        prints=(shown("0906"),),
        tells=("sheet-read-as-text a.csv:B2",),
    ),
    Case(
        "D3",
        *roster("a.xlsx", workbook([["姓名", "值"]], dates_and_a_number)),
        refuses=("cell-number-among-dates a.xlsx:Sheet1!B5",),
        tells=("row-bare a.xlsx:Sheet1!A5",),
    ),
    Case(
        "R3",
        *roster("a.xlsx", changed(with_cells(inline("A2", "示例甲"), inline("B2", "一")), with_formulas)),
        prints=(shown("一"),),
    ),
    Case(
        "R4 T7",
        *roster(
            "a.xlsx",
            with_cells(inline("A2", "示例甲_x000D_"), inline("B2", "a_x0041_b")),
            salutation="尊敬的{{ recipient.name }}",
        ),
        prints=("尊敬的示例甲：", shown("aAb")),
    ),
    Case("R6", *roster("a.xlsx", changed(TWO, out_of_order)), prints=(shown("一"), shown("二"))),
    Case(
        "R7",
        *roster("a.xlsx", workbook(ELSEWHERE, faults_elsewhere)),
        prints=(shown("一"),),
        tells=("column-faults-unread a.xlsx:Sheet1!C1", "column-faults-unread a.xlsx:Sheet1!D1"),
    ),
    Case(
        "R8",
        *roster("a.csv", REPEATED),
        prints=(shown(1), shown(2), shown(3)),
        tells=("row-headings a.csv:A4", "row-total a.csv:A6", "row-signature a.csv:A7"),
    ),
    Case(
        "D4",
        *roster("a.csv", "姓名,值\n示例甲,一\n示例乙,二\n合计,2人\n注：截至9月,\n"),
        prints=(shown("一"), shown("二")),
        tells=("row-total a.csv:A4", "row-note a.csv:A5"),
    ),
    Case(
        "D4",
        *roster("a.csv", "姓名,值\n示例甲,一\n示例乙,同上\n示例丙,无\n示例丁,/\n"),
        refuses=("cell-ditto a.csv:B3", "cell-filler a.csv:B4", "cell-filler a.csv:B5"),
    ),
    Case("D11", *roster("a.csv", "姓名,值\n示例甲,一\n示例乙,\n"), refuses=("cell-unfilled a.csv:B3",)),
    Case(
        "T14",
        *roster("a.csv", "姓名,值\n示例甲,\n示例乙,\n示例丙,三\n"),
        refuses=("cell-unfilled a.csv:B2", "cell-unfilled a.csv:B3"),
    ),
    Case("R14", *roster("a.csv", "姓名,值\n示例甲,\n示例乙,有\n", SECTIONS), prints=("无值。", shown("有"))),
    Case("D12", *roster("a.xlsx", workbook(TITLED, titled)), prints=(shown("一"),)),
    Case(
        "R16",
        *roster("a.csv", "示例名单（2025，秋）,,\n姓名,单位,值\n示例甲,某校,一\n"),
        prints=(shown("一"),),
    ),
    Case(
        "D13",
        *roster("a.csv", "姓名,捐资额（元）\n示例甲,100\n", "捐资{{ recipient.捐资额 }}元。"),
        prints=("捐资100元。",),
    ),
    Case(
        "R22",
        *roster("a.csv", "姓名,值\n示例甲,1\n示例甲,2\n"),
        prints=(shown(1), shown(2)),
        tells=("recipient-namesake a.csv:A3",),
    ),
    Case(
        "R18", *roster("a.xlsx", workbook([], people)), prints=(shown("一"),), tells=("sheet-others a.xlsx",)
    ),
    Case(
        "R18",
        *roster("a.xlsx", workbook([["姓名", "值"], ["示例甲", "一"]], hidden)),
        tells=("sheet-hidden-columns a.xlsx:Sheet1",),
        refuses=("column-missing a.xlsx:Sheet1!1:1",),
    ),
    Case("R23", *roster("a.xlsm", TWO), prints=(shown("一"), shown("二"))),
    Case("T8", *roster("a.xlsx", strict(TWO)), prints=(shown("一"), shown("二"))),
    Case("T9", *roster("a.xlsb", zipped({"xl/workbook.bin": b"x"})), refuses=("sheet-xlsb a.xlsb",)),
    Case("T9", *roster("a.tsv", "姓名\t值\n示例甲\t一\n"), prints=(shown("一"),)),
    Case("T12", *roster("a.ods", LOCKED), refuses=("sheet-locked a.ods",)),
    Case("T13", *roster("a.csv", WIDE), prints=(shown("一"),)),
    Case("T16", *roster("a.csv", "姓\u180e名,值\u00ad\n示例甲,一\n"), prints=(shown("一"),)),
]

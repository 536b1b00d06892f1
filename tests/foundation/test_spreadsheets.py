"""Tables of every make come out as the text the clerk sees, at the clerk's rows; hostile ones are refused."""

import io
import random
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from docgen.foundation import spreadsheets
from docgen.foundation.errors import ContentError, Place
from docgen.foundation.spreadsheets import Fault
from docgen.foundation.spreadsheets.cells import cell_text
from docgen.foundation.spreadsheets.package import UNPACKED_LIMIT
from docgen.foundation.spreadsheets.sheet import COLUMN_LIMIT, ROW_LIMIT
from docgen.foundation.spreadsheets.xlsx_writer import TextBook
from tests.support.samples import problems, told
from tests.support.workbooks import changed, ods, saved, unzipped, workbook, zipped

PEOPLE = [["姓名", "身份证号"], ["扎西", "540102199001011234"], ["㛃䶮", "007"]]
CELLS = {
    (1, 1): "姓名",
    (1, 2): "身份证号",
    (2, 1): "扎西",
    (2, 2): "540102199001011234",
    (3, 1): "㛃䶮",
    (3, 2): "007",
}
CSV = "\r\n".join(",".join(row) for row in PEOPLE) + "\r\n"


def cells_of(folder: Path, name: str, data: bytes) -> dict[tuple[int, int], str]:
    return dict(spreadsheets.read(saved(folder, name, data)).cells)


def faults_of(folder: Path, data: bytes) -> dict[tuple[int, int], str]:
    sheet = spreadsheets.read(saved(folder, "list.xlsx", data))
    return {at: fault.code for at, fault in sheet.faults.items()}


# What a cell shows.


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        ("  扎西\u3000", "@", "扎西"),
        ("\ufeff扎西", "@", "扎西"),
        ("扎西\r\n次仁\n", "@", "扎西\n次仁"),
        ("007", "@", "007"),
        (7, "General", "7"),
        (7.0, "General", "7"),
        (13800000000, "General", "13800000000"),
        (99999999999999, "0", "99999999999999"),
        (0.1, "General", "0.1"),
        (1e-7, "General", "0.0000001"),
        (0, "0", "0"),
        (-3.50, "0.00", "-3.50"),
        (0.125, "0.0%", "12.5%"),
        (True, "General", "TRUE"),
        (45463, "yyyy\\-mm\\-dd", "2024年6月20日"),
        (45463, 'yyyy"年"m"月"d"日"', "2024年6月20日"),
        (45463 + 545 / 1440, "yyyy/m/d h:mm", "2024/6/20 9:05"),
        (545 / 1440, "hh:mm", "09:05"),
    ],
)
def test_a_cell_is_what_the_clerk_sees(value: object, number_format: str, text: str) -> None:
    assert cell_text(value, number_format) == text


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (540102199001011234, "cell-long-number"),
        (5.40102199001011e17, "cell-long-number"),
        (100000000000000, "cell-long-number"),
        (float("nan"), "cell-long-number"),
        (float("-inf"), "cell-long-number"),
        ("扎\u200b西", "cell-invisible"),
        ("gnp.\u202e", "cell-invisible"),
        ("a\x07b", "cell-invisible"),
        (object(), "cell-kind"),
    ],
)
def test_what_cannot_be_trusted_is_a_fault(value: object, code: str) -> None:
    found = cell_text(value)
    assert isinstance(found, Fault)
    assert found.code == code


# Tables of every make.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_whatever_encoding_the_office_has(encoding: str, tmp_path: Path) -> None:
    assert cells_of(tmp_path, "list.csv", CSV.encode(encoding)) == CELLS


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_is_read_whatever_stands_between_its_columns(separator: str, tmp_path: Path) -> None:
    assert cells_of(tmp_path, "list.csv", CSV.replace(",", separator).encode()) == CELLS


def test_quotes_and_empty_lines_leave_the_rows_where_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    text = '姓名,单位\n"扎西","甲, 乙"\n\n次仁,"他说""好"""\n'
    found = cells_of(tmp_path, "list.csv", text.encode())
    assert found[2, 2] == "甲, 乙"
    assert found[4, 2] == '他说"好"'


def test_a_workbook_is_read(tmp_path: Path) -> None:
    assert cells_of(tmp_path, "list.xlsx", workbook(PEOPLE)) == CELLS


def test_a_workbook_is_what_its_content_says(tmp_path: Path) -> None:
    assert cells_of(tmp_path, "list.xls", workbook(PEOPLE)) == CELLS
    assert cells_of(tmp_path, "list.csv", workbook(PEOPLE)) == CELLS


def test_an_open_document_is_read(tmp_path: Path) -> None:
    sheet = spreadsheets.read(saved(tmp_path, "list.ods", ods(PEOPLE)))
    assert (sheet.cells, sheet.notes) == (CELLS, ())


@pytest.mark.parametrize("suffix", [".xls", ".et", ".xlsx"])
def test_an_old_workbook_is_read(suffix: str, tmp_path: Path) -> None:
    sheet = spreadsheets.read(saved(tmp_path, f"list{suffix}", old_workbook()))
    assert sheet.cells == {**CELLS, (4, 1): "边巴", (4, 2): "20.5", (5, 1): "2024年6月20日", (6, 1): "合并"}
    faults = {at: (fault.code, fault.values["range"]) for at, fault in sheet.faults.items()}
    assert faults == {(6, 1): ("cell-merged", "A6:B6")}
    assert [note.code for note in sheet.notes] == ["sheet-others", "sheet-hidden"]


def old_workbook() -> bytes:
    """Return an .xls with a number, a date, a merged cell, a second sheet and a hidden one."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for number, row in enumerate([*PEOPLE, ["边巴", 20.5]]):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    sheet.write(4, 0, date(2024, 6, 20), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write_merge(5, 5, 0, 1, "合并")
    book.add_sheet("另一张").write(0, 0, "x")
    book.add_sheet("藏着").visibility = 1
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def crowded(book: Any, sheet: Any) -> None:
    """Add a date, a merged cell, a second sheet and a hidden one."""
    sheet.write_datetime(4, 0, datetime(2024, 6, 20), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.merge_range(5, 0, 5, 1, "合并")
    book.add_worksheet("另一张").write(0, 0, "x")
    book.add_worksheet("藏着").hide()


def test_rows_keep_their_numbers_where_the_first_are_empty(tmp_path: Path) -> None:
    assert cells_of(tmp_path, "list.xlsx", workbook([[], [], ["姓名"]])) == {(3, 1): "姓名"}
    assert cells_of(tmp_path, "list.ods", ods([[], [], ["姓名"]])) == {(3, 1): "姓名"}


def test_cells_without_an_address_follow_each_other(tmp_path: Path) -> None:
    bare = changed(workbook(PEOPLE), lambda xml: xml.replace(b' r="A2"', b"").replace(b' r="B2"', b""))
    assert cells_of(tmp_path, "list.xlsx", bare) == CELLS


def test_a_place_in_a_table_reads_as_a_spreadsheet_names_it() -> None:
    path = Path("a/名单.xlsx")
    assert str(Place(path, 12, 3, "Sheet1")) == "a/名单.xlsx:Sheet1!C12"
    assert str(Place(path, 12, None, "Sheet1")) == "a/名单.xlsx:Sheet1!12:12"
    assert str(Place(path, None, None, "Sheet1")) == "a/名单.xlsx:Sheet1"
    assert str(Place(Path("a.csv"), 2, 28, "")) == "a.csv:AB2"
    assert str(Place(path, 1, 16384, "S")) == "a/名单.xlsx:S!XFD1"


# What is hidden.


def test_hidden_rows_and_columns_are_passed_over_and_said(tmp_path: Path) -> None:
    def hide(book: Any, sheet: Any) -> None:
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})

    sheet = spreadsheets.read(saved(tmp_path, "list.xlsx", workbook(PEOPLE, hide)))
    assert sheet.cells == {(1, 1): "姓名", (3, 1): "㛃䶮"}
    said = [(note.code, note.values["numbers"]) for note in sheet.notes]
    assert said == [("sheet-hidden-rows", "2"), ("sheet-hidden-columns", "2")]


def test_many_hidden_rows_are_counted_and_the_first_named(tmp_path: Path) -> None:
    def hide(book: Any, sheet: Any) -> None:
        for row in range(1, 31):
            sheet.set_row(row, None, None, {"hidden": True})

    sheet = spreadsheets.read(saved(tmp_path, "list.xlsx", workbook([["姓名"], *[["扎西"]] * 31], hide)))
    assert [note.values["count"] for note in sheet.notes] == [30]
    assert str(sheet.notes[0].values["numbers"]).endswith("11……")


def test_the_first_visible_sheet_with_anything_in_it_is_read_and_the_others_said(tmp_path: Path) -> None:
    def more(book: Any, sheet: Any) -> None:
        sheet.hide()
        book.add_worksheet("空的")
        for name in ("名单", "说明"):
            book.add_worksheet(name).write(0, 0, name)
        book.worksheets()[2].activate()

    sheet = spreadsheets.read(saved(tmp_path, "list.xlsx", workbook(PEOPLE, more)))
    assert (sheet.name, sheet.cells) == ("名单", {(1, 1): "名单"})
    assert [(note.code, note.values["names"]) for note in sheet.notes] == [
        ("sheet-others", "说明"),
        ("sheet-hidden", "Sheet1"),
    ]


# Faults, each at its cell.


def with_openpyxl(**cells: object) -> bytes:
    """Return a workbook that openpyxl wrote: it leaves formulas without a value."""
    book = openpyxl.Workbook()
    for address, value in {"A1": "姓名", "B1": "数", **cells}.items():
        book.active[address] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!"])
def test_an_error_value_is_a_fault(error: str, tmp_path: Path) -> None:
    assert faults_of(tmp_path, with_openpyxl(B2=error)) == {(2, 2): "cell-error"}


def test_a_formula_without_a_value_is_a_fault(tmp_path: Path) -> None:
    assert faults_of(tmp_path, with_openpyxl(B2="=1+1", B3=2)) == {(2, 2): "cell-formula"}


def test_a_formula_with_a_value_is_its_value(tmp_path: Path) -> None:
    data = workbook(PEOPLE, lambda book, sheet: sheet.write_formula(3, 0, '="扎"&"西"', None, "扎西"))
    assert cells_of(tmp_path, "list.xlsx", data)[4, 1] == "扎西"


def test_a_long_number_is_a_fault_and_the_same_as_text_is_not(tmp_path: Path) -> None:
    data = with_openpyxl(B2=540102199001011234, B3="540102199001011234")
    assert faults_of(tmp_path, data) == {(2, 2): "cell-long-number"}


def test_merged_cells_are_a_fault_at_the_first(tmp_path: Path) -> None:
    data = workbook(PEOPLE, lambda book, sheet: sheet.merge_range(3, 1, 5, 1, "城关区"))
    assert faults_of(tmp_path, data) == {(4, 2): "cell-merged"}


# Attacks: refused with a remedy, and none of them takes the program down.


def far(row: int, column: int) -> bytes:
    return workbook(PEOPLE, lambda book, sheet: sheet.write(row - 1, column - 1, "x"))


@pytest.mark.parametrize(
    ("row", "column", "place"),
    [
        (1048576, 16384, "Sheet1!XFD1048576"),
        (ROW_LIMIT + 1, 1, "Sheet1!A20001"),
        (1, COLUMN_LIMIT + 1, "Sheet1!GS1"),
    ],
)
def test_a_far_cell_is_refused_where_it_is(row: int, column: int, place: str, tmp_path: Path) -> None:
    path = saved(tmp_path, "list.xlsx", far(row, column))
    assert told(lambda: spreadsheets.read(path)) == [("sheet-too-big", f"list.xlsx:{place}")]


def test_the_last_row_and_column_are_still_read(tmp_path: Path) -> None:
    found = cells_of(tmp_path, "list.xlsx", far(ROW_LIMIT, COLUMN_LIMIT))
    assert found[ROW_LIMIT, COLUMN_LIMIT] == "x"


def test_a_far_cell_with_only_a_colour_is_no_matter(tmp_path: Path) -> None:
    data = workbook(
        PEOPLE, lambda book, sheet: sheet.write_blank(1048575, 16383, None, book.add_format({"bold": True}))
    )
    assert cells_of(tmp_path, "list.xlsx", data) == CELLS


REPEATED = '<table:table-row table:number-rows-repeated="1000000">'
TEXT = '<table:table-cell table:number-columns-repeated="{}" office:value-type="string"><text:p>x</text:p>'


@pytest.mark.parametrize(
    ("first", "columns", "told_as"),
    [
        ("<table:table-row>", 1, None),
        (REPEATED, 1, ("sheet-too-big", "list.ods:Sheet1!A20001")),
        (REPEATED, 16_000, ("sheet-too-big", "list.ods:Sheet1!GS4")),
    ],
)
def test_a_far_cell_in_an_old_workbook_kills_nothing_but_its_reader(
    first: str, columns: int, told_as: tuple[str, str] | None, tmp_path: Path
) -> None:
    row = f"{first}{TEXT.format(columns)}</table:table-cell></table:table-row></table:table>"
    path = saved(
        tmp_path,
        "list.ods",
        changed(ods(PEOPLE), lambda xml: xml.replace(b"</table:table>", row.encode()), "content.xml"),
    )
    if told_as is None:
        assert spreadsheets.read(path).cells == {**CELLS, (4, 1): "x"}
    else:
        assert told(lambda: spreadsheets.read(path)) == [told_as]


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    bomb = changed(workbook(PEOPLE), lambda xml: xml + b" " * (UNPACKED_LIMIT + 1))
    assert len(bomb) < 200_000
    path = saved(tmp_path, "list.xlsx", bomb)
    assert told(lambda: spreadsheets.read(path)) == [("sheet-bomb", "list.xlsx")]


def test_a_zip_of_a_thousand_parts_is_refused(tmp_path: Path) -> None:
    parts = {**unzipped(workbook(PEOPLE)), **{f"x{number}": b"" for number in range(2_000)}}
    path = saved(tmp_path, "list.xlsx", zipped(parts))
    assert told(lambda: spreadsheets.read(path)) == [("sheet-bomb", "list.xlsx")]


def test_entities_do_not_grow(tmp_path: Path) -> None:
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    bomb = b'<!DOCTYPE x [<!ENTITY e0 "lol">' + entities + b"]>"
    for part in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"):
        data = changed(
            workbook(PEOPLE), lambda xml: xml.replace(b"?>", b"?>" + bomb, 1).replace(b"A1", b"&e9;"), part
        )
        path = saved(tmp_path, "list.xlsx", data)
        assert survives(path) in ("sheet-damaged", "read")
        assert "lol" not in "".join(texts(path))


def texts(path: Path) -> list[str]:
    """Return every text of a table, none for one that is refused."""
    try:
        return list(spreadsheets.read(path).cells.values())
    except ContentError:
        return []


WEB = "<html><table><tr><td>姓名</td></tr></table></html>"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("list.xls", WEB.encode("gb18030"), "sheet-web-page"),
        ("list.xls", b"MIME-Version: 1.0\r\nContent-Type: text/html", "sheet-web-page"),
        ("list.xlsx", b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "sheet-web-page"),
        ("list.xls", CSV.replace(",", "\t").encode("gb18030"), "sheet-not-workbook"),
        ("list.xlsx", b"", "sheet-not-workbook"),
        ("list.csv", b"", "sheet-empty"),
        ("list.csv", b"\r\n,,\r\n", "sheet-empty"),
        ("list.csv", b"\xff\xff\xff", "sheet-encoding"),
        ("list.csv", '姓名,单位\n"扎西'.encode(), "sheet-csv"),
        ("list.csv", "姓名，单位\n扎西，甲".encode(), "sheet-wide-comma"),
        ("list.csv", ("姓名\n" + "x\n" * ROW_LIMIT).encode(), "sheet-too-big"),
        ("list.csv", ("," * COLUMN_LIMIT + "x").encode(), "sheet-too-big"),
        ("list.csv", ("," * 30_000).encode(), "sheet-empty"),
        ("list.xlsx", b"PK\x03\x04", "sheet-damaged"),
        ("list.xlsx", zipped({"a.txt": b"no workbook"}), "sheet-damaged"),
        ("list.xlsx", workbook([]), "sheet-empty"),
        ("list.ods", zipped({"content.xml": b"<x/>"}), "sheet-damaged"),
        ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "sheet-damaged"),
        (
            "list.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "sheet-locked",
        ),
    ],
)
def test_what_is_no_roster_is_refused_by_name(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    path = saved(tmp_path, name, data)
    assert [problem.code for problem in problems(lambda: spreadsheets.read(path))] == [code]


def test_a_file_too_big_to_be_a_roster_is_not_read(tmp_path: Path) -> None:
    path = saved(tmp_path, "list.csv", b"x" * (spreadsheets.SIZE_LIMIT + 1))
    assert told(lambda: spreadsheets.read(path)) == [("sheet-file-too-big", "list.csv")]


def test_a_file_that_is_not_there_or_no_file_is_told(tmp_path: Path) -> None:
    assert told(lambda: spreadsheets.read(tmp_path / "no.csv")) == [("sheet-unreadable", "no.csv")]
    (problem,) = problems(lambda: spreadsheets.read(tmp_path))
    assert problem.code == "sheet-unreadable"


def test_a_sheet_whose_rows_are_all_hidden_is_empty(tmp_path: Path) -> None:
    data = workbook([["姓名"]], lambda book, sheet: sheet.set_row(0, None, None, {"hidden": True}))
    path = saved(tmp_path, "list.xlsx", data)
    assert told(lambda: spreadsheets.read(path)) == [
        ("sheet-empty", "list.xlsx"),
        ("sheet-hidden-rows", "list.xlsx:Sheet1"),
    ]


# Fuzz: whatever is done to a file, it is read or refused.


def survives(path: Path) -> str:
    """Say how reading a file ended; anything but a sheet or a ContentError is a failure of the test."""
    try:
        spreadsheets.read(path)
    except ContentError as error:
        return error.problems[0].code
    return "read"


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with some bytes changed, doubled or cut out."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(changed) or 1)
        end = at + chance.randint(0, 6)
        new = [
            b"",
            bytes([chance.randrange(256)]),
            bytes(changed[at:end]) * 2,
            b'"',
            b"99999999",
            b"<",
            b"\0",
        ]
        changed[at:end] = chance.choice(new)
    return bytes(changed)


def test_mutated_csv_is_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(1)
    seeds = [CSV.encode(encoding) for encoding in ("utf-8", "gb18030", "utf-16")]
    ends = {
        survives(saved(tmp_path, "list.csv", mutated(chance.choice(seeds), chance))) for _ in range(2_000)
    }
    assert {"read", "sheet-csv", "sheet-encoding"} <= ends


def test_mutated_parts_of_a_workbook_are_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(2)
    parts = unzipped(workbook(PEOPLE, crowded))
    ends = set()
    for _ in range(600):
        name = chance.choice([name for name in parts if "docProps" not in name])
        data = zipped({**parts, name: mutated(parts[name], chance)})
        ends.add(survives(saved(tmp_path, "list.xlsx", data)))
    assert {"read", "sheet-damaged"} <= ends


def test_mutated_zips_are_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(3)
    data = workbook(PEOPLE)
    ends = {survives(saved(tmp_path, "list.xlsx", mutated(data, chance))) for _ in range(600)}
    assert "sheet-damaged" in ends


@pytest.mark.parametrize(("name", "end"), [("list.xls", "read"), ("list.ods", "sheet-damaged")])
def test_mutated_old_workbooks_are_read_or_refused(name: str, end: str, tmp_path: Path) -> None:
    chance = random.Random(5)
    parts = unzipped(ods(PEOPLE))
    ends = set()
    for _ in range(12):
        content = mutated(parts["content.xml"], chance)
        data = (
            zipped({**parts, "content.xml": content})
            if name == "list.ods"
            else flipped(old_workbook(), chance)
        )
        ends.add(survives(saved(tmp_path, name, data)))
    assert end in ends


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with some bytes changed and none moved, as OLE files need it."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        changed[chance.randrange(8, len(changed))] = chance.randrange(256)
    return bytes(changed)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    assert survives(saved(tmp_path_factory.getbasetemp(), "list.csv", data))


# Writing.


def test_what_is_written_is_text_and_comes_back_as_it_was(tmp_path: Path) -> None:
    texts = ["=1+1", "+86", "-1", "@扎西", "＝1", "007", "540102199001011234", "#N/A", "http://a", "{=1}"]
    book = TextBook()
    sheet = book.sheet("名单")
    for row, text in enumerate(texts, 1):
        book.write(sheet, row, 1, text, {})
    data = book.data()
    assert list(cells_of(tmp_path, "list.xlsx", data).values()) == texts
    cells = list(openpyxl.load_workbook(io.BytesIO(data)).active["A"])
    assert [cell.quotePrefix for cell in cells] == [True] * 5 + [False] * 5
    assert {cell.data_type for cell in cells} == {"s"}

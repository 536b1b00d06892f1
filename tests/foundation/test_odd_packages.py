"""Workbooks as other programs write them: read rightly, or refused with the true reason and remedy."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen.foundation import spreadsheets
from tests.support.samples import problems, red_square, told
from tests.support.workbooks import (
    SHEET,
    changed,
    faults_of,
    ods,
    saved,
    sheet_of,
    unzipped,
    workbook,
    zipped,
)

PEOPLE = [["姓名", "单位"], ["甲某", "示例一"], ["乙某", "示例二"]]
CELLS = {(row, column): text for row, line in enumerate(PEOPLE, 1) for column, text in enumerate(line, 1)}
STRINGS, STYLES, BOOK = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def renamed(data: bytes, rename: Callable[[str], str]) -> bytes:
    """Return a workbook with its parts called otherwise."""
    return zipped({rename(name): content for name, content in unzipped(data).items()})


def prefixed(xml: bytes) -> bytes:
    """Return a sheet whose elements have a prefix, as some Java programs write them."""
    return (
        xml.replace(b"xmlns=", b"xmlns:x=")
        .replace(b"<", b"<x:")
        .replace(b"<x:/", b"</x:")
        .replace(b"<x:?", b"<?")
    )


def strict(data: bytes) -> bytes:
    """Return a workbook as ISO/IEC 29500 Strict has it."""
    for part in (BOOK, SHEET, STRINGS, STYLES, "xl/_rels/workbook.xml.rels", "_rels/.rels"):
        data = changed(
            data,
            lambda xml: xml.replace(MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
                LINKS, b"http://purl.oclc.org/ooxml/officeDocument/relationships"
            ),
            part,
        )
    return data


PLAIN = workbook(PEOPLE)


@pytest.mark.parametrize(
    "data",
    [
        strict(PLAIN),
        renamed(PLAIN, lambda name: name.replace("/", "\\")),
        renamed(PLAIN, lambda name: name.replace("sharedStrings", "SharedStrings")),
        renamed(PLAIN, lambda name: f"/{name}"),
        changed(
            PLAIN,
            lambda xml: xml.replace(b'<fill><patternFill patternType="gray125"/></fill>', b"<fill/>"),
            STYLES,
        ),
        changed(PLAIN, lambda xml: b"<broken", "docProps/core.xml"),
        changed(PLAIN, lambda xml: b"<broken", "xl/theme/theme1.xml"),
        changed(PLAIN, prefixed),
        changed(PLAIN, lambda xml: xml.replace(b"<row ", b"<!-- a comment --><row ")),
        changed(
            PLAIN, lambda xml: xml.replace(b' r="2"', b"").replace(b' r="A2"', b"").replace(b' r="B2"', b"")
        ),
        changed(PLAIN, lambda xml: xml.replace(b' t="s"', b' t="s" s=""')),
        zipped({name: content for name, content in unzipped(PLAIN).items() if "styles" not in name}),
        zipped({name: content for name, content in unzipped(PLAIN).items() if name != "_rels/.rels"}),
        changed(PLAIN, lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16"), SHEET),
    ],
    ids=lambda _: "",
)
def test_a_whole_workbook_is_read_whatever_program_wrote_it(data: bytes, tmp_path: Path) -> None:
    assert sheet_of(tmp_path, data).cells == CELLS


@pytest.mark.parametrize("suffix", [".xlsm", ".xltx", ".XLSX", ".xlsb", ".et"])
def test_a_workbook_is_read_by_what_is_in_it(suffix: str, tmp_path: Path) -> None:
    assert sheet_of(tmp_path, PLAIN, f"list{suffix}").cells == CELLS


def test_rows_are_where_they_say_in_whatever_order_they_come(tmp_path: Path) -> None:
    def swapped(xml: bytes) -> bytes:
        start, second, third = (xml.index(b'<row r="%d"' % row) for row in (1, 2, 3))
        end = xml.index(b"</sheetData>")
        return xml[:second] + xml[third:end] + xml[start:second] + xml[second:third] + xml[end:]

    assert dict(sheet_of(tmp_path, changed(PLAIN, swapped)).cells) == CELLS


def test_a_row_written_in_two_parts_is_one_and_a_cell_written_twice_is_told(tmp_path: Path) -> None:
    second = b'<row r="2"><c r="C2" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    twice = b'<row r="2"><c r="A2" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    data = changed(PLAIN, lambda xml: xml.replace(b"</sheetData>", second))
    assert sheet_of(tmp_path, data).cells == {**CELLS, (2, 3): "x"}
    data = changed(PLAIN, lambda xml: xml.replace(b"</sheetData>", twice))
    assert faults_of(sheet_of(tmp_path, data)) == {(2, 1): "cell-twice"}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("甲某_x000D_", "甲某"),
        ("a_x0041_b", "aAb"),
        ("a_x005F_x0041_b", "a_x0041_b"),
        ("a_x000D__x000A_b", "a\nb"),
        ("_xD83D__xDE00_", "😀"),
        ("file_x2.txt", "file_x2.txt"),
    ],
)
def test_escaped_characters_are_characters(written: str, text: str, tmp_path: Path) -> None:
    data = changed(PLAIN, lambda xml: xml.replace("甲某".encode(), written.encode()), STRINGS)
    assert sheet_of(tmp_path, data).cells[2, 1] == text
    inline = f'<c r="A2" t="inlineStr"><is><t>{written}</t></is></c>'.encode()
    data = changed(PLAIN, lambda xml: xml.replace(b'<c r="A2" t="s"><v>2</v></c>', inline))
    assert sheet_of(tmp_path, data).cells[2, 1] == text


def test_a_text_in_runs_is_one_and_how_it_is_pronounced_is_no_part_of_it(tmp_path: Path) -> None:
    runs = "<si><r><t>甲</t></r><r><rPr><b/></rPr><t>某</t></r><rPh sb='0' eb='1'><t>jia</t></rPh></si>"
    data = changed(PLAIN, lambda xml: xml.replace("<si><t>甲某</t></si>".encode(), runs.encode()), STRINGS)
    assert sheet_of(tmp_path, data).cells[2, 1] == "甲某"


def cell(xml: str, data: bytes = PLAIN) -> bytes:
    """Return a workbook with one more cell, C2."""
    row = f'<row r="2">{xml}</row></sheetData>'.encode()
    return changed(data, lambda sheet: sheet.replace(b"</sheetData>", row))


def test_a_picture_placed_in_a_cell_is_called_one(tmp_path: Path) -> None:
    picture = saved(tmp_path, "a.png", red_square())

    def placed(_: Any, sheet: Any) -> None:
        sheet.embed_image(1, 2, str(picture))

    data = workbook([["姓名", "称谓", "照片"], ["甲某", "同志"]], placed)
    sheet = sheet_of(tmp_path, data)
    assert (sheet.cells[2, 1], faults_of(sheet)) == ("甲某", {(2, 3): "cell-picture"})
    broken = changed(data, lambda _: b"<metadata/>", "xl/metadata.xml")
    assert faults_of(sheet_of(tmp_path, broken)) == {(2, 3): "cell-error"}
    other = changed(
        data, lambda xml: xml.replace(b"_localImage", b"_error"), "xl/richData/rdrichvaluestructure.xml"
    )
    assert faults_of(sheet_of(tmp_path, other)) == {(2, 3): "cell-error"}


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ('<c r="C2"><f>A1</f></c>', "cell-formula"),
        ('<c r="C2"><f>A1</f><v></v></c>', "cell-formula"),
        ('<c r="C2"><f>A1</f><v>0</v></c>', "cell-formula"),
        ('<c r="C2" t="e"><f>A1</f><v>#REF!</v></c>', "cell-error"),
        ('<c r="C2" t="str"><f>x</f><v>=DISPIMG("ID_0A",1)</v></c>', "cell-picture"),
        ('<c r="C2" t="str"><f>x</f><v>=_xlfn.DISPIMG("ID_0A",1)</v></c>', "cell-picture"),
        ('<c r="C2"><v>123456789012</v></c>', "cell-exponent"),
        ('<c r="C2"><v>540102199001011234</v></c>', "cell-long-number"),
        ('<c r="C2" t="mystery"><v>1</v></c>', "cell-kind"),
    ],
)
def test_what_a_cell_does_not_show_is_told(xml: str, code: str, tmp_path: Path) -> None:
    assert faults_of(sheet_of(tmp_path, cell(xml))) == {(2, 3): code}


@pytest.mark.parametrize(
    "xml",
    [
        '<c r="C2" t="str"><f>IF(1,"","")</f><v></v></c>',
        '<c r="C2" t="str"><f>IF(1,"","")</f></c>',
        '<c r="C2" t="str"><f>IF(1,"","")</f><v/></c>',
        '<c r="C2" s="0"/>',
        '<c r="C2"><v></v></c>',
        '<c r="C2" t="inlineStr"><is><t> </t></is></c>',
    ],
)
def test_an_empty_text_is_an_empty_cell(xml: str, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, cell(xml))
    assert (sheet.cells, sheet.faults) == (CELLS, {})


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ('<c r="C2" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="C2" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="C2"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="C2"><v>0.30000000000000004</v></c>', "0.3"),
        ('<c r="C2"><v>1E3</v></c>', "1000"),
        ('<c r="C2" t="d"><v>2024-06-20T09:05:00</v></c>', "2024/6/20 9:05"),
    ],
)
def test_a_value_is_what_the_cell_shows(xml: str, text: str, tmp_path: Path) -> None:
    assert sheet_of(tmp_path, cell(xml)).cells[2, 3] == text


ENCRYPTED = (
    '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
)


def with_password(data: bytes) -> bytes:
    """Return a zip whose parts are marked as encrypted."""
    for mark in (b"PK\x01\x02", b"PK\x03\x04"):
        at = data.index(mark) + (8 if mark == b"PK\x01\x02" else 6)
        data = data[:at] + bytes([data[at] | 1]) + data[at + 1 :]
    return data


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("list.xlsb", b"PK\x03\x04", "sheet-xlsb"),
        ("list.xlsx", zipped({"xl/workbook.bin": b"x", "xl/worksheets/sheet1.bin": b"x"}), "sheet-xlsb"),
        ("list.numbers", zipped({"Index/Document.iwa": b"x"}), "sheet-numbers"),
        ("list.xlsx", zipped({"Index/Tables/DataList.iwa": b"x"}), "sheet-numbers"),
        ("list.xlsx", zipped({"word/document.xml": b"<x/>"}), "sheet-word"),
        ("list.wps", OLE + "WordDocument\0".encode("utf-16-le"), "sheet-word"),
        ("list.wps", OLE + b"\0" * 600, "sheet-word"),
        ("list.xlsx", zipped({"ppt/presentation.xml": b"<x/>"}), "sheet-slides"),
        ("list.csv", b"%PDF-1.7", "sheet-pdf"),
        ("list.xlsx", b"\x89PNG\r\n", "sheet-picture"),
        ("list.xls", XML_2003, "sheet-xml-2003"),
        ("list.xls", b"<html><table>", "sheet-web-page"),
        ("list.fods", b"<?xml version='1.0'?>", "sheet-fods"),
        ("list.ods", changed(ods(PEOPLE), lambda xml: xml.replace(b"</manifest:manifest>", ENCRYPTED.encode()
         + b"</manifest:manifest>"), "META-INF/manifest.xml"), "sheet-locked"),
        ("list.xlsx", with_password(PLAIN), "sheet-locked"),
        ("list.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "sheet-locked"),
        ("list.xlsx", PLAIN[: len(PLAIN) // 2], "sheet-damaged"),
        ("list.xlsx", changed(PLAIN, lambda xml: xml[:-40]), "sheet-damaged"),
        ("list.xlsx", changed(PLAIN, lambda xml: b'<!DOCTYPE x [<!ENTITY e "x">]>' + xml[55:]),
         "sheet-damaged"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_called_what_it_is(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    path = saved(tmp_path, name, data)
    assert [problem.code for problem in problems(lambda: spreadsheets.read(path))] == [code]


def two_sheets(book: Any, sheet: Any) -> None:
    """Add a list behind the first sheet, and a sheet that WPS hides for itself."""
    second = book.add_worksheet("名单")
    second.write_row(0, 0, ["姓名"])
    book.add_worksheet("WpsReserved_CellImgList").hide()


def test_of_several_sheets_the_wanted_one_is_read_and_the_others_told(tmp_path: Path) -> None:
    path = saved(tmp_path, "list.xlsx", workbook([["请在第二张表填写"]], two_sheets))
    wanted = spreadsheets.read(path, lambda sheet: "姓名" in sheet.cells.values())
    assert (wanted.name, wanted.cells) == ("名单", {(1, 1): "姓名"})
    assert [(note.code, note.values["names"]) for note in wanted.notes] == [("sheet-others", "Sheet1")]
    assert spreadsheets.read(path).name == spreadsheets.read(path, lambda sheet: False).name == "Sheet1"


def test_a_sheet_of_faults_alone_is_not_empty(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, workbook([[540102199001011234]]))
    assert (sheet.cells, faults_of(sheet)) == ({}, {(1, 1): "cell-long-number"})


def test_nothing_is_read_of_what_is_hidden_and_that_is_told_with_the_refusal(tmp_path: Path) -> None:
    path = saved(tmp_path, "list.xlsx", workbook([], lambda book, sheet: book.add_worksheet("藏着").hide()))
    assert [problem.code for problem in problems(lambda: spreadsheets.read(path))] == [
        "sheet-empty",
        "sheet-hidden",
    ]


def test_hidden_columns_are_read_where_all_are_asked_for(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "list.xlsx",
        workbook(PEOPLE, lambda book, sheet: sheet.set_column(0, 0, None, None, {"hidden": True})),
    )
    assert spreadsheets.read(path, all_columns=True).cells == CELLS
    assert (1, 1) not in spreadsheets.read(path).cells


# Bounds.


def test_a_long_text_named_by_many_cells_is_looked_at_once_and_bounded(tmp_path: Path) -> None:
    path = saved(tmp_path, "list.xlsx", workbook([["长" * 32_767]] * 3_000))
    assert path.stat().st_size < 60_000
    ((code, place),) = told(lambda: spreadsheets.read(path))
    assert (code, place) == ("sheet-too-much", "list.xlsx:Sheet1!A1526")


def test_a_workbook_that_openpyxl_wrote_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in PEOPLE:
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    assert spreadsheets.read(tmp_path / "list.xlsx").cells == CELLS

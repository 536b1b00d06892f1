"""CSV as offices have it: whatever encoding and separator, nothing shifted, nothing lost in silence."""

from pathlib import Path

import pytest

from docgen.foundation import spreadsheets
from tests.support.samples import problems, told
from tests.support.workbooks import faults_of, saved, sheet_of

CSV = "姓名,单位\r\n甲某,示例一\r\n㛃䶮,示例二\r\n"
CELLS = {
    (1, 1): "姓名",
    (1, 2): "单位",
    (2, 1): "甲某",
    (2, 2): "示例一",
    (3, 1): "㛃䶮",
    (3, 2): "示例二",
}


def cells_of(folder: Path, text: str, name: str = "list.csv") -> dict[tuple[int, int], str]:
    return dict(sheet_of(folder, text.encode(), name).cells)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_encoding_is_read_with_and_without_its_mark(encoding: str, tmp_path: Path) -> None:
    assert sheet_of(tmp_path, CSV.encode(encoding), "list.csv").cells == CELLS


@pytest.mark.parametrize("name", ["list.csv", "list.tsv", "list.txt", "list.TSV"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_a_text_is_a_table_whatever_its_name_and_separator(name: str, separator: str, tmp_path: Path) -> None:
    assert cells_of(tmp_path, CSV.replace(",", separator), name) == CELLS


def test_a_text_with_one_broken_byte_is_refused_and_not_read_as_other_letters(tmp_path: Path) -> None:
    data = (CSV * 20).encode()
    path = saved(tmp_path, "list.csv", data[:300] + data[301:])
    assert told(lambda: spreadsheets.read(path)) == [("sheet-encoding", "list.csv")]


@pytest.mark.parametrize("title", ["名单", "名单, 2024", "名单；共2人，示例", "a;b;c;d", "一\t二"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_the_separator_is_judged_by_the_rows(title: str, separator: str, tmp_path: Path) -> None:
    found = cells_of(tmp_path, f"{title}\n{CSV.replace(',', separator)}")
    assert {(row - 1, column): text for (row, column), text in found.items() if row > 1} == CELLS


def test_the_separator_that_excel_is_told_is_no_row(tmp_path: Path) -> None:
    assert cells_of(tmp_path, "sep=;\r\n" + CSV.replace(",", ";")) == CELLS


def test_full_width_commas_between_the_columns_are_told_where_they_are(tmp_path: Path) -> None:
    path = saved(tmp_path, "list.csv", f"名单\n{CSV.replace(',', '，')}".encode())
    assert told(lambda: spreadsheets.read(path)) == [("sheet-wide-comma", "list.csv:A2")]
    assert cells_of(tmp_path, "姓名,备注\n甲,是，也是\n乙,否，也否\n")[3, 2] == "否，也否"


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('甲区, "书记,区长", 5', ["甲区", "书记,区长", "5"]),
        ('甲区,"书记,区长",5', ["甲区", "书记,区长", "5"]),
        (' "甲区" , x'.replace('" ,', '",'), ["甲区", "x"]),
        ('"甲\n区",5', ["甲\n区", "5"]),
        ('甲区,5"管,x', ["甲区", '5"管', "x"]),
        ('甲区,"他说""好""",x', ["甲区", '他说"好"', "x"]),
    ],
)
def test_a_quote_shifts_no_column(line: str, cells: list[str], tmp_path: Path) -> None:
    found = cells_of(tmp_path, f"名称,称谓,数\n{line}\n")
    assert [text for (row, _), text in found.items() if row == 2] == cells


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('甲区,"书记', "list.csv:2:2"),
        ('"甲区" ,书记', "list.csv:2:2"),
        ('甲区,\u3000"书记,区长"', "list.csv:B2"),
        ('甲区,="09,06"', "list.csv:B2"),
    ],
)
def test_a_quote_that_would_shift_columns_is_refused_where_it_is(
    line: str, place: str, tmp_path: Path
) -> None:
    path = saved(tmp_path, "list.csv", f"名称,称谓\n{line}\n".encode())
    assert told(lambda: spreadsheets.read(path)) == [("sheet-csv", place)]


def test_what_excel_wrote_to_keep_a_zero_is_read_and_told(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, b'a,b\n1,="0906"\n2,"=""007"""\n', "list.csv")
    assert (sheet.cells[2, 2], sheet.cells[3, 2]) == ("0906", "007")
    assert [(note.code, note.values["cells"]) for note in sheet.notes] == [("sheet-read-as-text", "B2、B3")]


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("1.38E+10", "cell-exponent"),
        ("5.40102E+17", "cell-exponent"),
        ("2e+05", "cell-exponent"),
        ("=A1&B1", "cell-formula"),
        ("=SUM(A1:A3)", "cell-formula"),
        ('=DISPIMG("ID_1")', "cell-picture"),
    ],
)
def test_a_field_that_has_lost_what_was_typed_is_told(field: str, code: str, tmp_path: Path) -> None:
    quoted = field.replace('"', '""')
    sheet = sheet_of(tmp_path, f'名称,数\n甲,"{quoted}"\n'.encode(), "list.csv")
    assert faults_of(sheet) == {(2, 2): code}


def test_numbers_that_may_have_lost_their_last_digits_are_told(tmp_path: Path) -> None:
    text = "姓名,证号\n甲,540102199001011000\n乙,540102199001011234\n丙,6222020200011230000\n丁,1000000\n"
    sheet = sheet_of(tmp_path, text.encode(), "list.csv")
    assert [(note.code, note.values["cells"]) for note in sheet.notes] == [("sheet-digits-lost", "B2、B4")]


@pytest.mark.parametrize("field", ["１２００", "3E2", "E+10", "-5", "+86 1", "1.50", "007", "1,200", "3-5"])
def test_what_was_typed_is_kept(field: str, tmp_path: Path) -> None:
    assert cells_of(tmp_path, f'名称,数\n甲,"{field}"\n')[2, 2] == field


def test_empty_columns_and_rows_count_for_nothing(tmp_path: Path) -> None:
    assert cells_of(tmp_path, "姓名" + "," * 250 + "\n甲" + "," * 250 + "\n") == {
        (1, 1): "姓名",
        (2, 1): "甲",
    }
    assert cells_of(tmp_path, "姓名,单位\n甲,\n" + ",\n" * 20_001) == {
        (1, 1): "姓名",
        (1, 2): "单位",
        (2, 1): "甲",
    }
    assert cells_of(tmp_path, ",,\n,,姓名\n,,甲\n") == {(2, 3): "姓名", (3, 3): "甲"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.4", "sheet-pdf"),
        (b"\xef\xbb\xbf\n<html><table>", "sheet-web-page"),
        (b"\x89PNG", "sheet-picture"),
    ],
)
def test_what_is_only_called_csv_is_told_what_it_is(data: bytes, code: str, tmp_path: Path) -> None:
    path = saved(tmp_path, "list.csv", data)
    assert [problem.code for problem in problems(lambda: spreadsheets.read(path))] == [code]


@pytest.mark.parametrize("heading", ["PK值", "BM编号", "名称<html>", "RIFF"])
def test_a_heading_is_no_sign_of_another_kind_of_file(heading: str, tmp_path: Path) -> None:
    assert cells_of(tmp_path, f"{heading},b\n1,2\n")[1, 1] == heading

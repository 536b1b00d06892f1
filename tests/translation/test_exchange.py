"""Files for translators: what is in a workbook, PO and XLIFF, and how hostile or stale ones are met."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polib
import pytest
from lxml import etree

from docgen.content.document import open_document
from docgen.foundation.errors import Problem
from docgen.translation import exchange
from docgen.translation.exchange.rows import TEXT_LIMIT
from docgen.translation.exchange.workbook import difference
from docgen.translation.exchange.xliff import part_of
from docgen.translation.importing import Imported, import_rows
from tests.support.handbooks import BO, handbook, replaced, reviewed, states
from tests.support.samples import problems, told
from tests.support.workbooks import changed

NEW = BO * 2
SUFFIXES = [".xlsx", ".po", ".xlf"]
XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"


def exported(book: Path, suffix: str = ".xlsx", every: bool = False) -> Path:
    """Return a file for a translator, beside the project."""
    path = book.parents[2] / f"out{suffix}"
    path.write_bytes(exchange.write(path, exchange.rows(open_document(book), every), "zh"))
    return path


def taken(book: Path, path: Path) -> Imported:
    """Import a file."""
    return import_rows(open_document(book), exchange.read(path))


def filled_in(path: Path, texts: dict[str, str]) -> Path:
    """Fill Tibetan into a translator's file, as he would, by unit and part; return the file."""
    {".xlsx": fill_workbook, ".po": fill_po, ".xlf": fill_xliff}[path.suffix](path, texts)
    return path


def fill_workbook(path: Path, texts: dict[str, str]) -> None:
    """Fill in cells with openpyxl, which keeps nothing of how the file was written."""
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_row=2):
        name = f"{row[1].value} {row[2].value or ''}".strip()
        row[8].value = texts.get(name, row[8].value)
    book.save(path)


def fill_po(path: Path, texts: dict[str, str]) -> None:
    """Fill in entries as a PO editor does, which takes `fuzzy` away."""
    file = polib.pofile(str(path))
    for entry in file:
        if entry.msgctxt in texts:
            entry.msgstr, entry.flags = texts[entry.msgctxt], []
    file.save()


def fill_xliff(path: Path, texts: dict[str, str]) -> None:
    """Fill in targets as a translation tool does, which says so in the state."""
    tree = etree.parse(path)
    for unit in tree.iter(f"{XLIFF}unit"):
        for segment in unit.iter(f"{XLIFF}segment"):
            name = f"{unit.get('id')} {part_of(segment.get('id'))}".strip()
            if name in texts:
                target = segment.find(f"{XLIFF}target")
                target = etree.SubElement(segment, f"{XLIFF}target") if target is None else target
                target.text = texts[name]
                segment.set("state", "translated")
    tree.write(path)


# --- what is exported ---


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_file_comes_out_every_time(tmp_path: Path, suffix: str) -> None:
    book = handbook(tmp_path)
    assert exported(book, suffix).read_bytes() == exported(book, suffix).read_bytes()


def test_what_is_reviewed_is_exported_on_request_only(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    reviewed(book)
    assert {row.unit for row in exchange.rows(open_document(book), every=False)} == {"levels", "checks"}
    assert {row.unit for row in exchange.rows(open_document(book), every=True)} == set(states(book))


def test_a_stale_text_goes_out_with_what_it_was_and_what_was_changed(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    reviewed(book)
    replaced(book / "chapters/why.yaml", "zh: 请拨打0891", "zh: 请及时拨打0891")
    path = exported(book)
    rows = list(
        openpyxl.load_workbook(path, rich_text=True).worksheets[0].iter_rows(min_row=2, values_only=True)
    )
    (row,) = [row for row in rows if row[1] == "call"]
    assert row[:6] == ("why", "call", "", "过时", "请及时拨打0891-1234567", "请拨打0891-1234567")
    assert row[7] == row[8] == f"{BO} 0891-1234567"
    assert [str(piece) for piece in row[6]] == ["请", "及时", "拨打0891-1234567"]
    entry = next(entry for entry in polib.pofile(str(exported(book, ".po"))) if entry.msgctxt == "call")
    assert (entry.previous_msgid, entry.fuzzy) == ("请拨打0891-1234567", True)
    unit = next(u for u in etree.parse(exported(book, ".xlf")).iter(f"{XLIFF}unit") if u.get("id") == "call")
    assert unit.xpath("string(*/*[@category='docgen-previous-source'])") == "请拨打0891-1234567"


def test_a_difference_is_told_word_by_word() -> None:
    pieces = [
        (text, "gone" if "font_strikeout" in look else "new" if look else "")
        for text, look in difference("共15688家，按季度", "共15700家，按月")
    ]
    assert pieces == [
        ("共", ""),
        ("15688", "gone"),
        ("15700", "new"),
        ("家，按", ""),
        ("季度", "gone"),
        ("月", "new"),
    ]


def test_a_workbook_is_ready_to_be_filled_in(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(exported(handbook(tmp_path))).worksheets[0]
    assert sheet.freeze_panes == "D2"
    assert {cell.number_format for row in sheet.iter_rows(max_col=6) for cell in row} == {"@"}
    assert all(cell.alignment.wrap_text for cell in sheet["I"])
    assert sheet.column_dimensions["I"].width >= 40


def test_an_xliff_file_is_built_as_the_standard_says(tmp_path: Path) -> None:
    """XLIFF 2.1, 4.2: what is in what, attributes that must be there, ids that are name tokens and unique."""
    root = etree.parse(exported(handbook(tmp_path), ".xlf")).getroot()
    assert (root.tag, root.get("version"), root.get("srcLang"), root.get("trgLang")) == (
        f"{XLIFF}xliff",
        "2.1",
        "zh-CN",
        "bo-CN",
    )
    within = {
        "xliff": {"file"},
        "file": {"unit"},
        "unit": {"notes", "segment"},
        "notes": {"note"},
        "segment": {"source", "target"},
    }
    for element in root.iter():
        assert {etree.QName(child).localname for child in element} <= within.get(
            etree.QName(element).localname, set()
        )
    units = list(root.iter(f"{XLIFF}unit"))
    assert len(units) == 9
    for unit in units:
        assert unit[0].tag == f"{XLIFF}notes"  # before the segments
        segments = unit.findall(f"{XLIFF}segment")
        names = [segment.get("id") for segment in segments]
        assert len(names) == len(set(names)) > 0
        assert all(name.replace(".", "").replace("-", "").isalnum() for name in [unit.get("id"), *names])
        for segment in segments:
            assert segment[0].tag == f"{XLIFF}source"
            assert segment.get("state") in ("initial", "translated", "reviewed", "final")
            assert segment.get("state") == "initial" or segment.find(f"{XLIFF}target") is not None


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    assert told(lambda: exchange.read(tmp_path / "x.docx")) == [("translation-suffix", "x.docx")]


# --- what comes back ---


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_was_filled_in_is_taken_as_a_draft(tmp_path: Path, suffix: str) -> None:
    book = handbook(tmp_path)
    reviewed(book)
    checks = dict.fromkeys(["checks [1]", "checks answers[1]", "checks answers[2]"], BO)
    path = filled_in(exported(book, suffix, every=True), {"why": NEW, **checks})
    done = taken(book, path)
    assert (done.taken, done.refused) == (["why", "checks"], [])
    found = states(book)
    assert (found["why"], found["checks"], found["law"]) == ("draft", "draft", "reviewed")
    assert taken(book, path).taken == []  # a second time there is nothing new


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_nobody_touched_changes_nothing(tmp_path: Path, suffix: str) -> None:
    book = handbook(tmp_path)
    reviewed(book)
    replaced(book / "chapters/why.yaml", "依据规定", "依据新规定")
    path = exported(book, suffix, every=True)
    before = {file: file.read_bytes() for file in book.rglob("*.*")}
    done = taken(book, path)
    assert (done.taken, done.refused, len(done.unchanged)) == ([], [], 9)
    assert {file: file.read_bytes() for file in book.rglob("*.*")} == before


@pytest.mark.parametrize("suffix", [".po", ".xlf"])
def test_a_stale_translation_that_a_translator_confirms_is_a_draft(tmp_path: Path, suffix: str) -> None:
    book = handbook(tmp_path)
    reviewed(book)
    replaced(book / "chapters/why.yaml", "zh: 为什么", "zh: 为何")
    assert states(book)["why"] == "stale"
    assert taken(book, filled_in(exported(book, suffix), {"why": BO})).taken == ["why"]
    assert states(book)["why"] == "draft"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_newer_work_is_never_overwritten(tmp_path: Path, suffix: str) -> None:
    book = handbook(tmp_path)
    path = filled_in(exported(book, suffix), {"why": NEW, "how": NEW})
    replaced(book / "chapters/why.yaml", f"bo: {BO}}}   # 章名", f"bo: {BO * 3}}}   # 章名")
    done = taken(book, path)
    assert done.taken == ["how"]
    assert [(p.code, p.values["id"]) for p in done.refused] == [("translation-conflict", "why")]
    assert str(book / "chapters/why.yaml") in done.refused[0].text("zh")
    assert f"bo: {BO * 3}" in (book / "chapters/why.yaml").read_text(encoding="utf-8")


def test_a_review_of_newer_chinese_is_newer_work(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    path = filled_in(exported(book), {"why": NEW})
    replaced(book / "chapters/why.yaml", "zh: 为什么", "zh: 为何")
    reviewed(book, "why")
    assert [p.code for p in taken(book, path).refused] == ["translation-conflict"]


def test_what_was_made_from_older_chinese_is_taken_and_stale_at_once(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    path = filled_in(exported(book), {"why": NEW})
    replaced(book / "chapters/why.yaml", "zh: 为什么", "zh: 为何")
    assert taken(book, path).taken == ["why"]
    assert states(book)["why"] == "stale"
    (row,) = [row for row in exchange.rows(open_document(book), every=False) if row.unit == "why"]
    assert (row.zh_before, row.zh, row.bo) == ("为什么", "为何", NEW)


@pytest.mark.parametrize("now", ["[先看, 再问, 后记]", "[先看]"])
def test_what_no_longer_has_its_parts_is_not_taken(tmp_path: Path, now: str) -> None:
    book = handbook(tmp_path)
    path = filled_in(exported(book), {"steps [1]": NEW})
    replaced(book / "chapters/how.yaml", "[先看, 再问]", now)
    before = (book / "chapters/how.yaml").read_bytes()
    assert [p.code for p in taken(book, path).refused] == ["translation-reshaped"]
    assert (book / "chapters/how.yaml").read_bytes() == before


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_lost_placeholder_is_refused_and_a_wrong_number_told(tmp_path: Path, suffix: str) -> None:
    book = handbook(tmp_path)
    law = f"{BO} 2024ལོའི་ཟླ6པའི་ཚེས20 7"
    done = taken(book, filled_in(exported(book, suffix), {"law": law, "call": f"{BO} 0891-1234576"}))
    assert done.taken == ["call"]
    assert [(p.code, p.values["zh"]) for p in done.refused] == [
        ("translation-placeholder-lost", "figures.cadres")
    ]
    assert [(f.code, f.values["id"]) for f in done.findings] == [("translation-number", "call")]
    assert all(p.place.path.name == f"out{suffix}" and p.place.line for p in (*done.refused, *done.findings))


def test_a_block_half_filled_in_is_not_taken(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    done = taken(book, filled_in(exported(book), {"levels head[1]": BO}))
    assert done.taken == []
    assert {p.code for p in done.refused} == {"translation-empty"}
    assert [p.values["id"] for p in done.refused] == [
        "levels head[2]",
        "levels rows[1][1]",
        "levels rows[1][2]",
    ]


def edit(book: Path, change: Callable[[list[openpyxl.cell.Cell]], None]) -> Imported:
    """Import a workbook in which every row was changed so."""
    path = exported(book)
    workbook = openpyxl.load_workbook(path)
    for row in workbook.worksheets[0].iter_rows(min_row=2):
        change(row)
    workbook.save(path)
    return taken(book, path)


def set_cell(unit: str, column: int, value: object) -> Callable[[list[openpyxl.cell.Cell]], None]:
    """Return a change of one cell of a unit's rows."""

    def change(row: list[openpyxl.cell.Cell]) -> None:
        if row[1].value == unit:
            row[column].value = value

    return change


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        (1, "foreign", "translation-unknown"),
        (4, "另一段汉文", "translation-chinese-edited"),
        (9, "abc", "translation-chinese-edited"),
        (9, None, "translation-chinese-edited"),
        (2, "[7]", "translation-chinese-edited"),
    ],
)
def test_what_a_translator_must_leave_alone_is_looked_at(
    tmp_path: Path, column: int, value: object, code: str
) -> None:
    book = handbook(tmp_path)
    done = edit(book, set_cell("why", column, value))
    assert (done.taken, [p.code for p in done.refused]) == ([], [code])
    assert str(done.refused[0].place).endswith("!I3")


def test_rows_may_be_sorted_and_left_out(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    path = filled_in(exported(book), {"steps [1]": NEW})
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    sheet.delete_rows(2, len(rows))
    for row in sorted((row for row in rows if row[1] == "steps"), key=lambda row: row[2], reverse=True):
        sheet.append(row)
    workbook.save(path)
    assert taken(book, path).taken == ["steps"]
    assert f'bo: ["{NEW}", {BO}]' in (book / "chapters/how.yaml").read_text(encoding="utf-8")


def test_rows_that_a_filter_hides_are_not_read_and_told(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    path = filled_in(exported(book), {"why": NEW, "how": NEW})
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0].row_dimensions[3].hidden = True
    workbook.save(path)
    done = taken(book, path)
    assert (done.taken, done.refused) == (["how"], [])
    assert [finding.code for finding in done.findings] == ["sheet-hidden-rows"]


def test_a_column_that_the_translator_hid_is_read_and_a_sheet_put_before_is_not(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    path = filled_in(exported(book), {"why": NEW})
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0].column_dimensions["J"].hidden = True
    workbook.create_sheet("说明", 0)["A1"] = "示例"
    workbook.save(path)
    assert taken(book, path).taken == ["why"]


# --- hostile files ---


def faults(path: Path) -> list[Problem]:
    """Return what is wrong with single texts of a file."""
    return [row.fault for row in exchange.read(path).rows if row.fault]


def test_a_formula_is_no_translation_and_refuses_its_block_alone(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    path = filled_in(exported(book), {"how": NEW})
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0]["I3"].value = "=1+1"
    workbook.save(path)
    done = taken(book, path)
    assert [(p.code, str(p.place).rpartition("!")[2]) for p in done.refused] == [("cell-formula", "I3")]
    assert (done.left, done.taken) == ({"why": ["I3"]}, ["how"])


def test_what_looks_like_a_formula_goes_out_as_text(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    replaced(book / "chapters/why.yaml", "zh: 为什么", "zh: '=1+1=二'")
    cell = openpyxl.load_workbook(exported(book)).worksheets[0]["E3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1=二", "s", True)


def test_a_cell_of_a_megabyte_is_refused(tmp_path: Path) -> None:
    book = handbook(tmp_path)
    path = exported(book)
    text, huge = f"<t>{BO}</t>".encode(), f"<t>{'བ' * 1_000_000}</t>".encode()
    data = changed(path.read_bytes(), lambda xml: xml.replace(text, huge), "xl/sharedStrings.xml")
    path.write_bytes(data)
    assert {p.code for p in faults(path)} == {"translation-too-long"}


@pytest.mark.parametrize("suffix", [".po", ".xlf"])
def test_a_text_of_a_megabyte_is_refused(tmp_path: Path, suffix: str) -> None:
    path = filled_in(exported(handbook(tmp_path), suffix), {"why": "བ" * 1_000_000})
    (problem,) = faults(path)
    assert (problem.code, problem.values["limit"]) == ("translation-too-long", TEXT_LIMIT)


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = exported(handbook(tmp_path))
    buffer = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/more.xml", bytes(80 * 1024 * 1024))
    path.write_bytes(buffer.getvalue())
    assert path.stat().st_size < 200_000
    assert told(lambda: exchange.read(path)) == [("sheet-bomb", "out.xlsx")]


def test_a_po_file_that_is_the_name_of_a_file_opens_none(tmp_path: Path) -> None:
    secret = tmp_path / "secret.po"
    secret.write_text('msgctxt "why"\nmsgid "x"\nmsgstr "y"\n', encoding="utf-8")
    path = tmp_path / "x.po"
    path.write_text(str(secret), encoding="utf-8")
    assert [p.code for p in problems(lambda: exchange.read(path))] == ["translation-po"]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "secret.txt">]>'


@pytest.mark.parametrize("head", [BOMB, OUTSIDE])
def test_an_xliff_file_with_entities_is_refused(tmp_path: Path, head: str) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    path = tmp_path / "x.xlf"
    unit = "<unit id='why'><segment><source>&a;</source></segment></unit>"
    body = f"<xliff xmlns='{XLIFF[1:-1]}'><file id='f'>{unit}</file></xliff>"
    path.write_text(head + body, encoding="utf-8")
    assert [p.code for p in problems(lambda: exchange.read(path))] == ["translation-xliff"]


RUBBISH = [b"", b"\0\0\0", b"PK\x03\x04", "汉文".encode("gb18030"), b"<html></html>", b"msgid"]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("data", RUBBISH)
def test_what_is_no_such_file_is_told(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(data)
    assert len(problems(lambda: exchange.read(path))) == 1


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\x07", "\ufffe"])
def test_characters_nobody_sees_are_refused(tmp_path: Path, sign: str) -> None:
    path = exported(handbook(tmp_path), ".po")
    file = polib.pofile(str(path))
    file[1].msgstr = f"{BO}{sign}{BO}"
    file.save()
    assert [p.code for p in faults(path)] == ["cell-invisible"]

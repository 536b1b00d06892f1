"""Files from strangers, made by hand to read what they must not, to write elsewhere, or to grow without end.

XLSX, ODS, DOCX and XLIFF each: entities that name files or multiply (XXE, billion laughs), parts whose names
lead out of the zip (zip slip), parts that are larger than they say. And what docgen writes as a table has no
formula in it, whatever sign a name begins with.
"""

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from docgen.address.roster import marked
from docgen.archive.reprints import FILE, Copy, record_reprints
from docgen.foundation import spreadsheets
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.inspect.docx.package import Package
from docgen.inspect.docx.reading import content
from docgen.pipeline.batch import checklist
from docgen.pipeline.batch.plan import Letter
from docgen.translation import exchange
from docgen.translation.exchange.rows import Row
from tests.support.gathered import letter
from tests.support.samples import docx
from tests.support.workbooks import changed, ods, saved, unzipped, workbook, zipped

ROWS = [["姓名", "单位"], ["甲某", "示例一"]]
SECRET = "机密二字"
XLIFF = (
    '<?xml version="1.0"?><xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh">'
    '<file id="f"><unit id="why"><segment><source>甲某</source></segment></unit></file></xliff>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file://{}">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "file://{}"> %p; <!ENTITY a "x">]>'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + '<!ENTITY a "&a11;">]>'
)  # fmt: skip


@cache
def sound() -> dict[str, tuple[bytes, str]]:
    """A sound file of each kind, and the part of it that has the text; one without parts has an empty one."""
    return {
        "list.xlsx": (workbook(ROWS), "xl/sharedStrings.xml"),
        "list.ods": (ods(ROWS), "content.xml"),
        "letter.docx": (docx("content/letters/reminder-2024-12").data, "word/document.xml"),
        "back.xlf": (XLIFF.encode(), ""),
    }


NAMES = ("list.xlsx", "list.ods", "letter.docx", "back.xlf")


def read(path: Path) -> str:
    """Return what docgen reads of a file, empty where it is refused."""
    try:
        if path.suffix == ".docx":
            return repr(content(Package(path.read_bytes(), path)))
        return repr(exchange.read(path) if path.suffix == ".xlf" else spreadsheets.read(path))
    except ContentError:
        return ""


def files(folder: Path) -> dict[Path, bytes]:
    """Return what is in a folder and below."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def with_head(name: str, head: str) -> bytes:
    """Return a file of this name with a DOCTYPE, in whose text an entity stands."""
    data, part = sound()[name]

    def spoil(xml: bytes) -> bytes:
        start, end, rest = xml.decode().partition("?>")
        return f"{start}{end}{head}{rest.replace('>甲', '>&a;甲', 1).replace('>关', '>&a;关', 1)}".encode()

    return changed(data, spoil, part) if part else spoil(data)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("head", [OUTSIDE, PARAMETER, LAUGHS])
def test_entities_read_nothing_and_do_not_grow(tmp_path: Path, name: str, head: str) -> None:
    secret = saved(tmp_path, "secret.txt", SECRET.encode())
    path = saved(tmp_path, name, with_head(name, head.replace("{}", str(secret))))
    found = read(path)
    assert SECRET not in found
    assert len(found) < 1_000_000
    assert "lollol" not in found


@pytest.mark.parametrize("name", NAMES[:3])
@pytest.mark.parametrize(
    "entry", ["../../evil.txt", "/tmp/evil.txt", "..\\..\\evil.txt", "C:\\evil.txt", "a/../../evil"]
)
def test_parts_that_lead_elsewhere_are_never_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, entry: str
) -> None:
    home = tmp_path / "a/b"
    home.mkdir(parents=True)
    monkeypatch.chdir(home)
    data, _ = sound()[name]
    path = saved(home, name, zipped({entry: b"evil", **unzipped(data)}))
    before = files(tmp_path)
    assert "示例" in read(path)
    assert files(tmp_path) == before
    assert not Path("/tmp/evil.txt").exists()


@pytest.mark.parametrize("name", NAMES[:3])
def test_a_part_that_says_it_is_small_is_not_believed(tmp_path: Path, name: str) -> None:
    data, part = sound()[name]
    bomb = changed(data, lambda xml: xml + b" " * 80_000_000, part)
    size = (len(unzipped(data)[part]) + 80_000_000).to_bytes(4, "little")
    assert bomb.count(size) >= 1
    path = saved(tmp_path, name, bomb.replace(size, (1000).to_bytes(4, "little")))
    assert path.stat().st_size < 300_000
    assert read(path) == ""


@pytest.mark.parametrize("name", NAMES[:3])
def test_a_part_that_is_a_link_is_a_part(tmp_path: Path, name: str) -> None:
    secret = saved(tmp_path, "secret.txt", SECRET.encode())
    data, part = sound()[name]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for one, told in unzipped(data).items():
            entry = zipfile.ZipInfo(one)
            entry.external_attr = 0o120777 << 16 if one == part else 0o644 << 16
            file.writestr(entry, str(secret) if one == part else told)
    assert SECRET not in read(saved(tmp_path, name, buffer.getvalue()))


# What docgen writes as a table.

SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def of_check_list(text: str, folder: Path) -> bytes:
    one = Letter(letter("甲", "<p>甲</p>", ""), {"name": text, "number": text})
    return checklist.workbook([one], {}, {})


def of_marked_copy(text: str, folder: Path) -> bytes:
    sheet = spreadsheets.Sheet(folder / "a.xlsx", "Sheet1", {(1, 1): "姓名", (2, 1): text})
    return marked.workbook(sheet, [Problem("cell-formula", Place(None, 2, 1, "Sheet1"))], "zh")


def of_translators(text: str, folder: Path) -> bytes:
    return exchange.write(
        Path("a.xlsx"), [Row("why", "why", "", "draft", "0", text, text, "", Place())], "zh"
    )


@pytest.mark.parametrize("made", [of_check_list, of_marked_copy, of_translators])
def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path, made: Callable[[str, Path], bytes]) -> None:
    for sign in SIGNS:
        book = openpyxl.load_workbook(io.BytesIO(made(f"{sign}1+1", tmp_path)))
        cells = [cell for sheet in book for row in sheet for cell in row if str(cell.value).endswith("1+1")]
        assert cells, sign
        assert all((cell.data_type, cell.quotePrefix) == ("s", True) for cell in cells), sign


def test_no_cell_of_the_record_of_copies_is_a_formula(tmp_path: Path) -> None:
    record_reprints(
        tmp_path, [Copy(f"{sign}a", {"name": f"{sign}b"}, f"{sign}c", f"{sign}d", "") for sign in SIGNS]
    )
    text = (tmp_path / FILE).read_bytes().decode("utf-8-sig")
    assert all(f"'{sign}{letter}" in text for sign in SIGNS for letter in "abcd")

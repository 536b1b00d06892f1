"""What a file is, is told by its bytes: a renamed one too."""

import io
import zipfile

import docx
import openpyxl
import pytest
import xlwt
from PIL import Image

from docgen.foundation.filetypes import PICTURES, file_type


def saved(save) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def zipped(**members: str) -> bytes:
    def save(stream):
        with zipfile.ZipFile(stream, "w") as archive:
            for name, text in members.items():
                archive.writestr(name.replace("__", "/"), text)

    return saved(save)


def old_workbook() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("名单").write(0, 0, "名称")
    return saved(book.save)


WORD = saved(docx.Document().save)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (WORD, "Word"),
        (WORD[: len(WORD) // 2], "Word"),
        (saved(openpyxl.Workbook().save), "Excel"),
        (old_workbook(), "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Word"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", content="x"), "ODS"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text", content="x"), "ODT"),
        (zipped(**{"OFD.xml": "x"}), "OFD"),
        (zipped(ppt__presentation="x"), "PowerPoint"),
        (zipped(a="x"), "ZIP"),
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"\0\0\0\x18ftypisom", "MP4"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg xmlns='x'/>", "SVG"),
        ("<svg xmlns='x'/>".encode("utf-16"), "SVG"),
        (b"<!DOCTYPE html><html><svg/></html>", "HTML"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"kind: letters/notice\n", ""),
        ("kind: 通知\n".encode("utf-16"), ""),
        ("通知".encode("gb18030"), ""),
        (b"BM: 1\nname: two\n", ""),
        (b"", ""),
    ],
)
def test_a_file_is_what_its_bytes_are(data: bytes, name: str) -> None:
    assert file_type(data) == name


@pytest.mark.parametrize("form", sorted(PICTURES - {"SVG"}))
def test_every_picture_that_pillow_writes_is_known(form: str) -> None:
    assert file_type(saved(lambda stream: Image.new("RGB", (3, 3)).save(stream, form))) == form

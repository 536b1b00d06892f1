"""What a file is, whatever its name says: in go its first bytes and its parts, out comes a kind."""

import io
import zipfile
from codecs import BOM_UTF8
from pathlib import PurePath

ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
XML_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
OPEN = b"urn:oasis:names:tc:opendocument"
WEB = (b"<html", b"<table", b"<!doctype", b"<?xml", b"mime-version:")
LOCKED = "EncryptedPackage".encode("utf-16-le")  # the stream in which a workbook with a password is wrapped
LEGACY = ("Workbook", "Book")  # what the stream of cells is called

TEXTS = (".csv", ".tsv", ".txt")
FOREIGN = {
    ".xlsb": "xlsb", ".numbers": "numbers", ".wps": "word", ".doc": "word", ".docx": "word", ".pdf": "pdf",
    ".xltx": "xlsx", ".xltm": "xlsx", ".ett": "xls", ".xlt": "xls", ".ots": "ods", ".fods": "fods",
    ".htm": "web-page", ".html": "web-page", ".xml": "not-workbook",
}  # fmt: skip
"""Kinds of files that a clerk may take for a roster, by how their names end; each is told what it is."""

ZIPPED = {
    "xl/workbook.bin": "xlsb",
    "index/document.iwa": "numbers",
    "index.zip": "numbers",
    "word/document.xml": "word",
    "ppt/presentation.xml": "slides",
}
"""Kinds by a part that only they have."""


def kind_of(path: PurePath, data: bytes) -> str:
    """Return what a file is: xlsx, ods, xls, csv, or what no table is read from (`pdf`, `word`)."""
    if data.startswith(ZIP):
        return zipped(path, data)
    if data.startswith(OLE):
        return compound(path, data)
    if data.startswith(PDF):
        return "pdf"
    if data.startswith(PICTURES):
        return "picture"
    head = data[:4096].lower()
    if XML_2003 in head:
        return "xml-2003"
    suffix = path.suffix.lower()
    if is_web(head, suffix in TEXTS):
        return "fods" if OPEN in head else FOREIGN.get(suffix, "web-page")
    return "csv" if suffix in TEXTS else FOREIGN.get(suffix, "not-workbook")


def is_web(head: bytes, is_text: bool) -> bool:
    """Say whether a file begins as a page of the web; a text must do so with its first sign."""
    if is_text:
        return head.removeprefix(BOM_UTF8).lstrip().startswith(WEB)
    return any(mark in head for mark in WEB)


def zipped(path: PurePath, data: bytes) -> str:
    """Return what a zip is."""
    try:
        names = {
            name.replace("\\", "/").lstrip("/").lower()
            for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
        }
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return FOREIGN.get(path.suffix.lower(), "xlsx")
    found = next((kind for part, kind in ZIPPED.items() if part in names), None)
    if found:
        return found
    if "content.xml" in names or "encrypted-package" in names:
        return "ods"
    return "numbers" if any(name.endswith(".iwa") for name in names) else "xlsx"


def compound(path: PurePath, data: bytes) -> str:
    """Return what an OLE file is, by the streams it names."""
    if LOCKED in data:
        return "locked"
    if any(named(name, data) for name in LEGACY):
        return "xls"
    return "word" if named("WordDocument", data) else FOREIGN.get(path.suffix.lower(), "xls")


def named(stream: str, data: bytes) -> bool:
    """Say whether an OLE file has a stream of this name."""
    return f"{stream}\0".encode("utf-16-le") in data

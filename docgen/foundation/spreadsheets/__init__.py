"""Rows of a table as text: CSV, .xlsx, and .xls, .et and .ods; in goes a path, out comes a `Sheet`.

What a file is, its content says and not its name: offices rename .xls to .xlsx, and export web pages as
.xls. Numbers and dates are as the clerk sees them, rows have the numbers the clerk sees, and what cannot be
used is a `Fault`.
"""

import io
import zipfile
from pathlib import Path

from ..errors import ContentError, Place, Problem
from .sheet import Fault, Sheet

__all__ = ["SUFFIXES", "Fault", "Sheet", "read"]

SUFFIXES = (".xlsx", ".csv", ".xls", ".et", ".ods")
SIZE_LIMIT = 16 * 1024 * 1024

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")  # the name of a stream in a workbook with a password
WEB = (b"<html", b"<table", b"<!doctype", b"<?xml", b"mime-version:")


def read(path: Path) -> Sheet:
    """Return the table in a file.

    Raises ContentError when it cannot be opened, is not what it seems, is too big or damaged, or has no rows.
    """
    sheet = opened(path, contents(path))
    if not sheet.cells:
        raise ContentError([Problem("sheet-empty", Place(path))])
    return sheet


def opened(path: Path, data: bytes) -> Sheet:
    """Return the table in `data`, read as what it is."""
    if data.startswith(ZIP):
        return read_zip(path, data)
    if data.startswith(OLE):
        if LOCKED in data:
            raise ContentError([Problem("sheet-locked", Place(path))])
        from . import legacy

        return legacy.read(path, data)
    if path.suffix.lower() != ".csv":
        web = any(mark in data[:4096].lower() for mark in WEB)
        raise ContentError([Problem("sheet-web-page" if web else "sheet-not-workbook", Place(path))])
    from . import csv_reader

    return csv_reader.read(path, data)


def read_zip(path: Path, data: bytes) -> Sheet:
    """Return the table in a zipped workbook: .xlsx, or .ods."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ContentError([Problem("sheet-damaged", Place(path))]) from error
    if "content.xml" in parts:
        from . import legacy, xlsx_reader

        xlsx_reader.refuse_bomb(path, data)
        return legacy.read(path, data)
    from . import xlsx_reader

    return xlsx_reader.read(path, data)


def contents(path: Path) -> bytes:
    """Return a file's bytes, or raise ContentError saying why it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise ContentError([Problem("sheet-unreadable", Place(path), {"reason": error.strerror})]) from error
    if len(data) > SIZE_LIMIT:
        raise ContentError(
            [Problem("sheet-file-too-big", Place(path), {"limit": SIZE_LIMIT // 1024 // 1024})]
        )
    return data

"""A letter that came back with a seal in it (电子印章), held against the one that was issued.

In go the bytes of both, out comes what the one is to the other. Seals come in many ways: added behind the
file and signed (ISO 32000-1, 12.8), drawn into its pages by a program that writes all anew, or stamped on
paper and scanned. So words tell, page by page: those of the letter are all there, in their order.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf

from docgen.composed.seals import KEYWORD_AT
from docgen.foundation.errors import ContentError, Place, Problem

from .file import is_signed
from .ofd.package import OFD, Package

FORMS = (".pdf", ".ofd")
"""What is sealed electronically."""


class Sealed(Enum):
    """What a file is to a letter."""

    SAME = "the letter itself, byte for byte"
    SEALED = "the letter with a seal or signature put into it"
    UNSEALED = "the letter in other bytes, with nothing that looks like a seal"
    WORDLESS = "pictures only, so no words can be compared"
    DAMAGED = "the letter with some of its own bytes changed: no seal on it is good"
    OTHER = "another document"


def judge_sealed(letter: bytes, file: bytes, path: Path) -> Sealed:
    """Return what the bytes `file`, which were at `path`, are to the issued `letter` of the same form.

    Raises ContentError for a file that cannot be read.
    """
    if file == letter:
        return Sealed.SAME
    is_ofd = path.suffix.lower() == ".ofd"
    words = ofd_words if is_ofd else pdf_words
    said, saying = words(letter, path), words(file, path)
    if any(said) and not any(saying):
        return Sealed.WORDLESS
    if len(said) != len(saying) or not all(a in b for a, b in zip(said, saying, strict=True)):
        return Sealed.OTHER
    if is_broken_package(file) if is_ofd else is_changed_inside(letter, file):
        return Sealed.DAMAGED
    has_seal = has_ofd_seal if is_ofd else has_pdf_seal
    return Sealed.SEALED if has_seal(letter, file, path) else Sealed.UNSEALED


def is_changed_inside(letter: bytes, file: bytes) -> bool:
    """Say whether a PDF begins as its letter does but for some bytes.

    A seal is added behind, and what writes all anew hardly has a byte in the same place.
    """
    begun = file[: len(letter)]
    if begun == letter or len(begun) < len(letter):
        return False
    return sum(map(int.__eq__, letter, begun)) > len(letter) / 2


def is_broken_package(file: bytes) -> bool:
    """Say whether a part of an OFD is not what the package says it is (APPNOTE.TXT, 4.4.7)."""
    with ZipFile(BytesIO(file)) as package:
        try:
            return package.testzip() is not None
        except (zlib.error, EOFError, OSError, RuntimeError):  # what cannot be inflated, or is locked
            return True


def plain(text: str) -> str:
    """Return the words of a page without blanks, and without those that only tell where the seal goes."""
    return re.sub(rf"{KEYWORD_AT}\d*", "", "".join(text.split()))


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what is said of a PDF while the block runs into ContentError."""
    try:
        yield
    except pikepdf.PasswordError:
        raise ContentError([Problem("edited-password", Place(path))]) from None
    except pikepdf.PdfError:
        raise ContentError([Problem("edited-damaged", Place(path))]) from None


def pdf_words(data: bytes, path: Path) -> list[str]:
    """Return the words of each page of a PDF."""
    from pypdfium2 import PdfDocument, PdfiumError

    with explained(path), pikepdf.open(BytesIO(data)):  # it says what is wrong with a file
        pass
    try:
        file = PdfDocument(data)
    except PdfiumError:
        raise ContentError([Problem("edited-damaged", Place(path))]) from None
    try:
        return [plain(page.get_textpage().get_text_range()) for page in file]
    finally:
        file.close()


def has_pdf_seal(letter: bytes, data: bytes, path: Path) -> bool:
    """Say whether a PDF is signed, or has more pictures and stamps than its letter."""
    with (
        explained(path),
        pikepdf.open(BytesIO(letter)) as before,
        pikepdf.open(BytesIO(data)) as file,
    ):
        return is_signed(file) or pictures(file) > pictures(before)


def pictures(file: pikepdf.Pdf) -> int:
    """Return how many pictures, drawings and stamps a PDF has."""
    return sum(map(is_picture, file.objects))


def is_picture(one: Any) -> bool:
    """Say whether an object of a PDF is a picture, a drawing or a stamp."""
    if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        return False
    return one.get("/Subtype") in ("/Image", "/Form", "/Stamp")


def ofd_words(data: bytes, path: Path) -> list[str]:
    """Return the words of each page of an OFD."""
    pages = Package(data, path).pages
    return [plain("".join(one.text or "" for one in page.root.iter(f"{OFD}TextCode"))) for page in pages]


def has_ofd_seal(letter: bytes, data: bytes, path: Path) -> bool:
    """Say whether an OFD names signatures (GB/T 33190-2016, 18), or stamps among its annotations."""
    before, file = Package(letter, path), Package(data, path)
    return file.is_signed or len(file.names) > len(before.names)

"""A file's bytes become text: UTF-8 with lines that editors count alike, and no type of file but YAML's."""

import re
from pathlib import Path
from typing import NoReturn

from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.filetypes import OTHER_PICTURES, PICTURES, PRINTED, TABLES, TEXTS, file_type
from docgen.foundation.memory import look
from docgen.foundation.messages import Reason

SIZE_LIMIT = 4 * 1024 * 1024
"""Bytes: the longest handbook is a tenth of this."""
# What YAML calls printable, without the line breaks (NEL, LS, PS) and the byte order mark that no
# editor shows: a line counted by them would not be the line the clerk sees. Nor the two that turn letters
# round whatever their script (U+202D, U+202E): what is printed would not be what the file says.
UNPRINTABLE = re.compile(
    "[^\\t\\n\\x20-\\x7e\\xa0-\\u2027\\u202a-\\u202c\\u202f-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd"
    "\\U00010000-\\U0010ffff]"
)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
CONTROLS = bytes({*range(32)} - set(b"\t\n\f\r"))
NO_TEXT = 4
"""Control characters that a text may hold by mistake."""
OTHER_TYPES = {
    "source-is-text": TEXTS,
    "source-is-table": TABLES,
    "source-is-printed": PRINTED,
    "source-is-picture": PICTURES | OTHER_PICTURES,
}
"""By the code of their problem: what people name in place of the YAML file."""


def contents(path: Path) -> bytes:
    """Return the file's bytes, or raise ContentError saying why it cannot be read."""
    try:
        with look(path).open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        refuse("source-missing", Place(path))
    except IsADirectoryError:
        refuse("source-is-folder", Place(path))
    except OSError as error:
        refuse("source-unreadable", Place(path), reason=Reason.of(error))
    refuse_other_types(data, path)
    if len(data) > SIZE_LIMIT:
        refuse("source-too-big", Place(path), limit=SIZE_LIMIT // 1024 // 1024)
    return data


def refuse_other_types(data: bytes, path: Path) -> None:
    """Raise ContentError for a Word file, a workbook, a picture: saved as UTF-8 they would be destroyed."""
    kind, head = file_type(data), data[:1024]
    controls = len(head) - len(head.translate(None, CONTROLS))
    if not kind and controls > max(NO_TEXT, len(head) // 16) and not data.startswith(UTF_16):
        refuse("source-not-text", Place(path))
    if kind:
        code = next((code for code, kinds in OTHER_TYPES.items() if kind in kinds), "source-is-other")
        refuse(code, Place(path), what=kind)


def decode(data: bytes, path: Path) -> str:
    """Return the text of a UTF-8 file (a byte order mark is dropped) with its lines ended by a line feed."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(path, data.count(b"\n", 0, error.start) + 1)
        encoding = guessed_encoding(data)
        refuse("source-not-utf8" if encoding else "source-garbled", place, encoding=encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = [
        Problem(
            "source-control-character", Place(path, number, found.start() + 1), {"sign": code_point(found)}
        )
        for number, line in enumerate(text.split("\n"), 1)
        if (found := UNPRINTABLE.search(line))
    ]
    if problems:
        raise ContentError(problems)
    return text


def guessed_encoding(data: bytes) -> str:
    """Return the encoding a Chinese office most likely saved `data` in, if not UTF-8; "" for none of them."""
    if data.startswith(UTF_16):
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GB18030 / GBK / ANSI"


def code_point(found: re.Match[str]) -> str:
    """Return a character as U+0007, since it cannot be shown."""
    return f"U+{ord(found[0]):04X}"


def refuse(code: str, place: Place, **values: object) -> NoReturn:
    """Raise ContentError for one problem that ends the reading."""
    raise ContentError([Problem(code, place, values)])

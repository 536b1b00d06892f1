"""A PDF that is damaged inside is told or refused, wherever the damage is; nothing ends in a crash."""

import io
import zlib
from functools import cache
from pathlib import Path

import pikepdf
import pytest

import docgen
from docgen.foundation.errors import ContentError
from docgen.inspect.pdf.damage import judged
from docgen.write.pdf import single
from tests.support.gathered import letter
from tests.support.tagged import TYPEFACES

WORDS = "正文（示例）".encode() * 40
PACKED = zlib.compress(WORDS)
LARGE = 1 << 20


@cache
def made() -> bytes:
    """Return a letter as PDF."""
    return single.write(letter("信", "<p>正文（示例）</p>", "p { font: 12pt/20pt 仿宋 }"), TYPEFACES).data


def told(folder: Path, data: bytes) -> list[str]:
    """Return the codes of what is held against a file, or of why it is refused."""
    path = folder / "a.pdf"
    path.write_bytes(data)
    try:
        return [one.code for one in docgen.inspect_file(path)]
    except ContentError as refused:
        return [problem.code for problem in refused.problems]


def test_a_byte_that_is_changed_in_what_is_packed_is_told(tmp_path: Path) -> None:
    data = made()
    assert told(tmp_path, data) == []
    begin, at, codes = b"stream\n", 0, set()
    while (at := data.find(begin, at)) > 0:
        start, end = at + len(begin), data.find(b"endstream", at)
        at = end + len(begin) + len(b"end")
        if data[start] == PACKED[0] and end > start + 60:
            middle = (start + end) // 2
            changed = data[:middle] + bytes([data[middle] ^ 0x55]) + data[middle + 1 :]
            (code,) = told(tmp_path, changed)
            codes.add(code)
    assert codes == {"pdf-part-damaged", "pdf-damaged"}  # the one of pages and faces, the other of the frame


@pytest.mark.parametrize("key", ["/Resources", "/Contents", "/MediaBox"])
@pytest.mark.parametrize("value", [7, "x", []])
def test_a_page_that_says_one_thing_where_another_belongs_ends_in_a_sentence(
    tmp_path: Path, key: str, value: object
) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(made())) as file:
        file.pages[0].obj[key] = pikepdf.Array([]) if value == [] else value
        file.save(stream)
    assert set(told(tmp_path, stream.getvalue())) <= {"pdf-damaged", "pdf-part-damaged"}


@pytest.mark.parametrize(
    ("data", "is_damaged"),
    [
        (PACKED, False),
        (PACKED[:-4], False),
        (PACKED + b"\n", False),
        (PACKED[:-9], True),
        (PACKED[:-1] + b"?", True),
        (PACKED[:9] + b"?" + PACKED[10:], True),
        (b"", False),
        (b"hello, world", True),
    ],
    ids=[
        "whole",
        "no sum",
        "a line end after it",
        "cut",
        "another sum",
        "another byte",
        "a blank page",
        "words",
    ],
)
def test_packed_data_are_judged_by_their_end_and_their_sum(data: bytes, is_damaged: bool) -> None:
    assert judged(data, LARGE)[0] == is_damaged


def test_no_more_is_unpacked_than_is_let() -> None:
    is_damaged, unpacked = judged(zlib.compress(bytes(64 * LARGE)), 3 * LARGE)
    assert not is_damaged
    assert unpacked <= 4 * LARGE

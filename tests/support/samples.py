"""Documents made whole, from their YAML, once a test run; and small projects made for one test."""

import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from docgen.composed import Written
from docgen.foundation.errors import ContentError, DocgenError, Problem
from docgen.pipeline.stops import Page, Pipeline, write, written_in
from tests.support.once import made_once

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
DOCUMENTS = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix()
    for folder in ("letters", "reports")
    for path in (ROOT / "content" / folder).glob("*.yaml")
)


def silent(stop, subject):
    """Say nothing of the stops."""


@cache
def pages(name: str) -> list[Page]:
    """Return the composed jobs of a content file, named by its path from the repository without suffix."""
    stops = Pipeline()
    return [stops.composed(job) for job in stops.jobs(ROOT / f"{name}.yaml")]


@cache
def in_both(name: str, number: int) -> dict[str, Written]:
    """Return what both writers made of a document's job `number`, once for all tests of a run."""
    return made_once(f"{name} {number}", lambda: written_in(pages(name)[number], ["pdf", "docx"]))


def pdf(name: str, number: int = 0) -> Written:
    """Return what the PDF writer made of a document's job `number`."""
    return in_both(name, number)["pdf"]


def docx(name: str, number: int = 0) -> Written:
    """Return what the Word writer made of a document's job `number`."""
    return in_both(name, number)["docx"]


OFFICES = """\
shili:
  name: 示例市食品安全办公室
  masthead: 示例市食品安全办公室
  code: 示食安办
"""
FIELDS = {
    "kind": "letters/notice",
    "office": "shili",
    "genre": "通知",
    "doc_number": "示食安办〔2024〕7号",
    "title": "关于测试的通知",
    "date": "2024-06-20",
    "body": "请遵照执行（示例）。",
}


def document(**changes: str | None) -> str:
    """Return a small notice as YAML, one field a line; a field changed to None is left out."""
    fields = {**FIELDS, **changes}
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value is not None)


def project(folder: Path, **documents: str) -> Path:
    """Make `folder` a project of one office with documents in content/letters, by name; return `folder`."""
    write_files(folder, {"content/offices.yaml": OFFICES})
    write_files(folder, {f"content/letters/{name}.yaml": text for name, text in documents.items()})
    return folder


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below `folder`, by relative path."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def composed(folder: Path, name: str = "letter", number: int = 0) -> Page:
    """Return the composed job `number` of a document that `project` wrote."""
    return Pipeline().pages(folder / f"content/letters/{name}.yaml")[number]


def drawn(folder: Path, name: str = "letter", number: int = 0) -> Written:
    """Return the PDF of a document that `project` wrote."""
    return write(composed(folder, name, number), "pdf")


def problems(make: Callable[[], object], kind: type[DocgenError] = ContentError) -> list[Problem]:
    """Return the problems that `make` raises as an error of `kind`; each can be told in both languages."""
    with pytest.raises(DocgenError) as caught:
        make()
    assert type(caught.value) is kind
    assert all(problem.text(lang) for problem in caught.value.problems for lang in ("zh", "en"))
    return list(caught.value.problems)


def told(make: Callable[[], object], kind: type[DocgenError] = ContentError) -> list[tuple[str, str]]:
    """Return code and place (file name:line:column) of the problems that `make` raises."""
    return [(p.code, str(p.place).rpartition("/")[2]) for p in problems(make, kind)]


def red_square(side: int = 42) -> bytes:
    """Return a red PNG of `side` dots each way."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff\0\0" * side) * side
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body

"""A file that no form can show is shown as text, mended there, and what it said before is kept."""

from pathlib import Path

import pytest

import docgen
from tests.support.samples import document, problems, project, write_files

NAME = "content/letters/letter.yaml"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a letter whose second and third line cannot be read."""
    home = project(tmp_path, letter=document())
    write_files(home, {NAME: b"kind: letters/notice\r\ntitle: [\r\n\tdate: 2024\r\n"})
    return home / NAME


def test_what_keeps_it_from_being_read_is_told_by_line(broken: Path) -> None:
    shown = docgen.plain_text(broken)
    assert shown.text == "kind: letters/notice\ntitle: [\n\tdate: 2024\n"
    assert [one.place.line for one in shown.problems] == [3]
    assert shown.earlier == ()


def test_each_text_before_is_kept_and_lines_end_as_they_did(broken: Path) -> None:
    first = docgen.plain_text(broken)
    docgen.save_text(broken, "kind: letters/notice\r\ntitle: [\r\n", first.etag)
    assert broken.read_bytes() == b"kind: letters/notice\r\ntitle: [\r\n"
    docgen.save_text(broken, document(), docgen.plain_text(broken).etag)
    shown = docgen.plain_text(broken)
    assert (shown.problems, shown.earlier) == ((), (2, 1))
    assert docgen.earlier_text(broken, 1) == first.text
    assert [one.code for one in problems(lambda: docgen.earlier_text(broken, 3))] == ["source-missing"]
    docgen.save_text(broken, shown.text, shown.etag)
    assert docgen.plain_text(broken).earlier == (2, 1), "what did not change is not kept twice"
    assert [one.name for one in docgen.list_documents(broken.parents[2]).documents] == ["letters/letter"]


def test_what_somebody_else_saved_meanwhile_stays(broken: Path) -> None:
    etag = docgen.plain_text(broken).etag
    broken.write_text(document(), "utf-8")
    assert [one.code for one in problems(lambda: docgen.save_text(broken, "x: 1\n", etag))] == [
        "document-changed"
    ]
    assert broken.read_text("utf-8") == document()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (document().encode("gb18030"), document()),  # saved by an editor of Chinese Windows
        (b"\xef\xbb\xbfkind: [", "kind: ["),
        (b"title: \xff\xfe\xff\n", "title: \ufffd\ufffd\ufffd\n"),
    ],
)
def test_a_text_of_another_encoding_can_be_read_and_mended(broken: Path, data: bytes, text: str) -> None:
    broken.write_bytes(data)
    shown = docgen.plain_text(broken)
    assert shown.text == text
    assert shown.problems
    docgen.save_text(broken, document(), shown.etag)
    assert docgen.load(broken).values["title"]
    assert broken.read_bytes().startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "name", ["content/offices.yaml", "content/recipients/each.yaml", "content/glossary.yaml"]
)
def test_files_that_are_no_documents_are_texts_too(broken: Path, name: str) -> None:
    home = broken.parents[2]
    write_files(home, {name: "a:\n  name: 甲（示例）\n"})
    assert docgen.plain_text(home / name).problems == ()
    write_files(home, {name: 'a: "\n'})
    assert docgen.plain_text(home / name).problems

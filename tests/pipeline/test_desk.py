"""The desk: what is filled in is saved by what changed, never over what somebody else wrote meanwhile."""

from pathlib import Path

import pytest

import docgen
from docgen.foundation.durable.locks import locked_document
from docgen.pipeline.desk import doors
from tests.support.samples import document, problems, project

LETTER = "content/letters/letter.yaml"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Return a letter's file in a project of its own."""
    return project(tmp_path, letter="# 说明\n" + document(addressees="甲县")) / LETTER


def test_what_was_filled_in_is_saved_and_nothing_else(letter: Path) -> None:
    before, form = letter.read_text(encoding="utf-8"), docgen.form(letter)
    saved = docgen.save(letter, {**form.values, "title": "关于乙的通知"}, form.etag)
    assert letter.read_text(encoding="utf-8") == before.replace("关于测试的通知", "关于乙的通知")
    assert saved.changed == (("title",),)
    assert saved.etag == docgen.form(letter).etag != form.etag
    again = docgen.save(letter, docgen.form(letter).values, saved.etag)
    assert (again.etag, again.changed) == (saved.etag, ())


def test_a_list_typed_without_its_dash_stays_until_it_is_changed(letter: Path) -> None:
    form = docgen.form(letter)
    assert form.values["addressees"] == ["甲县"]
    assert docgen.with_values(letter, form.values) == letter.read_text(encoding="utf-8")
    made = docgen.with_values(letter, {"addressees": ["甲县", "乙县"]})
    assert "addressees: [甲县, 乙县]\n" in made


def test_what_changed_on_disk_meanwhile_is_not_written_over(letter: Path) -> None:
    form = docgen.form(letter)
    theirs = letter.read_text(encoding="utf-8").replace("关于测试", "关于他们")
    letter.write_text(theirs, encoding="utf-8")
    (told,) = problems(lambda: docgen.save(letter, {"title": "关于我们的通知"}, form.etag))
    assert told.code == "document-changed"
    assert told.values["etag"] == docgen.form(letter).etag
    assert letter.read_text(encoding="utf-8") == theirs


def test_who_is_at_work_on_it_is_waited_for_and_then_told(
    letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "PATIENCE", 0.1)
    form = docgen.form(letter)
    with locked_document(letter, "import"), pytest.raises(docgen.MachineError) as raised:
        docgen.save(letter, {"title": "关于我们的通知"}, form.etag)
    assert [problem.code for problem in raised.value.problems] == ["document-importing"]
    assert docgen.form(letter).etag == form.etag


def test_what_no_file_can_hold_is_refused_and_nothing_is_written(letter: Path) -> None:
    form = docgen.form(letter)
    (told,) = problems(lambda: docgen.save(letter, {"title": "关于\u0000的通知"}, form.etag))
    assert (told.code, told.keys) == ("source-control-character", ("title",))
    assert docgen.form(letter).etag == form.etag


def test_a_chapter_is_locked_with_its_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "PATIENCE", 0.1)
    book = tmp_path / "content/handbooks/own/book.yaml"
    chapter = book.parent / "chapters/one.yaml"
    chapter.parent.mkdir(parents=True)
    book.write_text("kind: handbooks/policy\n", encoding="utf-8")
    chapter.write_text("title: {zh: 一}\nblocks:\n- id: a\n  prose: {zh: 甲}\n", encoding="utf-8")
    form = docgen.form(chapter)
    assert form.kind == "chapter"
    with locked_document(book, "import"), pytest.raises(docgen.MachineError):
        docgen.save(chapter, {"title": {"zh": "二"}}, form.etag)
    docgen.save(chapter, {"title": {"zh": "二"}}, form.etag)
    assert chapter.read_text(encoding="utf-8").startswith("title: {zh: 二}\n")

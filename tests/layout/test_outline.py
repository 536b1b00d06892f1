"""Bookmarks say what headings say, with their numbers, and running heads too."""

import io

import pikepdf
import pymupdf
import pytest
from weasyprint.formatting_structure.boxes import ParentBox

from docgen.content import project
from docgen.layout import fonts
from docgen.layout.engine.pdf import outline
from docgen.write.pdf import booklet, chunk, parting, single
from tests.support.gathered import ROOT, letter, set_together
from tests.support.samples import pages

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
CSS = """@page { size: 100mm 60mm; margin: 10mm; @top-center { content: string(head); font: 9pt 仿宋 } }
h1 { font: 12pt 仿宋; string-set: head content() } .note { float: footnote; font: 9pt 仿宋 }"""
NUMBERS = 'h1 { bookmark-label: content(before) content(text) } h1::before { content: "一、" }'


def bookmarks(pdf: bytes) -> list[str]:
    """Return the bookmarks of a PDF."""
    return [title for _, title, _ in pymupdf.open(stream=pdf).get_toc()]


def written(html: str, css: str = CSS) -> bytes:
    """Return the PDF of a page."""
    return single.write(letter("甲", html, css), TYPEFACES).data


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("总体要求", "总体要求"),
        ('总体要求<span class="note">见附件。</span>', "总体要求"),
        ('总体<span class="note">见附件。</span>要求', "总体要求"),
        ('<strong>总体<span class="note">见。</span></strong>要求', "总体要求"),
        ("落实“两个责任”的“一把手”", "落实“两个责任”的“一把手”"),
        ("总体\u2060要\u00ad求", "总体要求"),
        ("A级<br>100%", "A级100%"),
    ],
)
def test_a_bookmark_is_the_words_of_its_heading(heading: str, told: str) -> None:
    assert bookmarks(written(f"<h1>{heading}</h1>")) == [told]
    assert bookmarks(written(f"<h1>{heading}</h1>", CSS + NUMBERS)) == [f"一、{told}"]


def test_a_running_head_is_without_the_mark_of_a_note() -> None:
    page = pymupdf.open(stream=written('<h1>要求<span class="note">见。</span></h1>'))[0]
    assert page.get_text("blocks", sort=True)[0][4].strip() == "要求"


def test_the_mark_stands_in_print() -> None:
    assert (
        "要求1" in pymupdf.open(stream=written('<h1>要求<span class="note">见。</span></h1>'))[0].get_text()
    )


def test_weasyprint_itself_takes_the_marks_of_notes_for_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ParentBox, "content_text", outline.plain)
    assert bookmarks(written('<h1>要求<span class="note">见。</span></h1>')) == ["要求1"]


def test_headings_of_an_official_document_are_numbered() -> None:
    found = bookmarks(single.write(pages("content/letters/reminder-2024-12")[0].composed, TYPEFACES).data)
    assert found[0] == "关于做好食品安全“两个责任”包保督导工作的提醒函"
    assert found[1:4] == ["一、存在的主要问题", "二、下一步工作要求", "（一）压实包保责任"]


def test_a_readers_window_is_named_after_the_document() -> None:
    letters = [letter(name, "<p>一</p>", CSS) for name in ("甲", "乙")]
    alone = single.write(letters[0], TYPEFACES).data
    parts = parting.part_letters(set_together(chunk.drawn, letters, TYPEFACES), letters)
    for pdf in (alone, *parts, booklet.impose_booklet(alone)):
        with pikepdf.open(io.BytesIO(pdf)) as file:
            assert file.Root.ViewerPreferences.DisplayDocTitle is True
            assert str(file.docinfo.Title).startswith("致")

"""The page numbers that Word prints of other places are those of the laid-out PDF."""

import pytest

from docgen import write as writers
from docgen.pipeline.stops import written_in
from docgen.write.laid import document
from tests.support import foreign
from tests.support.opened import Opened
from tests.support.samples import pages

HTML = """<nav><ol><li><a href="#a">甲</a><li><a href="#b">乙</a></ol></nav>
<div class=text><h1 id=a>甲</h1><p>一</p><h1 id=b>乙</h1></div>"""
CSS = """@page { size: A5 } nav, h1 { break-before: page } .text { page: text }
a::after { content: leader('.') target-counter(attr(href), page) }"""
ANEW = "@page :nth(1 of text) { counter-reset: page 1 }"


def told(html: str, css: str) -> list[str]:
    """Return the results of all references to pages in the Word file."""
    opened = Opened(writers.write(foreign.page(html, css), foreign.typefaces(), "docx").data)
    return opened.values("//w:fldSimple[contains(@w:instr, 'PAGEREF')]//w:t/text()")


def test_a_table_of_contents_has_the_pages_of_the_pdf() -> None:
    assert told(HTML, CSS) == ["2", "3"]


def test_pages_that_count_anew_are_told_as_they_are_printed() -> None:
    assert told(HTML, CSS + ANEW) == ["1", "2"]


def test_roman_page_numbers_are_told_in_roman() -> None:
    css = CSS.replace(", page)", ", page, upper-roman)")
    opened = Opened(writers.write(foreign.page(HTML, css), foreign.typefaces(), "docx").data)
    assert opened.values("//w:fldSimple//w:t/text()") == ["II", "III"]
    assert opened.values("//w:fldSimple/@w:instr")[0] == r" PAGEREF a \h \* ROMAN "


def test_a_page_without_references_is_not_laid_out_for_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "Laid", lambda *_: pytest.fail("laid out"))
    assert told("<h1 id=a>甲</h1><a href=#a>乙</a>", "a::after { content: target-text(attr(href)) }") == []


def test_a_pdf_that_is_made_anyway_serves_both(monkeypatch: pytest.MonkeyPatch) -> None:
    made, laid = [], document.Laid
    monkeypatch.setattr(document, "Laid", lambda *given: made.append(laid(*given)) or made[-1])
    page = pages("content/letters/reminder-2024-12")[0]
    page = type(page)(foreign.page(HTML, CSS), page.typefaces, page.job)
    both = written_in(page, ["docx", "pdf"])
    assert (list(both), len(made)) == (["docx", "pdf"], 1)
    assert both["pdf"].printed == {"a": 2, "b": 3}
    assert Opened(both["docx"].data).values("//w:fldSimple//w:t/text()") == ["2", "3"]

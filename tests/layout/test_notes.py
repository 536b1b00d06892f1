"""Footnotes stay on the page of their marks, whatever fills the page after them."""

import pytest

from docgen.composed.printed import Printed
from docgen.inspect import pages
from docgen.layout.engine.boxes import notes
from docgen.write.laid.document import Laid
from tests.support.foreign import page, typefaces

CSS = """@page { size: 100mm 60mm; margin: 10mm; @footnote { margin: 0 } }
body { font: 12pt/18pt 仿宋; margin: 0 } p, ul, li { margin: 0; padding: 0; list-style: none }
h2 { font: inherit; margin: 0 } h2, caption { break-after: avoid }
table { width: 100%; border-collapse: collapse } td, th { padding: 0; font: 12pt/18pt 仿宋 }
tr, .whole { break-inside: avoid } .flex { display: flex } .columns { columns: 2 }
span { float: footnote; footnote-policy: line; font: 12pt/18pt 仿宋; orphans: 1; widows: 1 }
.open { footnote-policy: auto } .foot { float: footnote } .page { break-before: page }
.foot::footnote-call, .foot::footnote-marker { content: none }"""
FOUR = "四行的文字" * 14
MARK, LONG = "<span>注</span>", f"<span>{'注文示例' * 7}</span>"


def row(text: str) -> str:
    return f"<tr><td>{text}</td></tr>"


FILLED = {
    "a row of a table": f"<p>甲{MARK}</p><p>乙</p><p>丙</p><table>{row('丁')}{row(FOUR)}</table>",
    "the first row below a head": (
        f"<p>甲{MARK}</p><p>乙</p><p>丙</p><table><thead><tr><th>头</th></tr></thead>{row(FOUR)}</table>"
    ),
    "a table with a caption": (
        f"<p>甲{MARK}</p><p>乙</p><p>丙</p><table><caption>表题</caption>{row(FOUR)}</table>"
    ),
    "an item of a list": f"<p>甲{MARK}</p><ul><li>乙</li><li>丙</li><li>丁</li><li>{FOUR}</li></ul>",
    "a paragraph": f"<p>甲{MARK}</p><p>乙</p><p>丙</p><p>丁</p><p>{FOUR}</p>",
    "a heading": f"<h2>甲{MARK}</h2><p>乙</p><p>丙</p><h2>丁</h2><p>{FOUR}</p>",
    "what is kept together": f"<p>甲{MARK}</p><p>乙</p><p>丙</p><div class=whole><p>{FOUR}</p></div>",
    "a note called in a cell": f"<table>{row('甲' + MARK)}{row('乙')}{row('丙')}{row(FOUR)}</table>",
    "a note of two lines": f"<p>甲{LONG}</p><p>乙</p><p>丙</p><table>{row(FOUR)}</table>",
    "two notes": f"<p>甲{MARK}</p><p>乙{MARK}</p><p>丙</p><table>{row(FOUR)}</table>",
    "its own paragraph": f"<p>甲</p><p>乙</p><p>丙</p><p>丁</p><p>戊{MARK}{FOUR}</p>",
    "its own line": f"<p>甲</p><p>乙</p><p>丙</p><p>丁</p><p>{FOUR}{LONG}</p>",
    "its own line, where the style sheet leaves it open": f"<p>甲</p><p>{FOUR}<span class=open>注</span></p>",
    "a head that goes on with its rows": (
        f"<p>甲</p><table><caption>乙<thead><tr><th>丙{MARK}</th></tr></thead>{row(FOUR * 2)}</table>"
    ),
    "boxes side by side": (
        f"<p>甲</p><p>乙</p><p>丙</p><div class='flex whole'><div>丁{MARK}</div><div>{FOUR}</div></div>"
    ),
    "columns": (
        f"<p>甲{MARK}</p><p>乙</p><div class=columns><p>丙{MARK}</p><p>{FOUR * 2}</p></div><p>{FOUR}</p>"
    ),
    "the foot of the last page": (
        f"<p>甲{MARK}</p><p>乙</p><p>丙</p><p>{FOUR}</p><footer class=foot>抄送<br>印发</footer>"
    ),
}


def at_all_heights(html: str) -> str:
    """A text on pages of its own after none to five other lines."""
    return "".join(f"<div class=page>{'<p>前</p>' * before}{html}</div>" for before in range(6))


def shown(html: str) -> Printed:
    composed = page(f"<!DOCTYPE html><html><body>{html}</body></html>", CSS)
    return Laid(composed, typefaces()).shown(composed)


def told(printed: Printed) -> list[str]:
    return [one.code for one in pages.findings(printed, "page")]


@pytest.mark.parametrize("html", FILLED.values(), ids=FILLED)
def test_what_fills_a_page_gives_way_to_the_notes_of_that_page(html: str) -> None:
    printed = shown(at_all_heights(html))
    assert len(printed.notes) == 6 * html.count("<span")
    assert all(note.page in note.marks for note in printed.notes)
    assert not {"note-parted", "text-missing", "text-repeated", "text-over-text"}.intersection(told(printed))


def test_a_note_that_is_parted_from_its_mark_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """As WeasyPrint has it without the door: a row drives the note of the page away."""
    monkeypatch.setattr(notes.block, "_linebox_layout", notes.plain_lines)
    printed = shown(at_all_heights(FILLED["a row of a table"]))
    finding, *_ = [one for one in pages.findings(printed, "page") if one.code == "note-parted"]
    assert finding.values["text"] == "注"
    assert finding.values["page"] == finding.values["called"] + 1


def test_the_note_of_a_repeated_head_stands_once() -> None:
    rows = "".join(map(row, "甲乙丙丁戊己庚辛壬癸子丑寅"))
    printed = shown(f"<table><thead><tr><th>头{MARK}</th></tr></thead>{rows}</table>")
    (note,) = printed.notes
    assert (note.page, list(note.marks)) == (1, [1, 2, 3])
    assert "note-parted" not in told(printed)


def test_a_picture_may_be_a_note() -> None:
    printed = shown(
        "<p>甲<svg class=foot width=20 height=20 viewBox='0 0 2 2'><path d='M0 0h2v2z'/></svg>乙</p>"
    )
    assert [len(sheet.pictures) for sheet in printed.sheets] == [1]
    assert told(printed) == []

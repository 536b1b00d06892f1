"""Laid-out pages read as records: what stands where, what lies on top, what was composed and has no box."""

from typing import Any

from docgen.composed.printed import Printed
from docgen.write.laid.document import Laid
from tests.support.foreign import page, typefaces

CSS = "@page { size: 100mm 60mm; margin: 10mm } body { font: 12pt/18pt 仿宋; margin: 0 } p { margin: 0 }"


def shown(html: str, css: str = "") -> Printed:
    """Return what the pages of this HTML and CSS show."""
    composed = page(f"<!DOCTYPE html><html><body>{html}</body></html>", CSS + css)
    return Laid(composed, typefaces()).shown(composed)


def pieces(printed: Printed) -> dict[str, Any]:
    """Return the pieces of text of all pages, by their words."""
    return {p.words: p for sheet in printed.sheets for block in sheet.blocks for p in block.pieces}


def test_the_boxes_are_read_as_they_are_known() -> None:
    html = (
        "<p class=a>甲乙<b>丙丁</b></p><p class=b>戊</p><div class=c><p class=d>己</p></div>"
        "<table><thead><tr><th>头</th></tr></thead><tr><td>一</td></tr><tr><td>二</td></tr></table>"
    )
    css = (
        "b { color: red } .b { position: absolute; z-index: -1; top: 20mm; left: 40mm }"
        ".c { overflow: hidden; height: 5mm; background: #eee; opacity: .5 } .d { transform: scaleX(.5) }"
        "@page { @top-left { content: '书眉' } }"
    )
    printed = shown(html, css)
    (sheet,) = printed.sheets
    assert [round(length) for length in (*sheet.paper, *sheet.room)] == [0, 0, 100, 60, 10, 10, 90, 50]
    found = pieces(printed)
    assert [round(length, 1) for length in found["甲乙"].area] == [10.0, 11.4, 18.5, 15.2]
    assert found["丙丁"].colour == (1.0, 0.0, 0.0)
    assert (found["戊"].block.kind, found["戊"].block.beneath) == ("placed", True)
    assert found["戊"].block.order < found["甲乙"].block.order < found["己"].block.order
    assert round(found["己"].area.width, 1) == 2.1
    assert (found["己"].opacity, round(found["己"].block.clip.height, 1)) == (0.5, 5.0)
    assert found["书眉"].block.kind == "margin"
    assert (found["头"].block.table.heads, found["一"].block.table.rows) == (1, 2)
    assert printed.lost == []


def test_words_that_have_no_box_are_told_as_lost() -> None:
    printed = shown("<p>甲乙<span>丙丁</span>戊</p>", "span { display: none }")
    assert [(lost.words, lost.after, lost.repeated) for lost in printed.lost] == [("丙丁", "甲乙戊", False)]


def test_words_that_are_declared_not_to_be_printed_are_not_told() -> None:
    css = "div { display: none; --meant: hidden }"
    assert shown("<p>甲乙</p><div><p>丙丁</p>戊</div>", css).lost == []

"""Fonts of pages that are only looked at: cut again only for glyphs that no earlier look had.

WeasyPrint 70 cuts each font for each file to the glyphs in it, which takes as long as drawing a page. While
somebody types, the next look has the same glyphs, or one more: here the fonts of a document's earlier looks
go into the next file, with all that they had. What a reader keeps gets fonts of its own glyphs.

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_kept_cuts.py::test_a_font_of_weasyprint_itself_is_cut_each_time
"""

from typing import Any, TypeAlias

from weasyprint.pdf.fonts import Font

Fonts: TypeAlias = dict[Any, Any]
"""The fonts of a file, by WeasyPrint's key; handed on, those of the looks at one document."""

plain_subset = Font.subset


def install() -> None:
    """Have a font keep what it was cut to; calling again changes nothing."""
    Font.subset = subset


def subset(font: Any, glyphs: Any, hinting: bool) -> None:
    """Cut a font to `glyphs`, or have it as it was cut to the same ones before."""
    wanted = frozenset(glyphs), bool(font.missing), hinting
    font.whole = getattr(font, "whole", font.file_content)
    if getattr(font, "cut_to", None) != wanted:
        font.file_content = font.whole
        plain_subset(font, glyphs, hinting)
        font.cut_to, font.cut = wanted, font.file_content
    font.file_content = font.cut

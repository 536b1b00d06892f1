"""The sign at a line's end for what does not fit there (text-overflow: ellipsis) says that it is one.

WeasyPrint 70 says of a glyph that it is the characters it stands for: of this sign, all that the line leaves
out, and of its three dots, where the face has no such sign, nothing. A dot that says nothing says so in the
whole file: the words of every web address lose theirs.

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_ellipses.py::test_what_a_line_leaves_out_is_in_no_file
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.text.ffi import TO_UNITS, ffi, pango

SIGN, DOT = "…", "."
IS_SIGN = 2
"""Pango's mark of a run that is such a sign, among the flags of a run."""

plain_first_line = drawing.draw_first_line


def install() -> None:
    """Make WeasyPrint tell what the sign is; calling again changes nothing."""
    if drawing.draw_first_line is plain_first_line:
        drawing.draw_first_line = draw_first_line


def is_sign(item: Any) -> bool:
    """Say whether a run of Pango's stands for what is left out.

    WeasyPrint declares the four bytes before the language (level, gravity, flags, script) as a number each.
    """
    flags: int = ffi.buffer(ffi.addressof(item.analysis, "level"), 4)[2][0]
    return bool(flags & IS_SIGN)


def draw_first_line(stream: Any, box: Any, overflow: Any, ellipsis: Any, matrix: Any) -> Any:
    """Draw the line of a text box."""
    if overflow == "ellipsis" and box.text.strip():
        for font, glyphs in signs(box):
            known = stream.add_font(font)[0].to_unicode
            for glyph in glyphs:
                known.setdefault(glyph, SIGN if len(glyphs) == 1 else DOT)
    return plain_first_line(stream, box, overflow, ellipsis, matrix)


def signs(box: Any) -> Iterator[tuple[Any, list[int]]]:
    """Yield the face and the glyphs of such a sign, where the line of a text box does not fit."""
    layout = box.pango_layout
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    pango.pango_layout_set_width(layout.layout, int(layout.max_width * TO_UNITS))
    pango.pango_layout_set_ellipsize(layout.layout, pango.PANGO_ELLIPSIZE_END)
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        if is_sign(item):
            yield item.analysis.font, [glyphs.glyphs[number].glyph for number in range(glyphs.num_glyphs)]

"""Quotation marks of a Chinese face fill a square, as in the faces that Word names.

Free faces (霞鹜文楷) draw “ ” ‘ ’ as narrow as Latin does; 楷体_GB2312 gives each a square with the mark on
the side of the words it stands beside. In goes a font cut to its characters, out comes the same with such
marks widened: an opening one at the right of its square, a closing one at the left (GB/T 15834-2011, 5.1).
"""

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

OPENING, CLOSING = "“‘", "”’"
MARKS = OPENING + CLOSING
NARROW = 0.9
"""Parts of an em: a mark that is wider has its square already."""


def with_squares(font: bytes) -> bytes:
    """Return a font whose quotation marks are a square wide; one without TrueType outlines stays as it is."""
    from fontTools.ttLib import TTFont

    opened = TTFont(io.BytesIO(font), recalcBBoxes=False, recalcTimestamp=False)
    if "glyf" not in opened:
        return font
    names = {mark: opened.getBestCmap().get(ord(mark)) for mark in MARKS}
    narrow = {
        mark: name
        for mark, name in names.items()
        if name and opened["hmtx"][name][0] < NARROW * opened["head"].unitsPerEm
    }
    if not narrow:
        return font
    for mark, name in narrow.items():
        widen(opened, name, to_the_right=mark in OPENING)
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()


def widen(font: "TTFont", name: str, to_the_right: bool) -> None:
    """Give a glyph a square, in the left or the right of which it stands."""
    square = font["head"].unitsPerEm
    width, bearing = font["hmtx"][name]
    moved = square - width if to_the_right else 0
    glyph = font["glyf"][name]
    if glyph.isComposite():
        for part in glyph.components:
            part.x += moved
    elif glyph.numberOfContours:
        glyph.coordinates.translate((moved, 0))
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (square, bearing + moved)

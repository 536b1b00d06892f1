"""Fonts joined of a face's outlines draw what fonts cut by HarfBuzz draw, whatever the face."""

import zlib
from io import BytesIO

import pytest
import uharfbuzz as hb
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from docgen.content import project
from docgen.layout import fonts
from docgen.layout.engine.pdf.embedded_fonts import stripped
from docgen.write.fonts.outlines import COMPOSITE, Outlines
from tests.support.gathered import ROOT

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
TEXT = "".join(map(chr, range(0x4E00, 0x4E80))) + "0123456789 abcéü—（）《》，。" + "བཀྲ་ཤིས་པདྨ་"


def face_of(role: str) -> hb.Face:
    return hb.Face(stripped(TYPEFACES[role].subset(TEXT)))


def cut(face: hb.Face, used: list[int]) -> TTFont:
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.CFF_IDENTITY_CHARSET | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.glyph_set.update(used)
    return TTFont(BytesIO(bytes(hb.subset(face, wanted).blob.data)))


def drawn(font: TTFont) -> list[tuple[float, list[object]]]:
    """Return width and outline of each glyph, in their order."""
    glyphs, found = font.getGlyphSet(), []
    for name in font.getGlyphOrder():
        pen = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(pen)
        found.append((glyphs[name].width, pen.value))
    return found


@pytest.mark.parametrize("role", list(TYPEFACES))
def test_a_joined_font_draws_what_a_cut_one_draws(role: str) -> None:
    outlines = Outlines(face := face_of(role))
    simple = [one for one in range(1, face.glyph_count) if outlines.can_join([one])]
    assert len(simple) > 20
    for used in ([0], [0, simple[-1]], [0, *simple[3:17]], [0, *simple[::3]], [0, *simple]):
        joined = outlines.joined(used)
        file = zlib.decompress(joined.pressed)
        assert len(file) == joined.length
        font = TTFont(BytesIO(file), checkChecksums=2)  # which raises where a sum is wrong
        assert all(font.reader[tag] is not None for tag in font.reader.tables)
        assert drawn(font) == drawn(cut(face, used))
        if outlines.is_cff:
            ours, theirs = (one["CFF "].cff[0].FDArray for one in (font, cut(face, used)))
            assert [one.FontName for one in ours] == [one.FontName for one in theirs]


def test_glyphs_made_of_others_are_left_to_be_cut() -> None:
    outlines = Outlines(face_of("楷体"))
    assert outlines.can_join([0, 3, 5])
    outlines.glyphs[5] = COMPOSITE + outlines.glyphs[5][2:]
    assert not outlines.can_join([0, 3, 5])
    assert outlines.can_join([0, 3])


def test_what_glyphs_lie_in_the_face_besides_changes_nothing() -> None:
    few, many = (
        Outlines(hb.Face(stripped(TYPEFACES["仿宋"].subset(text)))) for text in ("丁上中", "丁万上下中")
    )
    ours = [few.glyphs.index(glyph) for glyph in few.glyphs]
    theirs = [many.glyphs.index(glyph) for glyph in few.glyphs]
    assert ours != theirs
    assert few.joined(ours) == many.joined(theirs)

"""Faces of letters that are set together are joined of outlines: they draw and tell what cut ones do."""

import io
import zlib
from zipfile import ZipFile

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from docgen.content import project
from docgen.layout import fonts
from docgen.layout.graphics import Face
from docgen.write.ofd.faces import Cutter, Used, cut
from docgen.write.zipped import Deflated, zipped
from tests.support.gathered import ROOT

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
TEXT = "关于开展安全生产检查的通知（示例）2024年〔5〕号ABCxyz，、。བཀྲ་ཤིས"


def used(face: Face, text: str) -> Used:
    found = Used(face, {face.nominal(one) for one in text}, set(text))
    found.glyphs.discard(0)
    return found


def opened(data: bytes | Deflated) -> TTFont:
    if isinstance(data, Deflated):
        plain = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data.blocks)
        assert (zlib.crc32(plain), len(plain)) == (data.crc, data.length)
        data = plain
    return TTFont(io.BytesIO(data))


def drawn(font: TTFont, glyph: str) -> list:
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return pen.value


@pytest.mark.parametrize("role", sorted(TYPEFACES))
def test_a_joined_face_draws_and_tells_what_a_cut_one_does(role: str) -> None:
    face = Face(role, TYPEFACES[role].subset(frozenset(TEXT + "张三李四王五𠮷")))
    shown = used(face, TEXT)
    made, other = Cutter(TYPEFACES, joins=True).cut(shown), cut(face, *shown.shown)
    joined, whole = opened(made.data), opened(other.data)
    assert set(joined.keys()) == set(whole.keys())
    assert joined.getBestCmap().keys() == whole.getBestCmap().keys()
    assert {one.platformID for one in joined["cmap"].tables} == {0, 3}
    for name in ("ulUnicodeRange1", "ulUnicodeRange2", "usFirstCharIndex", "usLastCharIndex"):
        assert getattr(joined["OS/2"], name) == getattr(whole["OS/2"], name)
    assert [str(one) for one in joined["name"].names] == [str(one) for one in whole["name"].names]
    for glyph in shown.glyphs:
        one, two = (
            font.getGlyphOrder()[kept.numbers[glyph]] for font, kept in ((joined, made), (whole, other))
        )
        assert drawn(joined, one) == drawn(whole, two)
        assert joined["hmtx"][one] == whole["hmtx"][two]


def test_what_other_letters_show_changes_no_face() -> None:
    made = []
    for more in ("", "张三", "ཨོཾ𠮷ß"):
        face = Face("仿宋", TYPEFACES["仿宋"].subset(frozenset(TEXT + more)))
        made.append(Cutter(TYPEFACES, joins=True).cut(used(face, TEXT)).data)
    assert isinstance(made[0], Deflated)
    assert made[0] == made[1] == made[2]


def test_characters_beyond_two_bytes_have_a_table_of_their_own() -> None:
    role = next(one for one in TYPEFACES if Face(one, TYPEFACES[one].subset(frozenset("𠮷"))).nominal("𠮷"))
    face = Face(role, TYPEFACES[role].subset(frozenset("吉𠮷")))
    font = opened(Cutter(TYPEFACES, joins=True).cut(used(face, "吉𠮷")).data)
    assert set(font.getBestCmap()) >= {ord("𠮷")}


def test_a_part_that_is_pressed_already_lies_in_a_zip_as_any_other() -> None:
    press = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = "示例".encode() * 40
    part = Deflated(press.compress(data) + press.flush(), zlib.crc32(data), len(data))
    with ZipFile(io.BytesIO(zipped([("a.otf", part), ("b.xml", b"<a/>")]))) as package:
        assert package.testzip() is None
        assert (package.read("a.otf"), package.read("b.xml")) == (data, b"<a/>")

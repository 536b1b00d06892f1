"""Type that can be drawn and read for good: faces in the file, and characters for all their glyphs."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import uharfbuzz as hb

from .judged import Fault, Judged

PLAIN = ("/Identity-H", "/Identity-V")
IDENTITY = "/Identity"
WHOLE = (b"OTTO", b"\0\1\0\0", b"true")
"""How a face begins that is a whole font file."""
NO_CHARACTERS = (b"\0\0", b"\xfe\xff", b"\xff\xfe")
PRIVATE = b"\xe0\0", b"\xf8\xff"
"""Characters that mean what somebody's face draws (Private Use Area): no reader of an archive can know it."""
MOST_GLYPHS = 65_536
HEX = re.compile(rb"<([0-9A-Fa-f]{2,})>")


def fonts_of(judged: Judged) -> dict[tuple[int, int], tuple[int, Any]]:
    """Return the fonts of a file, each with the first page that names it."""
    found: dict[tuple[int, int], tuple[int, Any]] = {}
    for number, page in enumerate(judged.file.pages, 1):
        for font in (page.get("/Resources", {}).get("/Font", {})).values():
            found.setdefault(font.objgen, (number, font))
    return found


def faces_are_inside(judged: Judged) -> Iterator[Fault]:
    """The face of each font is in the file (7.21.4.1-1, A 6.2.11.4.1)."""
    for page, font in fonts_of(judged).values():
        face = font.get("/DescendantFonts", [font])[0]
        descriptor: Any = face.get("/FontDescriptor", {})
        if font.get("/Subtype") != "/Type3" and not any(
            f"/FontFile{n}" in descriptor for n in ("", "2", "3")
        ):
            yield Fault("pdf-face", "7.21.4.1-1", page, name_of(font))


def glyphs_have_characters(judged: Judged) -> Iterator[Fault]:
    """It is said which characters a font's glyphs are (7.21.7-1, A 6.2.11.7)."""
    for page, font in fonts_of(judged).values():
        if font.get("/Subtype") == "/Type0" and "/ToUnicode" not in font:
            yield Fault("pdf-face-dumb", "7.21.7-1", page, name_of(font))


def faces_are_written_plainly(judged: Judged) -> Iterator[Fault]:
    """A string of a page names glyphs of the face by their numbers, two bytes each (7.21.3)."""
    for page, font in fonts_of(judged).values():
        if font.get("/Subtype") == "/Type0":
            face = font.get("/DescendantFonts", [font])[0]
            mapped = face.get("/Subtype") != "/CIDFontType2" or "/CIDToGIDMap" in face
            if not mapped or font.get("/Encoding") not in PLAIN:
                yield Fault(
                    "pdf-face-coded", "7.21.3.2-1" if not mapped else "7.21.3.3-1", page, name_of(font)
                )


def glyphs_are_right(judged: Judged) -> Iterator[Fault]:
    """Each glyph that is shown is none that the face lacks (7.21.8-1, A 6.2.11.8), is in the face, as wide as
    the file says (7.21.4.1-2, 7.21.5-1, A 6.2.11.5), and stands for characters (7.21.7, A 6.2.11.7)."""
    for number, font, shown in shown_by(judged):
        if 0 in shown:
            yield Fault("pdf-glyph-missing", "7.21.8-1", number)
        if "/ToUnicode" in font:
            characters = characters_of(font.ToUnicode.read_bytes())
            said = [characters.get(glyph, b"") for glyph in shown if glyph]
            if not all(said):
                yield Fault("pdf-face-dumb", "7.21.7-1", number, name_of(font))
            if any(one in NO_CHARACTERS for one in said):
                yield Fault("pdf-face-dumb", "7.21.7-2", number, name_of(font))
            if judged.archive and any(PRIVATE[0] <= one <= PRIVATE[1] for one in said):
                yield Fault("pdf-face-dumb", "A 6.2.11.7.3", number, name_of(font))
        face, widths, usual = program_of(font), widths_of(font), usual_width(font)
        if face is None:
            continue
        if max(shown, default=0) >= face.glyph_count:
            yield Fault("pdf-glyph-missing", "7.21.4.1-2", number)
            continue
        drawn, em = hb.Font(face), face.upem
        if any(
            abs(drawn.get_glyph_h_advance(glyph) * 1000 / em - widths.get(glyph, usual)) > 1
            for glyph in shown
        ):
            yield Fault("pdf-face-width", "7.21.5-1", number, name_of(font))


def shown_by(judged: Judged) -> Iterator[tuple[int, Any, set[int]]]:
    """Yield the fonts of two bytes that pages show, each once, with the first page and all their glyphs."""
    found: dict[tuple[int, int], tuple[int, Any, set[int]]] = {}
    for number, (page, marked) in enumerate(zip(judged.file.pages, judged.marked, strict=True), 1):
        fonts = page.get("/Resources", {}).get("/Font", {})
        for name, glyphs in marked.shown.items():
            font = fonts.get(name)
            if font is not None and font.get("/Subtype") == "/Type0" and font.get("/Encoding") in PLAIN:
                found.setdefault(font.objgen, (number, font, set()))[2].update(glyphs)
    yield from found.values()


def name_of(font: Any) -> str:
    """Return the name of a font."""
    return str(font.get("/BaseFont", "/?"))[1:]


def program_of(font: Any) -> hb.Face | None:
    """Return the face in the file whose glyphs a font shows by their numbers, None where there is none."""
    face = font.get("/DescendantFonts", [font])[0]
    descriptor: Any = face.get("/FontDescriptor", {})
    inside = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
    if inside is None or (face.get("/CIDToGIDMap", IDENTITY) != IDENTITY):
        return None
    data = inside.read_bytes()
    return hb.Face(data) if data[:4] in WHOLE else None


def widths_of(font: Any) -> dict[int, float]:
    """Return how wide a file says that glyphs are, in thousandths of an em (ISO 32000-1, 9.7.4.3)."""
    face = font.get("/DescendantFonts", [font])[0]
    found: dict[int, float] = {}
    told = iter(face.get("/W", []))
    for first in told:
        following = next(told)
        if isinstance(following, pikepdf.Array):
            found.update(enumerate(map(float, following), int(first)))
        else:
            last = min(int(following), int(first) + MOST_GLYPHS)
            found.update(dict.fromkeys(range(int(first), last + 1), float(next(told))))
    return found


def usual_width(font: Any) -> float:
    """Return how wide glyphs are of which a file says nothing."""
    return float(font.get("/DescendantFonts", [font])[0].get("/DW", 1000))


def characters_of(table: bytes) -> dict[int, bytes]:
    """Return the characters (UTF-16) of glyphs, as a table of a file says them (ISO 32000-1, 9.10.3)."""
    found: dict[int, bytes] = {}
    for part in table.split(b"beginbf")[1:]:
        pairs = [bytes.fromhex(one.decode()) for one in HEX.findall(part.partition(b"endbf")[0])]
        if part.startswith(b"char"):
            found |= {
                int.from_bytes(code, "big"): text for code, text in zip(pairs[::2], pairs[1::2], strict=False)
            }
            continue
        for low, high, text in zip(pairs[::3], pairs[1::3], pairs[2::3], strict=False):
            first, value = int.from_bytes(low, "big"), int.from_bytes(text[-2:], "big")
            for step in range(min(int.from_bytes(high, "big") - first + 1, MOST_GLYPHS)):
                found[first + step] = text[:-2] + ((value + step) & 0xFFFF).to_bytes(2, "big")
    return found


RULES: tuple[Callable[[Judged], Iterator[Fault]], ...] = (
    faces_are_inside,
    glyphs_have_characters,
    faces_are_written_plainly,
    glyphs_are_right,
)

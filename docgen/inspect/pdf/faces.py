"""Type that can be drawn and read for good: faces in the file, and characters for all their glyphs."""

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from .colours import drawn
from .judged import Fault, Judged, operations

HINTS = (b"0000", b"(")
"""One of which a page has that shows glyph 0: only then it is read."""
SHOWING = "Tf Tj TJ ' \""


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
            yield Fault("pdf-face", "7.21.4.1-1", page, str(font.get("/BaseFont", "?"))[1:])


def glyphs_have_characters(judged: Judged) -> Iterator[Fault]:
    """It is said which characters a font's glyphs are (7.21.7-1, A 6.2.11.7)."""
    for page, font in fonts_of(judged).values():
        if font.get("/Subtype") == "/Type0" and "/ToUnicode" not in font:
            yield Fault("pdf-face-dumb", "7.21.7-1", page, str(font.get("/BaseFont", "?"))[1:])


def no_glyph_is_missing(judged: Judged) -> Iterator[Fault]:
    """No character is drawn as the sign of one that the face lacks (7.21.8-1, A 6.2.11.8)."""
    wide = {key for key, (_, font) in fonts_of(judged).items() if font.get("/Subtype") == "/Type0"}
    for number, page in enumerate(judged.file.pages, 1):
        if not any(hint in drawn(page) for hint in HINTS):
            continue
        fonts = page.get("/Resources", {}).get("/Font", {})
        of_two_bytes = False
        for name, operands in operations(page, SHOWING):
            if name == "Tf":
                font = fonts.get(str(operands[0]))
                of_two_bytes = font is not None and font.objgen in wide
            elif of_two_bytes and any(b"\0\0" in pairs(text) for text in strings_of(operands)):
                yield Fault("pdf-glyph-missing", "7.21.8-1", number)
                break


def strings_of(operands: Any) -> Iterator[bytes]:
    """Yield the strings that an operator shows."""
    for one in operands:
        if isinstance(one, pikepdf.String):
            yield bytes(one)
        elif isinstance(one, pikepdf.Array):
            yield from (bytes(part) for part in one if isinstance(part, pikepdf.String))


def pairs(text: bytes) -> list[bytes]:
    """Return the glyphs of a string, two bytes each."""
    return [text[at : at + 2] for at in range(0, len(text), 2)]


RULES: tuple[Callable[[Judged], Iterator[Fault]], ...] = (
    faces_are_inside,
    glyphs_have_characters,
    no_glyph_is_missing,
)

"""Graphic units of pages: type whose glyphs and steps fit, faces that are there, nothing readers differ on.

A text tells a step between every two glyphs; where a table of glyphs (CGTransform) stands for characters,
steps go from glyph to glyph. Clips, the even-odd rule and HScale are in the standard; readers differ on them.
"""

from collections.abc import Iterator
from math import isfinite

import uharfbuzz as hb
from lxml import etree

from .package import OFD, Fault, Package, Part, local

LONGEST = 100_000
"""Steps of a text that are counted: `g 1000000000 5` is short to write."""
SHOWN = 20
"""Characters of a text that a message shows."""


def faults(package: Package) -> Iterator[Fault]:
    """Yield what is wrong with what pages show, page by page."""
    told: set[str] = set()
    for number, page in enumerate(package.pages, 1):
        yield from features(page, number)
        for text in page.root.iter(f"{OFD}TextObject"):
            font = text.get("Font", "")
            face = package.faces.get(font)
            if face is None:
                if font in package.faces and font not in told:
                    told.add(font)
                    yield Fault("file-face-absent", {"face": name_of(package, font), "page": number})
                continue
            yield from faults_of_text(text, face, number)
        if shows_only_pictures(page):
            yield Fault("file-page-without-text", {"page": number})
    if any(
        True for part in package.parts for _ in part.root.iter(f"{OFD}Sound", f"{OFD}Movie", f"{OFD}GotoA")
    ):
        yield Fault("file-acts")


def features(page: Part, number: int) -> Iterator[Fault]:
    """Yield what a page asks of readers that they do not all know."""
    found = {
        "Clips": any(True for _ in page.root.iter(f"{OFD}Clips")),
        "Even-Odd": any(one.get("Rule") == "Even-Odd" for one in page.root.iter(f"{OFD}PathObject")),
        "HScale": any(
            one.get("HScale") not in (None, "1", "1.0") for one in page.root.iter(f"{OFD}TextObject")
        ),
        "CGTransform": any(
            len(one.findall(f"{OFD}CGTransform")) > 1 for one in page.root.iter(f"{OFD}TextObject")
        ),
    }
    for name, is_there in found.items():
        if is_there:
            yield Fault("ofd-readers-differ", {"page": number, "name": name})


def faults_of_text(text: etree._Element, face: hb.Font, page: int) -> Iterator[Fault]:
    """Yield what is wrong with one text: steps that are too few or too many, glyphs that are not there."""
    codes = text.findall(f"{OFD}TextCode")
    words = "".join(code.text or "" for code in codes)
    where = {"page": page, "text": words[:SHOWN]}
    glyphs, covered = told_glyphs(text)
    lacking = [glyph for glyph in glyphs if glyph >= face.face.glyph_count]
    if lacking:
        yield Fault("ofd-glyph-absent", {**where, "glyph": lacking[0]})
    units = utf16(words)
    absent = [
        one
        for at, one in units
        if at not in covered and not one.isspace() and not face.get_nominal_glyph(ord(one))
    ]
    if absent:
        yield Fault("ofd-character-absent", {**where, "character": absent[0]})
    if any(code.get("X") is None or code.get("Y") is None for code in codes[:1]):
        yield Fault(
            "ofd-lacks", {"part": "", "line": text.sourceline or 0, "element": "TextCode", "missing": "X, Y"}
        )
    start = 0
    for code in codes:
        length = len((code.text or "").encode("utf-16-le")) // 2
        wanted = glyph_count(text, start, length, units) - 1
        for name in ("DeltaX", "DeltaY"):
            have = steps(code.get(name, ""))
            if have is None or (code.get(name) and have != max(0, wanted)):
                yield Fault("ofd-steps", {**where, "name": name, "have": have or 0, "want": max(0, wanted)})
        if wanted > 0 and not code.get("DeltaX") and not code.get("DeltaY"):
            yield Fault("ofd-steps", {**where, "name": "DeltaX", "have": 0, "want": wanted})
        start += length


def told_glyphs(text: etree._Element) -> tuple[list[int], set[int]]:
    """Return the glyphs that a text tells itself, and the places of the characters they stand for."""
    glyphs: list[int] = []
    covered: set[int] = set()
    for table in text.findall(f"{OFD}CGTransform"):
        glyphs += [int(one) for one in (table.findtext(f"{OFD}Glyphs") or "").split() if one.isdigit()]
        first, count = whole(table.get("CodePosition")), whole(table.get("CodeCount", "1"))
        covered.update(range(first, first + min(count, LONGEST)))
    return glyphs, covered


def glyph_count(text: etree._Element, start: int, length: int, units: list[tuple[int, str]]) -> int:
    """Return how many glyphs the characters of a TextCode are drawn by."""
    count = sum(1 for at, _ in units if start <= at < start + length)
    for table in text.findall(f"{OFD}CGTransform"):
        first, covered = whole(table.get("CodePosition")), whole(table.get("CodeCount", "1"))
        if start <= first < start + length:
            inside = sum(1 for at, _ in units if first <= at < first + covered)
            count += whole(table.get("GlyphCount", "1")) - inside
    return count


def utf16(words: str) -> list[tuple[int, str]]:
    """Return the characters of a text, each with its place as readers count."""
    places = [0]
    for one in words:
        places.append(places[-1] + (2 if one > "\uffff" else 1))
    return list(zip(places, words, strict=False))


def steps(said: str) -> int | None:
    """Return how many steps a text tells, `g 4 5.5` being four of them; None for what is no number."""
    words, count = said.split(), 0
    while words:
        word = words.pop(0)
        if word == "g":
            if len(words) < 2 or not words[0].isdigit():
                return None
            count += min(int(words.pop(0)), LONGEST)
            word = words.pop(0)
        else:
            count += 1
        if not is_number(word):
            return None
    return count


def is_number(word: str) -> bool:
    """Say whether a word is a number."""
    try:
        return isfinite(float(word))
    except ValueError:
        return False


def whole(said: str | None) -> int:
    """Return a whole number as it is said, 0 for anything else."""
    return int(said) if said and said.isdigit() and len(said) < 10 else 0


def name_of(package: Package, font: str) -> str:
    """Return what a face is called."""
    named = (one for listed in package.lists for one in listed.root.iter(f"{OFD}Font"))
    return next((one.get("FontName", "?") for one in named if one.get("ID") == font), "?")


def shows_only_pictures(page: Part) -> bool:
    """Say whether a page has pictures and nothing else: a scan."""
    kinds = {
        local(unit) for layer in page.root.iter(f"{OFD}Layer") for unit in layer if isinstance(unit.tag, str)
    }
    return kinds == {"ImageObject"}

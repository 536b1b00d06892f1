"""Which face draws each character: the intended one, or one that stands in for it, or none.

A machine substitutes fonts silently; a certificate with a name in two typefaces is the result. docgen knows
the characters of every face it uses and asks the machine which font it would take beside them, so it can say
before printing what a reader would see. What no font has would be an empty box, and is refused.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import groupby

from docgen.composed import Composed
from docgen.foundation.errors import ContentError, Finding, Problem
from docgen.foundation.signs import leaves_ink
from docgen.layout.drawn_text import drawn_texts
from docgen.layout.fonts import Typefaces
from docgen.layout.styles import Cascade

TEXT = re.compile(r"(?<=>)[^<]+")
TIBETAN = range(0x0F00, 0x1000)
NEIGHBOURS = 8
"""Characters of context shown on each side of those that are missing."""
LONGEST = 48
"""Characters of a word, with its context, that a message shows."""
CODES = 4
"""Code points a message shows."""
SIGNS = frozenset({"No", "Nl", "Sc", "Sk", "Sm", "So"})
"""Categories of what spells nothing: ² ㎡ ½ ✓ ⑪. No 仿宋 has them all, and all faces draw them alike."""


@dataclass(frozen=True)
class Lacking:
    """Characters of one word that the face intended for them lacks, and what draws them instead."""

    characters: str
    intended: str
    used: str  # a role, or a family of the machine; empty where an empty box would be drawn
    file: str  # its font file
    text: str  # the word and what stands around it

    def values(self, intended: str) -> dict[str, str]:
        """Return what a message tells of them, and of the roles they were `intended` for."""
        codes = [f"U+{ord(character):04X}" for character in self.characters]
        shown = " ".join(codes[:CODES]) + ("…" if len(codes) > CODES else "")
        return {"character": self.characters, "code": shown, "role": intended, "text": self.text}


def findings(composed: Composed, typefaces: Typefaces) -> list[Finding]:
    """Return a finding for every word with characters that the intended face lacks, once a word.

    Signs that another of docgen's own faces draws are as they should be.
    Raises ContentError for the characters that no font has.
    """
    found: dict[tuple[str, str], list[Lacking]] = {}
    known: set[tuple[str, str]] = set()
    for text, families in (*runs(composed), *drawn_texts(composed, typefaces)):
        if is_plain(text, families, typefaces):
            continue
        roles = [family for family in families if family in typefaces]
        for lacking in lacked(unicodedata.normalize("NFC", text), roles, typefaces):
            new = {(character, lacking.intended) for character in lacking.characters} - known
            if new:
                found.setdefault((lacking.characters, lacking.used), []).append(lacking)
            known |= new
    told = [(same[0], same[0].values("、".join(one.intended for one in same))) for same in found.values()]
    boxes = [Problem("glyph-missing", values=values) for one, values in told if not one.used]
    if boxes:
        raise ContentError(boxes)
    drawn = ({**values, "used": one.used, "file": one.file} for one, values in told)
    return [Finding("glyph-substituted", values=values, subject=composed.name) for values in drawn]


def lacked(text: str, roles: list[str], typefaces: Typefaces) -> Iterator[Lacking]:
    """Yield what each word of `text` has that its intended face lacks, by the face that draws it instead.

    Blanks part no word: a Uyghur's two names are one.
    """
    start = 0
    for _, characters in groupby(text, lambda one: unicodedata.category(one).startswith("P")):
        word = "".join(characters)
        alike: dict[tuple[str, str, str], list[str]] = {}
        for character in dict.fromkeys(word):
            intended = intended_role(character, roles, typefaces)
            if intended and leaves_ink(character) and ord(character) not in typefaces[intended].characters:
                used, file = stand_in(character, word, roles, typefaces)
                if used not in typefaces or unicodedata.category(character) not in SIGNS:
                    alike.setdefault((intended, used, file), []).append(character)
        for key, missing in alike.items():
            yield Lacking("".join(missing), *key, around(text, start, word, missing))
        start += len(word)


def stand_in(character: str, word: str, roles: list[str], typefaces: Typefaces) -> tuple[str, str]:
    """Return what draws a character of `word`, a role or a family of the machine, and its file; else ''."""
    used = typefaces.drawn_by(character, roles)
    if used:
        return used, typefaces[used].path.name
    from docgen.layout.engine import machine_faces  # brings WeasyPrint, which few documents need here

    face = machine_faces.faces(word, typefaces.spare).get(character)
    return (face.family, face.file) if face else ("", "")


def around(text: str, start: int, word: str, missing: list[str]) -> str:
    """Return the `missing` characters of the `word` at `start` with what stands around them."""
    first = start + min(map(word.index, missing))
    last = min(start + max(map(word.rindex, missing)), first + LONGEST)
    return text[max(0, first - NEIGHBOURS) : last + NEIGHBOURS + 1].strip()


def runs(composed: Composed) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every run of text with the font families its style sheet gives it."""
    texts: list[str] = []

    def numbered(text: re.Match[str]) -> str:
        if text[0].isspace():
            return text[0]
        texts.append(unescape(text[0]))
        return f" {len(texts) - 1} "

    skeleton = TEXT.sub(numbered, composed.html)
    for number, families in families_of(skeleton, composed.css):
        yield texts[number], families


@lru_cache(maxsize=32)
def families_of(skeleton: str, css: str) -> list[tuple[int, tuple[str, ...]]]:
    """Return the font families of every text of a page in which numbers stand for the texts.

    The letters of a roster differ in their words only: their styles are computed once.
    """
    cascade = Cascade(skeleton, css)
    found = []
    for element in cascade.root.iter():
        if not isinstance(element.tag, str) or element.tag in ("head", "title", "style", "script"):
            continue
        for text in (element.text, *(child.tail for child in element)):
            found += [(int(number), cascade.style(element).font_family) for number in (text or "").split()]
    return found


@lru_cache(maxsize=512)
def is_plain(text: str, families: tuple[str, ...], typefaces: Typefaces) -> bool:
    """Return whether all of `text` is for the face for Chinese, which has it: so with almost every text.

    Most texts of a letter are those of all letters.
    """
    intended = intended_role("一", [family for family in families if family in typefaces], typefaces)
    codes = set(map(ord, text))
    return intended is not None and codes.isdisjoint(TIBETAN) and codes <= typefaces[intended].characters


def intended_role(character: str, roles: list[str], typefaces: Typefaces) -> str | None:
    """Return the first role of the script that `character` belongs to; 西文 falls to the first of all."""
    script = "tibt" if ord(character) in TIBETAN else "hani"
    return next((role for role in roles if typefaces.script(role) == script), roles[0] if roles else None)

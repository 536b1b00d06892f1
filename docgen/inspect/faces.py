"""Which face draws each character: the intended one, or one that stands in for it, or none.

A machine substitutes fonts silently; a certificate with a name in two typefaces is the result. docgen knows
the characters of every face it uses, so it can say before printing what a reader would see.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from docgen.composed import Composed
from docgen.foundation.errors import Finding
from docgen.layout.fonts import Typefaces
from docgen.layout.styles import Cascade

TEXT = re.compile(r"(?<=>)[^<]+")
TIBETAN = range(0x0F00, 0x1000)
NEIGHBOURS = 8
"""Characters of context shown on each side of the one that is missing."""


def findings(composed: Composed, typefaces: Typefaces) -> list[Finding]:
    """Return a finding for every character that its intended face lacks, once a character and face."""
    found: dict[tuple[str, str], Finding] = {}
    for text, families in runs(composed):
        roles = [family for family in families if family in typefaces]
        if is_plain(text, roles, typefaces):
            continue
        for character in dict.fromkeys(text):
            intended = intended_role(character, roles, typefaces)
            if intended and leaves_ink(character) and ord(character) not in typefaces[intended].characters:
                index = text.index(character)
                found.setdefault((character, intended), finding(text, index, intended, roles, typefaces))
    return [Finding(f.code, f.place, f.values, composed.name) for f in found.values()]


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


def is_plain(text: str, roles: list[str], typefaces: Typefaces) -> bool:
    """Return whether all of `text` is for the face for Chinese, which has it: so with almost every text."""
    intended = intended_role("一", roles, typefaces)
    codes = set(map(ord, text))
    return intended is not None and codes.isdisjoint(TIBETAN) and codes <= typefaces[intended].characters


def leaves_ink(character: str) -> bool:
    """Return whether a character is drawn at all; one that Unicode does not know would be an empty box."""
    return not character.isspace() and unicodedata.category(character) not in ("Cc", "Cf")


def intended_role(character: str, roles: list[str], typefaces: Typefaces) -> str | None:
    """Return the first role of the script that `character` belongs to; 西文 falls to the first of all."""
    script = "tibt" if ord(character) in TIBETAN else "hani"
    return next((role for role in roles if typefaces.script(role) == script), roles[0] if roles else None)


def finding(text: str, index: int, intended: str, roles: list[str], typefaces: Typefaces) -> Finding:
    """Return the finding for the character at `index` of `text`."""
    character = text[index]
    used = typefaces.drawn_by(character, roles)
    around = text[max(0, index - NEIGHBOURS) : index + NEIGHBOURS + 1].strip()
    values = {"character": character, "code": f"U+{ord(character):04X}", "role": intended, "text": around}
    if used is None:
        return Finding("glyph-missing", values=values)
    return Finding("glyph-substituted", values={**values, "used": used, "file": typefaces[used].path.name})

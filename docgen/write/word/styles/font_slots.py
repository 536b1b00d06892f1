"""Word's font slots: which of a CSS font-family list draws Latin, Han and Tibetan text.

A CSS list is tried character by character; Word asks instead which of four slots a character belongs to.
"""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from ..ooxml.xml import quote

GENERIC = frozenset({"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"})
LATIN = {"serif": "Times New Roman", "sans-serif": "Arial", "monospace": "Courier New"}
"""Word's Latin faces for CSS's generic families, where no named family draws Latin letters before them."""
HAN = range(0x2E80, 0xA000)


class Faces(Protocol):
    """What the Word writer needs to know of the type roles."""

    def __hash__(self) -> int:
        """Return a hash: what was worked out with these roles is kept."""

    def word_name(self, family: str) -> str:
        """Return the face Word is to name for a CSS family; an unknown family keeps its name."""

    def script(self, family: str) -> str | None:
        """Return `hani`, `tibt` or `latn`, None for a family that is no role."""


class Slots(NamedTuple):
    """The faces of a run: ascii and hAnsi, eastAsia, cs."""

    latin: str
    han: str
    complex: str

    def fragment(self) -> str:
        """Return `w:rFonts`, never with theme attributes, which Word would prefer to the names."""
        return (
            f"<w:rFonts w:ascii={quote(self.latin)} w:hAnsi={quote(self.latin)}"
            f" w:eastAsia={quote(self.han)} w:cs={quote(self.complex)}/>"
        )


def slots(families: Iterable[str], faces: Faces) -> Slots:
    """Return the faces for a font-family list: the first of each script, Han filling what is left empty."""
    first: dict[str, str] = {}
    for family in families:
        if family not in GENERIC:
            first.setdefault(script(family, faces), faces.word_name(family))
        elif not first and family in LATIN:
            first["latn"] = LATIN[family]
    generic = first.get("latn") in LATIN.values()
    han = first.get("hani") or (None if generic else first.get("latn")) or "宋体"
    return Slots(first.get("latn", han), han, first.get("tibt", han))


def script(family: str, faces: Faces) -> str:
    """Return the script a family draws; one that is no role is judged by the script of its name."""
    named = "hani" if any(ord(character) in HAN for character in family) else "latn"
    return faces.script(family) or ("tibt" if "Tibetan" in family or "Himalaya" in family else named)

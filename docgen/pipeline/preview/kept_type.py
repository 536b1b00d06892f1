"""Type that is cut once for whatever is typed: fonts with the common characters and those of the documents.

Cut for each state of a text, fonts would take as long as its layout. A character beyond the common ones is
met by cutting for that text alone, which is quick; the next text has it among the common ones.
"""

from dataclasses import dataclass, field

from docgen.composed import Composed
from docgen.layout.fonts import Typefaces
from docgen.layout.typesetter import Typesetter, type_of

MARKS = frozenset("，。；：“”‘’《》〈〉（）〔〕【】、—…·！？％℃〇×①②③④⑤⑥⑦⑧⑨⑩")
ASCII = frozenset(map(chr, range(32, 127)))


def common_characters() -> frozenset[str]:
    """Return the 3,755 common Chinese characters (GB/T 2312-1980, level 1), and marks."""
    rows = [bytes([high, low]) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF)]
    return frozenset(row.decode("gb2312", "ignore") for row in rows) - {""} | MARKS | ASCII


@dataclass
class KeptType:
    """The typesetters that are kept, by the roles they set."""

    common: frozenset[str] = field(default_factory=common_characters)
    rare: frozenset[str] = frozenset()  # met so far
    kept: dict[tuple[Typefaces, tuple[str, ...]], tuple[frozenset[str], Typesetter]] = field(
        default_factory=dict
    )

    def typesetter(self, composed: Composed, typefaces: Typefaces) -> Typesetter:
        """Return what sets `composed`: the same object as long as it can."""
        roles, characters = type_of([composed], typefaces)
        self.forget_others(typefaces)
        known, kept = self.kept.get((typefaces, roles), (frozenset(), None))
        if kept is not None and characters <= known:
            return kept
        rare = characters - self.common - self.rare
        self.rare |= rare
        if kept is not None and rare:  # now, for this text alone; for all when there is time
            return Typesetter([composed], typefaces)
        wide = self.common | self.rare
        made = Typesetter([composed], typefaces, wide)
        self.kept[typefaces, roles] = wide, made
        return made

    def forget_others(self, typefaces: Typefaces) -> None:
        """Let go of what was cut from other font files, which are not there any more."""
        for key in [key for key in self.kept if key[0] is not typefaces]:
            del self.kept[key]

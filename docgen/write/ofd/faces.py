"""Faces as they lie in an OFD file: cut to the glyphs it shows, with all that readers ask a font file for.

A reader may draw by the face's own table from characters to glyphs, hand the file to a browser, or to Java:
so `cmap`, `name`, `OS/2`, `post` and `hmtx` stay, and only what shaping needs goes, for that is done. The
faces of letters that are set together are joined of outlines that are pressed once (`write/fonts/`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import uharfbuzz as hb

from docgen.layout.fonts import Typefaces
from docgen.layout.graphics import Face, Run

from ..fonts.outlines import Outlines
from ..zipped import Deflated
from .characters import about, character_map

SHAPING = (
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "JSTF",
    "MATH",
    "vhea",
    "vmtx",
    "VORG",
    "STAT",
    "DSIG",
    "LTSH",
    "VDMX",
)
NEEDED = {"head", "hhea", "hmtx", "maxp", "cmap", "name", "OS/2", "post"}
JOINED = NEEDED | {"CFF ", "glyf", "loca", "cvt ", "fpgm", "prep", "gasp"}
"""Tables that stay as they are when glyphs go, or are made anew."""
NO_NAMES = b"\0\3\0\0"
"""How a table `post` begins that names no glyphs."""
MOST_GLYPHS, MOST_CUTS = 8192, 256
POSTSCRIPT_NAME = 6


@dataclass(frozen=True)
class Cut:
    """A face cut down to some of its glyphs."""

    data: bytes | Deflated
    numbers: Mapping[int, int]  # of a glyph of the face -> in the cut


@dataclass
class Used:
    """What a file shows of a face."""

    face: Face
    glyphs: set[int] = field(default_factory=set)
    characters: set[str] = field(default_factory=set)  # that readers find by the face's own table

    def see(self, run: Run) -> None:
        """Note what a run shows."""
        self.glyphs.update(run.glyphs)
        self.characters.update(run.text)

    @property
    def shown(self) -> tuple[frozenset[int], frozenset[int]]:
        """The glyphs, and the code points that lead to one of them."""
        leading = (one for one in self.characters if self.face.nominal(one) in self.glyphs)
        return frozenset(self.glyphs), frozenset(map(ord, leading))


@dataclass
class Cutter:
    """Cuts faces; letters that show the same of one get the same cut."""

    typefaces: Typefaces
    joins: bool  # of outlines that are pressed once: for many letters
    made: dict[tuple[Face, frozenset[int], frozenset[int]], Cut] = field(default_factory=dict)
    known: dict[Face, Outlines | None] = field(default_factory=dict)

    def cut(self, used: Used) -> Cut:
        """Return a face with no more than what a file shows of it."""
        key = (used.face, *used.shown)
        if key not in self.made:
            if len(self.made) >= MOST_CUTS:
                self.made.clear()
            self.made[key] = self.joined(*key) or cut(*key)
        return self.made[key]

    def joined(self, face: Face, glyphs: frozenset[int], codes: frozenset[int]) -> Cut | None:
        """Return a face joined of its outlines; None where that cannot be done, or is for one letter."""
        outlines, used = self.outlines(face) if self.joins else None, sorted(glyphs | {0})
        if outlines is None or not outlines.can_join(used):
            return None
        numbers = {old: new for new, old in enumerate(used)}
        pairs = [(code, numbers[face.nominal(chr(code))]) for code in sorted(codes)]
        own = {"cmap": character_map(pairs), "OS/2": about(outlines.tables["OS/2"], sorted(codes))}
        file = outlines.joined(used, own)
        return Cut(Deflated(file.blocks, file.crc, file.length), numbers)

    def outlines(self, face: Face) -> Outlines | None:
        """Return the outlines of a face one by one; None where they cannot be joined."""
        if face not in self.known:
            self.known[face] = outlines_of(face)
        return self.known[face]


def outlines_of(face: Face) -> Outlines | None:
    """Return the outlines of a face one by one; None where it has tables that would have to be cut."""
    if face.face.glyph_count > MOST_GLYPHS:
        return None
    wanted = without_shaping(range(face.face.glyph_count), face.face.unicodes)
    wanted.flags |= hb.SubsetFlags.DESUBROUTINIZE
    whole = hb.SubsetPlan(face.face, wanted).execute()
    if not NEEDED <= set(whole.table_tags) <= JOINED:
        return None
    outlines = Outlines(whole)
    return outlines if outlines.tables["post"].startswith(NO_NAMES) else None


def cut(face: Face, glyphs: frozenset[int], codes: frozenset[int]) -> Cut:
    """Return a face with some glyphs and no table that only setting type needs."""
    plan = hb.SubsetPlan(face.face, without_shaping(glyphs, codes))
    return Cut(bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping))


def without_shaping(glyphs: Iterable[int], codes: Iterable[int]) -> hb.SubsetInput:
    """Return what HarfBuzz is to leave of a face."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.CFF_IDENTITY_CHARSET
    wanted.glyph_set.update(glyphs)
    wanted.unicode_set.update(codes)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in SHAPING)
    return wanted

"""Faces as they lie in an OFD file: cut to the glyphs it shows, with all that readers ask a font file for.

A reader may draw by the face's own table from characters to glyphs, hand the file to a browser, or to Java:
so `cmap`, `name`, `OS/2`, `post` and `hmtx` stay, and only what shaping needs goes, for that is done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import uharfbuzz as hb

from docgen.layout.fonts import Typefaces
from docgen.layout.graphics import Face, Run

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
POSTSCRIPT_NAME = 6


@dataclass(frozen=True)
class Cut:
    """A face cut down to some of its glyphs."""

    data: bytes
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
    made: dict[tuple[Face, frozenset[int], frozenset[int]], Cut] = field(default_factory=dict)

    def cut(self, used: Used) -> Cut:
        """Return a face with no more than what a file shows of it."""
        key = (used.face, *used.shown)
        if key not in self.made:
            self.made[key] = cut(*key)
        return self.made[key]


def cut(face: Face, glyphs: frozenset[int], codes: frozenset[int]) -> Cut:
    """Return a face with some glyphs and no table that only setting type needs."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.CFF_IDENTITY_CHARSET
    wanted.glyph_set.update(glyphs)
    wanted.unicode_set.update(codes)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in SHAPING)
    plan = hb.SubsetPlan(face.face, wanted)
    return Cut(bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping))

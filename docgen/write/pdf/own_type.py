"""What a letter parted from a gathering shows, and nothing else: its file tells nothing of the others.

A gathering's PDF has one set of fonts, and one list of pictures, patterns and states, for all its letters.
Here the pages of one of them are given their own: fonts cut to the glyphs that stand on them, glyphs numbered
anew (gaps between old numbers would tell how many characters of others lie there), and names that begin to
count with the letter. So its bytes do not depend on who else gets one. Held by:
tests/write/test_parted_letters.py::test_a_file_is_the_same_whoever_else_gets_one

Glyphs follow one another as in the face's own file, where no letter had a say; a table from glyphs to
characters is ordered by code point.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

import pikepdf
import uharfbuzz as hb
from pikepdf import Dictionary, Name, Pdf

from ..fonts.outlines import Joined, Outlines
from .drawn_parts import CATEGORIES, Named, Part, Words, taken_apart
from .own_file import Shared, Stream, entries

PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
"""A line of a table from glyphs to characters."""
QUICKLY = 1
"""How hard outlines are pressed: harder takes half as long again and saves a fiftieth."""
TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo\n<< /Registry (Adobe)\n/Ordering (UCS)\n/Supplement 0\n>> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{}"
    "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
)
SHOWN = b"] TJ\n"
"""How a line of text ends in a drawing (ISO 32000-1, 9.4.3)."""
MADE_ANEW = ("/Contents", "/Parent", "/Resources")
"""What a page of a letter does not have as it lies in the gathering."""
MOST_PAIRS = 100  # in a part of the table (Adobe Technical Note 5014)


@dataclass(frozen=True)
class Cut:
    """A font cut down to some of its glyphs."""

    font: Shared
    numbers: Mapping[int, bytes]  # old number of a glyph -> its number now, as it is written


class GatheredFont:
    """A font of a gathering's PDF, to be cut for each of its letters."""

    def __init__(self, font: pikepdf.Object) -> None:
        self.font = font
        self.cuts: dict[frozenset[int], Cut] = {}

    @cached_property
    def family(self) -> Any:
        """The glyphs and widths of the font."""
        return self.font.DescendantFonts[0]

    @cached_property
    def file_name(self) -> str:
        """Under which name the font's description has its file."""
        return next(name for name in ("/FontFile2", "/FontFile3") if name in self.family.FontDescriptor)

    @cached_property
    def face(self) -> hb.Face:
        """The outlines."""
        return hb.Face(self.family.FontDescriptor[self.file_name].read_bytes())

    @cached_property
    def outlines(self) -> Outlines:
        """The outlines one by one."""
        return Outlines(self.face)

    @cached_property
    def widths(self) -> dict[int, str]:
        """The width of each glyph, by its number."""
        found: dict[int, str] = {}
        values = list(self.family.W)
        for first, run in zip(values[::2], values[1::2], strict=True):
            found |= {int(first) + number: str(width) for number, width in enumerate(run)}
        return found

    @cached_property
    def texts(self) -> dict[int, str]:
        """The characters of each glyph as a PDF writes them, by its number."""
        table = self.font.ToUnicode.read_bytes().partition(b"endcodespacerange")[2]
        return {int(glyph, 16): text.decode() for glyph, text in PAIR.findall(table)}

    def cut(self, used: frozenset[int]) -> Cut:
        """Return the font with no other glyphs than `used`, cut once for letters that use the same ones."""
        if used not in self.cuts:
            self.cuts[used] = self.afresh(used)
        return self.cuts[used]

    def afresh(self, used: frozenset[int]) -> Cut:
        """Return the font cut to the glyphs `used`; those that the face lacks keep numbers beyond its own."""
        present = sorted(glyph for glyph in used | {0} if glyph < self.face.glyph_count)
        if self.outlines.can_join(present):
            numbers = {old: new for new, old in enumerate(present)}
            file = self.outlines.joined(present)
        else:
            numbers, file = self.cut_by_harfbuzz(present)
        for lacking in sorted(used - numbers.keys(), key=lambda glyph: self.texts.get(glyph, "")):
            numbers[lacking] = len(numbers)
        numbers = {old: numbers[old] for old in sorted(used)}
        written = {old: b"%04x" % new for old, new in numbers.items()}
        return Cut(self.described(numbers, file), written)

    def cut_by_harfbuzz(self, present: Sequence[int]) -> tuple[dict[int, int], Joined]:
        """Return new numbers of glyphs, and the file of a font that has them and what they are made of."""
        wanted = hb.SubsetInput()
        wanted.flags = hb.SubsetFlags.CFF_IDENTITY_CHARSET | hb.SubsetFlags.NOTDEF_OUTLINE
        wanted.glyph_set.update(present)
        plan = hb.SubsetPlan(self.face, wanted)
        file = bytes(plan.execute().blob.data)
        press = zlib.compressobj(QUICKLY, zlib.DEFLATED, -zlib.MAX_WBITS)
        blocks = press.compress(file) + press.flush()
        return dict(plan.old_to_new_glyph_mapping), Joined((file,), blocks)

    @cached_property
    def told(self) -> tuple[bytes, bytes, bytes]:
        """What is told of the font itself, of its glyphs, and of its face, whatever it is cut to."""
        return (
            entries(self.font, "/DescendantFonts", "/ToUnicode"),
            entries(self.family, "/FontDescriptor", "/W"),
            entries(self.family.FontDescriptor, self.file_name, "/FontBBox"),
        )

    @cached_property
    def told_of_file(self) -> dict[str, Any]:
        """What is told of the file, besides how it is pressed."""
        outlines = self.family.FontDescriptor[self.file_name]
        return {key: outlines[key] for key in ("/Subtype", "/Length1") if key in outlines}

    @cached_property
    def box(self) -> tuple[Any, Any, Any]:
        """How far the face reaches to the left, below and above."""
        left, bottom, _, top = self.family.FontDescriptor.FontBBox
        return left, bottom, top

    def described(self, numbers: Mapping[int, int], file: Joined) -> Shared:
        """Return the font as a PDF tells it, with the glyphs of `numbers` (old: new) drawn by `file`."""
        font, family, descriptor = self.told
        widths = {new: self.widths[old] for old, new in numbers.items() if old in self.widths}
        pairs = sorted((self.texts[old], new) for old, new in numbers.items() if old in self.texts)
        told = self.told_of_file | ({"/Length1": file.length} if "/Length1" in self.told_of_file else {})
        widest = max(map(Decimal, set(widths.values())), default=0)
        box = "/FontBBox [ {} {} {widest} {} ]".format(*self.box, widest=widest).encode()
        outlines = self.file_name.encode(), b" ", Stream(file.pressed, told, pressed=True)
        face = Shared((b"<< ", descriptor, b" ", box, b" ", *outlines, b" >>"))
        across = f" /W [ {listed(widths)} ] /FontDescriptor ".encode()
        glyphs = Shared((b"<< ", family, across, face, b" >>"))
        table = Stream(zlib.compress(to_unicode(pairs).encode(), QUICKLY), pressed=True)
        return Shared((b"<< ", font, b" /DescendantFonts [ ", glyphs, b" ] /ToUnicode ", table, b" >>"))


def listed(widths: Mapping[int, str]) -> str:
    """Return widths of glyphs as a font tells them: of those that follow one another in one list."""
    runs = groupby(enumerate(widths.items()), lambda entry: entry[1][0] - entry[0])
    lists = [[entry for _, entry in run] for _, run in runs]
    return " ".join(f"{run[0][0]} [{' '.join(width for _, width in run)}]" for run in lists)


def to_unicode(pairs: Sequence[tuple[str, int]]) -> str:
    """Return a table from glyphs to characters."""
    parts = [pairs[first : first + MOST_PAIRS] for first in range(0, len(pairs), MOST_PAIRS)]
    lines = [
        f"{len(part)} beginbfchar\n"
        + "".join(f"<{glyph:04x}> <{text}>\n" for text, glyph in part)
        + "endbfchar\n"
        for part in parts
    ]
    return TO_UNICODE.format("".join(lines))


def lines_of_text(drawing: bytes) -> Iterator[bytes]:
    """Yield a drawing in pieces, each with a line of text and what is drawn before it."""
    start = 0
    while (end := drawing.find(SHOWN, start)) >= 0:
        yield drawing[start : end + len(SHOWN)]
        start = end + len(SHOWN)
    yield drawing[start:]


class GatheredFonts(dict[str, GatheredFont]):
    """The fonts of a gathering's PDF, by their names in it."""

    def __init__(self, whole: Pdf) -> None:
        super().__init__()
        self.apart: dict[bytes, tuple[Part, ...]] = {}
        if whole.pages:
            fonts: Any = whole.pages[0].Resources.get("/Font", {})
            self.update({name: GatheredFont(font) for name, font in fonts.items()})

    def taken_apart(self, drawing: bytes) -> Iterator[Part]:
        """Yield the parts of a drawing; most of its lines of text are those of other letters too."""
        for line in lines_of_text(drawing):
            if line not in self.apart:
                self.apart[line] = tuple(taken_apart(line))
            yield from self.apart[line]

    @property
    def can_be_cut(self) -> bool:
        """Whether each is made of outlines; one of dots lists its glyphs otherwise."""
        return all(one.font.Subtype == Name.Type0 for one in self.values())


@dataclass
class Own:
    """What one letter has of a gathering's PDF."""

    fonts: GatheredFonts
    used: dict[str, set[int]] = field(default_factory=dict)  # glyphs by the name of their font
    made: dict[tuple[int, int], Stream] = field(default_factory=dict)  # by what they are made of

    def see(self, drawing: bytes, resources: Any) -> list[Part]:
        """Note which glyphs are drawn, also by what is drawn inside; return the drawing, taken apart."""
        glyphs: set[int] = set()
        parts = list(self.fonts.taken_apart(drawing))
        for part in parts:
            if isinstance(part, Words):
                glyphs |= part.glyphs
            elif part.operator == b"Tf":
                glyphs = self.used.setdefault(part.key, set())
            else:
                for inner in drawings(named(resources, part)):
                    self.see(inner.read_bytes(), inner.Resources)
        return parts

    def page(self, page: pikepdf.Page, parts: Iterable[Part], resources: Any) -> dict[str, Any]:
        """Return a page that is drawn by these parts, as the letter has it."""
        told = {key: value for key, value in page.obj.items() if key not in MADE_ANEW}
        drawing, own = self.rewritten(parts, resources)
        return {**told, "/Contents": Stream(drawing), "/Resources": own}

    def rewritten(self, parts: Iterable[Part], resources: Any) -> tuple[bytes, dict[str, Any]]:
        """Return a drawing with the letter's own numbers and names, and what they stand for."""
        own: dict[str, dict[str, Any]] = {}
        names: dict[tuple[bytes, bytes], bytes] = {}
        numbers: Mapping[int, bytes] = {}
        written: list[bytes] = []
        for part in parts:
            if isinstance(part, Words):
                written.append(part.with_numbers(numbers))
                continue
            category = CATEGORIES[part.operator]
            listed = own.setdefault(category, {})
            if part.operator == b"Tf":
                cut = self.cut(part.key)
                numbers = cut.numbers
                listed[part.key] = cut.font
                written.append(part.text)
                continue
            if (part.operator, part.name) not in names:
                new = names[part.operator, part.name] = b"%s%d" % (
                    category[1:2].lower().encode(),
                    len(listed),
                )
                listed[f"/{new.decode()}"] = self.own(named(resources, part))
            written.append(b"/" + names[part.operator, part.name] + part.between + part.operator)
        lists: dict[str, Any] = dict(own)
        if "/ColorSpace" in resources:
            lists["/ColorSpace"] = resources.ColorSpace  # the same in all
        return b"".join(written), lists

    def cut(self, key: str) -> Cut:
        """Return a font as the letter has it."""
        return self.fonts[key].cut(frozenset(self.used[key]))

    def own(self, thing: Any) -> Any:
        """Return a picture, a pattern or a state as the letter has it: what it draws is rewritten."""
        if not any(True for _ in drawings(thing)):
            return thing
        if "/SMask" in thing and isinstance(thing, Dictionary):
            mask = {**dict(thing.SMask.items()), "/G": self.own(thing.SMask.G)}
            return {**dict(thing.items()), "/SMask": mask}
        if thing.objgen not in self.made:
            parts = self.fonts.taken_apart(thing.read_bytes())
            data, resources = self.rewritten(parts, thing.Resources)
            told = {key: value for key, value in thing.items() if key not in ("/Length", "/Filter")}
            self.made[thing.objgen] = Stream(data, {**told, "/Resources": resources})
        return self.made[thing.objgen]


def named(resources: Any, part: Named) -> Any:
    """Return what a name stands for, after which an operator looks."""
    return resources[CATEGORIES[part.operator]][part.key]


def drawings(thing: Any) -> Iterable[Any]:
    """Yield what a picture, a pattern or a state draws as a page does, with resources of its own."""
    if isinstance(thing, pikepdf.Stream):
        if "/Resources" in thing:
            yield thing
    elif isinstance(mask := thing.get("/SMask"), Dictionary) and "/G" in mask:
        yield from drawings(mask.G)


def own_pages(fonts: GatheredFonts, pages: Sequence[pikepdf.Page]) -> list[dict[str, Any]]:
    """Return the `pages` of one letter, in a gathering's PDF, with no more left to them than they show."""
    own = Own(fonts)
    drawn = [(own.see(page.Contents.read_bytes(), page.Resources), page.Resources) for page in pages]
    return [own.page(page, *one) for page, one in zip(pages, drawn, strict=True)]

"""The outlines of a gathering's face, one by one: the font of a letter is joined of them, not cut anew.

Most glyphs of a letter stand in all letters of its gathering. Cutting a face and pressing its file costs as
much as setting the letter; here the glyphs that follow one another in a face are pressed once, by the
stretch, and a font is stretches of glyphs one after another, which a reader inflates as one (RFC 1951:
blocks that are pressed by themselves may follow each other). A stretch ends after a glyph whose own bytes say
so: the file of a letter depends on its own glyphs alone.

What is joined are outlines of CFF without subroutines, in a face that counts glyphs by number, and those of
TrueType that are not made of others. Anything else is to be cut (`can_join`). Held by:
tests/write/test_outlines.py::test_a_joined_font_draws_what_a_cut_one_draws
"""

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

import uharfbuzz as hb

from .cff import CHAR_STRINGS, CHARSET, FD_SELECT, ROS, entries, families, offsets, top_dictionary

STRETCH = 12
"""How many glyphs a stretch has, on the average."""
MOST_STRETCHES = 512
"""How many stretches are kept pressed, in all some 5 MB."""
HARD = 9
"""How hard a stretch is pressed: it is done once for many letters."""
WINDOW = -13
"""Raw blocks, which look back no further than a stretch is long."""
BEGINNING = b"\x78\x01"
"""How pressed data begins (RFC 1950)."""
SUM, ALL = 0xB1B0AFBA, 0xFFFFFFFF
"""What the words of an OpenType file come to, of which the lower 32 bits count."""
NO_TABLES: Mapping[str, bytes] = {}
COMPOSITE = b"\xff\xff"
"""How a glyph begins that is made of others (table glyf)."""


@dataclass(frozen=True)
class Joined:
    """A font's file: its pieces one after another, and all of them pressed, as blocks."""

    pieces: tuple[bytes, ...]
    blocks: bytes

    @property
    def length(self) -> int:
        """How long the file itself is."""
        return sum(map(len, self.pieces))

    @property
    def pressed(self) -> bytes:
        """The blocks as a PDF has them: with the sum of what they say."""
        check = reduce(lambda found, piece: zlib.adler32(piece, found), self.pieces, 1)
        return BEGINNING + self.blocks + struct.pack(">L", check)

    @property
    def crc(self) -> int:
        """The sum that a zip file has of the file."""
        return reduce(lambda found, piece: zlib.crc32(piece, found), self.pieces, 0)


class Record(NamedTuple):
    """What the beginning of a font's file tells of a table."""

    tag: bytes
    sum: int
    at: int
    length: int


class Frame(NamedTuple):
    """What a table CFF has before its list of characters, and where its operators have their numbers."""

    data: bytes
    places: Mapping[int, int]


@dataclass(frozen=True)
class Stretch:
    """Glyphs that follow one another, as they lie in a font's file."""

    data: bytes
    lengths: tuple[int, ...]

    @cached_property
    def pressed(self) -> bytes:
        """Its blocks, which know nothing of what lies before them."""
        return pressed_once(self.data)

    @cached_property
    def sums(self) -> tuple[int, ...]:
        """What it adds to the sum of a table, by the place in a word of four at which it begins."""
        own = [sum(self.data[place::4]) for place in range(4)]
        return tuple(
            sum(value << (24 - 8 * ((first + place) & 3)) for place, value in enumerate(own))
            for first in range(4)
        )


class Outlines:
    """The glyphs of an OpenType file, to be joined; `glyphs` is empty where they cannot be."""

    def __init__(self, face: hb.Face) -> None:
        self.face = face
        self.tables = {tag: bytes(face.reference_table(tag).data) for tag in face.table_tags}
        self.is_cff = "CFF " in self.tables
        self.glyphs = self.cff_glyphs() if self.is_cff else self.true_type_glyphs()
        self.ends = [zlib.crc32(glyph) % STRETCH == 0 for glyph in self.glyphs]
        self.metrics = metrics(self.tables["hmtx"], self.tables["hhea"], len(self.glyphs))
        self.stretches: dict[tuple[int, ...], Stretch] = {}
        self.frames: dict[frozenset[int], Frame] = {}

    def can_join(self, used: Sequence[int]) -> bool:
        """Say whether a font can be joined of the glyphs `used`."""
        if not self.glyphs:
            return False
        return self.is_cff or not any(self.glyphs[one].startswith(COMPOSITE) for one in used)

    def joined(self, used: Sequence[int], instead: Mapping[str, bytes] = NO_TABLES) -> Joined:
        """Return the file of a font that has the glyphs `used`, which are in order and begin with 0.

        Some tables have others `instead`.
        """
        parts = list(self.parted(used))
        lengths = [length for part in parts for length in part.lengths]
        widths, full = listed([self.metrics[one] for one in used])
        tables = (
            self.tables
            | dict(instead)
            | {"hmtx": widths, "hhea": written(self.tables["hhea"], ">H", (34, full))}
        )
        tables["maxp"] = written(tables["maxp"], ">H", (4, len(used)))
        if self.is_cff:
            before = self.cff_before(used, lengths)
        else:
            before, places, is_long = b"", *located(lengths)
            tables["loca"] = places
            tables["head"] = written(tables["head"], ">H", (50, is_long))
        return wrapped(tables, "CFF " if self.is_cff else "glyf", before, parts)

    def parted(self, used: Sequence[int]) -> Iterator[Stretch]:
        """Yield the stretches of glyphs."""
        first = 0
        for last, one in enumerate(used, 1):
            if self.ends[one] or last == len(used):
                key = tuple(used[first:last])
                if key not in self.stretches:
                    glyphs = [self.glyphs[glyph] for glyph in key]
                    self.stretches[key] = Stretch(b"".join(glyphs), tuple(map(len, glyphs)))
                yield self.stretches[key]
                first = last

    def true_type_glyphs(self) -> list[bytes]:
        """Return the outlines of TrueType, none where they are of another kind."""
        if not {"glyf", "loca", "head"} <= self.tables.keys():
            return []
        data, places = self.tables["glyf"], self.tables["loca"]
        if struct.unpack_from(">H", self.tables["head"], 50)[0]:
            bounds = list(struct.unpack(f">{len(places) // 4}L", places))
        else:
            bounds = [2 * half for half in struct.unpack(f">{len(places) // 2}H", places)]
        return [data[first:last] for first, last in pairwise(bounds)]

    def cff_glyphs(self) -> list[bytes]:
        """Return the outlines of CFF, none where its glyphs go by names."""
        data = self.tables["CFF "]
        said = {operator: value for operator, value, _ in top_dictionary(data)}
        if ROS not in said:
            return []
        self.families = families(data, said[FD_SELECT], self.face.glyph_count)
        return list(entries(data, said[CHAR_STRINGS]))

    def cff_before(self, used: Sequence[int], lengths: Sequence[int]) -> bytes:
        """Return what a table CFF has before its outlines, which have these lengths."""
        own = [self.families[one] for one in used]
        frame = self.frame(frozenset(own))
        count = len(used)
        charset = struct.pack(">BHH", 2, 1, count - 2) if count > 1 else b"\0"
        families_at = len(frame.data) + len(charset)
        choice = chosen(own)
        told = {CHARSET: len(frame.data), FD_SELECT: families_at, CHAR_STRINGS: families_at + len(choice)}
        data = written(frame.data, ">L", *((frame.places[operator] + 1, at) for operator, at in told.items()))
        return data + charset + choice + offsets(lengths)

    def frame(self, kept: frozenset[int]) -> Frame:
        """Return what a table CFF says of the face and of the families `kept`: HarfBuzz drops the others.

        A family (FD) is what some glyphs have in common; the font's own lists come behind.
        """
        if kept not in self.frames:
            wanted = hb.SubsetInput()
            wanted.flags = hb.SubsetFlags.CFF_IDENTITY_CHARSET
            wanted.glyph_set.update(self.families.index(family) for family in kept)
            cut = bytes(hb.subset(self.face, wanted).reference_table("CFF ").data)
            told = {operator: (value, place) for operator, value, place in top_dictionary(cut)}
            data = cut[: told[CHAR_STRINGS][0]]
            self.frames[kept] = Frame(data, {operator: place for operator, (_, place) in told.items()})
        return self.frames[kept]


def chosen(own: Sequence[int]) -> bytes:
    """Return the list of families (FDSelect) of glyphs that belong to these, which are numbered anew."""
    numbers = {family: number for number, family in enumerate(sorted(set(own)))}
    runs = [next(run) for _, run in groupby(enumerate(own), lambda entry: entry[1])]
    told = b"".join(struct.pack(">HB", at, numbers[family]) for at, family in runs)
    return struct.pack(">BH", 3, len(runs)) + told + struct.pack(">H", len(own))


def pressed(data: bytes) -> bytes:
    """Return data as blocks after which others may follow."""
    press = zlib.compressobj(HARD, zlib.DEFLATED, WINDOW)
    return press.compress(data) + press.flush(zlib.Z_SYNC_FLUSH)


@lru_cache(maxsize=MOST_STRETCHES)
def pressed_once(data: bytes) -> bytes:
    """Return a stretch as blocks, pressed once for all gatherings that have it."""
    return pressed(data)


@lru_cache(maxsize=4)
def ending(data: bytes) -> bytes:
    """Return data as the last block."""
    press = zlib.compressobj(HARD, zlib.DEFLATED, WINDOW)
    return press.compress(data) + press.flush()


def written(table: bytes, form: str, *entries: tuple[int, int]) -> bytes:
    """Return a table with other numbers in some places."""
    changed = bytearray(table)
    for place, value in entries:
        struct.pack_into(form, changed, place, value)
    return bytes(changed)


def metrics(widths: bytes, about: bytes, count: int) -> list[bytes]:
    """Return width and left edge of each glyph, as a list of widths has them in which none is left out."""
    (full,) = struct.unpack_from(">H", about, 34)
    last = widths[4 * full - 4 : 4 * full - 2]
    found = [widths[at : at + 4] for at in range(0, 4 * full, 4)]
    found += [last + widths[at : at + 2] for at in range(4 * full, 4 * full + 2 * (count - full), 2)]
    return found


def listed(told: Sequence[bytes]) -> tuple[bytes, int]:
    """Return the list of widths and left edges, and how many widths it has: the last one holds to the end."""
    full = len(told)
    while full > 1 and told[full - 2][:2] == told[full - 1][:2]:
        full -= 1
    return b"".join([*told[:full], *(one[2:] for one in told[full:])]), full


def located(lengths: Sequence[int]) -> tuple[bytes, int]:
    """Return the places of outlines (table loca), and whether they are told in four bytes."""
    places = list(accumulate(lengths, initial=0))
    if places[-1] < 0x20000 and not any(place & 1 for place in places):
        return struct.pack(f">{len(places)}H", *(place >> 1 for place in places)), 0
    return struct.pack(f">{len(places)}L", *places), 1


def wrapped(tables: Mapping[str, bytes], last: str, before: bytes, parts: Sequence[Stretch]) -> Joined:
    """Return an OpenType file of tables; in `last`, that of the outlines, `before` lies before them."""
    first = 12 + 16 * len(tables)
    length = len(before) + sum(len(part.data) for part in parts)
    others = {tag: data for tag, data in sorted(tables.items()) if tag != last}
    others["head"] = written(others["head"], ">L", (8, 0))
    records: list[Record] = []
    body = b""
    for tag, data in others.items():
        records.append(Record(tag.encode(), summed(data), first + len(body), len(data)))
        body += data + bytes(-len(data) % 4)
    sums = (summed(before) + sum(sums_from(len(before), parts))) & ALL
    records.append(Record(last.encode(), sums, first + len(body), length))
    start = directory(records) + body
    whole = summed(start) + sums  # of a file is made with nothing in the place where it is told
    head = next(record.at for record in records if record.tag == b"head")
    start = written(start, ">L", (head + 8, (SUM - whole) & ALL)) + before
    padding = bytes(-length % 4)
    blocks = [pressed(start), *(part.pressed for part in parts), ending(padding)]
    return Joined((start, *(part.data for part in parts), padding), b"".join(blocks))


def directory(records: Sequence[Record]) -> bytes:
    """Return how an OpenType file with these tables begins."""
    count = len(records)
    power = count.bit_length() - 1
    kind = b"OTTO" if any(record.tag == b"CFF " for record in records) else b"\0\1\0\0"
    head = struct.pack(">4sHHHH", kind, count, 16 << power, power, 16 * count - (16 << power))
    return head + b"".join(struct.pack(">4sLLL", *record) for record in sorted(records))


def summed(data: bytes) -> int:
    """Return the sum of a table's words."""
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & ALL


def sums_from(at: int, parts: Iterable[Stretch]) -> Iterator[int]:
    """Yield what stretches that begin at a place of a table add to its sum."""
    for part in parts:
        yield part.sums[at & 3]
        at += len(part.data)

"""What a font file says of the characters in it: its table from characters to glyphs, and how far they reach.

OpenType 1.9, `cmap` and `OS/2`.
"""

import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

LAST = 0xFFFF
"""The last code point that the older form of the table can have."""
RANGES, FIRST_AND_LAST = 42, 64
"""Where `OS/2` tells which scripts there are, and the first and last code point."""

Pairs = Sequence[tuple[int, int]]
"""Code points in their order, each with its glyph."""


def character_map(pairs: Pairs) -> bytes:
    """Return a table `cmap`: as all readers know it, and as one for all of Unicode where that is needed."""
    subtables = {(0, 3): (short := segments(pairs)), (3, 1): short}
    if pairs and pairs[-1][0] > LAST:
        subtables |= {(0, 4): (long := groups(pairs)), (3, 10): long}
    places: dict[bytes, int] = {}
    body, start = b"", 4 + 8 * len(subtables)
    for data in dict.fromkeys(subtables.values()):
        places[data] = start + len(body)
        body += data
    records = [struct.pack(">HHL", *key, places[data]) for key, data in sorted(subtables.items())]
    return struct.pack(">HH", 0, len(subtables)) + b"".join(records) + body


def runs(pairs: Pairs) -> Iterator[tuple[int, int, int]]:
    """Yield first and last code point, and the first glyph, of stretches in which both count on."""
    for _, entries in groupby(enumerate(pairs), lambda one: (one[1][0] - one[0], one[1][1] - one[0])):
        (_, (first, glyph)), *others = entries
        yield first, first + len(others), glyph


def segments(pairs: Pairs) -> bytes:
    """Return a table of characters of two bytes (format 4)."""
    found = list(runs([pair for pair in pairs if pair[0] < LAST]))
    found.append((LAST, LAST, 0))  # as the format asks
    count = len(found)
    power = count.bit_length() - 1
    head = (4, 16 + 8 * count, 0, 2 * count, 2 << power, power, 2 * count - (2 << power))
    lists = (
        [last for _, last, _ in found],
        [0],
        [first for first, _, _ in found],
        [(glyph - first) & LAST for first, _, glyph in found],
        [0] * count,
    )
    numbers = [*head, *(number for one in lists for number in one)]
    return struct.pack(f">{len(numbers)}H", *numbers)


def groups(pairs: Pairs) -> bytes:
    """Return a table of all characters (format 12)."""
    found = list(runs(pairs))
    body = b"".join(struct.pack(">LLL", *run) for run in found)
    return struct.pack(">HHLLL", 12, 0, 16 + len(body), 0, len(found)) + body


def about(table: bytes, codes: Sequence[int]) -> bytes:
    """Return a table `OS/2` that tells of these characters and no others."""
    changed = bytearray(table)
    bits = sum(1 << bit for bit in set[int]().union(*(ranges_of(code) for code in codes)))
    before = struct.unpack_from(">4L", table, RANGES)
    now = [told & bits >> shift for told, shift in zip(before, (0, 32, 64, 96), strict=True)]
    struct.pack_into(">4L", changed, RANGES, *now)
    ends = (min(codes, default=0), max(codes, default=0))
    struct.pack_into(">2H", changed, FIRST_AND_LAST, *(min(code, LAST) for code in ends))
    return bytes(changed)


@lru_cache(maxsize=4096)
def ranges_of(code: int) -> frozenset[int]:
    """Return the bits by which `OS/2` tells that there is a script which a character is of."""
    from fontTools.ttLib.tables.O_S_2f_2 import intersectUnicodeRanges

    return frozenset(intersectUnicodeRanges([code]))

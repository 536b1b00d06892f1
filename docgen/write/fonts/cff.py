"""The table CFF of an OpenType file, as HarfBuzz writes it: its lists, and what it says of its face.

Adobe Technical Note 5176. Nothing is checked: what is read here HarfBuzz has just written.
"""

import struct
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

CHARSET, CHAR_STRINGS, FD_SELECT, ROS = 15, 17, 12 << 8 | 37, 12 << 8 | 30
"""Operators of a face's dictionary: where its characters, outlines and families are listed, how it counts."""


def offsets(lengths: Sequence[int]) -> bytes:
    """Return how a list of CFF (INDEX) begins whose entries have these lengths."""
    places = list(accumulate(lengths, initial=1))
    size = (places[-1].bit_length() + 7) // 8
    head = struct.pack(">HB", len(lengths), size)
    if size == 2:
        return head + struct.pack(f">{len(places)}H", *places)
    return head + b"".join(place.to_bytes(size, "big") for place in places)


def bounds(data: bytes, at: int) -> list[int]:
    """Return where the entries of a list of CFF (INDEX) begin, and where the last one ends."""
    count, size = struct.unpack_from(">HB", data, at)
    if not count:
        return [at + 2]
    first = at + 3
    base = first + size * (count + 1) - 1
    numbers = data[first : base + 1]
    return [base + int.from_bytes(numbers[one : one + size], "big") for one in range(0, len(numbers), size)]


def entries(data: bytes, at: int) -> Iterator[bytes]:
    """Yield the entries of a list of CFF."""
    places = bounds(data, at)
    for first, last in pairwise(places):
        yield data[first:last]


def top_dictionary(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield what the table CFF says of its face: operator, last number before it, and where that stands."""
    names_end = bounds(data, data[2])[-1]
    at, end, *_ = bounds(data, names_end)
    value, place = 0, at
    while at < end:
        first = data[at]
        if first <= 21:
            operator = first << 8 | data[at + 1] if first == 12 else first
            yield operator, value, place
            at += 2 if first == 12 else 1
            continue
        place, (value, at) = at, number(data, at)


def number(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of a dictionary of CFF (of a fraction only that it is one), and where it ends."""
    first = data[at]
    if first == 28:
        return int.from_bytes(data[at + 1 : at + 3], "big", signed=True), at + 3
    if first == 29:
        return int.from_bytes(data[at + 1 : at + 5], "big", signed=True), at + 5
    if first == 30:
        while data[at := at + 1] & 0xF != 0xF:
            pass
        return 0, at + 1
    if first <= 246:
        return first - 139, at + 1
    sign, base = (1, 247) if first <= 250 else (-1, 251)
    return sign * ((first - base) * 256 + data[at + 1] + 108), at + 2


def families(data: bytes, at: int, count: int) -> list[int]:
    """Return the family (FD) of each glyph."""
    if data[at] == 0:
        return list(data[at + 1 : at + 1 + count])
    (runs,) = struct.unpack_from(">H", data, at + 1)
    firsts = [struct.unpack_from(">HB", data, at + 3 + 3 * run) for run in range(runs)]
    ends = [first for first, _ in firsts[1:]] + [count]
    return [family for (first, family), end in zip(firsts, ends, strict=True) for _ in range(first, end)]

"""What a PDF from anywhere holds packed (ISO 32000-1, 7.4.4.2) is unpacked, to see whether it can be.

A reader shows what it can of a page whose content breaks off, puts another face in the place of a damaged
one, and mostly says nothing of it.
"""

import zlib
from typing import Any

import pikepdf

MOST = 256 * 1024 * 1024
"""Bytes that are unpacked of one file; what comes after is not looked at."""
AT_ONCE = 1024 * 1024
PACKED = "/FlateDecode"
HEADER, SUM = 2, 4
"""Bytes before packed data, and of the sum after them (RFC 1950)."""


def damaged_streams(file: pikepdf.Pdf) -> int:
    """Return how many packed parts of a file cannot be unpacked, or are other than their sums say."""
    left, count = MOST, 0
    for one in file.objects:
        if left > 0 and isinstance(one, pikepdf.Stream) and first_filter(one) == PACKED:
            is_damaged, unpacked = judged(one.read_raw_bytes(), left)
            count, left = count + is_damaged, left - unpacked
    return count


def first_filter(stream: pikepdf.Stream) -> str:
    """Return how the bytes of a stream are packed outermost."""
    named: Any = stream.get("/Filter", "")
    return str(named[0] if isinstance(named, pikepdf.Array) and len(named) else named)


def judged(data: bytes, most: int) -> tuple[bool, int]:
    """Say whether packed data are damaged, and how many bytes of at most so many were unpacked for that.

    Some programs leave the sum away; where there is one it holds. Nothing is by some packed as nothing.
    """
    if not data:
        return False, 0
    unpacking, waiting = zlib.decompressobj(-zlib.MAX_WBITS), data[HEADER:]
    total, made = 1, 0
    try:
        while waiting and not unpacking.eof and made < most:
            piece = unpacking.decompress(waiting, AT_ONCE)
            total, made, waiting = zlib.adler32(piece, total), made + len(piece), unpacking.unconsumed_tail
    except zlib.error:
        return True, made
    said = unpacking.unused_data[:SUM]
    return made < most and (
        not unpacking.eof or (len(said) == SUM and said != total.to_bytes(SUM, "big"))
    ), made

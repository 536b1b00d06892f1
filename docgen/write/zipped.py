"""A zip file made of named bytes, the same for the same bytes: Word and OFD files are such packages.

Python's zipfile stamps entries with the clock and would compress the same part anew for each of a thousand
letters.
"""

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

STORED, DEFLATED = 0, 8
QUICKLY, USUALLY = 1, 6
"""How hard a part is compressed; outlines yield a fiftieth more to twice the time."""
OUTLINES = (".otf", ".ttf")
EPOCH = (0, 1 << 5 | 1)  # time and day of 1980-01-01, the earliest a zip entry can be


class Deflated(NamedTuple):
    """A part that is compressed already: its blocks, the sum of what they say, and how long that is."""

    blocks: bytes
    crc: int
    length: int


def zipped(entries: Iterable[tuple[str, bytes | Deflated]], stored: tuple[str, ...] = ()) -> bytes:
    """Return a zip file whose entries carry no time and no trace of the machine (APPNOTE.TXT, 4.3).

    Those whose names end as `stored` says are put in as they are, for they are compressed already.
    """
    content, directory = [b""], [b""]
    place = 0
    for name, blob in entries:
        packed = name.encode()
        if isinstance(blob, bytes):
            as_it_is = bool(stored) and name.endswith(stored)
            hard = QUICKLY if name.endswith(OUTLINES) else USUALLY
            method, data = (STORED, blob) if as_it_is else (DEFLATED, deflated(blob, hard))
            told = crc32(blob), len(data), len(blob)
        else:
            method, data = DEFLATED, blob.blocks
            told = blob.crc, len(data), blob.length
        facts = struct.pack("<5H3L2H", 20, 0, method, *EPOCH, *told, len(packed), 0)
        content.append(b"PK\3\4" + facts + packed + data)
        directory.append(b"PK\1\2\x14\0" + facts + struct.pack("<3H2L", 0, 0, 0, 0, place) + packed)
        place += len(content[-1])
    listed, count = b"".join(directory), len(directory) - 1
    return (
        b"".join(content)
        + listed
        + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(listed), place, 0)
    )


@lru_cache(maxsize=64)
def deflated(blob: bytes, hard: int = USUALLY) -> bytes:
    """Return a part compressed."""
    packer = zlib.compressobj(hard, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(blob) + packer.flush()

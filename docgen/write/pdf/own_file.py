"""The PDF of one letter, written of values: what it shows, and nothing of the file it was drawn in.

In go dictionaries, lists, streams and things out of an open PDF; out come the bytes of a file (ISO 32000-1,
7.5.7 and 7.5.8): streams one after another, all else in one stream of objects, and where everything lies.
Objects are numbered as they are named, so the same values give the same bytes. To copy pages from one open
file into another, and to save that, takes a fifth of what it takes to make a letter; this a third of it.
"""

import re
import struct
import zlib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import md5
from typing import Any

import pikepdf

HEAD = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
"""How a file begins: its version, and that it is not text (7.5.2)."""
REFERENCE = re.compile(rb"(?<!\d)(\d{1,10}) \d{1,5} R\b")
STRING = b"("
QUICKLY = 3
"""How hard drawings are pressed: harder takes twice as long and saves a thousandth of the file."""
PRESSED = b"/Filter /FlateDecode"
MARK_LENGTH = 64
"""How much of the end of a stream tells it from others: pressed data ends with a sum over all of it."""


@dataclass(frozen=True, eq=False)
class Shared:
    """An object of its own, which others name."""

    value: Any


@dataclass(frozen=True, eq=False)
class Stream:
    """Data, and what is told of it; what is `pressed` already stays as it is."""

    data: bytes
    told: Mapping[str, Any] = field(default_factory=dict)
    pressed: bool = False


Object = tuple[int, int]
"""The number of an object in an open PDF."""
Closed = dict[Object, bytes]
"""What things out of an open PDF are written as: those that name nothing else."""


@lru_cache(maxsize=64)
def string(text: str) -> bytes:
    """Return text as a PDF writes it."""
    return pikepdf.String(text).unparse()


def entries(thing: Any, *without: str) -> bytes:
    """Return what a dictionary of an open PDF says but for some of its entries, with nothing but itself."""
    pairs = ((key, value) for key, value in thing.items() if key not in without)
    return b" ".join(key.encode() + b" " + whole(value) for key, value in pairs)


def whole(thing: Any) -> bytes:
    """Return something out of an open PDF with all that it names, written in its place."""
    if isinstance(thing, pikepdf.Dictionary):
        return b"<< " + entries(thing) + b" >>"
    if isinstance(thing, pikepdf.Array):
        return b"[ " + b" ".join(map(whole, thing)) + b" ]"
    return text_of(thing)


def text_of(thing: Any) -> bytes:
    """Return something out of an open PDF as it stands there."""
    if isinstance(thing, pikepdf.Object):
        return thing.unparse()
    if isinstance(thing, bool):
        return b"true" if thing else b"false"
    return str(thing).encode()


@dataclass
class OwnFile:
    """A file in the making; `closed` is kept from one letter of a gathering to the next."""

    whole: pikepdf.Pdf
    closed: Closed
    instead: Mapping[Object, Shared] = field(default_factory=dict)  # of things out of it
    numbers: dict[Hashable, int] = field(default_factory=dict)
    kept: list[Any] = field(default_factory=list)  # what was numbered, lest another takes its identity
    texts: dict[int, bytes] = field(default_factory=dict)
    streams: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)  # what is told of data, and it

    def text(self, value: Any) -> bytes:
        """Return a value as it is written; what is an object of its own is put down and named.

        Bytes are written already, and a tuple is written one part after another.
        """
        if isinstance(value, bytes):
            return value
        if isinstance(value, tuple):
            return b"".join(map(self.text, value))
        if isinstance(value, Shared | Stream):
            return self.named(id(value), value)
        if isinstance(value, pikepdf.Object):
            return self.foreign(value)
        if isinstance(value, Mapping):
            return self.dictionary(value)
        if isinstance(value, list):
            return b"[ " + b" ".join(map(self.text, value)) + b" ]"
        return text_of(value)

    def dictionary(self, told: Any) -> bytes:
        """Return a dictionary as it is written."""
        pairs = (key.encode() + b" " + self.text(value) for key, value in told.items())
        return b"<< " + b" ".join(pairs) + b" >>"

    def foreign(self, thing: Any) -> bytes:
        """Return something out of an open PDF as it is written here."""
        if not thing.is_indirect:
            return self.opened(thing, thing.unparse())
        other = self.instead.get(thing.objgen)
        return self.named(id(other), other) if other else self.named(thing.objgen, thing)

    def opened(self, thing: Any, said: bytes) -> bytes:
        """Return what something out of an open PDF says there, with the names that things have here."""
        if not REFERENCE.search(said):
            return said
        if STRING not in said:  # in which a number may look like a reference
            return REFERENCE.sub(lambda found: self.foreign(self.whole.get_object(int(found[1]), 0)), said)
        if isinstance(thing, pikepdf.Dictionary):
            return self.dictionary(thing)
        return self.text(list(thing)) if isinstance(thing, pikepdf.Array) else said

    def named(self, key: Hashable, value: Any) -> bytes:
        """Return how an object is named, which is put down when it is named first."""
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.numbers) + 1
            self.kept.append(value)
            self.put_down(number, key, value)
        return b"%d 0 R" % number

    def put_down(self, number: int, key: Any, value: Any) -> None:
        """Write an object."""
        if isinstance(value, Stream):
            said = self.dictionary(value.told)[3:-3]
            data = value.data if value.pressed else zlib.compress(value.data, QUICKLY)
            self.streams[number] = said + PRESSED, data
        elif isinstance(value, Shared):
            self.texts[number] = self.text(value.value)
        elif isinstance(value, pikepdf.Stream):
            told = {name: one for name, one in value.items() if name != "/Length"}
            self.streams[number] = self.dictionary(told)[3:-3], value.read_raw_bytes()
        elif key in self.closed:
            self.texts[number] = self.closed[key]
        else:
            said = value.unparse(resolved=True)
            self.texts[number] = text = self.opened(value, said)
            if text is said:  # which names nothing
                self.closed[key] = said

    def written(self, root: Shared, about: Shared) -> bytes:
        """Return the file whose catalogue is `root`, which says `about` itself what that says."""
        told = b"/Root %b /Info %b" % (self.text(root), self.text(about))
        inside, places = len(self.numbers) + 1, {}
        self.streams[inside] = self.objects()
        out, at = [HEAD], len(HEAD)
        for number, (said, data) in self.streams.items():
            piece = b"%d 0 obj\n<< %b /Length %d >>\nstream\n" % (number, said, len(data))
            places[number] = at
            out += [piece, data, b"\nendstream\nendobj\n"]
            at += len(piece) + len(data) + 18
        ends = (b"%d " % len(data) + data[-MARK_LENGTH:] for _, data in self.streams.values())
        mark = md5(b"".join(ends), usedforsecurity=False).hexdigest().encode()
        told += b" /ID [ <%b> <%b> ]" % (mark, mark)
        out.append(self.directory(inside, places, at, told))
        return b"".join(out)

    def objects(self) -> tuple[bytes, bytes]:
        """Return the objects without data as one stream (7.5.7): what is told of it, and it."""
        firsts, at = [], 0
        for number, said in self.texts.items():
            firsts.append(b"%d %d" % (number, at))
            at += len(said) + 1
        head = b" ".join(firsts) + b"\n"
        told = b"/Type /ObjStm /N %d /First %d %b" % (len(self.texts), len(head), PRESSED)
        return told, zlib.compress(head + b"\n".join(self.texts.values()), QUICKLY)

    def directory(self, inside: int, places: Mapping[int, int], at: int, told: bytes) -> bytes:
        """Return where all objects lie (7.5.8), and the end of the file; it begins `at` so many bytes."""
        order = {number: place for place, number in enumerate(self.texts)}
        rows = [struct.pack(">BLH", 0, 0, 0xFFFF)]
        for number in range(1, inside + 1):
            where = (1, places[number], 0) if number in places else (2, inside, order[number])
            rows.append(struct.pack(">BLH", *where))
        rows.append(struct.pack(">BLH", 1, at, 0))
        data = b"".join(rows)
        size = inside + 2
        said = b"/Type /XRef /Size %d /W [ 1 4 2 ] %b /Length %d" % (size, told, len(data))
        return b"%d 0 obj\n<< %b >>\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
            size - 1, said, data, at,
        )  # fmt: skip

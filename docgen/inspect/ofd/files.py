"""Files in the zip, opened one by one: pictures, faces, what goes along; damaged, there twice, astray.

A reader shows nothing where a picture is damaged, and says nothing of it: whoever gets the file never knows.
"""

from collections import Counter
from collections.abc import Iterator
from posixpath import normpath
from struct import error, unpack_from

from docgen.content.pictures import judged
from docgen.content.unusable import UnusablePicture

from .package import Fault, Package

UNOPENED = frozenset({"JBIG2", "JB2", "GBIG2", "JPEG2000", "JP2", "BMP", "TIFF", "TIF"})
"""Kinds of pictures that are not judged: some nothing here opens, of others a page takes seconds."""
BROKEN = frozenset({"image-broken", "image-is-other"})
SFNT = (b"\0\1\0\0", b"OTTO", b"true")
HEAD, ENTRY = 12, 16
"""Bytes of what a font file begins with, and of each line of its list of tables (OpenType, otff)."""


def faults(package: Package) -> Iterator[Fault]:
    """Yield what is wrong with the files that lie in an OFD."""
    yield from odd_names(package)
    pictures, faces = paths(package, "MultiMedia"), paths(package, "Font")
    for name, data in package.contents(package.names - package.read_parts.keys()):
        if data is None or (name in pictures and is_broken(data)) or (name in faces and is_cut(data)):
            yield Fault("ofd-part-damaged", {"part": name})


def odd_names(package: Package) -> Iterator[Fault]:
    """Yield names that a zip has twice, as folders on most machines count, and those that lead out of it."""
    names = package.zip.namelist()
    counted = Counter(name.casefold() for name in names)
    for name in dict.fromkeys(names):
        if counted.pop(name.casefold(), 1) > 1:
            yield Fault("ofd-part-twice", {"part": name})
        if leads_out(name):
            yield Fault("ofd-part-outside", {"part": name})


def leads_out(name: str) -> bool:
    """Say whether a part would be unpacked to a place that is not below the folder it is unpacked into."""
    path = name.replace("\\", "/")
    return path.startswith("/") or path[1:2] == ":" or f"{normpath(path)}/".startswith("../")


def paths(package: Package, element: str) -> set[str]:
    """Return the paths of the files that lists of resources have of a kind, as far as they are judged."""
    return {
        path
        for listed in package.lists
        for one, path in package.files_of(listed, element)
        if path and one.get("Type", "Image") == "Image" and one.get("Format", "").upper() not in UNOPENED
    }


def is_broken(data: bytes) -> bool:
    """Say whether a picture is none, or only a part of one."""
    try:
        judged(data, None)
    except UnusablePicture as unusable:
        return unusable.code in BROKEN
    return False


def is_cut(data: bytes) -> bool:
    """Say whether a font file ends before its tables do."""
    if not data.startswith(SFNT):
        return False
    try:
        (count,) = unpack_from(">H", data, 4)
        entries = [unpack_from(">4sLLL", data, HEAD + ENTRY * number) for number in range(count)]
    except error:
        return True
    return any(start + length > len(data) for _, _, start, length in entries)

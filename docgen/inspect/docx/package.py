"""The parts of a Word file from anywhere: bytes in, XML trees out, or one sentence why not.

The surprise: nothing of what the file says of itself is believed. Sizes are counted while they are read, and
a part with a DOCTYPE is refused, since Word never writes one and entities are how a small part grows huge.
"""

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import NoReturn

from lxml import etree

from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.messages import Reason

FILE_LIMIT = 32 * 1024 * 1024
"""Bytes; a handbook with pictures has two million."""

TEXT_LIMIT = 64 * 1024 * 1024
"""Bytes of XML in all parts that are read; the text of the longest handbook takes a million."""

UNPACKED = 256 * 1024 * 1024
"""Bytes of all parts, pictures too, that are unpacked to see whether they can be."""

DIRECTORY_LIMIT = 1024 * 1024
"""Bytes of the zip's list of entries, about ten thousand of them."""

OLE, PASSWORD = bytes.fromhex("d0cf11e0a1b11ae1"), "EncryptedPackage".encode("utf-16-le")
ENDING, ENCRYPTED = b"PK\x05\x06", 1
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class ZippedParts:
    """An opened zip file of XML parts; what is wrong with it is raised as ContentError when it is met."""

    def __init__(self, data: bytes, path: Path) -> None:
        self.path = path
        self.left = TEXT_LIMIT
        self.zip = self.opened(data)
        self.names = frozenset(self.zip.namelist())

    def opened(self, data: bytes) -> zipfile.ZipFile:
        """Return the zip that a Word file is."""
        if data.startswith(OLE):
            self.refuse("edited-password" if PASSWORD in data else "edited-old-word")
        if not data.startswith(b"PK"):
            self.refuse("edited-not-word")
        end = data.rfind(ENDING)
        if end < 0:
            self.refuse("edited-damaged")
        if int.from_bytes(data[end + 12 : end + 16], "little") > DIRECTORY_LIMIT:
            self.refuse("edited-too-big")
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except DAMAGED:
            self.refuse("edited-damaged")

    def root(self, name: str) -> etree._Element:
        """Return the root element of the part called `name`."""
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError:
            self.refuse("edited-damaged")
        if root.getroottree().docinfo.doctype:
            self.refuse("edited-doctype")
        return root

    def read(self, name: str) -> bytes:
        """Return the bytes of a part, counted against TEXT_LIMIT."""
        try:
            data = self.unpacked(name, self.left)
        except (KeyError, *DAMAGED):
            self.refuse("edited-damaged")
        self.left -= len(data)
        if self.left < 0:
            self.refuse("edited-too-big")
        return data

    def unpacked(self, name: str, most: int) -> bytes:
        """Return the bytes of a part, one more than `most` of one that has more; raises KeyError, DAMAGED.

        The zip tells how many they are: a part that has fewer was cut.
        """
        info = self.zip.getinfo(name)
        if info.flag_bits & ENCRYPTED:
            self.refuse("edited-password")
        with self.zip.open(info) as part:
            data = part.read(most + 1)
        if len(data) <= most and len(data) != info.file_size:
            raise zipfile.BadZipFile
        return data

    def contents(self, names: Collection[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield parts with their bytes, None for one that cannot be unpacked, as far as UNPACKED goes."""
        left = UNPACKED
        for name in sorted(names):
            try:
                data = self.unpacked(name, left)
            except DAMAGED:
                yield name, None
                continue
            left -= len(data)
            if left < 0:
                return
            yield name, data

    def refuse(self, code: str) -> NoReturn:
        """Raise ContentError for the file as a whole."""
        raise ContentError([Problem(code, Place(self.path))])


class Package(ZippedParts):
    """An opened Word file."""

    def __init__(self, data: bytes, path: Path) -> None:
        super().__init__(data, path)
        self.relations: dict[str, etree._Element] = {}  # by part, each read once
        self.main = next(self.related("", "officeDocument"), "")
        if self.main not in self.names:
            self.refuse("edited-not-word")

    def related(self, name: str, kind: str) -> Iterator[str]:
        """Yield the names of the parts that the part called `name` (the package: '') relates to as `kind`."""
        folder, _, file = name.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels".lstrip("/")
        if rels not in self.names:
            return
        if rels not in self.relations:
            self.relations[rels] = self.root(rels)
        for relation in self.relations[rels]:
            target = relation.get("Target", "")
            inside = relation.get("TargetMode") != "External"
            if inside and relation.get("Type", "").rpartition("/")[2] == kind:
                yield normpath(join("/", dirname(name), target)).lstrip("/")

    def stories(self, kind: str) -> list[etree._Element]:
        """Return the roots of all parts of one kind that the document relates to: its headers, its notes."""
        found = dict.fromkeys(name for name in self.related(self.main, kind) if name in self.names)
        return [self.root(name) for name in found]

    def fetched(self, kinds: Collection[str]) -> set[str]:
        """Return the addresses outside the file from which its parts take something of one of `kinds`."""
        return {
            relation.get("Target", "")
            for name in sorted(self.names)
            if name.endswith(".rels")
            for relation in self.root(name)
            if relation.get("TargetMode") == "External"
            and relation.get("Type", "").rpartition("/")[2] in kinds
        }


def read_file(path: Path) -> bytes:
    """Return the bytes of the file at `path`, or raise ContentError saying why it cannot be read."""
    place = Place(path)
    if not path.exists():
        raise ContentError([Problem("edited-missing", place)])
    if not path.is_file():
        raise ContentError([Problem("edited-not-word", place)])
    try:
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except OSError as error:
        raise ContentError([Problem("source-unreadable", place, {"reason": Reason.of(error)})]) from None
    if len(data) > FILE_LIMIT:
        raise ContentError([Problem("edited-too-big", place)])
    return data

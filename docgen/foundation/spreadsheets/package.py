"""The parts of a zipped workbook by name: in go bytes, out come parts, bounded before anything is unpacked.

A zip of a few kilobytes can hold gigabytes. Names are taken as programs write them: some have backslashes,
some other capitals (OPC, ECMA-376 part 2, 6.2.2.3, compares them without regard to case).
"""

import io
import posixpath
import zipfile
from pathlib import Path
from typing import IO, Any

from lxml import etree

from ..errors import ContentError, Place, Problem

UNPACKED_LIMIT = 64 * 1024 * 1024
"""Bytes of all parts of a workbook; the largest roster has a tenth of this."""

PART_LIMIT = 2_000
ENCRYPTED = 0x1  # zip, general purpose bit 0


class Package:
    """An opened zip."""

    def __init__(self, path: Path, data: bytes) -> None:
        """Open `data`; raises ContentError for one that is not whole, locked, or too big when unpacked."""
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise ContentError([Problem("sheet-damaged", Place(path))]) from error
        parts = self.zip.infolist()
        if len(parts) > PART_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
            limit = UNPACKED_LIMIT // 1024 // 1024
            raise ContentError([Problem("sheet-bomb", Place(path), {"limit": limit})])
        if any(part.flag_bits & ENCRYPTED for part in parts):
            raise ContentError([Problem("sheet-locked", Place(path))])
        self.parts = {folded(part.filename): part for part in parts}

    def __contains__(self, name: str) -> bool:
        """Say whether there is a part of this name."""
        return folded(name) in self.parts

    def open(self, name: str) -> IO[bytes]:
        """Return a part to read. Raises KeyError when there is none."""
        return self.zip.open(self.parts[folded(name)])

    def read(self, name: str) -> bytes:
        """Return a part. Raises KeyError when there is none."""
        return self.zip.read(self.parts[folded(name)])

    def tree(self, name: str) -> Any:
        """Return a part that is XML. Raises KeyError or a lxml error."""
        return etree.fromstring(self.read(name), etree.XMLParser(resolve_entities=False, no_network=True))

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part (the package itself for an empty name) points at: kind and part, by id."""
        folder, file = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self:
            return {}
        return {
            one.get("Id", ""): (
                posixpath.basename(one.get("Type", "")),
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", "").replace("\\", "/")))[1:],
            )
            for one in self.tree(listed).iterfind("{*}Relationship")
        }


def folded(name: str) -> str:
    """Return a part's name as it is compared."""
    return name.replace("\\", "/").lstrip("/").lower()

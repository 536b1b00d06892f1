"""The parts of an OFD file from anywhere: who names whom, and what lies where; nothing is believed.

Paths are relative to the part that names them, one that begins with a stroke to the package; inside a list of
resources its BaseLoc goes before (GB/T 33190-2016, 7.1, 7.9). Sizes are counted while they are read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any, NamedTuple, NoReturn

import uharfbuzz as hb
from lxml import etree

from ..docx.package import ZippedParts

SPACE = "http://www.ofdspec.org/2016"
OFD = f"{{{SPACE}}}"
CODES = {
    "edited-not-word": "ofd-damaged",
    "edited-damaged": "ofd-damaged",
    "edited-doctype": "ofd-hostile",
    "edited-password": "ofd-locked",
}
"""What is said of an OFD in place of what is said of a Word file."""
LISTS = ("PublicRes", "DocumentRes")


@dataclass(frozen=True)
class Fault:
    """Something that is wrong with a file."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


class Part(NamedTuple):
    """A part of the file, and what it is."""

    path: str
    root: etree._Element


class Package(ZippedParts):
    """An opened OFD file."""

    def __init__(self, data: bytes, path: Path) -> None:
        super().__init__(data, path)
        self.read_parts: dict[str, etree._Element] = {}
        self.lost: list[tuple[str, str]] = []  # which part names what that is not there
        if "OFD.xml" not in self.names:
            self.refuse("edited-damaged")

    def refuse(self, code: str) -> NoReturn:
        """Raise ContentError for the file as a whole, in the words for an OFD."""
        super().refuse(CODES.get(code, code))

    def root(self, name: str) -> etree._Element:
        """Return the root element of a part, read once."""
        if name not in self.read_parts:
            self.read_parts[name] = super().root(name)
        return self.read_parts[name]

    def named(self, beside: str, said: str | None) -> Part | None:
        """Return the part that another names; None, and a note, where there is none."""
        path = resolved(beside, said or "")
        if path not in self.names:
            note = (beside, said or "")
            if note not in self.lost:
                self.lost.append(note)
            return None
        return Part(path, self.root(path))

    @cached_property
    def start(self) -> Part:
        """What a reader opens first."""
        return Part("OFD.xml", self.root("OFD.xml"))

    @cached_property
    def documents(self) -> list[Part]:
        """The documents in the file, mostly one."""
        named = (self.named("OFD.xml", one.text) for one in self.start.root.iter(f"{OFD}DocRoot"))
        return [part for part in named if part]

    @property
    def is_signed(self) -> bool:
        """Whether it names signatures, as a sealed file does (18)."""
        return any(
            part.root.find(f".//{OFD}Signatures") is not None for part in (self.start, *self.documents)
        )

    @cached_property
    def pages(self) -> list[Part]:
        """The pages of all documents in order, and then what pages share (templates)."""
        found = []
        for name in ("Page", "TemplatePage"):
            for document in self.documents:
                for one in document.root.iter(f"{OFD}{name}"):
                    if one.get("BaseLoc") is not None and (
                        part := self.named(document.path, one.get("BaseLoc"))
                    ):
                        found.append(part)
        return found

    @cached_property
    def lists(self) -> list[Part]:
        """The lists of resources: of documents, and of pages that have their own."""
        named = [
            self.named(part.path, one.text)
            for part in (*self.documents, *self.pages)
            for one in part.root.iter(*(f"{OFD}{name}" for name in (*LISTS, "PageRes")))
        ]
        return [part for part in named if part]

    @cached_property
    def other_parts(self) -> list[Part]:
        """Annotations, tags and attachments: the lists, and what they name that is OFD itself."""
        found = []
        for document in self.documents:
            for name in ("Annotations", "CustomTags", "Attachments"):
                said = document.root.findtext(f"{OFD}{name}")
                part = self.named(document.path, said) if said else None
                if part is None:
                    continue
                found.append(part)
                for one in part.root.iter(f"{OFD}FileLoc"):
                    if resolved(part.path, one.text or "") not in self.names:
                        self.lost.append((part.path, one.text or ""))
                    elif name == "Annotations" and (inner := self.named(part.path, one.text)):
                        found.append(inner)
        return found

    @property
    def parts(self) -> list[Part]:
        """Every part that is OFD's own XML."""
        return [self.start, *self.documents, *self.lists, *self.pages, *self.other_parts]

    def files_of(self, listed: Part, element: str) -> Iterator[tuple[etree._Element, str | None]]:
        """Yield what a list of resources has of a kind, with the path of its file; None without one."""
        base = listed.root.get("BaseLoc", "")
        for one in listed.root.iter(f"{OFD}{element}"):
            said = one.findtext(f"{OFD}FontFile") or one.findtext(f"{OFD}MediaFile")
            if said is None:
                yield one, None
                continue
            path = resolved(join(dirname(listed.path), base, "x"), said)
            if path not in self.names:
                self.lost.append((listed.path, said))
            yield one, path if path in self.names else None

    @cached_property
    def faces(self) -> dict[str, hb.Font | None]:
        """The faces by their numbers, None for one that does not lie in the file or is damaged."""
        return {
            one.get("ID", ""): self.face(path) if path else None
            for listed in self.lists
            for one, path in self.files_of(listed, "Font")
        }

    def face(self, path: str) -> hb.Font | None:
        """Return the face in a file of the package; None for what is none."""
        face = hb.Face(self.read(path))
        return hb.Font(face) if face.glyph_count else None


def resolved(beside: str, said: str) -> str:
    """Return the path of what a part names, as the zip has it."""
    said = said.strip()
    return normpath(said.lstrip("/") if said.startswith("/") else join(dirname(beside), said))


def local(element: etree._Element) -> str:
    """Return the name of an element without its name space."""
    return str(element.tag).rpartition("}")[2]

"""The zip package of a Word document: its parts, how they refer to each other, and its bytes.

The parts are python-docx's, its package writer is not: that stamps every entry with the clock, and the same
document must give the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package as DocxPackage
from docx.parts.image import ImagePart

from ...composed import Metadata
from .xml import clean

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip entry can be
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
KINDS = {
    "document": (CT.WML_DOCUMENT_MAIN, RT.OFFICE_DOCUMENT),
    "styles": (CT.WML_STYLES, RT.STYLES),
    "settings": (CT.WML_SETTINGS, RT.SETTINGS),
    "fontTable": (CT.WML_FONT_TABLE, RT.FONT_TABLE),
    "numbering": (CT.WML_NUMBERING, RT.NUMBERING),
    "footnotes": (CT.WML_FOOTNOTES, RT.FOOTNOTES),
    "header": (CT.WML_HEADER, RT.HEADER),
    "footer": (CT.WML_FOOTER, RT.FOOTER),
}


class Package:
    """A Word package under construction."""

    def __init__(self) -> None:
        self.docx = DocxPackage()
        self.vectors: dict[bytes, Part] = {}
        self.document = Part(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, b"", self.docx)
        self.docx.relate_to(self.document, RT.OFFICE_DOCUMENT)

    def reserve(self, kind: str, number: int | None = None) -> Part:
        """Return a new, still empty part of one of the KINDS; headers and footers are numbered."""
        content_type, _ = KINDS[kind]
        name = f"/word/{kind}{'' if number is None else number}.xml"
        return Part(PackURI(name), content_type, b"", self.docx)

    def add(self, kind: str, blob: bytes) -> None:
        """Add the one part of its kind."""
        self.relate(self.fill(self.reserve(kind), blob), kind)

    @staticmethod
    def fill(reserved: Part, blob: bytes) -> Part:
        """Give a reserved part its bytes, return it."""
        reserved._blob = blob  # a plain Part holds its bytes here and offers no other way to set them
        return reserved

    def relate(self, target: Part, kind: str) -> str:
        """Relate the document to a part, return the relationship's id."""
        return str(self.document.relate_to(target, KINDS[kind][1]))

    def image(self, owner: Part, blob: bytes) -> tuple[str, ImagePart]:
        """Relate `owner` to a picture, each stored once; return the relationship's id and the picture.

        Raises what python-docx raises when the bytes are no picture it knows.
        """
        picture = self.docx.get_or_add_image_part(io.BytesIO(blob))
        return str(owner.relate_to(picture, RT.IMAGE)), picture

    def vector(self, owner: Part, blob: bytes) -> str:
        """Relate `owner` to an SVG picture, each stored once; return the relationship's id."""
        if blob not in self.vectors:
            name = PackURI(f"/word/media/drawing{len(self.vectors) + 1}.svg")
            self.vectors[blob] = Part(name, "image/svg+xml", blob, self.docx)
        return str(owner.relate_to(self.vectors[blob], RT.IMAGE))

    def write_body(self, blob: bytes) -> None:
        """Give the document part its bytes."""
        self.fill(self.document, blob)

    def describe(self, metadata: Metadata, revision: int = 1) -> None:
        """Write the core properties; every time in them is the document's own date."""
        properties = self.docx.core_properties
        properties.title, properties.subject = clean(metadata.title)[:255], clean(metadata.subject)[:255]
        properties.author = properties.last_modified_by = clean(metadata.author)[:255]
        properties.language = metadata.language
        properties.revision = revision
        properties.created = properties.modified = datetime.combine(metadata.date, datetime.min.time())

    def data(self) -> bytes:
        """Return the package's bytes: the same parts always give the same."""
        parts = sorted(self.docx.iter_parts(), key=lambda item: str(item.partname))
        entries = [("[Content_Types].xml", content_types(parts)), ("_rels/.rels", self.docx.rels.xml)]
        for item in parts:
            entries.append((item.partname.membername, item.blob))
            if len(item.rels):
                entries.append((item.partname.rels_uri.membername, item.rels.xml))
        return zipped(entries)


def content_types(parts: Iterable[Part]) -> bytes:
    """Return `[Content_Types].xml`, naming every part by itself (ECMA-376-2, 7.2.3)."""
    overrides = "".join(
        f'<Override PartName="{item.partname}" ContentType="{item.content_type}"/>' for item in parts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="{CT.OPC_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="{CT.XML}"/>{overrides}</Types>'
    ).encode()


def zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip file whose entries carry no time and no trace of the machine."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, blob in entries:
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 0
            archive.writestr(info, blob, zipfile.ZIP_DEFLATED, 6)
    return stream.getvalue()

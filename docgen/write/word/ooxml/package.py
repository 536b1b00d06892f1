"""The zip package of a Word document: its parts, how they refer to each other, and its bytes.

The parts are python-docx's, its package writer is not: that stamps every entry with the clock, and the same
document must give the same bytes.
"""

from collections.abc import Iterable
from datetime import datetime

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.rel import Relationships
from docx.package import Package as DocxPackage

from docgen.composed import Metadata

from ...zipped import zipped
from .xml import escape, quote

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CORE = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
PROGRAM = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>docgen</Application></Properties>"
).encode()
"""The extended properties (ECMA-376-1, 22.2): which program wrote the file; Word counts pages itself."""
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
KINDS = {
    "document": (CT.WML_DOCUMENT_MAIN, RT.OFFICE_DOCUMENT),
    "styles": (CT.WML_STYLES, RT.STYLES),
    "settings": (CT.WML_SETTINGS, RT.SETTINGS),
    "fontTable": (CT.WML_FONT_TABLE, RT.FONT_TABLE),
    "numbering": (CT.WML_NUMBERING, RT.NUMBERING),
    "footnotes": (CT.WML_FOOTNOTES, RT.FOOTNOTES),
    "theme": (CT.OFC_THEME, RT.THEME),
    "header": (CT.WML_HEADER, RT.HEADER),
    "footer": (CT.WML_FOOTER, RT.FOOTER),
}
SUFFIXES = {"image/png": "png", "image/jpeg": "jpg"}


class Package:
    """A Word package under construction."""

    def __init__(self) -> None:
        self.docx = DocxPackage()
        self.bitmaps: dict[bytes, Part] = {}
        self.vectors: dict[bytes, Part] = {}
        self.charts = 0
        self.document = Part(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, b"", self.docx)
        self.docx.relate_to(self.document, RT.OFFICE_DOCUMENT)

    def reserve(self, kind: str, number: int | None = None) -> Part:
        """Return a new, still empty part of one of the KINDS; headers and footers are numbered."""
        content_type, _ = KINDS[kind]
        folder = "theme/" if kind == "theme" else ""
        name = f"/word/{folder}{kind}{'' if number is None else number}.xml"
        return Part(PackURI(name), content_type, b"", self.docx)

    def add(self, kind: str, blob: bytes) -> None:
        """Add the one part of its kind."""
        self.relate(self.fill(self.reserve(kind, 1 if kind == "theme" else None), blob), kind)

    @staticmethod
    def fill(reserved: Part, blob: bytes) -> Part:
        """Give a reserved part its bytes, return it."""
        reserved._blob = blob  # a plain Part holds its bytes here and offers no other way to set them
        return reserved

    def relate(self, target: Part, kind: str) -> str:
        """Relate the document to a part, return the relationship's id."""
        return str(self.document.relate_to(target, KINDS[kind][1]))

    def image(self, owner: Part, blob: bytes, media_type: str) -> str:
        """Relate `owner` to a PNG or JPEG picture, each stored once; return the relationship's id.

        python-docx has a way of its own, which reads the EXIF of every picture and stumbles over much of it.
        """
        if blob not in self.bitmaps:
            name = PackURI(f"/word/media/image{len(self.bitmaps) + 1}.{SUFFIXES[media_type]}")
            self.bitmaps[blob] = Part(name, media_type, blob, self.docx)
        return str(owner.relate_to(self.bitmaps[blob], RT.IMAGE))

    def vector(self, owner: Part, blob: bytes) -> str:
        """Relate `owner` to an SVG picture, each stored once; return the relationship's id."""
        if blob not in self.vectors:
            name = PackURI(f"/word/media/drawing{len(self.vectors) + 1}.svg")
            self.vectors[blob] = Part(name, "image/svg+xml", blob, self.docx)
        return str(owner.relate_to(self.vectors[blob], RT.IMAGE))

    def chart(self, owner: Part, xml: bytes, workbook: bytes) -> str:
        """Relate `owner` to a new chart with its workbook inside; return the relationship's id."""
        self.charts += 1
        chart = Part(PackURI(f"/word/charts/chart{self.charts}.xml"), CT.DML_CHART, xml, self.docx)
        name = PackURI(f"/word/embeddings/workbook{self.charts}.xlsx")
        chart.relate_to(Part(name, CT.SML_SHEET, workbook, self.docx), RT.PACKAGE)
        return str(owner.relate_to(chart, RT.CHART))

    def write_body(self, blob: bytes) -> None:
        """Give the document part its bytes."""
        self.fill(self.document, blob)

    def describe(self, metadata: Metadata) -> None:
        """Write the core properties; every time in them is the document's own date."""
        part = Part(
            PackURI("/docProps/core.xml"), CT.OPC_CORE_PROPERTIES, core_properties(metadata), self.docx
        )
        self.docx.relate_to(part, RT.CORE_PROPERTIES)
        told = Part(PackURI("/docProps/app.xml"), CT.OFC_EXTENDED_PROPERTIES, PROGRAM, self.docx)
        self.docx.relate_to(told, RT.EXTENDED_PROPERTIES)

    def data(self) -> bytes:
        """Return the package's bytes: the same parts always give the same."""
        parts = sorted(self.docx.iter_parts(), key=lambda item: str(item.partname))
        entries = [
            ("[Content_Types].xml", content_types(parts)),
            ("_rels/.rels", relationships(self.docx.rels)),
        ]
        for item in parts:
            entries.append((item.partname.membername, item.blob))
            if len(item.rels):
                entries.append((item.partname.rels_uri.membername, relationships(item.rels)))
        return zipped(entries)


def core_properties(metadata: Metadata) -> bytes:
    """Return the core properties (ECMA-376-2, 11); Word takes at most 255 characters for each."""
    moment = datetime.combine(metadata.date, datetime.min.time()).isoformat()
    said = {
        "dc:title": metadata.title,
        "dc:subject": metadata.subject,
        "dc:creator": metadata.author,
        "cp:lastModifiedBy": metadata.author,
        "cp:revision": "1",
        "dc:language": metadata.language,
    }
    texts = "".join(f"<{name}>{escape(text[:255])}</{name}>" for name, text in said.items())
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    declared = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in CORE.items())
    return f"{HEAD}<cp:coreProperties {declared}>{texts}{times}</cp:coreProperties>".encode()


def relationships(found: Relationships) -> bytes:
    """Return a part's relationships as its `.rels` (ECMA-376-2, 6.5.3)."""
    drawn = "".join(
        f"<Relationship Id={quote(one.rId)} Type={quote(one.reltype)} Target={quote(one.target_ref)}"
        + (' TargetMode="External"/>' if one.is_external else "/>")
        for one in found.values()
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{drawn}</Relationships>'.encode()


def content_types(parts: Iterable[Part]) -> bytes:
    """Return `[Content_Types].xml`, naming every part by itself (ECMA-376-2, 7.2.3)."""
    overrides = "".join(
        f'<Override PartName="{item.partname}" ContentType="{item.content_type}"/>' for item in parts
    )
    return (
        f'{HEAD}<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="{CT.OPC_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="{CT.XML}"/>{overrides}</Types>'
    ).encode()

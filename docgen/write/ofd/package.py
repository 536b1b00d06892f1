"""The package of an OFD file: pages, faces, pictures, outline, tags, properties as one zip (GB/T 33190).

Names of files are the usual ones, for weak readers look no further; so are prefixes. Every number (ID) is
given once in a file, in the order of its pages, so that the same pages give the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from docgen.composed import Metadata
from docgen.composed.purpose import Purpose
from docgen.composed.seals import SealPlace
from docgen.layout.fonts import Typefaces
from docgen.layout.graphics import Dots, Drawn, Face, Run, outlined

from ..markup import quote
from ..zipped import Deflated, zipped
from . import tags
from .faces import POSTSCRIPT_NAME, Cutter, Used
from .navigation import Target, action, annotation, outline, targets
from .objects import Worded, worded
from .roots import HEAD, SPACE, document, page_path, root
from .roots import page as written_page
from .tags import Tag

MOST_WORDS = 4096
COMPRESSED = (".png", ".jpeg")
MAY_NOT_BE_EMBEDDED, LEADS_OUT = "ofd-face-locked", "ofd-link-out"


@dataclass
class Workshop:
    """What the files of a gathering share: how their units are written, and cuts of their faces."""

    typefaces: Typefaces
    for_many: bool = False
    words: dict[int, tuple[object, Worded]] = field(default_factory=dict)
    cutter: Cutter = field(init=False)

    def __post_init__(self) -> None:
        """Begin without cuts."""
        self.cutter = Cutter(self.typefaces, self.for_many)

    def worded(self, unit: object) -> Worded:
        """Return a unit as it is written; one that letters share is written once."""
        if id(unit) not in self.words:
            if len(self.words) >= MOST_WORDS:
                self.words.clear()
            self.words[id(unit)] = unit, worded(unit)  # type: ignore[arg-type]  # kept, so that its id stays its own
        return self.words[id(unit)][1]


class Package:
    """An OFD file that is being put together."""

    def __init__(self, shop: Workshop, pages: Sequence[Drawn], purpose: Purpose) -> None:
        self.shop, self.pages, self.purpose = shop, pages, purpose
        self.ids = count(1)
        self.last = 0
        self.files: dict[str, bytes | Deflated] = {}
        self.told: dict[tuple[str, str], None] = {}  # codes of findings, and what they are about
        self.faces = self.used_faces()
        self.cuts = {face: shop.cutter.cut(used) for face, used in self.faces.items()}
        self.resources: dict[object, int] = {face: self.id() for face in self.faces}
        for page in pages:
            for unit in page.units:
                dots = getattr(unit, "dots", None)
                if dots is not None and dots.key not in self.resources:
                    self.resources[dots.key] = self.id()
        self.page_ids = [self.id() for _ in pages]
        self.tags: list[Tag] = []

    def id(self) -> int:
        """Return the next number."""
        self.last = next(self.ids)
        return self.last

    def used_faces(self) -> dict[Face, Used]:
        """Return what is shown of each face, in the order in which they are met."""
        found: dict[Face, Used] = {}
        for page in self.pages:
            for unit in page.units:
                if isinstance(unit, Run):
                    found.setdefault(unit.face, Used(unit.face)).see(unit)
        return found

    def resource(self, thing: Face | Dots) -> int:
        """Return the number of a face or a picture."""
        return self.resources[thing if isinstance(thing, Face) else thing.key]

    def written(self, metadata: Metadata, name: str, seals: Sequence[SealPlace] = ()) -> bytes:
        """Return the file; `seals` are the places that its tags tell."""
        for number, page in enumerate(self.pages):
            self.files[f"Doc_0/{page_path(number)}"] = self.content(page, self.page_ids[number])
        parts = {
            "PublicRes": self.add("Doc_0/PublicRes.xml", self.fonts()),
            "DocumentRes": self.add("Doc_0/DocumentRes.xml", self.pictures()),
            "Annotations": self.annotations(metadata),
            "CustomTags": self.custom_tags(seals),
            "Attachments": self.attached(metadata),
        }
        self.add("Doc_0/Document.xml", self.document(parts))
        first: dict[str, bytes | Deflated] = {"OFD.xml": self.root(metadata, name)}
        return zipped((first | self.files).items(), stored=COMPRESSED)

    def add(self, path: str, xml: str) -> str:
        """Put a part into the package, and return its name as its neighbours say it; nothing for no part."""
        if xml:
            self.files[path] = f"{HEAD}{xml}".encode()
        return path.removeprefix("Doc_0/") if xml else ""

    def content(self, page: Drawn, number: int) -> bytes:
        """Return a page: one layer of units in the order of drawing."""
        layer = self.id()
        elements = tags.elements_of(page.root)
        body: list[str] = []
        for unit in page.units:
            own = self.id()
            glyphs = self.cuts[unit.face].numbers if isinstance(unit, Run) else {}
            body.append(self.shop.worded(unit).written(own, self.resource, glyphs))
            if unit.element in elements:
                self.tags.append(Tag(elements[unit.element], number, own))
        return written_page(layer, (page.width, page.height), "".join(body))

    def fonts(self) -> str:
        """Return the list of faces; their files go into the package, but for those that may not."""
        listed = ""
        for face, cut in self.cuts.items():
            number = self.resources[face]
            file = f"font_{number}.{outlined(face)}"
            name = face.face.get_name(POSTSCRIPT_NAME) or face.name
            family = self.shop.typefaces.word_name(face.name)
            inside = f"<ofd:FontFile>{file}</ofd:FontFile>"
            if face.may_be_embedded:
                self.files[f"Doc_0/Res/{file}"] = cut.data
            else:
                inside = ""
                self.told[MAY_NOT_BE_EMBEDDED, family] = None
            names = f"FontName={quote(name)} FamilyName={quote(family)}"
            listed += f'<ofd:Font ID="{number}" {names}>{inside}</ofd:Font>'
        return f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:Fonts>{listed}</ofd:Fonts></ofd:Res>' if listed else ""

    def pictures(self) -> str:
        """Return the list of pictures; their files go into the package."""
        found = {
            unit.dots.key: unit.dots for page in self.pages for unit in page.units if hasattr(unit, "dots")
        }
        listed = ""
        for key, dots in found.items():
            file = f"image_{self.resources[key]}.{dots.form.lower()}"
            self.files[f"Doc_0/Res/{file}"] = dots.data
            listed += (
                f'<ofd:MultiMedia ID="{self.resources[key]}" Type="Image" Format="{dots.form}">'
                f"<ofd:MediaFile>{file}</ofd:MediaFile></ofd:MultiMedia>"
            )
        if not listed:
            return ""
        return f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:MultiMedias>{listed}</ofd:MultiMedias></ofd:Res>'

    def annotations(self, metadata: Metadata) -> str:
        """Put the links of all pages into the package; return the name of their list."""
        places = targets(self.pages, self.page_ids)
        listed = ""
        for number, (page, page_id) in enumerate(zip(self.pages, self.page_ids, strict=True)):
            links = "".join(self.links(page, places, metadata))
            if links:
                file = f"Page_{number}/Annotation.xml"
                self.add(f"Doc_0/Annots/{file}", f"<ofd:PageAnnot {SPACE}>{links}</ofd:PageAnnot>")
                listed += f'<ofd:Page PageID="{page_id}"><ofd:FileLoc>{file}</ofd:FileLoc></ofd:Page>'
        xml = f"<ofd:Annotations {SPACE}>{listed}</ofd:Annotations>" if listed else ""
        return self.add("Doc_0/Annots/Annotations.xml", xml)

    def links(self, page: Drawn, places: Mapping[str, Target], metadata: Metadata) -> list[str]:
        """Return the links of a page."""
        found = []
        for link in page.links:
            does = action(link, places, self.purpose.archive)
            if does:
                found.append(annotation(link, does, self.id(), self.id(), metadata.date.isoformat()))
            elif not link.inside:
                self.told[LEADS_OUT, link.target] = None
        return found

    def custom_tags(self, seals: Sequence[SealPlace]) -> str:
        """Put the tags into the package; return the name of their list."""
        if not self.tags and not seals:
            return ""
        self.add("Doc_0/Tags/Tag_0.xml", tags.tag_file(self.tags, seals, self.page_ids))
        file = "<ofd:FileLoc>Tag_0.xml</ofd:FileLoc>"
        listed = f'<ofd:CustomTag NameSpace="{tags.NAMESPACE}">{file}</ofd:CustomTag>'
        return self.add("Doc_0/Tags/CustomTags.xml", f"<ofd:CustomTags {SPACE}>{listed}</ofd:CustomTags>")

    def attached(self, metadata: Metadata) -> str:
        """Put the attachments into the package; return the name of their list."""
        listed = ""
        for number, one in enumerate(self.purpose.attached, 1):
            suffix = one.name.rpartition(".")[2] if one.name.rpartition(".")[2].isascii() else "dat"
            file = f"attach_{number}.{suffix}"
            self.files[f"Doc_0/Attachs/{file}"] = one.data
            listed += (
                f'<ofd:Attachment ID="a{number}" Name={quote(one.name)} Format={quote(suffix.upper())} '
                f'CreationDate="{metadata.date.isoformat()}T00:00:00" Size="{len(one.data) / 1024:.2f}">'
                f"<ofd:FileLoc>{file}</ofd:FileLoc></ofd:Attachment>"
            )
        xml = f"<ofd:Attachments {SPACE}>{listed}</ofd:Attachments>" if listed else ""
        return self.add("Doc_0/Attachs/Attachments.xml", xml)

    def document(self, parts: Mapping[str, str]) -> str:
        """Return the root of the document, which names all its parts in the order of the schema."""
        first = self.pages[0]
        marks = outline(self.pages, self.page_ids)
        return document(self.last, (first.width, first.height), self.page_ids, parts, marks)

    @property
    def is_open(self) -> bool:
        """Whether something is not in the file that it is shown with: it is none for the archive."""
        return any(code == MAY_NOT_BE_EMBEDDED for code, _ in self.told)

    def root(self, metadata: Metadata, name: str) -> bytes:
        """Return what a reader opens first: what the file is, and where its document lies."""
        pages = list(self.pages)
        own = {
            tags.NUMBER: "" if metadata.draft else tags.words(pages, tags.NUMBER),
            "密级": tags.words(pages, tags.SECRET),
            "成文日期": metadata.date.isoformat(),
        }
        return root("OFD-A" if self.purpose.archive and not self.is_open else "OFD", metadata, name, own)

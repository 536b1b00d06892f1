"""A Word file becomes records: in goes its package, out comes what it says.

Tracked changes are read as accepted. What Word works out itself (page numbers, tables of contents) is left
out, since opening the file may change it; so is the copy of a text box that Word keeps for old readers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from .package import Package
from .record import Comment, Content, Item, Look, Paragraph, Table, plain
from .styles import Styles
from .xml_names import attribute, attributes, child, local

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = frozenset(
    {
        WORD,
        "http://purl.oclc.org/ooxml/wordprocessingml/main",  # ISO strict
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }
)
SKIPPED = frozenset({"del", "moveFrom", "Fallback", "sdtPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr"})
CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}
REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo"})
COMPUTED = frozenset(
    {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "STYLEREF", "TOC", "REF", "NOTEREF", "SEQ"}
)
STORIES = ("header", "footer", "footnotes", "endnotes")
LOOKS = ("b", "i", "u", "strike", "color", "sz", "highlight", "vertAlign")


def content(package: Package) -> Content:
    """Return what the document in `package` says; raises ContentError where a part cannot be read."""
    styles = Styles(next(iter(package.stories("styles")), None))
    main = package.root(package.main)
    roots = [main]
    story = Story(styles)
    found = Content({"body": list(story.items(main)), "box": story.boxes})
    for kind in STORIES:
        parts = package.stories(kind)
        roots += parts
        found.stories[kind] = distinct(item for part in parts for item in note_items(part, styles))
    found.comments = {
        attribute(comment, "id"): Comment(attribute(comment, "author"), words(comment, styles))
        for part in package.stories("comments")
        for comment in part
    }
    changes = [node for root in roots for node in root.iter() if local(node) in REVISIONS]
    found.revisions = len(changes)
    found.authors = tuple(dict.fromkeys(attribute(node, "author") for node in changes))
    return found


def note_items(part: etree._Element, styles: Styles) -> Iterator[Item]:
    """Yield what stands in a header, a footer or the notes; Word's own separators say nothing."""
    story = Story(styles)
    yield from story.items(part)
    yield from story.boxes


def distinct(items: Iterator[Item]) -> list[Item]:
    """Return items once each: a header for odd and even pages is one header to a reader."""
    return list({item.text: item for item in items}.values())


def words(node: etree._Element, styles: Styles) -> str:
    """Return all that is said inside an element."""
    return "\n".join(item.text for item in Story(styles).items(node))


@dataclass
class Field:
    """A field (域) that is open: what it computes, and whether its result has begun."""

    instruction: str = ""
    shows: bool = False
    within_hidden: bool = False  # a field around it does not show what stands in it

    @property
    def hides(self) -> bool:
        """Whether what stands in it is not shown, or worked out by Word."""
        computed = next(iter(self.instruction.split(maxsplit=1)), "").upper() in COMPUTED
        return self.within_hidden or not self.shows or computed


@dataclass
class Story:
    """One flow of text while it is read; fields and deleted paragraph ends reach over paragraphs."""

    styles: Styles
    boxes: list[Item] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    carried: str = ""  # the text of a paragraph whose end was deleted

    def items(self, node: etree._Element) -> Iterator[Item]:
        """Yield the paragraphs and tables in an element; empty ones say nothing."""
        for one in node:
            name = local(one)
            if name == "p":
                yield from self.paragraph(one)
            elif name == "tbl":
                table = Table(tuple(self.rows(one)))
                if table.text.strip():
                    yield table
            elif name not in SKIPPED:
                yield from self.items(one)

    def rows(self, node: etree._Element) -> Iterator[tuple[Paragraph, ...]]:
        """Yield the rows of a table, without those whose deletion was tracked."""
        for one in node:
            if local(one) == "tr" and child(one, "trPr", "del") is None:
                yield tuple(self.cells(one))
            elif local(one) not in SKIPPED | {"tr"}:
                yield from self.rows(one)

    def cells(self, node: etree._Element) -> Iterator[Paragraph]:
        """Yield the cells of a row."""
        for one in node:
            if local(one) == "tc":
                held = list(self.items(one))
                looks = tuple(item.look for item in held if isinstance(item, Paragraph))
                notes = tuple(n for item in held if isinstance(item, Paragraph) for n in item.comments)
                text = "\n".join(item.text for item in held)
                yield Paragraph(text, look=looks, comments=notes, tags=tags(one))
            elif local(one) not in SKIPPED:
                yield from self.cells(one)

    def paragraph(self, node: etree._Element) -> Iterator[Paragraph]:
        """Yield a paragraph, unless it says nothing or its end was deleted, which joins it to the next."""
        pieces = list(self.pieces(node))
        text = self.carried + "".join(text for text, _ in pieces)
        self.carried = ""
        if child(node, "pPr", "rPr", "del") is not None:
            self.carried = text
        elif plain(text):
            yield replace(
                self.styles.described(child(node, "pPr")),
                text=plain(text),
                look=(attributes(child(node, "pPr", "jc")), *merged(pieces)),
                comments=tuple(
                    attribute(one, "id") for one in node.iter() if local(one) == "commentReference"
                ),
                tags=tags(node),
            )

    def pieces(self, node: etree._Element, look: Look = ()) -> Iterator[tuple[str, Look]]:
        """Yield the text inside an element, each piece with its looks."""
        for one in node:
            name = local(one)
            if name == "r":
                yield from self.pieces(one, run_look(one))
            elif name == "txbxContent":
                self.boxes += Story(self.styles).items(one)
            elif name == "t" and etree.QName(one).namespace in NAMESPACES:
                yield from self.shown(one.text or "", look)
            elif name in CHARACTERS and local(node) == "r":
                yield from self.shown(CHARACTERS[name], look)
            elif name == "br" and attribute(one, "type") not in ("page", "column"):
                yield from self.shown("\n", look)
            elif name == "fldSimple":
                yield from self.simple_field(one, look)
            elif name in ("fldChar", "instrText"):
                self.follow_field(one)
            elif name not in SKIPPED and name != "pPr":
                yield from self.pieces(one, look)

    def shown(self, text: str, look: Look) -> Iterator[tuple[str, Look]]:
        """Yield text, unless a field around it computes it."""
        if not self.hides:
            yield text, look

    @property
    def hides(self) -> bool:
        """Whether an open field hides what stands here; thousands may be open, the last one knows of all."""
        return bool(self.fields) and self.fields[-1].hides

    def simple_field(self, node: etree._Element, look: Look) -> Iterator[tuple[str, Look]]:
        """Yield the result of a field that is one element."""
        self.fields.append(Field(attribute(node, "instr"), shows=True, within_hidden=self.hides))
        yield from self.pieces(node, look)
        self.fields.pop()

    def follow_field(self, node: etree._Element) -> None:
        """Note the start, the instruction, the result's start and the end of a field."""
        kind = attribute(node, "fldCharType")
        if kind == "begin":
            self.fields.append(Field(within_hidden=self.hides))
        elif self.fields and kind == "end":
            self.fields.pop()
        elif self.fields and kind == "separate":
            self.fields[-1].shows = True
        elif self.fields:
            self.fields[-1].instruction += node.text or ""


def tags(node: etree._Element) -> frozenset[str]:
    """Return the tags of all content controls in an element."""
    return frozenset(attribute(child(one, "tag"), "val") for one in node.iter() if local(one) == "sdtPr")


def run_look(node: etree._Element) -> Look:
    """Return what was set by hand on a run, of what a reader sees."""
    properties = child(node, "rPr")
    said = properties if properties is not None else ()
    seen = [(local(one), attributes(one)) for one in said if local(one) in LOOKS]
    return (*sorted(seen), attribute(child(properties, "rFonts"), "eastAsia"))


def merged(pieces: list[tuple[str, Look]]) -> Iterator[tuple[int, Look]]:
    """Yield how far each look reaches; Word cuts runs in two without changing anything."""
    count, last = 0, None
    for text, look in pieces:
        if last is not None and look != last:
            yield count, last
            count = 0
        count, last = count + len(text), look
    if last is not None:
        yield count, last

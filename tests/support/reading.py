"""Reads a finished Word file as text, with lxml alone: nothing here knows how the writer wrote it."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
W = f"{{{NAMESPACES['w']}}}"
HIDDEN = (
    "self::svg or self::script or self::style or self::head or self::template or @hidden"
    " or contains(@style, 'display:none') or self::option[not(@selected)]"
)
FALLBACK = f"{{{NAMESPACES['mc']}}}Fallback"


class Word:
    """A Word file's parts, by their path in the package."""

    def __init__(self, data: bytes) -> None:
        archive = zipfile.ZipFile(io.BytesIO(data))
        self.parts = {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }

    def find(self, path: str, part: str = "word/document.xml") -> list:
        """Return what an XPath selects in a part, nothing when there is no such part."""
        return self.parts[part].xpath(path, namespaces=NAMESPACES) if part in self.parts else []

    def all(self, path: str) -> list:
        """Return what an XPath selects in all parts, in the order of their names."""
        return [found for name in sorted(self.parts) for found in self.find(path, name)]

    @property
    def text(self) -> str:
        """The text of the body, notes where they are called, without white space."""
        return "".join("".join(self.pieces(self.parts["word/document.xml"])).split())

    def pieces(self, element) -> Iterator[str]:
        """Yield the texts of an element in order."""
        for child in element:
            if child.tag == f"{W}t":
                yield child.text or ""
            elif child.tag == f"{W}footnoteReference":
                note = self.find(f"//w:footnote[@w:id='{child.get(f'{W}id')}']", "word/footnotes.xml")
                yield from self.pieces(note[0])
            elif child.tag == f"{W}ruby":
                yield from self.pieces(child.find(f"{W}rubyBase"))
                yield from self.pieces(child.find(f"{W}rt"))
            elif child.tag != FALLBACK:
                yield from self.pieces(child)

    def style_names(self) -> list[str]:
        """Return the names of all styles that the styles pane shows, Word's own and the document's."""
        shown = "//w:style[not(w:semiHidden)]"
        return self.find(f"{shown}/w:name/@w:val | {shown}/w:aliases/@w:val", "word/styles.xml")


def shown(html: str) -> list[str]:
    """Return the texts of an HTML document in order, without white space; what no reader sees is left out."""
    root = etree.HTML(html)
    texts = root.xpath(f"//text()[not(ancestor::*[{HIDDEN}])]")
    return [text for text in (re.sub(r"[\s\xad]+", "", text) for text in texts) if text]


def missing(texts: list[str], text: str) -> list[str]:
    """Return those of `texts` that do not come in `text`, each after the one before."""
    lost, place = [], 0
    for piece in texts:
        found = text.find(piece, place)
        if found < 0:
            lost.append(piece)
        else:
            place = found + len(piece)
    return lost

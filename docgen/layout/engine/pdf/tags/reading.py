"""Laid-out boxes read as a tree of tags: each element one node, on however many pages it stands.

WeasyPrint 70 makes a node of every box: a paragraph over two pages is two, each line a Span, what stands in
margins hangs nowhere, a picture with `alt=""` is a Figure that nobody can hear. Here the tree follows the
elements, and boxes only say what is drawn where. What is in no node is decoration (an artifact): margins, the
head of a table where it is repeated, pictures that say nothing, words that are not printed.

For WeasyPrint 70. Upstream: Kozea/WeasyPrint #2497 and #2505 tell of lists only. Held by:
tests/layout/test_tags.py::test_weasyprint_itself_makes_a_paragraph_of_each_page
"""

from collections.abc import Mapping, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from docgen.layout.tags.kinds import DECORATION, GROUPING, kind_of
from docgen.layout.tags.languages import SAID
from docgen.layout.tags.nodes import Leaf, Link, Node
from docgen.layout.tags.shape import shaped

PX = 0.75  # points
SVG_TITLE = "{http://www.w3.org/2000/svg}title"
MARKER, CALL = "::marker", "::footnote-call"
ROLES = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}
"""How HTML and PDF say what a cell at the head of a table is the head of."""


def tree(pages: Sequence[Any], language: str) -> Node:
    """Return the tree of one document's laid-out pages; `language` is that of the document."""
    reader = Reader(language)
    for number, page in enumerate(pages):
        reader.read_page(number, page)
    return shaped(reader.document)


class Reader:
    """Reads the pages of one document, one after another."""

    def __init__(self, language: str) -> None:
        self.document = Node("Document", language)
        self.nodes: dict[tuple[int, str], Node] = {}  # by the element, and which part of it
        self.first_page: dict[int, int] = {}  # of the heads of tables, by the element
        self.number, self.height = 0, 0.0
        self.in_head = self.is_side_by_side = False  # of the table that is read
        self.clickable: set[int] = set()  # boxes of the page, by their ids

    def read_page(self, number: int, page: Any) -> None:
        """Add what stands on a page."""
        self.number, self.height = number, page.height
        self.clickable = {id(box) for kind, _, _, box in page.links if kind != "attachment"}
        for child in page._page_box.children:
            if not isinstance(child, boxes.MarginBox):
                self.read(child, self.document)

    def read(self, box: Any, parent: Node) -> None:
        """Add what stands in a box to a node, or to one of its own."""
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        if box.style["visibility"] != "visible" and not getattr(box, "children", ()):
            return
        if isinstance(box, boxes.TextBox):
            if box.text.strip():
                self.paragraph(box, parent).kids.append(Leaf(self.number, box))
        elif isinstance(box, boxes.ReplacedBox):
            self.add_picture(box, parent)
        elif not self.is_repeated(box):
            before = self.in_head, self.is_side_by_side
            node = self.node(box, parent)
            if id(box) in self.clickable:
                node.kids.append(Link(self.number, box))
            self.in_head = self.in_head or node.kind == "THead"
            for child in box.children:
                self.read(child, node)
            self.in_head, self.is_side_by_side = before

    def is_repeated(self, box: Any) -> bool:
        """Say whether a box is the head or foot of a table that stood on an earlier page."""
        if not isinstance(box, boxes.TableRowGroupBox) or not (box.is_header or box.is_footer):
            return False
        return self.first_page.setdefault(id(box.element), self.number) != self.number

    def node(self, box: Any, parent: Node) -> Node:
        """Return the node that a box's content belongs to, which is put into `parent` where it is new."""
        if box.element is None:
            return parent
        tag, attributes = str(box.element_tag), box.element.attrib
        if tag.endswith(CALL):
            return self.own(box, "note", Node("Note", parent.language), parent)
        if box.style["float"] == "footnote" and (id(box.element), "note") in self.nodes:
            return self.nodes[id(box.element), "note"]
        if tag == "li::marker":
            return self.own(box, MARKER, Node("Lbl", parent.language), parent)
        if "::" in tag:
            return parent
        language = str(attributes.get(SAID) or box.style["lang"] or parent.language)
        if tag == "a" and attributes.get("href"):
            return self.own(box, "", Node("Link", language), self.paragraph(box, parent))
        if tag == "table":
            self.is_side_by_side = attributes.get("role") == DECORATION
        kind = kind_of(tag, self.is_side_by_side)
        if kind:
            said = attributes_of(box, kind, self.in_head)
            return self.own(box, "", Node(kind, language, attributes=said), parent)
        if language != parent.language and tag not in ("html", "body"):
            inline = isinstance(box, boxes.InlineBox)
            return self.own(box, "", Node("Span" if inline else "Div", language), parent)
        return parent

    def own(self, box: Any, part: str, made: Node, parent: Node) -> Node:
        """Return the node of a box's element, `made` put into `parent` where there is none yet."""
        key = id(box.element), part
        if key not in self.nodes:
            self.nodes[key] = made
            parent.kids.append(made)
        return self.nodes[key]

    def paragraph(self, box: Any, parent: Node) -> Node:
        """Return where a line of text belongs: a paragraph of its own in what only holds others."""
        if parent.kind not in GROUPING:
            return parent
        return self.own(box, "P", Node("P", parent.language), parent)

    def add_picture(self, box: Any, parent: Node) -> None:
        """Add a picture that says something, and that it can be clicked."""
        if id(box) in self.clickable:
            parent.kids.append(Link(self.number, box))
        said = alternative(box)
        if said:
            left, top = box.content_box_x(), box.content_box_y()
            edges = (left, self.height - top - box.height, left + box.width, self.height - top)
            place = {"BBox": tuple(round(PX * edge, 2) for edge in edges)}
            parent.kids.append(
                Node("Figure", parent.language, said, {"Layout": place}, kids=[Leaf(self.number, box)])
            )


def alternative(box: Any) -> str:
    """Return what is read in place of a picture, empty for one that says nothing."""
    if box.element is None or "::" in str(box.element_tag):
        return ""
    title = box.element.find(SVG_TITLE)
    said = title.text if title is not None else box.element.attrib.get("alt")
    return " ".join((said or "").split())


def attributes_of(box: Any, kind: str, in_head: bool) -> dict[str, Mapping[str, Any]]:
    """Return what a node says of itself beside its kind."""
    if kind in ("TH", "TD"):
        spans = (
            {"ColSpan": box.colspan, "RowSpan": box.rowspan} if isinstance(box, boxes.TableCellBox) else {}
        )
        said = {name: span for name, span in spans.items() if span != 1}
        if kind == "TH":
            said = {"Scope": f"/{scope(box, in_head)}", **said}
        return {"Table": said} if said else {}
    if kind == "L":
        numbered = box.element_tag == "ol"
        return {"List": {"ListNumbering": "/Decimal" if numbered else "/Disc"}}
    return {}


def scope(box: Any, in_head: bool) -> str:
    """Return what a heading cell is the head of; one that says nothing, of its column or its row."""
    return ROLES.get(box.element.attrib.get("scope", ""), "Column" if in_head else "Row")

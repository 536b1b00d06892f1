"""A tree of tags written into a PDF that is drawn and not yet saved (ISO 32000-1, 14.7).

The tree of each document hangs at the root by itself, and the row of each page in the table of parents is an
object of its own: so what belongs to one document can be taken out whole (`docgen/write/pdf/own_tags.py`).

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_tags.py::test_weasyprint_itself_makes_a_paragraph_of_each_page
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import pydyf

from docgen.layout.tags.nodes import Leaf, Link, Node

Annotations = dict[tuple[int, int], Any]
"""What can be clicked: by its page, and the id of its box."""
Marks = Sequence[Mapping[Any, Mapping[str, Any]]]
"""Of each page, how its boxes were marked while they were drawn."""


def write(pdf: Any, trees: Sequence[Node], lengths: Sequence[int], marks: Marks, links: Annotations) -> None:
    """Write the `trees` of documents with so many pages each, whose boxes were marked so."""
    writer = Writer(pdf, marks, links)
    root = writer.added({"Type": "/StructTreeRoot"})
    documents = pydyf.Array()
    for tree, first in zip(trees, accumulate(lengths, initial=0), strict=False):
        writer.first = first
        documents.append(writer.element(tree, root, "").reference)
    root["K"] = documents
    root["ParentTree"] = writer.added({"Nums": writer.parents()}).reference
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class Writer:
    """Writes trees of tags into one PDF."""

    def __init__(self, pdf: Any, marks: Marks, links: Annotations) -> None:
        self.pdf, self.marks, self.links = pdf, marks, links
        self.first = 0  # page of the document that is written
        self.rows: list[dict[int, Any]] = [{} for _ in marks]  # of each page, the elements by their marks
        self.clicked: list[tuple[Any, Any]] = []  # annotations and their elements

    def added(self, entries: Mapping[str, Any]) -> Any:
        """Return a dictionary that is an object of the PDF."""
        made = pydyf.Dictionary(dict(entries))
        self.pdf.add_object(made)
        return made

    def element(self, node: Node, parent: Any, language: str) -> Any:
        """Return a node written, with all below it; `language` is that of what it stands in."""
        entries: dict[str, Any] = {"Type": "/StructElem", "S": f"/{node.kind}", "P": parent.reference}
        if node.language != language:
            entries["Lang"] = pydyf.String(node.language)
        if node.alt:
            entries["Alt"] = pydyf.String(node.alt)
        if node.mark:
            entries["ID"] = pydyf.String(node.mark)
        if node.attributes:
            entries["A"] = attributes(node.attributes)
        made = self.added(entries)
        kids, pages = pydyf.Array(), dict[str, Any]()  # the page on which what is below begins
        for kid in node.kids:
            if isinstance(kid, Node):
                below = self.element(kid, made, node.language)
                kids.append(below.reference)
                if "Pg" in below and "Pg" not in pages:
                    pages["Pg"] = below["Pg"]
            elif isinstance(kid, Link):
                kids.extend(self.clickable(kid, made))
            else:
                kids.extend(self.marked(kid, made))
        made["K"] = kids
        made.update(pages | made)
        return made

    def marked(self, leaf: Leaf, element: Any) -> list[Any]:
        """Return what an element says of something that is drawn; nothing where it was not after all."""
        number = self.first + leaf.page
        found = self.marks[number].get(leaf.box)
        if found is None:
            return []
        mark, page = found["mcid"], self.pdf.page_references[number]
        self.rows[number][mark] = element
        if element.setdefault("Pg", page) == page:
            return [mark]
        return [pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": mark})]

    def clickable(self, link: Link, element: Any) -> list[Any]:
        """Return what an element says of what can be clicked, and write there what it says itself."""
        number = self.first + link.page
        annotation = self.links.get((number, id(link.box)))
        if annotation is None:
            return []
        if "Dest" in annotation:  # not the name of a place, which says nothing, but the words
            annotation["Contents"] = pydyf.String(" ".join("".join(link.box.element.itertext()).split()))
        self.clicked.append((annotation, element))
        page = self.pdf.page_references[number]
        element.setdefault("Pg", page)
        return [pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": page})]

    def parents(self) -> Any:
        """Return the table from what is marked or can be clicked to elements (14.7.4.4)."""
        numbers = pydyf.Array()
        for page, row in enumerate(self.rows):
            elements = pydyf.Array([row[mark].reference for mark in sorted(row)])
            self.pdf.add_object(elements)
            numbers += [page, elements.reference]
        for number, (annotation, element) in enumerate(self.clicked, len(self.rows)):
            annotation["StructParent"] = number
            numbers += [number, element.reference]
        return numbers


def attributes(said: Mapping[str, Mapping[str, Any]]) -> Any:
    """Return what an element says of itself, for each owner of such words (14.7.5)."""
    written = [
        pydyf.Dictionary({"O": f"/{owner}", **{name: value_of(value) for name, value in entries.items()}})
        for owner, entries in said.items()
    ]
    return written[0] if len(written) == 1 else pydyf.Array(written)


def value_of(value: Any) -> Any:
    """Return a value as a PDF has it."""
    return pydyf.Array(value) if isinstance(value, tuple) else value

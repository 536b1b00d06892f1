"""Tagged PDFs: what is drawn is marked by its place in the tree, and the tree is docgen's own.

WeasyPrint 70 marks each run of text and each picture while it draws it, and decoration as artifact, one
within the other where a line is drawn under words. It makes the tree afterwards. Here the tree is known
before (`reading`): what is not in it is an artifact, and nothing is marked within a mark.

For WeasyPrint 70. Upstream: no thread is known. Held by:
tests/layout/test_tags.py::test_weasyprint_itself_makes_a_paragraph_of_each_page
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import weasyprint.pdf
from weasyprint.pdf.stream import Stream

from docgen.layout.tags.nodes import Leaf, Node

from .reading import tree
from .writing import Annotations, write

plain_links = weasyprint.pdf.add_links
plain_tags = weasyprint.pdf.add_tags
plain_marked, plain_artifact = Stream.marked, Stream.artifact


def install() -> None:
    """Make WeasyPrint write docgen's trees where they are asked for; calling again changes nothing."""
    weasyprint.pdf.add_links = add_links
    weasyprint.pdf.add_tags = add_tags
    Stream.marked, Stream.artifact = marked, artifact


class Tags:
    """The trees of the documents whose pages are drawn into one PDF."""

    def __init__(self, pages: Sequence[Any], lengths: Sequence[int], language: str) -> None:
        self.trees: list[Node] = []
        self.annotations: Annotations = {}
        first = 0
        for length in lengths:
            self.trees.append(tree(pages[first : first + length], language))
            first += length
        leaves = (kid for one in self.trees for node in one.walk() for kid in node.kids)
        self.said = {id(kid.box) for kid in leaves if isinstance(kid, Leaf)}
        self.lengths = lengths


AT_HAND: list[Tags] = []
"""Those of the PDF that is being drawn."""


@contextmanager
def tagging(pages: Sequence[Any], lengths: Sequence[int], language: str) -> Iterator[None]:
    """Tag what is drawn while the block runs: `pages` of several documents, so many of each."""
    AT_HAND.append(Tags(pages, lengths, language))
    try:
        yield
    finally:
        AT_HAND.pop()


def add_links(found: Any, matrix: Any, pdf: Any, page: Any, names: Any, tags: Any) -> None:
    """Write what can be clicked on a page, and note whose box it is."""
    plain_links(found, matrix, pdf, page, names, tags)
    if AT_HAND:
        number = page["StructParents"]
        for kind, _, _, box in found[0]:
            if kind in ("internal", "external"):
                AT_HAND[-1].annotations[number, id(box)] = box.link_annotation


def add_tags(pdf: Any, document: Any, version: Any, streams: Sequence[Any]) -> None:
    """Write the trees into a PDF that is drawn."""
    if not AT_HAND:
        plain_tags(pdf, document, version, streams)
        return
    tags = AT_HAND[-1]
    write(pdf, tags.trees, tags.lengths, [stream._tags for stream in streams], tags.annotations)


@contextmanager
def marked(stream: Any, box: Any, tag: str) -> Iterator[None]:
    """Mark what is drawn of a box by its place in the tree, as an artifact where it has none."""
    if not AT_HAND or stream._tags is None:
        with plain_marked(stream, box, tag):
            yield
    elif id(box) not in AT_HAND[-1].said:
        with artifact(stream):
            yield
    else:
        with within_mark(stream), plain_marked(stream, box, tag):
            yield


@contextmanager
def artifact(stream: Any) -> Iterator[None]:
    """Mark what is drawn as decoration, where it is not within a mark already."""
    if not AT_HAND or getattr(stream, "in_mark", False):
        with plain_artifact(stream) if not AT_HAND else nothing():
            yield
    else:
        with within_mark(stream), plain_artifact(stream):
            yield


@contextmanager
def within_mark(stream: Any) -> Iterator[None]:
    """Let nothing else be marked on a stream while the block runs."""
    stream.in_mark = True
    try:
        yield
    finally:
        stream.in_mark = False


@contextmanager
def nothing() -> Iterator[None]:
    """Do nothing."""
    yield

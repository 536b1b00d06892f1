"""Which field printed which words: the page's `data-field` attributes, found again in the Word file.

In go the composed HTML and the Word file's paragraphs by place, out come stretches of these paragraphs with
the key path of the field that printed them. White space is passed over: Word sets tabs where CSS sets boxes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import html as lxml_html

from docgen.content.schemas.fields import keys_of
from docgen.content.source import KeyPath

from ..docx.record import Paragraph
from .differences import Spot

FIELD = "data-field"
BLOCKS = ("p", "td", "th", "caption", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div")
BLANK = re.compile(r"\s+")


@dataclass(frozen=True)
class Span:
    """A stretch of a paragraph that a field printed, its fixed words (第…期) included."""

    keys: KeyPath
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """A paragraph of the page without white space, and the stretches of its fields."""

    text: str
    spans: tuple[Span, ...]

    @property
    def tags(self) -> frozenset[str]:
        """Its fields as content controls are tagged."""
        return frozenset(".".join(map(str, span.keys)) for span in self.spans)


def fields_of(html: str, paragraphs: Mapping[Spot, Paragraph]) -> dict[Spot, list[Span]]:
    """Return the fields printed at each place.

    A text printed twice is taken where content controls name its fields, else in the order of the page.
    """
    squeezed = {spot: BLANK.sub("", paragraph.text) for spot, paragraph in paragraphs.items()}
    taken = dict.fromkeys(paragraphs, 0)
    found: dict[Spot, list[Span]] = {}
    for block in blocks(html):
        fitting = [spot for spot in squeezed if block.text in squeezed[spot][taken[spot] :]]
        if not fitting:
            continue
        spot = min(fitting, key=lambda one: misfit(block, paragraphs[one], squeezed[one]))
        shift = squeezed[spot].index(block.text, taken[spot])
        taken[spot] = shift + len(block.text)
        text = paragraphs[spot].text
        at = [number for number, character in enumerate(text) if not character.isspace()]
        for span in block.spans:
            start, end = at[shift + span.start], at[shift + span.end - 1] + 1
            found.setdefault(spot, []).append(Span(span.keys, start, end))
    return found


def misfit(block: Block, paragraph: Paragraph, text: str) -> tuple[bool, bool]:
    """Return what speaks against a paragraph with the words of a block having printed it."""
    return (not block.tags <= paragraph.tags, text != block.text)


def blocks(html: str) -> Iterator[Block]:
    """Yield the paragraphs of a page that hold fields, in order."""
    owners: dict[lxml_html.HtmlElement, None] = {}
    for element in lxml_html.fromstring(html).iter():
        if element.get(FIELD) is not None:
            owners[
                next((one for one in (element, *element.iterancestors()) if one.tag in BLOCKS), element)
            ] = None
    yield from map(measured, owners)


def measured(owner: lxml_html.HtmlElement) -> Block:
    """Return the text of an element without white space, and where its fields stand in it."""
    pieces: list[str] = []
    spans: list[Span] = []

    def walk(element: lxml_html.HtmlElement) -> None:
        start = sum(map(len, pieces))
        pieces.append(BLANK.sub("", element.text or ""))
        for below in element:
            walk(below)
            pieces.append(BLANK.sub("", below.tail or ""))
        end = sum(map(len, pieces))
        if element.get(FIELD) is not None and start < end:
            spans.append(Span(keys_of(element.get(FIELD)), start, end))

    walk(owner)
    return Block("".join(pieces), tuple(spans))

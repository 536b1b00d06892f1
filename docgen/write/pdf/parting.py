"""A gathering's PDF parted into a file for each of its letters, with nothing in it of the others.

In go the PDF and the letters, in order; out come the bytes of a file for each: its pages (`own_type`), its
tags (`own_tags`), and what it says of itself, written anew (`own_file`).
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

import pikepdf

from docgen.composed import Composed, Metadata
from docgen.composed.seals import seal_places
from docgen.layout.engine.pdf.page_labels import Label

from .chunk import Gathered
from .claims import claimed
from .own_file import Closed, OwnFile, Shared, string
from .own_tags import GatheredTags
from .own_type import GatheredFonts, own_pages

MAKERS = ("/Creator", "/Producer")
"""What the properties of a PDF say of those programs that made it, the same for all."""


def part_letters(gathered: Gathered, letters: Sequence[Composed]) -> list[bytes] | None:
    """Return one PDF for each of the `letters` that were gathered.

    None where one of their fonts is made of dots, which cannot be cut: such letters are written alone.
    """
    with pikepdf.open(io.BytesIO(gathered.data)) as whole:
        parting = Parting(whole, gathered)
        if not parting.fonts.can_be_cut:
            return None
        return [parting.file(number, letter) for number, letter in enumerate(letters)]


class Parting:
    """A gathering's PDF, opened to be parted."""

    def __init__(self, whole: pikepdf.Pdf, gathered: Gathered) -> None:
        self.whole, self.gathered = whole, gathered
        self.fonts = GatheredFonts(whole)
        self.tags = GatheredTags(whole, gathered.pages)
        self.makers = {name: str(whole.docinfo[name]) for name in MAKERS if name in whole.docinfo}
        self.bounds = list(pairwise(accumulate(gathered.pages, initial=0)))
        self.closed: Closed = {}

    def file(self, number: int, letter: Composed) -> bytes:
        """Return the file of a letter, the `number`th of the gathering, counted from 0."""
        data = self.part(number, letter)
        if letter.purpose.is_worked_over:
            return claimed(data, letter, seal_places(self.gathered.shown[number]))
        return data

    def part(self, number: int, letter: Composed) -> bytes:
        """Return a letter as a file that says of itself what the letter does, and who made it."""
        first, last = self.bounds[number]
        pages = self.whole.pages[first:last]
        own = own_pages(self.fonts, pages)
        root = catalogue(letter, self.gathered.labels[number])
        instead = {**self.tags.give(number, root, own)}
        leaves = [Shared(page) for page in own]
        root["/Pages"] = tree = Shared({"/Type": b"/Pages", "/Count": len(leaves), "/Kids": leaves})
        for page, leaf, told in zip(pages, leaves, own, strict=True):
            told["/Parent"] = tree
            instead[page.obj.objgen] = leaf
        file = OwnFile(self.whole, self.closed, instead)
        return file.written(Shared(root), Shared(properties(letter.metadata, self.makers)))


def catalogue(letter: Composed, labels: Iterable[Label]) -> dict[str, Any]:
    """Return what the file of a letter says first, but for its pages."""
    root: dict[str, Any] = {
        "/Type": b"/Catalog",
        "/Lang": string(letter.metadata.language),
        "/ViewerPreferences": {"/DisplayDocTitle": True},
    }
    numbers = list(page_numbers(labels))
    return {**root, "/PageLabels": {"/Nums": numbers}} if numbers else root


def page_numbers(labels: Iterable[Label]) -> Iterator[Any]:
    """Yield the labels of pages as a PDF lists them."""
    for label in labels:
        yield label.first
        yield {"/S": label.style.encode(), "/St": label.start}


def properties(metadata: Metadata, makers: Mapping[str, str]) -> dict[str, bytes]:
    """Return what a letter's file says of the letter, and who made it, under the names PDF has for it."""
    moment = f"D:{metadata.date:%Y%m%d}000000+00'00"
    dates = {"/CreationDate": moment, "/ModDate": moment}
    texts = {"/Title": metadata.title, "/Author": metadata.author, "/Subject": metadata.subject}
    return {name: string(text) for name, text in {**dates, **texts, **makers}.items() if text}

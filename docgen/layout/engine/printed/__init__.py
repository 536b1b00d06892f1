"""Laid-out pages told as records (`docgen.composed.printed`), so that nobody else looks into their boxes."""

from collections.abc import Mapping, Sequence
from typing import Any

from docgen.composed.printed import Block, Lost, Printed

from .boxes import Reader
from .declared import Declared
from .texts import lost_words


class Told:
    """The pages of one layout as records, and where each block of lines was found."""

    def __init__(self, pages: Sequence[Any], css: str) -> None:
        self.reader = Reader(css)
        sheets = [self.reader.sheet(number, page._page_box) for number, page in enumerate(pages, 1)]
        lost: list[Lost] = []
        for root in self.reader.roots:
            reader, meant = self.reader, Declared(root, css)
            lost += lost_words(root, reader.words, reader.repeated, reader.drawings, meant.is_hidden)
        self.printed = Printed(sheets, lost, self.reader.called_notes(), self.reader.most_pages)

    def reset(self, changed: Mapping[int, Sequence[Any]]) -> Printed:
        """Return what is printed where some blocks, told by the ids of their boxes, have other lines."""
        blocks: dict[int, Block] = {}
        for box, lines in changed.items():
            block = self.reader.blocks[box]
            blocks[id(block)] = self.reader.reset(block, lines)
        before = self.printed
        return Printed(before.sheets, before.lost, before.notes, before.most_pages, before, blocks)


def printed(pages: Sequence[Any], css: str) -> Printed:
    """Return what laid-out pages show; `css` is the style sheet they were laid out with."""
    return Told(pages, css).printed

"""Where seals go (GB/T 9704-2012, 7.3.5): over name and date, which stand a little below the middle.

Whoever seals a file is told the place; docgen itself seals nothing.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .printed import Area, Block, Printed

DIAMETER = 42.0
"""mm of an office's seal (国发〔1999〕25号): of provinces and cities; a smaller one is set in its middle."""
BELOW = 0.2
"""Of the date's size, by which a seal's middle lies under the top of its line, as the templates have it."""
KEYWORD_AT = "电子盖章处"
"""The word by which programs find the place, where an office asks for one."""
SIGNERS = frozenset({"issued-by", "joint-by"})
DATE = "date"


class SealPlace(NamedTuple):
    """The square of a page that a seal fills."""

    page: int  # from 1
    left: float  # mm from the page's left
    top: float  # mm from its top
    size: float  # mm
    of: str  # whose seal it is, as the page has it

    def told(self) -> dict[str, object]:
        """Return what programs are told of it."""
        return {"page": self.page, "left": self.left, "top": self.top, "size": self.size, "of": self.of}


def seal_places(printed: Printed) -> tuple[SealPlace, ...]:
    """Return where seals go on the pages of a document, in order; nowhere without a signature and a date."""
    return tuple(places(list(signatures(printed))))


def signatures(printed: Printed) -> Iterator[Block]:
    """Yield the offices' names under a text, and the date below them."""
    for sheet in printed.sheets:
        for known in sheet.blocks:
            block = printed.changes.get(id(known), known)
            if block.pieces and (SIGNERS & {*block.classes} or DATE in block.classes):
                yield block


def places(blocks: Sequence[Block]) -> Iterator[SealPlace]:
    """Yield the place of each seal: the middle of a name, or of the date where that follows the name."""
    for number, block in enumerate(blocks):
        if not SIGNERS & {*block.classes}:
            continue
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if following is not None and DATE in following.classes:
            size = max(piece.size for piece in following.pieces)
            shown = text_area(following)
            yield square(following.page, shown, following.area.top + BELOW * size, block)
        else:
            shown = text_area(block)
            yield square(block.page, shown, (shown.top + shown.bottom) / 2, block)


def square(page: int, shown: Area, middle: float, signer: Block) -> SealPlace:
    """Return the place of a seal whose middle is that of some text, at a height."""
    left = round((shown.left + shown.right - DIAMETER) / 2, 1)
    words = "".join("".join(piece.words for piece in signer.pieces).split())
    return SealPlace(page, left, round(middle - DIAMETER / 2, 1), DIAMETER, words)


def text_area(block: Block) -> Area:
    """Return what the words of a block take up."""
    areas = [piece.area for piece in block.pieces if piece.words.strip()] or [block.area]
    return Area(
        min(area.left for area in areas),
        min(area.top for area in areas),
        max(area.right for area in areas),
        max(area.bottom for area in areas),
    )

"""What stands near a place of a page, found without looking at all there is; and how a finding names it."""

from collections.abc import Iterable, Iterator

from docgen.composed.printed import Area, Piece, Sheet
from docgen.foundation.errors import Finding

ACROSS, DOWN = 20.0, 5.0
"""The size of a cell, in mm: a line lies in few, and few lines lie in one."""
LONGEST = 24
"""Characters of a passage that a finding shows."""
FAR = 10_000
"""A place further from the page than this, in mm, is told as this."""

Cell = tuple[int, int]


class Grid:
    """The pieces of text of one page, by the cells they lie in."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.cells: dict[Cell, list[Piece]] = {}
        for piece in pieces:
            for cell in cells(piece.area):
                self.cells.setdefault(cell, []).append(piece)

    def near(self, area: Area) -> Iterator[Piece]:
        """Yield each piece that shares a cell with an area, once."""
        seen = set()
        for cell in cells(area):
            for piece in self.cells.get(cell, ()):
                if id(piece) not in seen:
                    seen.add(id(piece))
                    yield piece


def cells(area: Area) -> Iterator[Cell]:
    """Yield the cells that an area lies in; what is far from every page lies in none."""
    left, top = max(area.left, -100.0), max(area.top, -100.0)
    right, bottom = min(area.right, 2000.0), min(area.bottom, 2000.0)
    for down in range(int(top // DOWN), int(bottom // DOWN) + 1):
        for across in range(int(left // ACROSS), int(right // ACROSS) + 1):
            yield across, down


def shown(piece: Piece) -> Area:
    """Return the part of a piece that no box cuts off."""
    return piece.block.clip.common(piece.area) if piece.block.clip else piece.area


def pieces_of(sheet: Sheet) -> Iterator[Piece]:
    """Yield the pieces of text of a page."""
    for block in sheet.blocks:
        yield from block.pieces


def told(code: str, page: int, area: Area, text: str, other: str | None = None) -> Finding:
    """Return a finding with its page, its place in mm from the page's top left, and the words concerned."""
    x, y = (f"{max(-FAR, min(FAR, length)):.0f}" for length in (area.left, area.top))
    values = {"page": page, "x": x, "y": y, "text": short(text)}
    return Finding(code, values=values if other is None else {**values, "other": short(other)})


def short(text: str) -> str:
    """Return a passage as a finding shows it."""
    words = " ".join(text.translate(WITHOUT_INK).split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def inked(text: str) -> str:
    """Return a passage without blanks and signs that leave no ink."""
    return "".join(text.translate(WITHOUT_INK).split())


WITHOUT_INK = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


def between(piece: Piece, area: Area) -> str:
    """Return the characters of a piece that lie in an area, roughly: with some of those around them."""
    if not piece.area.width:
        return piece.words
    step = piece.area.width / len(piece.words)
    first = int((area.left - piece.area.left) / step) - 2
    last = int((area.right - piece.area.left) / step) + 3
    return piece.words[max(0, first) : max(1, last)]

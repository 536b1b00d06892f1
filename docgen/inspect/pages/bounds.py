"""Text and pictures outside the text area that are not meant to be there, and text that outgrows its box."""

from collections.abc import Iterable, Iterator

from docgen.composed.printed import Area, Piece, Sheet

from .overlaps import Noticed
from .places import told
from .visibility import exceeds, is_printed

SLACK = 0.6
"""mm that text may stand out of its area: the blank half of a full stop is more."""
SLACK_DOWN = 0.35
"""How far text may stand out above or below, in its size: a line closer than its type is high."""


def outside(pieces: Iterable[Piece], sheet: Sheet) -> Iterator[Noticed]:
    """Yield the pieces that reach out of the text area, or out of the box with an edge that they stand in."""
    for piece in pieces:
        block = piece.block
        if not is_printed(piece) or exceeds(piece, sheet.paper):
            continue
        if block.kind != "margin" and not any(stands_in(piece, room) for room in block.rooms):
            yield Noticed(told("text-outside", sheet.number, piece.area, piece.words), (piece,))
        elif outgrows(piece) and not {"over", "outside"} & block.meant:
            yield Noticed(told("text-beyond-box", sheet.number, piece.area, piece.words), (piece,))


def outgrows(piece: Piece) -> bool:
    """Say whether a piece reaches out of its box with an edge, or out of its table's part on this page.

    A cell over several rows is as high as its text, also where the page ends before and the rows with it.
    """
    block = piece.block
    edges = (block.ground, block.table.area if block.table and not block.placed else None)
    return any(edge is not None and not stands_in(piece, edge) for edge in edges)


def stands_in(piece: Piece, room: Area) -> bool:
    """Say whether a piece stands inside an area."""
    return piece.area.is_within(room, SLACK, SLACK_DOWN * piece.size)


def pictures(sheet: Sheet) -> Iterator[Noticed]:
    """Yield the pictures of the text that reach out of the text area."""
    for picture in sheet.pictures:
        meant = "outside" in picture.meant or not picture.rooms
        if not meant and not any(picture.area.is_within(room, SLACK, SLACK) for room in picture.rooms):
            yield Noticed(told("picture-outside", sheet.number, picture.area, picture.name), ())

"""Text that nobody sees: cut off by its box or the paper's edge, of its ground's colour, under a box."""

from collections.abc import Iterable, Iterator

from docgen.composed.printed import Area, Ground, Piece, Sheet

from .colours import blended, contrast
from .overlaps import WHITE, Noticed
from .places import shown, told

LEAST_CONTRAST = 1.15
"""Less than this is seen by nobody."""
SMALLEST = 0.5
"""mm: type smaller than this (1.5 pt) is read by nobody."""
CUT_ACROSS, CUT_DOWN = 0.3, 0.3
"""How much of a character may be missing at the sides, and above or below, in its size."""


def cut_off(pieces: Iterable[Piece], sheet: Sheet) -> Iterator[Noticed]:
    """Yield the pieces of which a part lies off the paper, or beyond a box that shows nothing there."""
    for piece in pieces:
        block = piece.block
        if not is_printed(piece):
            continue
        if exceeds(piece, sheet.paper):
            yield Noticed(told("text-off-paper", sheet.number, piece.area, piece.words), (piece,))
        elif block.clip and exceeds(piece, block.clip) and not is_shortened(piece):
            yield Noticed(told("text-cut-off", sheet.number, piece.area, piece.words), (piece,))


def is_shortened(piece: Piece) -> bool:
    """Say whether a piece is meant to be cut off, as a running head that ends in …, or by declaration."""
    return "cut" in piece.block.meant or (piece.ellipsis and piece.block.kind == "margin")


def exceeds(piece: Piece, limits: Area) -> bool:
    """Say whether so much of a piece is outside some limits that it can be read no longer."""
    if piece.area.is_within(limits, 0.1, 0.1):
        return False
    seen = limits.common(piece.area)
    across = piece.area.width - seen.width > CUT_ACROSS * piece.size
    return across or piece.area.height - seen.height > CUT_DOWN * piece.size


def unseen(pieces: Iterable[Piece], sheet: Sheet) -> Iterator[Noticed]:
    """Yield the pieces that are there and are not seen."""
    for piece in pieces:
        if "hidden" in piece.block.meant:
            continue
        code = hidden(piece, sheet)
        if code:
            yield Noticed(told(code, sheet.number, piece.area, piece.words), (piece,))


def hidden(piece: Piece, sheet: Sheet) -> str | None:
    """Return what hides a piece, by the finding's code."""
    if not piece.visible or piece.size < SMALLEST or piece.opacity < 0.05:
        return "text-hidden"
    if not sheet.grounds and piece.opacity >= 1 and piece.colour == (0.0, 0.0, 0.0):
        return None
    area = shown(piece)
    over, under = None, None
    for ground in sheet.grounds:
        if not ground.area.touches(area):
            continue
        if ground.order > piece.block.order:
            over = ground if covers(ground, area) else over
        elif (under is None or ground.order > under.order) and holds(ground, area):
            under = ground
    if over:
        return "text-covered"
    picture = any(one.order < piece.block.order and one.area.touches(area) for one in sheet.pictures)
    colour = WHITE if under is None else under.colour
    if picture or colour is None:
        return None
    seen = blended(piece.colour, colour, piece.opacity)
    return "text-unseen" if contrast(seen, colour) < LEAST_CONTRAST else None


def covers(ground: Ground, area: Area) -> bool:
    """Say whether a ground hides a good part of a piece of text; what no colour fills may let it through."""
    common = ground.area.common(area)
    return ground.colour is not None and common.width > 1 and common.height > 0.4 * area.height


def holds(ground: Ground, area: Area) -> bool:
    """Say whether the middle of a piece of text stands on a ground."""
    across, down = (area.left + area.right) / 2, (area.top + area.bottom) / 2
    return ground.area.left <= across <= ground.area.right and ground.area.top <= down <= ground.area.bottom


def is_printed(piece: Piece) -> bool:
    """Say whether a piece leaves ink."""
    return piece.visible and piece.opacity >= 0.05 and piece.size >= SMALLEST

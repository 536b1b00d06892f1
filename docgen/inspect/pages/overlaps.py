"""Text printed over other text, over a code, a picture or an ornament, or hidden under one of them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docgen.composed.printed import Area, Picture, Piece, Sheet
from docgen.foundation.errors import Finding

from .colours import contrast
from .places import Grid, between, shown, told

SLACK = 0.25
"""How far two pieces reach into each other and are none the worse for it, in the size of the smaller."""
FAINT = 0.35
"""Words no more opaque than this are a watermark."""
PALE = 2.0
"""Nor are words that stand out from white less than this, where they are painted under all else."""
WHITE = (1.0, 1.0, 1.0)


class Noticed(NamedTuple):
    """A finding, and the pieces of text it follows from."""

    finding: Finding
    pieces: tuple[Piece, ...]


def among(pieces: Iterable[Piece], grid: Grid, gone: frozenset[int] = frozenset()) -> Iterator[Noticed]:
    """Yield where one of `pieces` meets another or one of the grid, from which some blocks are `gone`."""
    seen: set[int] = set()
    for piece in pieces:
        seen.add(id(piece))
        if is_watermark(piece):
            continue
        for other in grid.near(piece.area):
            if not piece.area.touches(other.area) or id(other) in seen or id(other.block) in gone:
                continue
            meeting = met(piece, other)
            if meeting and not is_watermark(other):
                page, words = piece.block.page, (between(piece, meeting), between(other, meeting))
                yield Noticed(told("text-over-text", page, meeting, *words), (piece, other))


def met(piece: Piece, other: Piece) -> Area | None:
    """Return where two pieces are printed over each other."""
    if "over" in piece.block.meant or "over" in other.block.meant:
        return None
    common = shown(piece).common(shown(other))
    least = SLACK * min(piece.size, other.size)
    return common if common.width > least and common.height > least else None


def with_pictures(pieces: Iterable[Piece], sheet: Sheet) -> Iterator[Noticed]:
    """Yield where pieces of text and the pictures of their page are printed over each other."""
    pictures = [
        one for one in sheet.pictures if one.area.width and one.area.height and "over" not in one.meant
    ]
    for piece in pieces if pictures else ():
        if is_watermark(piece) or "over" in piece.block.meant:
            continue
        for picture in pictures:
            code = met_by(piece, picture)
            if code:
                meeting = piece.area.common(picture.area)
                yield Noticed(
                    told(code, sheet.number, meeting, between(piece, meeting), picture.name), (piece,)
                )


def met_by(piece: Piece, picture: Picture) -> str | None:
    """Return what is to be held against a piece of text and a picture, by the finding's code."""
    least = SLACK * piece.size
    area = shown(piece)
    if any(crosses(area, ornament, least) for ornament in picture.ornaments):
        return "text-over-ornament"
    if picture.beneath or not crosses(area, picture.area, least):
        return None
    if picture.code:
        return "text-over-code"
    if picture.order > piece.block.order:
        return "text-covered" if picture.opaque else "picture-over-text"
    inscription = piece.block.placed is not None and piece.block.area.is_within(picture.area, 0.5, 0.5)
    return None if inscription else "text-over-picture"


def crosses(one: Area, other: Area, least: float) -> bool:
    """Say whether two areas have more than a touch in common."""
    if not one.touches(other):
        return False
    common = one.common(other)
    return common.width > least and common.height > least


def codes(sheet: Sheet) -> Iterator[Noticed]:
    """Yield the codes of a page that another picture lies over or under."""
    for code in (one for one in sheet.pictures if one.code):
        for other in sheet.pictures:
            if other is not code and not other.beneath and "over" not in other.meant:
                common = code.area.common(other.area)
                if common.width > 0.5 and common.height > 0.5 and code.area.width:
                    yield Noticed(told("code-covered", sheet.number, common, code.name, other.name), ())


def is_watermark(piece: Piece) -> bool:
    """Say whether a piece is hidden, or faint enough to be read through."""
    pale = piece.block.beneath and contrast(piece.colour, WHITE) < PALE
    return not piece.visible or piece.opacity <= FAINT or pale

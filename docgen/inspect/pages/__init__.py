"""The judge after layout: what is wrong with laid-out pages, told with page, place and words.

A rule is a function of a page and of some of its pieces of text, so that a letter which was set from another
is judged by what changed in it; each module holds the rules of one matter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from docgen.composed.printed import Block, Piece, Printed, Sheet
from docgen.foundation.errors import MUST, Finding, unique

from . import bounds, missing, notes, overlaps, page_ends, titles, visibility, whole_pages
from .overlaps import Noticed
from .places import Grid, pieces_of

GRAVE = frozenset(
    [
        "text-over-text",
        "text-over-code",
        "code-covered",
        "text-over-picture",
        "text-over-ornament",
        "text-covered",
        "text-off-paper",
        "text-cut-off",
        "text-hidden",
        "text-unseen",
        "text-missing",
        "text-repeated",
        "page-too-many",
    ]
)
"""What no document goes out with unless someone has looked at it: words that are lost or cannot be read."""
MOST = 20
"""Findings of one kind that are told of one document."""


def findings(printed: Printed, name: str) -> list[Finding]:
    """Return what is to be held against the pages of the document `name`."""
    return Judge().findings(printed, name)


class Judge:
    """Judges the letters of a gathering: each layout once, and what was set from it by what changed."""

    def __init__(self) -> None:
        self.verdicts: dict[int, Verdict] = {}

    def findings(self, printed: Printed, name: str) -> list[Finding]:
        """Return what is to be held against the pages of the document `name`."""
        base = printed.base or printed
        verdict = self.verdicts.get(id(base))
        if verdict is None:
            verdict = self.verdicts[id(base)] = Verdict(base)
        noticed = verdict.of(printed.changes) if printed.base else verdict.all
        return [graded(finding, name) for finding in few(noticed)]


def graded(finding: Finding, name: str) -> Finding:
    """Return a finding on the document `name` with its grade."""
    return replace(finding, subject=name, grade=MUST if finding.code in GRAVE else finding.grade)


class Verdict:
    """What is held against one layout, and what is needed to judge others that were set from it."""

    def __init__(self, printed: Printed) -> None:
        self.printed = printed  # kept, so that its id stays its own
        self.grids = {sheet.number: Grid(pieces_of(sheet)) for sheet in printed.sheets}
        self.whole = [
            *missing.findings(printed),
            *notes.findings(printed),
            *whole_pages.findings(printed),
            *page_ends.findings(printed),
        ]
        self.noticed: list[Noticed] = []
        for sheet in printed.sheets:
            self.noticed += of_pieces(list(pieces_of(sheet)), sheet, self.grids[sheet.number])
            self.noticed += [*overlaps.codes(sheet), *bounds.pictures(sheet), *titles.findings(sheet.blocks)]
        self.all = [*self.whole, *(one.finding for one in self.noticed)]

    def of(self, changes: Mapping[int, Block]) -> list[Finding]:
        """Return what is held against the layout with other lines in some of its blocks.

        Nothing but these lines has moved (`engine/standing_type.py` sets no letter of which that is not so):
        what was noticed of others stands, and theirs are judged against all that stands on their page.
        """
        found = [
            one.finding for one in self.noticed if not any(id(piece.block) in changes for piece in one.pieces)
        ]
        blocks = sorted(changes.values(), key=lambda block: block.page)
        for page, those in groupby(blocks, key=lambda block: block.page):
            new = list(those)
            sheet = self.printed.sheets[page - 1]
            pieces = [piece for block in new for piece in block.pieces]
            noticed = of_pieces(pieces, sheet, self.grids[page], changes)
            found += [one.finding for one in (*noticed, *titles.findings(new))]
        return [*self.whole, *found]


def of_pieces(
    pieces: list[Piece], sheet: Sheet, grid: Grid, changed: Iterable[int] = ()
) -> Iterator[Noticed]:
    """Yield what is held against some pieces of a page.

    The grid has all pieces of the page; blocks of it that have `changed` are not there any more.
    """
    gone = frozenset(changed)
    if gone:
        yield from overlaps.among(pieces, Grid(pieces))
    yield from overlaps.among(pieces, grid, gone)
    yield from overlaps.with_pictures(pieces, sheet)
    yield from visibility.cut_off(pieces, sheet)
    yield from visibility.unseen(pieces, sheet)
    yield from bounds.outside(pieces, sheet)


def few(noticed: Iterable[Finding]) -> list[Finding]:
    """Return findings each once, and of one kind not more than a person reads."""
    counts: dict[str, int] = {}
    told = []
    for finding in unique(noticed):
        counts[finding.code] = counts.get(finding.code, 0) + 1
        if counts[finding.code] <= MOST:
            told.append(finding)
    return told

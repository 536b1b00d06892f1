"""What differs between two Word files, by paragraph and by cell: records in, differences out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.prose.lines import NUMBERING

from ..docx.record import Content, Item, Paragraph, Table, plain, row_text
from .alignment import Entry, Pair, align


@dataclass(frozen=True)
class Spot:
    """Where something stands in the original: its story, its number there, and in a table row and column."""

    story: str
    at: int  # from 0; -1: before everything
    row: int = -1
    column: int = -1


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was: `old` is None for what was added, `new` for what was removed."""

    spot: Spot
    old: Paragraph | None
    new: Paragraph | None
    moved: bool = False
    row: bool = False  # it is a whole row of a table

    @property
    def says_the_same(self) -> bool:
        """Whether the words are where and what they were."""
        if self.old is None or self.new is None or self.moved:
            return False
        return self.old.text == self.new.text or handwritten(self.old, self.new)


def differences(ours: Content, theirs: Content) -> list[Difference]:
    """Return what became of everything in `ours`, what stayed the same included, in the order it is read."""
    return [
        one
        for story, items in ours.stories.items()
        for one in sorted(story_differences(story, items, theirs.stories.get(story, [])), key=reading_order)
    ]


def reading_order(one: Difference) -> tuple[int, int, int, bool]:
    """Return what sorts differences as they are read; what was added comes after what it was added to."""
    return (one.spot.at, one.spot.row, one.spot.column, one.old is None)


def story_differences(story: str, ours: Sequence[Item], theirs: Sequence[Item]) -> Iterator[Difference]:
    """Yield what became of every paragraph and table of a story, unchanged ones too."""
    aligned = align([entry(item) for item in ours], [entry(item) for item in theirs])
    for old, new in aligned.pairs:
        yield from pair_differences(Spot(story, old), ours[old], theirs[new])
    for old, new in aligned.moved:
        yield Difference(Spot(story, old), whole(ours[old]), whole(theirs[new]), moved=True)
    for old in aligned.removed:
        yield Difference(Spot(story, old), whole(ours[old]), None)
    for old, new in aligned.added:
        yield Difference(Spot(story, old), None, whole(theirs[new]))


def entry(item: Item) -> Entry:
    """Return a paragraph or table as it is compared."""
    return Entry(item.text, "table" if isinstance(item, Table) else item.style)


def whole(item: Item) -> Paragraph:
    """Return a table as if it were one paragraph; a paragraph is one."""
    return item if isinstance(item, Paragraph) else Paragraph(item.text)


def pair_differences(spot: Spot, old: Item, new: Item) -> Iterator[Difference]:
    """Yield what became of a paragraph, or of each row and cell of a table."""
    if not isinstance(old, Table) or not isinstance(new, Table):
        yield Difference(spot, whole(old), whole(new))
        return
    aligned = align(*([Entry(row_text(row), "") for row in table.rows] for table in (old, new)))
    for pair in aligned.pairs:
        yield from row_differences(spot, pair, old.rows[pair.old], new.rows[pair.new])
    for pair in aligned.moved:
        yield row_difference(spot, pair.old, old.rows[pair.old], new.rows[pair.new], moved=True)
    for gone in aligned.removed:
        yield row_difference(spot, gone, old.rows[gone], None)
    for pair in aligned.added:
        yield row_difference(spot, pair.old, None, new.rows[pair.new])


def row_differences(
    spot: Spot, pair: Pair, ours: Sequence[Paragraph], theirs: Sequence[Paragraph]
) -> Iterator[Difference]:
    """Yield what became of each cell of a row; of a row with more or fewer cells, as a whole."""
    if len(ours) != len(theirs):
        yield row_difference(spot, pair.old, ours, theirs)
        return
    for column, (old, new) in enumerate(zip(ours, theirs, strict=True)):
        yield Difference(Spot(spot.story, spot.at, pair.old, column), old, new)


def row_difference(
    spot: Spot,
    row: int,
    old: Sequence[Paragraph] | None,
    new: Sequence[Paragraph] | None,
    moved: bool = False,
) -> Difference:
    """Return what became of a whole row, its cells told as one text."""
    texts = [Paragraph(row_text(cells)) if cells is not None else None for cells in (old, new)]
    return Difference(Spot(spot.story, spot.at, row), texts[0], texts[1], moved, row=True)


def handwritten(old: Paragraph, new: Paragraph) -> bool:
    """Say whether a number that Word counted became one that a hand typed, and nothing else."""
    typed = NUMBERING.match(new.text) if old.numbered and not new.numbered else None
    return typed is not None and plain(new.text[typed.end() :]) == old.text

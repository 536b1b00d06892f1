"""What differs between two Word files, by paragraph and by cell: records in, differences out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docgen.prose.lines import NUMBERING

from ..docx.record import Content, Item, Paragraph, Table, plain, row_text
from . import breaks
from .alignment import Entry, Pair, align
from .breaks import BREAK


@dataclass(frozen=True)
class Spot:
    """Where something stands in the original: its story, its number there, and in a table row and column."""

    story: str
    at: int  # from 0; -1: before everything
    row: int = -1
    column: int = -1


@dataclass(frozen=True)
class Difference:
    """What became of one thing: `old` is None for what was added, `new` for what was removed.

    The new text of a paragraph that was parted has BREAK where it was.
    """

    spot: Spot  # in the old file; of what was added, what it stands after
    old: Paragraph | None
    new: Paragraph | None
    to: Spot | None = None  # where it stands in the new file
    moved: bool = False
    row: bool = False  # it is a whole row of a table
    joined: bool = False  # its new text is that of the next paragraph too
    was: Paragraph | None = None  # what was built, where both sides changed it since

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
    parted, aligned = breaks.parted(aligned, texts(ours), texts(theirs))
    joined, aligned = breaks.joined(aligned, texts(ours), texts(theirs))
    for old, new in aligned.pairs:
        yield from pair_differences(Spot(story, old), Spot(story, new), ours[old], theirs[new])
    for old, news in ((one.one, one.parts) for one in parted):
        parts = put_together([whole(theirs[new]) for new in news])
        yield Difference(Spot(story, old), whole(ours[old]), parts, Spot(story, news[0]))
    for new, olds in ((one.one, one.parts) for one in joined):
        to, merged = Spot(story, new), whole(theirs[new])
        yield Difference(Spot(story, olds[0]), whole(ours[olds[0]]), merged, to, joined=True)
    for old, new in aligned.moved:
        yield Difference(Spot(story, old), whole(ours[old]), whole(theirs[new]), Spot(story, new), moved=True)
    for old in aligned.removed:
        yield Difference(Spot(story, old), whole(ours[old]), None)
    for old, new in aligned.added:
        yield Difference(Spot(story, old), None, whole(theirs[new]), Spot(story, new))


def entry(item: Item) -> Entry:
    """Return a paragraph or table as it is compared."""
    return Entry(item.text, "table" if isinstance(item, Table) else item.style)


def texts(items: Sequence[Item]) -> list[str | None]:
    """Return what paragraphs say, None for each table."""
    return [item.text if isinstance(item, Paragraph) else None for item in items]


def whole(item: Item) -> Paragraph:
    """Return a table as if it were one paragraph; a paragraph is one."""
    return item if isinstance(item, Paragraph) else Paragraph(item.text)


def put_together(parts: Sequence[Paragraph]) -> Paragraph:
    """Return the paragraphs that one was parted into as one, with all their comments."""
    comments = tuple(comment for part in parts for comment in part.comments)
    return replace(parts[0], text=BREAK.join(part.text for part in parts), comments=comments)


def pair_differences(spot: Spot, to: Spot, old: Item, new: Item) -> Iterator[Difference]:
    """Yield what became of a paragraph, or of each row and cell of a table."""
    if not isinstance(old, Table) or not isinstance(new, Table):
        yield Difference(spot, whole(old), whole(new), to)
        return
    aligned = align(*([Entry(row_text(row), "") for row in table.rows] for table in (old, new)))
    for pair in aligned.pairs:
        yield from row_differences(spot, to, pair, old.rows[pair.old], new.rows[pair.new])
    for pair in aligned.moved:
        yield row_difference(spot, to, pair, old.rows[pair.old], new.rows[pair.new], moved=True)
    for gone in aligned.removed:
        yield row_difference(spot, None, Pair(gone, -1), old.rows[gone], None)
    for pair in aligned.added:
        yield row_difference(spot, to, pair, None, new.rows[pair.new])


def row_differences(
    spot: Spot, to: Spot, pair: Pair, ours: Sequence[Paragraph], theirs: Sequence[Paragraph]
) -> Iterator[Difference]:
    """Yield what became of each cell of a row; of a row with more or fewer cells, as a whole."""
    if len(ours) != len(theirs):
        yield row_difference(spot, to, pair, ours, theirs)
        return
    for column, (old, new) in enumerate(zip(ours, theirs, strict=True)):
        places = (replace(spot, row=pair.old, column=column), replace(to, row=pair.new, column=column))
        yield Difference(places[0], old, new, places[1])


def row_difference(
    spot: Spot,
    to: Spot | None,
    pair: Pair,
    old: Sequence[Paragraph] | None,
    new: Sequence[Paragraph] | None,
    moved: bool = False,
) -> Difference:
    """Return what became of a whole row, its cells told as one text."""
    texts = [Paragraph(row_text(cells)) if cells is not None else None for cells in (old, new)]
    there = replace(to, row=pair.new) if to else None
    return Difference(replace(spot, row=pair.old), texts[0], texts[1], there, moved, row=True)


def handwritten(old: Paragraph, new: Paragraph) -> bool:
    """Say whether a number that Word counted became one that a hand typed, and nothing else."""
    typed = NUMBERING.match(new.text) if old.numbered and not new.numbered else None
    return typed is not None and plain(new.text[typed.end() :]) == old.text

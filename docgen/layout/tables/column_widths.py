"""The widths of a table's columns by what they hold, chosen as a person would: one rule for every format.

CSS 2.1 leaves the sharing of room to the program, and programs share it between the narrowest and the widest
a column can be. Chinese breaks between any two characters, so beside a long text every other column is drawn
one character wide. Here a column is never narrower than two characters, its head, a date or a number in it
while there is room; short words stay in one line; what is left is shared so that the cells of a row end up
equally high, and at last so that few of them end with a lone character.

Tables take part whose style sheet says `--columns: by-content`. Where it gives all their columns a width,
that is what they have, but for those that a date, a number or a word would not fit into: it would be broken
in two, or printed over the next one.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations, zip_longest
from typing import NamedTuple
from unicodedata import east_asian_width

from docgen.foundation.typography import WHOLE

SHORT = 8.0
"""Em up to which a text or a head is kept in one line while there is room: names, units, kinds of things."""
LONG_WORD = 14.0
"""Em above which a word without blanks (an address on the net) claims no room: it may be broken."""
LEAST = 2.0
"""Em of the narrowest column."""
SLACK = 0.1
"""Em by which a column is wider than what it holds: programs round, and know lines of other widths."""
PICTURE = 10
"""Em that a picture in a cell asks for: it is drawn as wide as its column lets it."""
OBJECT = "\u3000"
TRIES = 60
ROUNDS = 16
STEPS = (1, 2, 3, 4, 6)
"""Half squares that are moved from one column to another at a time."""
EACH = 0.15
"""What a line of a cell counts that makes its row no higher, in lines."""
MOST_ROWS = 24
"""Rows whose line ends are tried out; of a longer table as many are taken from all over it."""
LONE = 0.75
"""How many lines more a table may have for one cell less that ends with a lone character …"""
BROKEN, BROKEN_HEAD = 0.5, 3.0
"""… and for each line that a short text, or a head, is broken into beyond the first."""
WORD = re.compile(rf"{WHOLE.pattern}|[!-~]+")

NARROW = frozenset("fijlrtIJ.,:;-()/'!|[]{}` ")
WIDE = frozenset("mwMW%@")


class Piece(NamedTuple):
    """Text in one size; `whole` is text that a line may not break."""

    text: str
    size: float
    whole: bool = False


@dataclass(frozen=True)
class Cell:
    """What a cell asks for: its lines as they are typed, and what parts them from its edges."""

    lines: Sequence[Sequence[Piece]]
    around: float
    head: bool = False

    def in_em(self, em: float) -> "Cell":
        """Return the same cell with all measures in em of that size."""
        lines = [
            [Piece(piece.text, round(piece.size / em, 2), piece.whole) for piece in line]
            for line in self.lines
        ]
        return Cell(lines, round(self.around / em + 1e-6, 1), self.head)

    @cached_property
    def em(self) -> float:
        """The size of its largest characters."""
        return max((piece.size for line in self.lines for piece in line), default=0.0)

    @cached_property
    def widths(self) -> list[float]:
        """How wide each of its lines is when it is not broken."""
        return [sum(text_width(piece.text) * piece.size for piece in line) for line in self.lines]

    @property
    def longest(self) -> float:
        """How wide it would like to be."""
        return max(self.widths, default=0.0)

    @property
    def word(self) -> float:
        """The width of the longest word in it that is not to be broken."""
        words = (
            ems * piece.size
            for line in self.lines
            for piece in line
            for ems in words_of(piece.text, piece.whole)
        )
        return max((word for word in words if word <= LONG_WORD * self.em), default=0.0)

    def line_count(self, width: float) -> int:
        """Return about how many lines it takes in a column `width` wide."""
        return sum(math.ceil(line / self.room(width) - 0.001) for line in self.widths) or 1

    def flaws(self, width: float) -> float:
        """Return what counts against a column `width` wide besides the lines, in lines."""
        if self.longest <= min(self.room(width), SHORT * self.em):
            return 0.0
        each = (BROKEN_HEAD if self.head else BROKEN) if self.longest <= SHORT * self.em else 0.0
        return each * (self.line_count(width) - 1) + (LONE if self.ends_alone(width) else 0.0)

    def ends_alone(self, width: float) -> bool:
        """Say whether its last line would be a single character."""
        last, room = self.widths[-1] if self.widths else 0.0, self.room(width)
        return last > room and 0 < (last - 0.001) % room <= self.em * 1.05

    def room(self, width: float) -> float:
        """Return how long its lines may be in a column `width` wide: whole squares."""
        free = max(width - self.around, self.em, 0.001)
        return math.floor(free / self.em + 0.001) * self.em if self.em else free


def note_call(size: float) -> Piece:
    """Return what the small number of a note asks for beside type of a size: less than a figure of it."""
    return Piece("0", size)


def picture(size: float) -> Piece:
    """Return what a picture in a cell asks for beside type of a size: a word of PICTURE em."""
    return Piece(OBJECT * PICTURE, size, whole=True)


def text_width(text: str) -> float:
    """Return about how wide a text is in em: a little more than the widest of docgen's faces draws it."""
    return sum(map(character_width, text))


@lru_cache(maxsize=4096)
def character_width(character: str) -> float:
    """Return about how wide a character is in em."""
    if character in NARROW:
        return 0.42
    if character in WIDE or character == "—" or east_asian_width(character) in "WFA":
        return 1.0
    if character in "\u200b\u2060":
        return 0.0
    if character.isupper():
        return 0.78
    return 0.57 if character.isdigit() else 0.63


def words_of(text: str, whole: bool) -> Iterator[float]:
    """Give the widths in em of the words of a text that no line is to break."""
    if whole:
        yield text_width(text)
    else:
        for found in WORD.finditer(text):
            yield text_width(found[0])


class Shared(NamedTuple):
    """The widths of all columns, and whether a word had to be broken for them."""

    widths: list[float]
    squeezed: bool


class Column(NamedTuple):
    """How wide a column must be, should be and would like to be, each at least as much as the one before."""

    least: float  # two characters
    words: float  # … and no date, number or word broken
    head: float  # … and its head in one line
    short: float  # … and short texts in one line
    full: float  # nothing broken at all
    bulk: float  # about how much it holds


def shared(
    columns: Sequence[Sequence[Cell]], width: float, fills: bool = True, said: Sequence[float] = ()
) -> Shared:
    """Return widths for columns that hold these cells, from the head down.

    Together they are as wide as `width`, or less where nothing must be broken and `fills` is not asked for.
    `said` is how wide a style sheet makes them all beside each other, if it does.
    """
    if said:
        return shared_as_said(columns, scaled(said, width))
    em = max((cell.em for cells in columns for cell in cells), default=0.0) or 1.0
    # In em, and rounded: formats draw lines of other widths, which is to decide nothing.
    room = math.floor(width / em * 4) / 4
    found = chosen([[cell.in_em(em) for cell in cells] for cells in columns], room, fills)
    whole = sum(found.widths)
    return found._replace(widths=scaled(found.widths, width if whole > room - 0.001 else whole * em))


def shared_as_said(columns: Sequence[Sequence[Cell]], said: Sequence[float]) -> Shared:
    """Return the widths that columns are `said` to have, each made wide enough for the words in it.

    The others give up room in their own proportions; if there is not room for all words, they stay as said.
    """
    least = [word_room(cells) for cells in columns]
    if sum(least) > sum(said):
        return Shared(list(said), squeezed=True)
    found, tight = list(said), set[int]()
    while short := {at for at, one in enumerate(found) if at not in tight and one < least[at]}:
        tight |= short
        left = sum(said) - sum(least[at] for at in tight)
        free = sum(one for at, one in enumerate(said) if at not in tight)
        found = [least[at] if at in tight else one * left / free for at, one in enumerate(said)]
    return Shared(found, squeezed=False)


def word_room(cells: Sequence[Cell]) -> float:
    """Return how wide a column must be for none of its words to be broken."""
    return max((cell.around + cell.word + SLACK * cell.em for cell in cells if cell.word), default=0.0)


def chosen(columns: Sequence[Sequence[Cell]], width: float, fills: bool) -> Shared:
    """Return widths for columns, all measures in em, `width` to the quarter of it."""
    asked = [column(cells) for cells in columns]
    full = [one.full for one in asked]
    if sum(full) <= width:
        return Shared(scaled(full, width) if fills else full, squeezed=False)
    levels = [[one[level] for one in asked] for level in range(4)]
    fitting = [level for level in levels if sum(level) <= width]
    if not fitting:
        return Shared(scaled(levels[0], width), squeezed=True)
    if len(fitting) == 1:
        return Shared(between(levels[0], levels[1], width), squeezed=True)
    if len(fitting) < len(levels):
        start = between(fitting[-1], levels[len(fitting)], width)
        return Shared(settled(columns, start, levels[1]), squeezed=False)
    return Shared(settled(columns, poured(asked, width), levels[1]), squeezed=False)


def column(cells: Sequence[Cell]) -> Column:
    """Return what a column asks for."""
    around = max((cell.around for cell in cells), default=0.0)
    em = max((cell.em for cell in cells), default=0.0)
    least = LEAST * em
    words = max([least, *(cell.word for cell in cells)])
    heads = [cell.longest for cell in cells if cell.head]
    head = max([words, *(one if one <= SHORT * em else one / math.ceil(one / SHORT / em) for one in heads)])
    texts = [cell.longest for cell in cells if not cell.head]
    short = max([head, *(one for one in texts if one <= SHORT * em)])
    full = max([short, *texts, *heads])
    squares = sum(one * one for one in texts) / len(texts) if texts else full * full
    around += SLACK * em
    bulk = math.sqrt(squares)
    return Column(around + least, around + words, around + head, around + short, around + full, bulk)


def scaled(widths: Sequence[float], width: float) -> list[float]:
    """Return widths in the same proportions that fill `width`."""
    whole = sum(widths) or 1.0
    return [one * width / whole for one in widths]


def between(low: Sequence[float], high: Sequence[float], width: float) -> list[float]:
    """Return widths that fill `width`, each as far from `low` to `high` as all others."""
    share = (width - sum(low)) / (sum(high) - sum(low))
    return [one + (other - one) * share for one, other in zip(low, high, strict=True)]


def poured(columns: Sequence[Column], width: float) -> list[float]:
    """Return widths that fill `width`, between short and full, all columns with about as many lines."""

    def at(height: float) -> list[float]:
        return [min(max(one.bulk / height, one.short), one.full) for one in columns]

    high, low = 1e6, 1e-6
    for _ in range(TRIES):
        middle = math.sqrt(high * low)
        if sum(at(middle)) > width:
            low = middle
        else:
            high = middle
    return scaled(at(high), width)


def settled(columns: Sequence[Sequence[Cell]], widths: list[float], least: Sequence[float]) -> list[float]:
    """Return widths near the given ones with fewer lines in all and fewer lone characters at their ends."""
    cells = [cell for column in columns for cell in column]
    step = max((cell.em for cell in cells), default=0.0) / 2
    cost = Cost([sample(column) for column in columns])
    best = (round(cost.of(widths), 6), widths)
    for _ in range(ROUNDS if step else 0):
        found = min((round(cost.of(other), 6), other) for other in (best[1], *moved(best[1], least, step)))
        if found[0] >= best[0]:
            break
        best = found
    return best[1]


def sample(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the head of a column and some of its cells, all of a short one."""
    return [cells[0], *cells[1 :: max(math.ceil((len(cells) - 1) / MOST_ROWS), 1)]] if cells else cells


def moved(widths: list[float], least: Sequence[float], step: float) -> Iterator[list[float]]:
    """Give the widths that come of moving some steps from one column to another."""
    for giver, taker in permutations(range(len(widths)), 2):
        for steps in STEPS:
            if widths[giver] - steps * step >= least[giver]:
                other = list(widths)
                other[giver] -= steps * step
                other[taker] += steps * step
                yield other


class Cost:
    """What the lines of a table count with widths that are tried; each column is counted once for a width."""

    def __init__(self, columns: Sequence[Sequence[Cell]]) -> None:
        self.columns = columns
        self.counted: dict[tuple[int, float], tuple[list[int], float]] = {}

    def of(self, widths: Sequence[float]) -> float:
        """Return how many lines the rows have in all, with what else counts."""
        counted = [self.column(number, round(width, 3)) for number, width in enumerate(widths)]
        rows = list(zip_longest(*(lines for lines, _ in counted), fillvalue=0))
        return sum(max(row) + EACH * sum(row) for row in rows) + sum(flaws for _, flaws in counted)

    def column(self, number: int, width: float) -> tuple[list[int], float]:
        """Return the lines of each cell of a column, and what else counts in it."""
        if (number, width) not in self.counted:
            cells = self.columns[number]
            flaws = sum(cell.flaws(width) for cell in cells)
            self.counted[number, width] = [cell.line_count(width) for cell in cells], flaws
        return self.counted[number, width]


def texts(pieces: Iterable[Piece | None]) -> list[list[Piece]]:
    """Return lines made of pieces; None ends a line."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece is None:
            lines.append([])
        else:
            lines[-1].append(piece)
    return [line for line in lines if any(piece.text for piece in line)]

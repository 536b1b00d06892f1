"""What laid-out pages show, as plain records: what stands where, in which order it is painted, what was lost.

`engine/printed/` makes them of WeasyPrint's boxes, `inspect/pages/` judges them. Lengths are in mm from the
page's top left. What a template means to be out of the ordinary it declares in CSS: `--meant` with any of
`hidden` (words not to be printed, as on preprinted paper), `outside` (beyond the text area), `over` (over or
under something else), `cut` (cut off by its box); and `--ornament: left top width height` for the part of a
picture that text keeps clear of, measured from the picture's own corner.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Order = tuple[tuple[int, int, int], ...]
"""When something is painted: what compares greater lies on top (CSS 2.1, appendix E)."""
Colour = tuple[float, float, float]


class Area(NamedTuple):
    """A rectangle of a page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is; nothing is less than nothing wide."""
        return max(0.0, self.right - self.left)

    @property
    def height(self) -> float:
        """How high it is."""
        return max(0.0, self.bottom - self.top)

    def common(self, other: "Area") -> "Area":
        """Return what two areas have in common, an area without width or height where that is nothing."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Area(
            left, top, max(left, min(self.right, other.right)), max(top, min(self.bottom, other.bottom))
        )

    def touches(self, other: "Area") -> bool:
        """Say whether two areas have anything in common: asked far more often than what."""
        return self[0] < other[2] and other[0] < self[2] and self[1] < other[3] and other[1] < self[3]

    def is_within(self, other: "Area", across: float = 0.0, down: float = 0.0) -> bool:
        """Say whether it lies inside another, or no further outside than is let pass."""
        sideways = self.left >= other.left - across and self.right <= other.right + across
        return sideways and self.top >= other.top - down and self.bottom <= other.bottom + down


@dataclass(eq=False, slots=True)
class Block:
    """A box that holds lines of text, or a part of it on one page."""

    page: int
    tag: str
    classes: Sequence[str]
    style: str  # its Word style
    element: int  # a mark of its element, the same for all parts of one
    area: Area
    kind: str  # flow, margin (running heads), note (footnotes), placed (out of the flow)
    rooms: tuple[Area, ...]  # where its text may stand
    ground: Area | None  # what shows behind it, where that is a box with an edge
    clip: Area | None
    order: Order
    meant: frozenset[str]
    beneath: bool  # it is painted under all else, as a ground is
    centred: bool
    table: "Table | None"
    placed: Area | None  # the box out of the flow that it is in
    pieces: list["Piece"] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Piece:
    """A run of text that looks the same, in one line."""

    words: str
    area: Area
    block: Block
    line: int  # of the block, from 0
    size: float
    colour: Colour
    opacity: float
    visible: bool
    ellipsis: bool  # its line ends in … where it is too long
    mark: bool = False  # of a footnote


@dataclass(eq=False, slots=True)
class Picture:
    """A picture, and the parts of it that text keeps clear of."""

    area: Area
    name: str  # what it is called, for a person
    order: Order
    opaque: bool
    code: bool
    beneath: bool
    meant: frozenset[str]
    ornaments: tuple[Area, ...]
    rooms: tuple[Area, ...]  # where it may stand; none for what is placed by itself


@dataclass(eq=False, slots=True)
class Ground:
    """A box's background; without a colour it is a picture or a blend."""

    area: Area
    order: Order
    colour: Colour | None


@dataclass(eq=False, slots=True)
class Table:
    """A part of a table on one page."""

    element: int
    area: Area
    rows: int  # of its body
    heads: int
    total: int = 0  # rows of its body on all pages


@dataclass(eq=False)
class Sheet:
    """One laid-out page."""

    number: int
    paper: Area  # with its bleed
    room: Area  # the text area
    blank: bool  # an empty page that a break asked for
    drawn: bool = False  # a box in the flow shows an edge or a ground
    blocks: list[Block] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)


class Lost(NamedTuple):
    """Words of an element that are not on the pages as often as they were composed."""

    words: str
    after: str  # what was composed before them
    repeated: bool


class Note(NamedTuple):
    """A footnote that is called by a mark."""

    words: str
    page: int  # on which it begins
    area: Area
    marks: Sequence[int]  # the pages of its mark, several where that is in a repeated head


@dataclass(eq=False)
class Printed:
    """The pages of one document."""

    sheets: Sequence[Sheet]
    lost: Sequence[Lost] = ()
    notes: Sequence[Note] = ()
    most_pages: int = 0  # as its style sheet has it (`--most-pages`); 0: any number
    base: "Printed | None" = None  # what it was set from: the same but for `changes`
    changes: Mapping[int, Block] = field(
        default_factory=dict
    )  # id of a block of the base -> what stands there

    def blocks(self, sheet: Sheet) -> Iterator[Block]:
        """Yield the blocks of one of its pages, as they stand."""
        return (self.changes.get(id(block), block) for block in sheet.blocks)

"""What all rooms of the Word writer share while one document is written."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import count
from typing import Any, NamedTuple, Protocol
from xml.etree.ElementTree import Element

from docx.opc.part import Part

from docgen.composed import Composed, Spot
from docgen.foundation.errors import Finding, Problem
from docgen.layout.fonts import Typefaces
from docgen.layout.styles import Cascade, Style, resolve

from ..ooxml.drawing import Paper
from ..ooxml.numbering import Level, Numbering
from ..ooxml.package import Package
from ..ooxml.xml import difference
from ..styles.font_slots import Faces
from ..styles.looks import Looks
from ..styles.properties import CACHED, NEUTRAL_RUN, run_properties
from ..styles.stylebook import NamedStyle, Stylebook, stylebook
from ..styles.table_styles import TableStyles
from .counters import Counters
from .paragraph import ONE_COLUMN, Block, Columns
from .running import Running

SEQUENCES = {"table": "表", "figure": "图", "equation": "公式"}
"""Word's own labels for the counters of captions, which its 插入题注 goes on with."""


@dataclass(frozen=True)
class Origin:
    """The containing block of absolutely placed boxes: where it starts, in Word's terms, and its size."""

    across_from: str
    across: float
    down_from: str
    down: float
    width: float
    height: float | None = None  # None: as high as its text
    line: float = 0.0  # where it ends when `height` is unknown: one line below the anchor
    above: Sequence[Block] = ()  # what already stands in it above the anchor
    paper: Paper = (None, None)


@dataclass(frozen=True)
class Room:
    """The strip a block may use: its distance from both margins, its width, and the page it is on."""

    left: float
    right: float
    width: float
    origin: Origin
    page: str | None = None  # None: inside a box, where no other page begins
    columns: Columns = ONE_COLUMN
    across: "Room | None" = None  # inside columns: the room of what spans them all

    def page_of(self, style: Style) -> str | None:
        """Return the name of the page a block of such a style stands on."""
        named = self.page is not None and style.page not in ("", "auto")
        return style.page if named else self.page

    def inside(self, style: Style) -> "Room":
        """Return the room inside a box's margins, lines and padding."""
        space = {side: edge(style, side, self.width) for side in ("left", "right")}
        spare = unused(style, self.width, self.width - space["left"] - space["right"])
        space = {side: space[side] + spare[side] for side in space}
        width = self.width - space["left"] - space["right"]
        page = self.page_of(style)
        left, right = self.left + space["left"], self.right + space["right"]
        if style.columns < 2:
            return replace(self, left=left, right=right, width=width, page=page)
        gap = style.font_size if style.column_gap is None else style.column_gap
        columns = Columns(style.columns, gap, style.column_rule is not None)
        whole, width = width, (width - gap * (style.columns - 1)) / style.columns
        around = replace(self, left=left, right=right, width=whole, page=page)
        return replace(around, width=width, columns=columns, across=around)


def edge(style: Style, side: str, width: float) -> float:
    """Return how much the margin, line and padding of a box take on one side."""
    line = getattr(style.border, side)
    lengths = (getattr(style.margin, side), getattr(style.padding, side))
    return sum(resolve(length, width) for length in lengths) + (line.width if line else 0.0)


def unused(style: Style, base: float, width: float) -> dict[str, float]:
    """Return how much of `width` a box leaves free on its left and right; `auto` margins share it."""
    wanted = min(resolve(style.width, base, auto=width), resolve(style.max_width, base, auto=float("inf")))
    share = 0.0
    if style.margin.left is None:
        share = 0.5 if style.margin.right is None else 1.0
    return {"left": (width - wanted) * share, "right": (width - wanted) * (1 - share)}


class Foot(NamedTuple):
    """A block pinned to the foot of its page: its id, and how high it is in points."""

    id: str
    height: float


class Context:
    """One document while it is being written."""

    def __init__(
        self, composed: Composed, faces: Typefaces, printed: Mapping[str, int], places: Mapping[str, Spot]
    ) -> None:
        self.composed = composed
        self.faces = faces
        self.printed = printed
        self.places = places
        self.cascade = Cascade(composed.html, composed.css)
        root = self.cascade.root
        self.lang = self.cascade.style(root).lang or composed.metadata.language
        body = root.find("body")
        self.body: Element = root if body is None else body
        self.numbers = Numbering()
        self.tables = TableStyles()
        looks = Looks(composed.css, self.lang, self.body.get("class", ""), tags(self.body))
        self.book: Stylebook = stylebook(looks, faces)
        for levels in self.book.lists:
            self.numbers.first(levels)  # the styles refer to these
        self.counters = Counters(self.cascade)
        self.package = Package()
        self.findings: dict[tuple[str, ...], Finding] = {}
        self.header_end = 0.0  # how far down the first page's header reaches
        self.lifted: Set[Element] = frozenset()  # boxes that stand above the text, see blocks.head
        self.raised = 0.0  # points by which the text of the first page begins above the text area
        self.sought: set[str] = set()  # names of the styles that fields look for
        self.fixed: list[Element] = []  # printed on every page
        self.notes: list[Element] = []
        self.foot: Foot | None = None
        self.problems: list[Problem] = []
        self.drawings: Iterator[int] = count(1)
        self.controls: Iterator[int] = count(1)
        self.bookmark_ids: Iterator[int] = count(1)
        self.bookmarks: dict[str, str] = {}
        self.sequences: dict[str, int] = {}
        self.families: dict[str, None] = {}

    @cached_property
    def targets(self) -> dict[str, Element]:
        """The elements that links may lead to, by id."""
        return {
            element.get("id", ""): element
            for element in reversed(list(self.body.iter()))
            if element.get("id")
        }

    def sequence(self, name: str, value: int) -> str:
        """Return the SEQ field that prints a caption's number, told to restart where Word would not."""
        expected = self.sequences.get(name, 0) + 1
        self.sequences[name] = value
        label = SEQUENCES.get(name, name)
        return rf"SEQ {label} \* ARABIC" + ("" if value == expected else rf" \r {value}")

    def find(self, code: str, **values: Any) -> None:
        """Report something noticed while writing, once."""
        key = (code, *(str(value) for value in values.values()))
        self.findings.setdefault(key, Finding(code, values=values, subject=self.composed.name))

    def miss(self, element: Element, css: str) -> None:
        """Report a property that Word cannot follow, once for each sort of element."""
        classes = "".join(f".{name}" for name in element.get("class", "").split())
        self.find("css-not-in-word", selector=f"{element.tag}{classes}", css=css)

    def run_change(self, style: Style, base: NamedStyle, character: NamedStyle | None) -> Mapping[str, str]:
        """Return what a run in `style` must say itself, beyond its paragraph's and its character style."""
        self.families |= dict.fromkeys(style.font_family)
        return run_change(style, base, character, self.faces)

    def bookmark(self, name: str) -> str:
        """Return the Word bookmark for an HTML id: 40 characters at most, letters, digits and _ only."""
        if name not in self.bookmarks:
            plain = re.sub(r"\W", "_", name)[:30]
            plain = plain if plain[:1].isalpha() else f"_{plain}"
            taken = set(self.bookmarks.values())
            spare = (f"{plain}_{number}" for number in count(2))
            self.bookmarks[name] = (
                plain if plain not in taken else next(one for one in spare if one not in taken)
            )
        return self.bookmarks[name]


@lru_cache(maxsize=CACHED)
def run_change(
    style: Style, base: NamedStyle, character: NamedStyle | None, faces: Faces
) -> Mapping[str, str]:
    """Return the properties of a run that neither its paragraph's nor its character style has."""
    given = {**base.run, **(character.run if character else {})}
    changed = difference(run_properties(style, faces), given, NEUTRAL_RUN)
    named = {"rStyle": f'<w:rStyle w:val="{character.id}"/>'} if character else {}
    return named | changed


class Flow(Protocol):
    """How an element is written as a block in a column of its own: in a box, a note, a table cell."""

    def __call__(self, story: "Story", element: Element, style: Style, room: Room, lead: str = "") -> str:
        """Return its paragraphs; `lead` begins the first one."""


def tags(body: Element) -> tuple[tuple[str, str], ...]:
    """Return (class, tag) for each class that always stands on the same tag: `title` on h1."""
    found: dict[str, set[str]] = {}
    for element in body.iter():
        for name in element.get("class", "").split():
            found.setdefault(name, set()).add(str(element.tag))
    return tuple(sorted((name, next(iter(tags))) for name, tags in found.items() if len(tags) == 1))


@dataclass
class Story:
    """One flow of text with relationships of its own: the body, a header, the notes."""

    context: Context
    part: Part
    flow: Flow
    waiting: list[str] = field(default_factory=list)
    """Drawings placed before the paragraph that will carry them was begun."""
    running: Running = field(default_factory=Running)
    """What is in force of all that margins print: so far, or in the section whose header this is."""

    lists: list[tuple[Level, ...]] = field(default_factory=list)
    """The lists that are open, from the outermost."""

    depth: int = 0
    """How many elements are open around a box, a cell or a note that is being written."""

    boxes: int = 0
    """How many text boxes are open: Word has no box within a box, so drawings wait until all are closed."""

    @property
    def takes_notes(self) -> bool:
        """Whether Word allows a footnote here: in the text, not in a header, a box or another note."""
        return self.part is self.context.package.document and not self.boxes

    def take_waiting(self) -> str:
        """Return the waiting drawings, which now have a paragraph."""
        if self.boxes:
            return ""
        taken, self.waiting = "".join(self.waiting), []
        return taken

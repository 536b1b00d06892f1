"""Paragraphs and tables before they become XML, and what neighbours settle between themselves.

CSS folds the margins of neighbours into one; whether Word adds or folds them depends on its version, so only
one of two neighbours ever keeps a margin. Breaks, too, are handed to the paragraph that comes after.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from docgen.layout.fonts import ASCENT
from docgen.layout.styles import Border, Sides, Style
from docgen.layout.styles.record import NO_LINES, NO_SPACE

from ..ooxml.xml import difference, in_order, val
from ..styles.properties import (
    AS_ITS_NUMBER,
    NEUTRAL_PARAGRAPH,
    PARAGRAPH_ORDER,
    RULE_HEIGHT,
    RUN_ORDER,
    box_properties,
    cleared,
    drawn_lines,
    indent,
    line_properties,
)
from ..styles.stylebook import AS_IN_PDF, NamedStyle
from ..styles.variants import PROPERTY, RUN
from .running import InForce

TIGHT = 1.1  # times the size of type: a lower line leaves it no room above and below
SHARE_ABOVE = 0.8
"""How much of an exact line is above its baseline, in LibreOffice and, by all one sees, in Word."""
TEXT = 15.0
"""Points: smaller type is not what a text is set in, such as 抄送. A certificate's text stays as it is."""
LOW = 2.8
"""Points by which text may be lower than CSS sets it: the text of 公文 is, and small type beside it."""
FORCED = frozenset({"page", "always", "left", "right", "recto", "verso"})
BREAKS = FORCED | {"column"}
COLUMN_BREAK = '<w:r><w:br w:type="column"/></w:r>'
AVOIDED = frozenset({"avoid", "avoid-page"})


class Columns(NamedTuple):
    """Columns of text side by side."""

    number: int
    gap: float  # points
    ruled: bool  # with a line between them


ONE_COLUMN = Columns(1, 0.0, False)


@dataclass(kw_only=True)
class Block:
    """What paragraphs and tables have in common."""

    before: float = 0.0
    after: float = 0.0
    break_before: str = "auto"
    break_after: str = "auto"
    page: str | None = None  # its name; None: inside a box
    columns: Columns = ONE_COLUMN
    number_from: int | None = None  # the page number it starts with
    left: float = 0.0
    right: float = 0.0
    in_force: InForce | None = None  # of what margins print; None: as before it

    def xml(self) -> str:
        """Return the block as WordprocessingML."""
        raise NotImplementedError

    def height(self) -> float:
        """Return about how high it is."""
        raise NotImplementedError

    def keep_whole(self) -> None:
        """Keep all of it on one page."""
        raise NotImplementedError

    def keep_next(self) -> None:
        """Keep it on the page of what follows."""
        raise NotImplementedError

    def lower(self, height: float) -> None:
        """Give up so much of its height, in points, where that is its own and not that of its text."""


@dataclass
class Paragraph(Block):
    """A paragraph. What its named style already says is left out when it is written."""

    style: NamedStyle
    properties: dict[str, str]  # without spacing and border, which neighbours and boxes still change
    content: str = ""
    line: float | None = None  # exact pitch, None: as high as its type
    at_least: bool = False
    text_height: float = 0.0
    type_size: float = 0.0
    border: Sides[Border | None] = NO_LINES
    padded: Sides[float] = NO_SPACE
    background: str | None = None
    box: object = None  # the innermost box that is drawn around it, the same for all that the box holds
    toned: bool = False  # its lines are drawn a tone off, which no eye sees
    section: str = ""  # properties of the section it ends
    pins: str = ""  # the id of the block pinned to its page's foot that it carries
    empty: bool = False  # it takes no room, and stands here for the breaks around it

    def xml(self) -> str:
        """Return `w:p`."""
        rule = "atLeast" if self.at_least else "exact"
        properties = {
            **AS_IN_PDF,
            **self.properties,
            **box_properties(toned(self.border) if self.toned else self.border, self.padded, self.background),
            **line_properties(self.before, self.after, self.line, rule),
        }
        if properties.get("ind") == AS_ITS_NUMBER:
            properties["ind"] = self.style.paragraph.get("ind", AS_ITS_NUMBER)
        if self.break_before in ("page", "always"):
            properties["pageBreakBefore"] = val("pageBreakBefore")
        own = difference(properties, self.style.paragraph, NEUTRAL_PARAGRAPH)
        if "tabs" in own:
            own["tabs"] = cleared(self.style.paragraph.get("tabs", ""), own["tabs"])
        own |= {"pStyle": val("pStyle", self.style.id), "sectPr": self.section}
        broken = COLUMN_BREAK if self.break_before == "column" and self.columns.number > 1 else ""
        content = raised(self.content, self.low) if self.low > LOW else self.content
        return f"<w:p><w:pPr>{in_order(own, PARAGRAPH_ORDER)}</w:pPr>{broken}{content}</w:p>"

    def carry(self, drawings: str) -> None:
        """Take what is placed after it: LibreOffice spoils a line that has it behind a content control."""
        spoilt = "<w:sdt>" in self.content
        self.content = drawings + self.content if spoilt else self.content + drawings

    def height(self) -> float:
        """Return about how high it is."""
        lines = ((self.border.top, self.padded.top), (self.border.bottom, self.padded.bottom))
        drawn = sum(line.width + space for line, space in lines if line)
        return self.before + self.after + self.text_height + drawn

    @property
    def is_one_line(self) -> bool:
        """Whether it is one line of a given pitch."""
        return bool(self.line) and not self.at_least and self.text_height < 1.5 * (self.line or 0.0)

    @property
    def low(self) -> float:
        """How much lower than CSS Word sets several lines of small type; of one line `seat` takes care."""
        several = bool(self.line) and not self.at_least and not self.is_one_line and 0 < self.type_size < TEXT
        return SHARE_ABOVE * self.line - baseline(self.line, self.type_size) if several and self.line else 0.0

    def give(self, height: float, side: str) -> None:
        """Give up room on one side for a line that is drawn in a paragraph of its own."""
        space = getattr(self, side)
        setattr(self, side, max(space - height, 0.0))
        missing = height - space
        if missing > 0 and self.line and self.is_one_line and self.line - missing >= self.type_size:
            self.line, self.text_height = self.line - missing, self.text_height - missing

    def seat(self) -> None:
        """Set one line of text where CSS does in its pitch: Word leaves less below it, however high it is."""
        wanted = baseline(self.line or 0.0, self.type_size) / SHARE_ABOVE
        if self.is_one_line and 0 < self.type_size <= wanted < (self.line or 0.0):
            self.after += (self.line or 0.0) - wanted
            self.text_height, self.line = self.text_height - (self.line or 0.0) + wanted, wanted

    def keep_whole(self) -> None:
        """Keep all its lines on one page."""
        if self.text_height > 2.5 * (self.line or 0.0):  # two lines are kept together by widow control
            self.properties["keepLines"] = val("keepLines")

    def keep_next(self) -> None:
        """Keep it on the page of what follows."""
        self.properties["keepNext"] = val("keepNext")


def baseline(line: float, size: float) -> float:
    """Return how far CSS sets the baseline below the top of a line of type whose box is the 字身框's."""
    return (line - size) / 2 + ASCENT * size


def raised(content: str, low: float) -> str:
    """Return runs that stand higher in their lines: LibreOffice takes that from runs, not from a style."""
    if "<w:drawing>" in content:  # whose runs stand in lines of their own
        return content
    position = val("position", round(low * 2))

    def higher(run: re.Match[str]) -> str:
        said = {one[1]: one[0] for one in PROPERTY.finditer(run[1] or "")}
        return f"<w:r><w:rPr>{in_order({**said, 'position': position}, RUN_ORDER)}</w:rPr>"

    return RUN.sub(higher, content)


def rule(hairline: NamedStyle, line: Border | None, side: str, left: float, right: float) -> Paragraph:
    """Return a paragraph of no height that draws one line, as wide as the indents leave it."""
    border = replace_side(NO_LINES, side, line)
    properties = {"ind": indent(left, right, 0), "jc": val("jc", "left")}
    return Paragraph(
        hairline, properties, line=RULE_HEIGHT, border=border, left=left, right=right, text_height=RULE_HEIGHT
    )


def replace_side(sides: Sides[Border | None], side: str, line: Border | None) -> Sides[Border | None]:
    """Return the sides with one of them changed."""
    return Sides(*(line if name == side else old for name, old in zip(Sides._fields, sides, strict=True)))


def settle(blocks: Iterable[Block], hairline: NamedStyle) -> list[Block]:
    """Return neighbours with their margins folded and their breaks settled; the last one is a paragraph."""
    settled: list[Block] = []
    for block in broken(blocks):
        if settled:
            fold(settled[-1], block)
            part(settled[-1], block)
            if not isinstance(block, Paragraph) and needs_line_before(settled[-1], block):
                settled.append(line_before(hairline, settled[-1], block))
        elif not isinstance(block, Paragraph) and block.before > RULE_HEIGHT:
            settled.append(white_above(hairline, block))
        settled.append(block)
    if settled and not isinstance(settled[-1], Paragraph):
        settled.append(spacer(hairline, settled[-1]))
    return settled


def broken(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks; empty ones hand their breaks on, and stay where an empty page is asked for."""
    last: Block | None = None
    turn: Paragraph | None = None  # an empty block that waits for what follows
    for block in blocks:
        if turn is not None:
            above = forced(last.break_after, turn.break_before) if last else None
            below = forced(turn.break_after, block.break_before)
            if above and below:
                turn.break_before, turn.break_after, last = above, "auto", turn
                yield turn
            block.break_before = below or above or block.break_before
            turn = None
        if isinstance(block, Paragraph) and block.empty:
            turn = block
        else:
            last = block
            yield block
    if turn is not None and last is not None and turn.break_before in BREAKS:
        yield turn


def forced(*breaks: str) -> str | None:
    """Return the break that one of two neighbours asks for; that of the second counts more."""
    return next((one for one in reversed(breaks) if one in BREAKS), None)


def needs_line_before(last: Block, table: Block) -> bool:
    """Return whether a table has to follow a line: Word joins two that touch, and a table breaks no page."""
    return not isinstance(last, Paragraph) or table.break_before in ("page", "always")


def line_before(hairline: NamedStyle, last: Block, table: Block) -> Paragraph:
    """Return the paragraph of no height that parts a table from what stands before it."""
    if table.break_before not in FORCED:
        return spacer(hairline, last)
    line = replace(rule(hairline, None, "top", 0, 0), page=table.page, columns=table.columns)
    line.break_before, table.break_before = table.break_before, "auto"
    line.number_from, line.in_force = table.number_from, table.in_force
    return line


def white_above(hairline: NamedStyle, table: Block) -> Paragraph:
    """Return the paragraph that holds the margin of a table with which a text begins: Word gives it none."""
    line = replace(rule(hairline, None, "top", 0, 0), page=table.page, columns=table.columns)
    line.number_from, line.in_force = table.number_from, table.in_force
    line.line, table.before = table.before, 0.0
    line.text_height = line.line
    return line


def spacer(hairline: NamedStyle, table: Block) -> Paragraph:
    """Return the paragraph that has to follow a table, as high as the table's margin.

    Where that is none its height is the last row's, which would fill its page and leave it to the next.
    """
    drawn = rule(hairline, None, "top", 0, 0)
    height = max(table.after, RULE_HEIGHT)
    table.lower(height - table.after)
    return replace(drawn, line=height, page=table.page, columns=table.columns)


def sink(blocks: Sequence[Block]) -> None:
    """Move lines no higher than their type (红头) to where CSS sets them, if there is room around."""
    for block, following in pairwise(blocks):
        if isinstance(block, Paragraph) and block.is_one_line and block.line and block.content:
            drop = baseline(block.line, block.type_size) - SHARE_ABOVE * block.line
            if block.line <= block.type_size * TIGHT and 0 < drop <= following.before:
                block.before, following.before = block.before + drop, following.before - drop


def fold(last: Block, block: Block) -> None:
    """Settle what two neighbours both have a say in: the space and the break between them."""
    if last.break_after in BREAKS and block.break_before not in FORCED:
        block.break_before = last.break_after
    if block.break_before in FORCED:
        last.after = 0.0  # a margin ends with its page (CSS Fragmentation 3, 5.2)
    if block.break_before in AVOIDED or last.break_after in AVOIDED:
        last.keep_next()
    gap = collapsed(last.after, block.before)
    if isinstance(block, Paragraph) and (last.after or not isinstance(last, Paragraph)):
        if block.before or not isinstance(last, Paragraph):
            last.after, block.before = 0.0, gap
    elif isinstance(last, Paragraph) and not isinstance(block, Paragraph):
        last.after, block.before = gap, 0.0


def collapsed(one: float, other: float) -> float:
    """Return the one margin that two which touch become (CSS 2.2, 8.3.1)."""
    return max(one, other, 0.0) + min(one, other, 0.0)


def part(last: Block, block: Block) -> None:
    """Keep two boxes apart that look alike: Word makes one of paragraphs whose lines are the same."""
    if isinstance(last, Paragraph) and isinstance(block, Paragraph) and any(block.border):
        if block.box is not None and block.box is last.box:
            block.toned = last.toned
        elif block.border == last.border and (last.after or block.before):
            block.toned = not last.toned


def toned(sides: Sides[Border | None]) -> Sides[Border | None]:
    """Return lines whose colours differ from those of `sides` by the least there is."""
    return Sides(*(line and line._replace(colour=f"{int(line.colour, 16) ^ 1:06X}") for line in sides))


def enclose(
    held: list[Block], style: Style, padded: Sides[float], hairline: NamedStyle, edges: tuple[float, float]
) -> None:
    """Give a box's lines and background to the blocks it holds; `edges` are its own indents."""
    lines, whole = drawn_lines(style), object()
    for block in held:
        if isinstance(block, Paragraph):
            block.box = block.box or whole
    if all(lines) and is_one_box(held):
        for block, own in zip(held, shares(held, lines), strict=True):
            assert isinstance(block, Paragraph)  # is_one_box looked
            block.border, block.padded, block.background = own, padded, style.background
        return
    for block in held:
        if isinstance(block, Paragraph):
            block.background = block.background or style.background
            for side in ("left", "right"):
                draw(block, side, getattr(lines, side), getattr(padded, side))
    for side, index, outer in (("top", 0, "before"), ("bottom", -1, "after")):
        line, space, block = getattr(lines, side), getattr(padded, side), held[index]
        if line and isinstance(block, Paragraph) and (block.left, block.right) == edges:
            draw(block, side, line, space)
        elif line:
            setattr(block, outer, getattr(block, outer) + space)
            if isinstance(block, Paragraph):
                block.give(RULE_HEIGHT, outer)
            held.insert(0 if side == "top" else len(held), rule(hairline, line, side, *edges))


def shares(held: Sequence[Block], lines: Sides[Border | None]) -> Iterator[Sides[Border | None]]:
    """Yield the lines of each paragraph of one box: Word draws paragraphs with the same lines as one.

    In columns LibreOffice takes the second of them for the first, so each says there what is seen of it.
    """
    parted = held[0].columns.number > 1 and not any(
        last.after or block.before for last, block in pairwise(held)
    )
    for number in range(len(held)):
        top, bottom = (lines.top, lines.bottom) if not parted else (None, None)
        first, last = number == 0, number == len(held) - 1
        yield lines._replace(top=lines.top if first else top, bottom=lines.bottom if last else bottom)


def is_one_box(held: list[Block]) -> bool:
    """Return whether blocks are paragraphs alone, with the same indents and nothing drawn of their own."""
    indents = {(block.left, block.right) for block in held}
    plain = (isinstance(block, Paragraph) and not (any(block.border) or block.background) for block in held)
    return len(indents) == 1 and all(plain)


def draw(block: Paragraph, side: str, line: Border | None, space: float) -> None:
    """Draw one line beside a paragraph that has none there."""
    if line and not getattr(block.border, side):
        block.border = replace_side(block.border, side, line)
        block.padded = block.padded._replace(**{side: space})

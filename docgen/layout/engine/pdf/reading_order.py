"""What is placed or stretched is drawn where it stands in the text, so that a file is read in its order.

A PDF without tags is read aloud, copied and searched in the order of its drawing. WeasyPrint 70 draws what is
placed, stretched or turned after all that is in the flow, and what floats before it (CSS 2.1, appendix E): a
masthead comes behind the signature then, the numbers of a list behind its words, a remark before all text.
Where such a box touches nothing else on its page its turn changes no dot, and it is drawn in its place.

For WeasyPrint 70. Upstream: none is known; its tagged files have a tree of their own. Held by:
tests/layout/test_reading_order.py::test_weasyprint_itself_draws_what_is_placed_after_all_else
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from weasyprint import draw, stacking
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.stacking import StackingContext

from docgen.composed.printed import Area

from ..printed.geometry import edge, rectangle, shows_itself, turned
from ..printed.settings import has_own_context

TOUCH = 0.05
"""mm that two boxes may share and still stand beside each other."""
LEADING = 0.12
"""How much of its height a line has above and below its type; faces with much of it reach into others."""
IN_LINES = (boxes.TextBox, boxes.InlineBox)

plain_page = StackingContext.from_page
plain_dispatch = stacking._dispatch
plain_blocks = draw.draw_block_level


def install() -> None:
    """Make WeasyPrint draw in the order of the text; calling again changes nothing."""
    stacking._dispatch = dispatch
    StackingContext.from_page = staticmethod(from_page)
    draw.draw_block_level = draw_blocks


@dataclass(frozen=True)
class Ink:
    """What a page shows, in the order of its text: lines, pictures, and boxes that are seen."""

    page: Any

    @cached_property
    def areas(self) -> list[tuple[int, int, Area]]:
        """Where it stands, each with the numbers between which the boxes lie that are inside it."""
        self.walk(self.page, None)
        return self.found

    @cached_property
    def found(self) -> list[tuple[int, int, Area]]:
        """What was walked through so far."""
        return []

    @cached_property
    def lines(self) -> dict[int, tuple[int, Any]]:
        """The number of each line by its id, and what it is moved or turned by."""
        return {}

    @cached_property
    def rivals(self) -> dict[int, tuple[list[Area], list[Area]]]:
        """Found so far, by the number of a line: see `rivals_of`."""
        return {}

    @cached_property
    def spans(self) -> dict[int, tuple[int, int]]:
        """The numbers of the boxes that are placed, by their ids, and of the last inside each."""
        return {}

    def walk(self, box: Any, matrix: Any, number: int = 0) -> int:
        """Note a box and those inside it; return the number of the last."""
        own = box.transformation_matrix
        matrix = own @ matrix if own and matrix else own or matrix
        last = number
        for child in box.children if isinstance(box, boxes.ParentBox) else ():
            inner = bare(child)
            if not isinstance(inner, IN_LINES) or getattr(inner, "children", None):
                last = self.walk(inner, matrix, last + 1)
        if isinstance(box, boxes.LineBox):
            self.found.append((number, number, turned(line_area(box), matrix)))
            self.lines[id(box)] = (number, matrix)
        elif isinstance(box, boxes.ReplacedBox) or (not is_of_page(box) and shows_itself(box)):
            self.found.append((number, last, edge(box, matrix)))
        if is_out_of_turn(box):
            self.spans[id(box)] = (number, last)
        return last

    def is_alone(self, box: Any) -> bool:
        """Say whether nothing touches what a box shows but the grounds it stands on."""
        areas = self.areas
        first, last = self.spans.get(id(box), (0, -1))
        own = [inset(area) for number, _, area in areas if first <= number <= last]
        others = [
            area for number, end, area in areas if not first <= number <= last and not number < first <= end
        ]
        return bool(own) and not any(one.touches(other) for one in own for other in others)

    def keeps_turns(self, line: Any, instead: Any) -> bool:
        """Say whether each box is drawn in its turn as before when another line stands for one of these.

        It does where neither line touches anything that a box is drawn before or after: then no box that was
        alone meets another, and none that was not is so for this line.
        """
        if not self.areas or not self.spans:
            return True
        number, matrix = self.lines[id(line)]
        within, beside = self.rivals_of(number)
        for one in (line, instead):
            area = turned(line_area(one), matrix)
            own = inset(area)
            if any(own.touches(other) for other in within) or any(other.touches(area) for other in beside):
                return False
        return True

    def rivals_of(self, number: int) -> tuple[list[Area], list[Area]]:
        """Return what a line may not touch: all besides the boxes it is in, and the boxes it is not in.

        Only boxes that are drawn out of turn count.
        """
        if number not in self.rivals:
            within: list[Area] = []
            beside: list[Area] = []
            for first, last in self.spans.values():
                if first <= number <= last:
                    within += [
                        area
                        for other, end, area in self.areas
                        if not first <= other <= last and not other < first <= end
                    ]
                else:
                    beside += [inset(area) for other, _, area in self.areas if first <= other <= last]
            self.rivals[number] = list(dict.fromkeys(within)), list(dict.fromkeys(beside))
        return self.rivals[number]


def line_area(line: Any) -> Area:
    """Return where the text of a line stands: WeasyPrint counts what floats beside it in."""
    inside = [bare(child) for child in line.children]
    flowing = [child for child in inside if child.is_in_normal_flow()]
    if not flowing or len(flowing) == len(inside):
        return rectangle(line.position_x, line.position_y, line.width, line.height)
    left = min(child.position_x for child in flowing)
    right = max(child.position_x + child.margin_width() for child in flowing)
    return rectangle(left, line.position_y, right - left, line.height)


def inset(area: Area) -> Area:
    """Return an area without its very edge, and without the white above and below type."""
    white = LEADING * area.height
    return Area(area.left + TOUCH, area.top + white, area.right - TOUCH, area.bottom - white)


def is_of_page(box: Any) -> bool:
    """Say whether a box is the page or one of its margins, which are drawn apart."""
    return isinstance(box, boxes.PageBox | boxes.MarginBox)


def bare(box: Any) -> Any:
    """Return a box itself where WeasyPrint keeps a mark in its place."""
    return box._box if isinstance(box, AbsolutePlaceholder) else box


def is_out_of_turn(box: Any) -> bool:
    """Say whether WeasyPrint draws a box before or after all in the flow, and on no level of its own."""
    own = has_own_context(box) or box.style["position"] != "static"
    return box.style["z_index"] in ("auto", 0) and (own or box.is_floated())


AT_HAND: list[Ink] = []
"""What the page shows whose boxes are being put in order."""


def from_page(page: Any) -> Any:
    """Return what is to be drawn of a page."""
    AT_HAND.append(Ink(page))
    try:
        return plain_page(page)
    finally:
        AT_HAND.pop()


def dispatch(box: Any, page: Any, contexts: Any, blocks: Any, floats: Any, cells: Any) -> Any:
    """Put a box where it is drawn: in its place in the text, where that is left to choose."""
    inner, count, floating = bare(box), len(contexts), len(floats)
    result = plain_dispatch(box, page, contexts, blocks, floats, cells)
    if result is None and AT_HAND and is_out_of_turn(inner) and AT_HAND[-1].is_alone(inner):
        cells[floats.pop() if len(floats) > floating else contexts.pop(count)] = {}
    elif result in cells:
        numbers_first(result, cells)
    return result


def numbers_first(block: Any, cells: Any) -> None:
    """Put the number of a list's item, and what floats beside lines, before the block's own lines."""
    within = cells[block]
    first = [one for one in within if isinstance(one, StackingContext) and is_read_first(one.box)]
    if first and block.children and isinstance(block.children[-1], boxes.LineBox):
        del cells[block]
        for one in first:
            cells[one] = within.pop(one)
        cells[block] = within


def is_read_first(box: Any) -> bool:
    """Say whether a box in a line is read before it."""
    return bool(box.is_outside_marker or box.is_floated())


def draw_blocks(page: Any, stream: Any, cells: Any) -> None:
    """Draw blocks with their lines, and between them what is placed."""
    for block, within in cells.items():
        if isinstance(block, StackingContext):
            draw.draw_stacking_context(stream, block)
        else:
            plain_blocks(page, stream, {block: within})

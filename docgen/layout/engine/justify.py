"""Chinese lines flush with the right edge of the 版心 (两端对齐), their marks closed up (标点挤压).

WeasyPrint 70 justifies by widening spaces, of which Chinese has none, so its lines end ragged by up to
7 mm. This module teaches it to share the left-over width among all places where a Chinese line may open:
a line is measured once, and its glyphs are moved apart when it is drawn, which leaves shaping alone. In the
same way marks that stand beside each other are moved together (`marks`): after the line was broken, so that
it ends where Word ends it, whose programs do not agree on closing them.

For WeasyPrint 70. Upstream: no thread on justifying Chinese is known. Held by:
tests/layout/test_justify.py::test_contract_with_weasyprint
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi

from ..lines.linebreaks import BREAK
from ..lines.marks import closing_up

# Blocks whose characters stand in a full-width cell (CJK punctuation, kana, Han, full-width forms) …
FULL_WIDTH = (
    ("\u2e80", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\ufe30", "\ufe4f"),
    ("\uff00", "\uffef"),
    ("\U00020000", "\U0003ffff"),
)
# … and the marks that Chinese text sets full-width though Unicode shares them with Latin.
SHARED_MARKS = frozenset("“”‘’…—·")
# Characters after which a line opens by itself: spaces, and the Tibetan syllable mark (tsheg).
OPENERS = frozenset(" \u00a0\u0f0b")
# 破折号 and 省略号 are drawn as one stroke over two cells; opening them would show a gap.
UNBROKEN = frozenset(("——", "……"))
plain_align = inline.text_align
TORN = 0.5
"""Parts of an em by which a line may open: wider apart its characters are no line, and it stays ragged."""


def install() -> None:
    """Make WeasyPrint justify Chinese from now on; calling again changes nothing."""
    if inline.justify_line is not justify_line:
        inline.justify_line = justify_line
        inline.text_align = text_align
        line_break.Layout.plain_first_line = line_break.Layout.get_first_line
        line_break.Layout.get_first_line = get_first_line


def text_align(context: Any, line: Any, available_width: float, last: bool) -> float:
    """Stand in for WeasyPrint's function of that name: close up the marks of a line, then align it."""
    texts = [box for box in text_boxes(line) if box.text]
    moves = {
        id(box): {index: -share * box.style["font_size"] for index, share in found.items()}
        for box, after in with_following(texts)
        if (found := closing_up(box.text, after))
    }
    if moves:
        move(line, texts, moves)
    return float(plain_align(context, line, available_width, last))


def move(line: Any, texts: list[Any], moves: dict[int, dict[int, float]]) -> None:
    """Move what follows the given characters of a line's texts, by the texts' ids."""
    for box in texts:
        known = getattr(box.pango_layout, "openings", {})
        added = moves.get(id(box), {})
        box.pango_layout.openings = {
            index: known.get(index, 0.0) + added.get(index, 0.0) for index in sorted({*known, *added})
        }
    shift(line, {name: sum(found.values()) for name, found in moves.items()}, 0)


def justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Widen `line` by `extra_width` px, the same amount at every place where it may open."""
    texts = [box for box in text_boxes(line) if box.text]
    openings = {id(box): openings_of(box.text, after) for box, after in with_following(texts)}
    count = sum(map(len, openings.values()))
    spacing = extra_width / count if count else 0.0
    if count and (spacing <= TORN * line.style["font_size"] or line.style["text_align_last"] == "justify"):
        move(line, texts, {name: dict.fromkeys(indexes, spacing) for name, indexes in openings.items()})


def with_following(texts: list[Any]) -> Iterator[tuple[Any, str]]:
    """Give each text of a line with the character that follows it, nothing behind the last one."""
    return zip_longest(texts, (box.text[0] for box in texts[1:]), fillvalue="")


def text_boxes(box: Any) -> list[Any]:
    """Return the text boxes of a line that take part in its flow, in reading order."""
    if isinstance(box, boxes.TextBox):
        return [box]
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        return [text for child in box.children if child.is_in_normal_flow() for text in text_boxes(child)]
    return []


def openings_of(text: str, after: str) -> list[int]:
    """Return the indexes of the characters of `text` after which the line may open.

    `after` is the character that follows in the next box of the line: two boxes may be parts of one word,
    as in CO<sub>2</sub>. At the very end of the line, where it is empty, nothing opens.
    """
    pairs = zip(text, text[1:] + after, strict=False)
    return [index for index, (here, after) in enumerate(pairs) if opens(here, after)]


def opens(here: str, after: str) -> bool:
    """Return whether a line may open between two characters."""
    if here + after in UNBROKEN or after == BREAK:
        return False
    return here in OPENERS or ((is_full_width(here) or is_full_width(after)) and after not in OPENERS)


def is_full_width(character: str) -> bool:
    """Return whether a character stands in a full-width cell."""
    return character in SHARED_MARKS or any(first <= character <= last for first, last in FULL_WIDTH)


def shift(box: Any, widened: dict[int, float], advance: float) -> float:
    """Give every box its new width and place; return how far the boxes after it move."""
    if not isinstance(box, boxes.TextBox | boxes.LineBox | boxes.InlineBox):
        box.translate(advance, 0)
        return advance
    box.position_x += advance
    before = advance
    if isinstance(box, boxes.TextBox):
        advance += widened.get(id(box), 0)
    else:
        children = box.children[::-1] if box.style["direction"] == "rtl" else box.children
        for child in children:
            if child.is_in_normal_flow():
                advance = shift(child, widened, advance)
    box.width += advance - before
    return advance


def get_first_line(layout: Any) -> Any:
    """Stand in for WeasyPrint's Layout.get_first_line: the same line, opened where it was justified."""
    line, index = layout.plain_first_line()
    if openings := getattr(layout, "openings", None):
        starts = byte_offsets(layout.text)
        widen(line, {starts[index]: int(width * TO_UNITS) for index, width in openings.items()})
    return line, index


def widen(line: Any, starts: dict[int, int]) -> None:
    """Widen the glyphs of a Pango line whose characters start at these bytes, by so many of Pango's units."""
    run = line.runs[0]
    while run != ffi.NULL:
        glyphs, offset = run.data.glyphs, run.data.item.offset
        clusters = glyphs.log_clusters[0 : glyphs.num_glyphs]
        for index, cluster in enumerate(clusters):
            ends_cluster = index + 1 == len(clusters) or clusters[index + 1] != cluster
            if ends_cluster and offset + cluster in starts:
                glyphs.glyphs[index].geometry.width += starts[offset + cluster]
        run = run.next


def byte_offsets(text: str) -> list[int]:
    """Return where each character of `text` starts in UTF-8."""
    offsets, position = [], 0
    for character in text:
        offsets.append(position)
        position += len(character.encode())
    return offsets

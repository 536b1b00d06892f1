"""Chinese lines flush with the right edge of the 版心 (两端对齐).

WeasyPrint 70 justifies by widening spaces, of which Chinese has none, so its lines end ragged by up to
7 mm. This module teaches it to share the left-over width among all places where a Chinese line may open.
It is the only place that reaches into WeasyPrint's layout; tests/test_justify.py holds it to its contract.
"""

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

# Blocks whose characters stand in a full-width cell (CJK punctuation, kana, Han, full-width forms) …
FULL_WIDTH = (("\u2e80", "\u9fff"), ("\uac00", "\ud7a3"), ("\uf900", "\ufaff"), ("\ufe30", "\ufe4f"), ("\uff00", "\uffef"), ("\U00020000", "\U0003ffff"))  # fmt: skip
# … and the marks that Chinese text sets full-width though Unicode shares them with Latin.
SHARED_MARKS = frozenset("“”‘’…—·")
# Characters after which a line opens by itself: spaces, and the Tibetan syllable mark (tsheg).
OPENERS = frozenset(" \u00a0\u0f0b")
# 破折号 and 省略号 are drawn as one stroke over two cells; opening them would show a gap.
UNBROKEN = frozenset(("——", "……"))
# A remainder this small (px) cannot be seen: 0.01 mm.
INVISIBLE = 0.04


def install() -> None:
    """Make WeasyPrint justify Chinese from now on; calling again changes nothing."""
    if line_break.Layout.set_text is not set_text:
        line_break.Layout.plain_set_text = line_break.Layout.set_text
        line_break.Layout.set_text = set_text
        inline.justify_line = justify_line


def justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Widen `line` by `extra_width` px, the same amount at every place where it may open.

    Pango halves letter spacing at the ends of a run, so the first try is measured and corrected.
    """
    texts = [box for box in text_boxes(line) if box.text]
    if not texts:
        return
    for box in texts:
        box.opens_at = openings(box.text, is_last=box is texts[-1])
    count = sum(len(box.opens_at) for box in texts)
    if not count:
        return
    spacing = extra_width / count
    gained = widen(context, texts, spacing)
    if abs(extra_width - gained) > INVISIBLE and gained > 0:
        spacing *= extra_width / gained
        widen(context, texts, spacing)
    shift(line, {id(box): box.widened_by for box in texts}, 0)


def text_boxes(box: Any) -> list[Any]:
    """Return the text boxes of a line that take part in its flow, in reading order."""
    if isinstance(box, boxes.TextBox):
        return [box]
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        return [text for child in box.children if child.is_in_normal_flow() for text in text_boxes(child)]
    return []


def openings(text: str, is_last: bool) -> list[int]:
    """Return the indexes of the characters of `text` after which the line may open.

    At the very end of the line nothing opens; between two boxes of a line it may.
    """
    following = text[1:] + ("" if is_last else "\u4e00")
    return [i for i, (here, after) in enumerate(zip(text, following, strict=False)) if opens(here, after)]


def opens(here: str, after: str) -> bool:
    """Return whether a line may open between two characters."""
    if here + after in UNBROKEN:
        return False
    return here in OPENERS or ((is_full_width(here) or is_full_width(after)) and after not in OPENERS)


def is_full_width(character: str) -> bool:
    """Return whether a character stands in a full-width cell."""
    return character in SHARED_MARKS or any(first <= character <= last for first, last in FULL_WIDTH)


def widen(context: Any, texts: list[Any], spacing: float) -> float:
    """Lay the text boxes out again with `spacing` px at each opening; return the width gained."""
    for box in texts:
        layout = line_break.create_layout(box.text, box.style, context, None, spacing)
        layout.opens_at = box.opens_at
        layout.set_text(box.text, justify=True)
        first_line, _ = layout.get_first_line()
        width, _ = line_break.line_size(first_line, box.style)
        layout.deactivate()
        box.pango_layout, box.justification_spacing, box.widened_by = layout, spacing, width - box.width
    return float(sum(box.widened_by for box in texts))


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


def set_text(layout: Any, text: str, justify: bool = False) -> None:
    """Stand in for WeasyPrint's Layout.set_text: set `text`, opened where its line opens.

    A layout that was not widened here has no openings and behaves as WeasyPrint's own.
    """
    opens_at = getattr(layout, "opens_at", ())
    if not justify or not opens_at:
        layout.plain_set_text(text, justify)
        return
    spacing, layout.justification_spacing = layout.justification_spacing, 0
    layout.plain_set_text(text, justify)
    layout.justification_spacing = spacing
    own = layout.style["letter_spacing"]
    add_letter_spacing(layout, opens_at, spacing + (0 if own == "normal" else own))


def add_letter_spacing(layout: Any, indexes: list[int], spacing: float) -> None:
    """Give the characters at `indexes` a letter spacing in px, over whatever spacing they have."""
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    offsets = byte_offsets(layout.text)
    for index in indexes:
        attribute = pango.pango_attr_letter_spacing_new(int(spacing * TO_UNITS))
        attribute.start_index, attribute.end_index = offsets[index], offsets[index + 1]
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def byte_offsets(text: str) -> list[int]:
    """Return where each character of `text` starts in UTF-8, and where the text ends."""
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + len(character.encode()))
    return offsets

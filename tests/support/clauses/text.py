"""Where lines of text stand on a sheet: type area, heads, title, signature, page numbers, clauses 5 to 7."""

import re
import statistics
from collections.abc import Iterator

from tests.support.clauses.sheet import BODY, BOTTOM, LEFT, PITCH, RIGHT, SMALL, TOP, Sheet
from tests.support.measuring import Line, ink


def left_edge(sheet: Sheet) -> float | None:
    """Return where full lines of the body begin, those of a paragraph's beginning left out."""
    full = [line.left for line in sheet.body if len(line.text) > 27 and line.left < LEFT + BODY]
    return min(full, default=None)


def right_edge(sheet: Sheet) -> float | None:
    """Return where full lines of the body end."""
    return max((line.right for line in sheet.body if len(line.text) > 27), default=None)


def pitch(sheet: Sheet) -> float | None:
    """Return the usual distance of two lines of the body."""
    steps = [
        b.baseline - a.baseline
        for a, b in zip(sheet.body, sheet.body[1:], strict=False)
        if a.page == b.page and 9 < b.baseline - a.baseline < 12
    ]
    return statistics.median(steps) if len(steps) > 3 else None


def indent(sheet: Sheet) -> float | None:
    """Return how far a paragraph's first line is indented."""
    starts = [line.left - LEFT for line in sheet.body if 8 < line.left - LEFT < 14 and len(line.text) > 24]
    return statistics.median(starts) if starts else None


def marks_left(sheet: Sheet) -> float | None:
    """Return where 份号, 密级 and 紧急程度 begin: the farthest off."""
    return max((line.left for line in sheet.marks), key=lambda left: abs(left - LEFT), default=None)


def marks_step(sheet: Sheet) -> float | None:
    """Return the distance of two marks: the farthest off."""
    steps = [b.baseline - a.baseline for a, b in zip(sheet.marks, sheet.marks[1:], strict=False)]
    return max(steps, key=lambda step: abs(step - PITCH), default=None)


def first_mark(sheet: Sheet) -> float | None:
    """Return the pitches from the type area's top to the baseline of the first mark."""
    return (sheet.marks[0].baseline - TOP) / PITCH if sheet.marks else None


def mark_under_rule(sheet: Sheet) -> float | None:
    """Return the distance between the first double line and the ink of the text under it."""
    first = min((line.baseline for line in (*sheet.marks, sheet.number) if line), default=None)
    if first is None:
        return None
    rule = sheet.red[1][1]
    top, _ = ink(sheet.data, 1, LEFT, rule + 0.5, RIGHT, first + 0.5)
    return top - rule


def number_below(sheet: Sheet) -> float | None:
    """Return the pitches between the masthead's ink and the baseline of the line under the two blank ones."""
    signed = [line for line in sheet.body if line.page == 1 and "签发人" in line.text]
    first = signed[0] if signed else sheet.number
    return (first.baseline - sheet.masthead[1]) / PITCH if first else None


def number_right(sheet: Sheet) -> float | None:
    """Return where 发文字号 ends."""
    return sheet.number.right if sheet.number else None


def under_number(sheet: Sheet) -> float | None:
    """Return the white between 发文字号 and the red line."""
    top = sheet.red[-1][0]
    _, bottom = ink(sheet.data, 1, LEFT, top - 9, RIGHT, top - 0.5)
    return top - bottom


def off_centre(sheet: Sheet) -> float | None:
    """Return how far the middle of a title's line is from that of the page: the farthest off."""
    return max(((line.left + line.right - LEFT - RIGHT) / 2 for line in sheet.title), key=abs, default=None)


def title_below_rule(sheet: Sheet) -> float | None:
    """Return the pitches between the red line and the baseline of the title's first line."""
    return (sheet.title[0].baseline - sheet.red[-1][1]) / PITCH if sheet.title else None


def title_below_text(sheet: Sheet) -> float | None:
    """Return the pitches between the baselines of the last line above the title and its first."""
    if not sheet.title:
        return None
    first = sheet.title[0].baseline
    above = [line.baseline for line in sheet.body if line.page == 1 and line.baseline < first]
    return (first - above[-1]) / PITCH if above else None


def widest_title(sheet: Sheet) -> float | None:
    """Return the white that the widest line of the title leaves at both sides, the lesser."""
    return min((min(line.left - LEFT, RIGHT - line.right) for line in sheet.title), default=None)


def date_right(sheet: Sheet) -> float | None:
    """Return the characters to the right of 成文日期, where 署名 is one line and no longer than it."""
    name, turned = sheet.name, sheet.above_date(2)
    if not (sheet.date and name) or name.right > RIGHT - 6 or (turned and turned.right > RIGHT - 1):
        return None
    return (
        (RIGHT - sheet.date.right) / BODY
        if sheet.is_sealed or width(sheet.name) <= width(sheet.date)
        else None
    )


def name_right(sheet: Sheet) -> float | None:
    """Return the characters to the right of 署名, where it is longer than the date."""
    if not (sheet.date and sheet.name) or width(sheet.name) - width(sheet.date) < 2 * BODY:
        return None
    return (RIGHT - sheet.name.right) / BODY


def name_centred(sheet: Sheet) -> float | None:
    """Return how far the middle of 署名 is from that of the date."""
    name, date = sheet.name, sheet.date
    return (name.left + name.right - date.left - date.right) / 2 if name and date else None


def date_indent(sheet: Sheet) -> float | None:
    """Return by how many characters the date begins to the right of 署名."""
    return (sheet.date.left - sheet.name.left) / BODY if sheet.name and sheet.date else None


def width(line: Line) -> float:
    """Return how wide a line is, in mm."""
    return line.right - line.left


def dashes(sheet: Sheet) -> Iterator[tuple[Line, float]]:
    """Yield the lines of page numbers, and the middle of the ink of each one's 一字线."""
    for line in sheet.lines:
        if re.fullmatch(r"— ?\d+ ?—", line.text):
            top, bottom = ink(sheet.data, line.page, line.left, BOTTOM + 4, line.left + 4, 280)
            yield line, (top + bottom) / 2


def number_drop(sheet: Sheet) -> float | None:
    """Return how far the 一字线 of page numbers stand below the type area: the farthest off."""
    found = [middle - BOTTOM for _, middle in dashes(sheet)]
    return max(found, key=lambda drop: abs(drop - 7), default=None)


def number_edge(sheet: Sheet) -> float | None:
    """Return how far page numbers stand from the outer edge, in their own characters: the farthest off."""
    found = [(RIGHT - line.right if line.page % 2 else line.left - LEFT) / SMALL for line, _ in dashes(sheet)]
    return max(found, key=lambda edge: abs(edge - 1), default=None)


def numbers_on_first(sheet: Sheet) -> float:
    """Return how many page numbers the first side has."""
    return float(sum(line.page == 1 for line, _ in dashes(sheet)))


def odd_last(sheet: Sheet) -> float | None:
    """Return 1 where the last side is odd; a single side is printed on one."""
    return None if sheet.pages == 1 else float(sheet.pages % 2)


def imprint_left(sheet: Sheet) -> float | None:
    """Return by how many of its characters 版记 begins from the left, each line but those turned over."""
    firsts = [one for one in sheet.imprint_lines if one.text.startswith("抄送") or one.text.endswith("印发")]
    found = [(line.left - LEFT) / SMALL for line in firsts]
    return max(found, key=lambda edge: abs(edge - 1), default=None)


def imprint_right(sheet: Sheet) -> float | None:
    """Return how many of its characters are left to the right of 印发日期."""
    dated = [line for line in sheet.imprint_lines if line.text.endswith("印发")]
    return (RIGHT - dated[-1].right) / SMALL if dated else None


def copied_to_last(sheet: Sheet) -> float | None:
    """Return how far the baseline of 版记's last line is from the type area's bottom."""
    return BOTTOM - sheet.imprint_lines[-1].baseline if sheet.imprint_lines else None

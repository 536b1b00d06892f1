"""Paragraphs whose last line is a single character, or whose lines part a number from its measure or sign.

No sign keeps characters together in Word that all its versions obey: WORD JOINER (U+2060) is a box in some
faces. Space between characters is what every version counts alike, so such a paragraph is set a trace wider
(`looser`, `loosest` in the style sheet): a line takes a character less, and the last line one more for each
line. It is kept where that mends the paragraph, in both formats, for both are written from the same page.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import unescape
from itertools import pairwise

from docgen.composed import Composed, LaidOut
from docgen.composed.printed import Printed
from docgen.inspect.pages.places import inked
from docgen.layout.fonts import Typefaces
from docgen.write.pdf import single

STEPS = ("looser", "loosest")
BEGIN, END = "<p>", "</p>"
MOST_PAGES = 60
"""Longer documents are not laid out again for this."""
MOST_LINES = 5
"""Longer paragraphs keep their 28 characters a line (GB/T 9704-2012, 5.2.3)."""
TAG = re.compile("<[^<>]*>")
WORDED = re.compile(r"\w")
SIGN = re.compile("[≥≤≧≦≈≠±＞＜＝><=]$")
NUMBER, GRADE = re.compile("[0-9]$"), re.compile("(?:^|[^A-Za-z])[A-Z]$")
MEASURE = re.compile("[个家名次项件万亿元年月日号批人期户所条份场处起天分％%℃里米克吨亩级类]")

Lines = Sequence[str]


def mended(
    composed: Composed, typefaces: Typefaces, laid: LaidOut, lay: single.Lay = single.Laid
) -> tuple[Composed, LaidOut, Printed]:
    """Return a page with the paragraphs set looser that gain by it, laid out, and what it shows."""
    shown = laid.shown(composed)
    if f".{STEPS[0]}" not in composed.css or len(shown.sheets) > MOST_PAGES:
        return composed, laid, shown
    steps = dict.fromkeys(faulty(shown), 0)
    while steps:
        looser = replace(composed, html=marked(composed.html, steps))
        if looser.html == composed.html:
            break
        again = lay(looser, typefaces)
        printed = again.shown(looser)
        still = steps.keys() & faulty(printed)
        if not still:
            return looser, again, printed
        steps = {text: step + (text in still) for text, step in steps.items()}
        steps = {text: step for text, step in steps.items() if step < len(STEPS)}
    return composed, laid, shown


def faulty(shown: Printed) -> set[str]:
    """Return the paragraphs of the text that have a fault, by all of their words."""
    found = paragraphs(shown).items()
    return {text for text, lines in found if len(lines) <= MOST_LINES and has_fault(lines)}


def paragraphs(shown: Printed) -> Mapping[str, Lines]:
    """Return the lines of each paragraph of the text, by all of its words."""
    found: dict[int, list[str]] = {}
    for sheet in shown.sheets:
        for block in shown.blocks(sheet):
            if block.tag == "p" and block.kind == "flow" and not block.table and block.pieces:
                lines: dict[int, str] = {}
                for piece in block.pieces:
                    lines[piece.line] = lines.get(piece.line, "") + inked(piece.words)
                found.setdefault(block.element, []).extend(lines.values())
    return {"".join(lines): lines for lines in found.values()}


def has_fault(lines: Lines) -> bool:
    """Say whether a paragraph ends in a line of one character, or a line in a number without its word."""
    lone = len(lines) > 1 and len(WORDED.findall(lines[-1])) < 2
    return lone or any(parts_measure(one, following) for one, following in pairwise(lines))


def parts_measure(line: str, following: str) -> bool:
    """Say whether two lines part 3 from 个, A from 级, or ≥ from its number."""
    number = NUMBER.search(line) and MEASURE.match(following)
    signed = SIGN.search(line) and following[:1].isdigit()
    return bool(number or signed or (GRADE.search(line) and following.startswith("级")))


def marked(html: str, steps: Mapping[str, int]) -> str:
    """Return a page with the plain paragraphs of these words set looser, each by its step."""
    before, *parts = html.split(BEGIN)
    return before + "".join(f"{opening(part, steps)}{part}" for part in parts)


def opening(part: str, steps: Mapping[str, int]) -> str:
    """Return the tag that begins a paragraph."""
    step = steps.get(inked(unescape(TAG.sub("", part.partition(END)[0]))))
    return BEGIN if step is None else f'<p class="{STEPS[step]}">'

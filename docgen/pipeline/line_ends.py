"""Paragraphs whose last line is a single character, or whose lines part a number from its measure or sign.

No sign keeps characters together in Word that all its versions obey: WORD JOINER (U+2060) is a box in some
faces. Space between characters is what every version counts alike, so such a paragraph is set a trace wider
(`looser`, `loosest` in the style sheet): a line takes a character less, and the last line one more for each
line. It is kept where that mends the paragraph, in both formats, for both are written from the same page.
What was tried of a paragraph in vain is not tried again while its document is typed.
"""

import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from html import unescape
from itertools import pairwise
from typing import Any, TypeAlias

from docgen.composed import Composed, LaidOut
from docgen.composed.printed import Block, Printed
from docgen.inspect.pages.places import inked
from docgen.layout.fonts import Typefaces
from docgen.write.laid.document import Laid, Lay

STEPS = ("looser", "loosest")
BEGIN, END = "<p>", "</p>"
NOTE, SPAN = '<span class="footnote"', re.compile("<(/?)span")
MOST_PAGES = 60
"""Longer documents are not laid out again for this."""
MOST_LINES = 5
"""Longer paragraphs keep their 28 characters a line (GB/T 9704-2012, 5.2.3)."""
TAG = re.compile("<[^<>]*>")
WORDED = re.compile(r"\w")
SIGN = re.compile("[≥≤≧≦≈≠±＞＜＝><=]$")
NUMBER, GRADE = re.compile("[0-9]$"), re.compile("(?:^|[^A-Za-z])[A-Z]$")
MEASURE = re.compile("[个家名次项件万亿元年月日号批人期户所条份场处起天分％%℃里米克吨亩级类]")

Lines: TypeAlias = Sequence[str]
Look: TypeAlias = tuple[Any, ...]
"""How paragraphs of the same words came out: set looser, what looks the same comes out the same."""
Tried: TypeAlias = MutableMapping[tuple[str, Look], int]
"""How many steps did not mend a paragraph, by its style sheet and its look as it is set first."""


def mended(
    composed: Composed,
    typefaces: Typefaces,
    laid: LaidOut,
    lay: Lay = Laid,
    tried: Tried | None = None,
) -> tuple[Composed, LaidOut, Printed]:
    """Return a page with the paragraphs set looser that gain by it, laid out, and what it shows.

    What is `tried` in vain is added to, and is not tried again; None where nothing is known.
    """
    tried = {} if tried is None else tried
    shown = laid.shown(composed)
    if f".{STEPS[0]}" not in composed.css or len(shown.sheets) > MOST_PAGES:
        return composed, laid, shown
    looks = faulty(shown)
    steps = steps_left({text: tried.get((composed.css, look), 0) for text, look in looks.items()})
    while steps:
        looser = replace(composed, html=marked(composed.html, steps))
        if looser.html == composed.html:
            break
        again = lay(looser, typefaces)
        printed = again.shown(looser)
        still = steps.keys() & faulty(printed)
        if not still:
            return looser, again, printed
        tried.update({(composed.css, looks[text]): steps[text] + 1 for text in still})
        steps = steps_left({text: step + (text in still) for text, step in steps.items()})
    return composed, laid, shown


def steps_left(steps: Mapping[str, int]) -> dict[str, int]:
    """Return the next step of each paragraph, without those of which all were tried."""
    return {text: step for text, step in steps.items() if step < len(STEPS)}


def faulty(shown: Printed) -> dict[str, Look]:
    """Return the words of the paragraphs of the text that have a fault, and how all of these words look."""
    alike: dict[str, list[Sequence[Block]]] = {}
    found = []
    for blocks in parted(shown):
        lines = lines_of(blocks)
        alike.setdefault("".join(lines), []).append(blocks)
        if len(lines) <= MOST_LINES and has_fault(lines):
            found.append("".join(lines))
    return {text: tuple(map(look, alike[text])) for text in found}


def paragraphs(shown: Printed) -> Mapping[str, Lines]:
    """Return the lines of each paragraph of the text, by all of its words."""
    return {"".join(lines): lines for lines in map(lines_of, parted(shown))}


def parted(shown: Printed) -> Sequence[Sequence[Block]]:
    """Return the paragraphs of the text, each with its parts on one page after another."""
    found: dict[int, list[Block]] = {}
    for sheet in shown.sheets:
        for block in shown.blocks(sheet):
            if block.tag == "p" and block.kind == "flow" and not block.table and block.pieces:
                found.setdefault(block.element, []).append(block)
    return list(found.values())


def lines_of(blocks: Sequence[Block]) -> list[str]:
    """Return the lines of a paragraph, without the marks of notes."""
    lines: dict[tuple[int, int], str] = {}
    for part, block in enumerate(blocks):
        for piece in block.pieces:
            words = "" if piece.mark else inked(piece.words)
            lines[part, piece.line] = lines.get((part, piece.line), "") + words
    return list(lines.values())


def look(blocks: Sequence[Block]) -> Look:
    """Return how a paragraph came out, wherever it stands on its pages."""
    edges = {(block.classes, block.style, block.area.left, block.area.right) for block in blocks}
    pieces = [
        (one.words, one.size, one.area.left, one.area.right) for block in blocks for one in block.pieces
    ]
    return (*sorted(edges), *pieces)


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
    """Return a page with the paragraphs of these words set looser, each by its step.

    A paragraph that has a class of its own stays as its style sheet has it.
    """
    before, *parts = html.split(BEGIN)
    return before + "".join(f"{opening(part, steps)}{part}" for part in parts)


def opening(part: str, steps: Mapping[str, int]) -> str:
    """Return the tag that begins a paragraph."""
    step = steps.get(inked(unescape(TAG.sub("", without_notes(part.partition(END)[0])))))
    return BEGIN if step is None else f'<p class="{STEPS[step]}">'


def without_notes(text: str) -> str:
    """Return the HTML of a paragraph without the notes that are called in it."""
    before, *parts = text.split(NOTE)
    return before + "".join(map(behind_note, parts))


def behind_note(text: str) -> str:
    """Return what of an HTML text follows the note that it begins in."""
    depth = 1
    for found in SPAN.finditer(text):
        depth += -1 if found[1] else 1
        if not depth:
            return text[found.end() :].partition(">")[2]
    return ""

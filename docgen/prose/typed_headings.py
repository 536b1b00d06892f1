"""Headings whose number a hand typed: `一、时间` becomes the heading it is, where that is certain.

In goes a text in which headings are counted, out comes the same text, as long as before, with Markdown's
sign in place of each number. It is certain when every line of the text that begins with a number of that
level is a heading (short, without a mark in it or behind it), when all bear the number that they would be
printed with, and when each has text below it. Else all of them stay as they are, to be told: half a row of
headings is worse than none.

A heading that has Markdown's sign and a number too (`# 一、时间`) loses the number, if it is the one that it
is printed with; any other is left, to be refused.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docgen.foundation.numerals import chinese

from .lines import BLANKS, HEADING, NUMBERING, NUMERALS, TYPED_HEADING, Piece, pieces_of

LONGEST = 28
"""Characters of a line (GB/T 9704-2012, 5.2.3); what is longer is hardly a heading."""
LEVELS = 2
"""一、 and （一）; 1. and （1） may as well be items of a list, and look like text as headings too."""
NUMBERS = re.compile(
    rf"[{BLANKS}]*(?:\*\*)?(?:(?P<first>[{NUMERALS}]{{1,3}})、|[（(](?P<second>[{NUMERALS}]{{1,3}})[）)])",
)
OWN_NUMBERS = {
    1: re.compile(rf"(?P<number>[{NUMERALS}]{{1,3}})、"),
    2: re.compile(rf"[（(](?P<number>[{NUMERALS}]{{1,3}})[）)]"),
    3: re.compile(r"(?P<number>\d{1,3})(?:[.．](?!\d)|、)"),
    4: re.compile(r"[（(](?P<number>\d{1,3})[）)]"),
}
"""The number that a heading of each level is printed with, as a hand types it."""
SECTION = re.compile(r"\{\{ *[#^]")
"""Its text may be left out or repeated, so nothing behind it can be counted."""


class Line(NamedTuple):
    """A piece of a text: its level where it is a heading or numbered like one, the number that was typed."""

    piece: Piece
    level: int = 0
    number: str = ""
    is_heading: bool = False

    @property
    def has_sign(self) -> bool:
        """Whether Markdown's sign stands before it."""
        return self.piece.text.lstrip(BLANKS).startswith("#")


def counted(text: str) -> str:
    """Return a text with the headings that a hand numbered as Markdown has them, where that is certain."""
    found = list(typed(text))
    for line in reversed(found):
        end = line.piece.offset + len(line.piece.text)
        text = text[: line.piece.offset] + as_markdown(line) + text[end:]
    return text


def typed(text: str) -> list[Line]:
    """Return the headings of a text whose numbers were typed, where it is certain that they are headings."""
    if SECTION.search(text):
        return []
    lines = [line_of(piece) for piece in pieces_of(text)]
    sound = sound_levels(lines)
    read = [line for line in lines if line.level and (line.has_sign or line.level <= sound)]
    return list(rightly_numbered(read))


def rightly_numbered(headings: Sequence[Line]) -> Iterator[Line]:
    """Give the headings with the number that they are printed with."""
    counts = [0] * (len(OWN_NUMBERS) + 2)
    for line in headings:
        level = min(line.level, len(counts) - 1)
        counts[level:] = [counts[level] + 1, *[0] * (len(counts) - level - 1)]
        if line.number and line.number in (str(counts[level]), chinese(counts[level])):
            yield line


def sound_levels(lines: Sequence[Line]) -> int:
    """Return down to which level all headings that were numbered by hand surely are headings."""
    wrong = min(wrong_levels(lines), default=LEVELS + 1)
    return wrong - 1


def wrong_levels(lines: Sequence[Line]) -> Iterator[int]:
    """Give the level of each line that has a number and is no heading, or not the next, or has no text."""
    counts = [0] * (LEVELS + 1)
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if not line.level or line.level > LEVELS:
            continue
        if line.number and not line.is_heading:
            yield line.level
            continue
        counts[line.level :] = [counts[line.level] + 1, *[0] * (LEVELS - line.level)]
        if not line.number or line.has_sign:
            continue
        alone = following is None or (following.is_heading and following.level <= line.level)
        if alone or line.number != chinese(counts[line.level]):
            yield line.level


def line_of(piece: Piece) -> Line:
    """Return what a piece of a text is."""
    if found := HEADING.match(piece.text):
        return Line(piece, len(found["level"]), own_number(found), is_heading=True)
    number = NUMBERS.match(piece.text)
    if not number:
        return Line(piece)
    level = 1 if number["first"] else 2
    return Line(piece, level, number["first"] or number["second"], is_alone(piece.text))


def is_counted(piece: Piece) -> bool:
    """Say whether a piece is a heading with its number typed by hand, of a level that is read as one."""
    number = NUMBERS.match(piece.text)
    return bool(number and is_alone(piece.text))


def own_number(heading: re.Match[str]) -> str:
    """Return the number of its level that a find of HEADING brings beside its sign, and "" for none."""
    pattern = OWN_NUMBERS.get(len(heading["level"]))
    number = pattern.match(heading["text"]) if pattern else None
    if not number:
        return ""
    rest = heading["text"][number.end() :].strip(BLANKS)
    return number["number"] if rest and not NUMBERING.match(rest) else ""


def is_alone(text: str) -> bool:
    """Say whether a numbered piece is a heading and no more, between two stars on each side or none."""
    plain = text.strip(BLANKS)
    if plain.startswith("**") and plain.endswith("**"):
        plain = plain[2:-2]
    if "\n" in text or len(plain) > LONGEST or text.startswith("    "):  # four blanks: part of a list
        return False
    found = TYPED_HEADING.fullmatch(plain)
    return bool(found and not NUMBERING.match(found["text"].strip(BLANKS)) and found["text"].strip(BLANKS))


def as_markdown(line: Line) -> str:
    """Return a heading with Markdown's sign for its number, as long as before; its stars become blanks."""
    text = line.piece.text
    if heading := HEADING.match(text):
        start = heading.start("text")
        number = OWN_NUMBERS[line.level].match(text, start)
        assert number  # it has one
        return text[:start] + " " * (number.end() - start) + text[number.end() :]
    number = NUMBERS.match(text)
    assert number  # it has one
    sign = ("#" * line.level).ljust(len(number[0]))
    rest = text[number.end() :]
    bare = rest.rstrip(BLANKS)
    if "**" not in number[0] or not bare.endswith("**"):
        return sign + rest
    return sign + bare.removesuffix("**").ljust(len(rest))

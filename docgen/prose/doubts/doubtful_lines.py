"""Lines that are told: joined or parted where that may be wrong, and such as only look like Markdown."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docgen.foundation.text_marks import Mark

from .. import lines, typed_headings
from ..lines import BLANKS, Piece
from ..tables import cells, uneven_rows

LONG = 20
"""Characters: a line so long may have been wrapped by hand."""
GOES_ON = re.compile(r"[，、,（《“‘(\-—/·+=*\ufdd1]$")
HAN = re.compile("[\u3400-\u9fff]")

LEVELS = {"first": "#", "second": "##", "third": "###"}

UNREAD = {
    "rule-as-text": re.compile(rf"(?<![{BLANKS}*=-])[{BLANKS}]*(?:-{{3,}}|\*{{3,}}|={{3,}})[{BLANKS}]*$"),
    "quotation-as-text": re.compile(rf" {{0,3}}>[{BLANKS}]+\d"),
    "heading-as-text": re.compile(r"(?<![ #]) *#+(?:\d{4}年|[^\W\d_][^#]*#)"),
}


def doubtful_lines(veiled: str) -> Iterator[Mark]:
    """Give what there is to tell of the lines of a text without Markdown and placeholders in sight."""
    found = list(lines.pieces_of(veiled))
    for number, piece in enumerate(found):
        yield from unread(piece)
        yield from joined(piece)
        yield from tables(piece)
        yield from typed_heading(found[max(number - 1, 0) : number], piece, found[number + 1 : number + 2])
    for piece, following in pairwise(found):
        yield from parted(piece, following)
    yield from lone_bullets(found)


def unread(piece: Piece) -> Iterator[Mark]:
    """Give the lines that look like a rule, a quotation or a heading and are printed as text."""
    offset = piece.offset
    for line in piece.text.split("\n"):
        for code, pattern in UNREAD.items():
            if pattern.match(line):
                yield Mark(code, offset, {"text": excerpt(line)})
        offset += len(line) + 1


def joined(piece: Piece) -> Iterator[Mark]:
    """Give the first line of a piece that goes on a line too short to have been wrapped by hand."""
    typed = piece.text.split("\n")
    if not (is_plain(typed) or lines.is_item(typed[0])):
        return
    offset = piece.offset
    for before, line in pairwise(typed):
        offset += len(before) + 1
        ended = before.strip(BLANKS)
        if line.startswith(("  ", "\t")) or lines.is_item(line) or lines.CLASSES.match(line):
            continue
        if len(ended) <= lines.SHORT and not GOES_ON.search(ended) and HAN.search(ended) and HAN.search(line):
            yield Mark("lines-joined", offset, {"text": excerpt(line), "before": excerpt(ended)})
            return


def is_plain(typed: Sequence[str]) -> bool:
    """Say whether lines are a paragraph."""
    first = typed[0]
    other = lines.is_item(first) or lines.is_heading(first) or lines.QUOTATION.match(first)
    return not (other or lines.NOTE.match(first) or lines.CLASSES.match(typed[-1]) or lines.is_table(typed))


def parted(piece: Piece, following: Piece) -> Iterator[Mark]:
    """Give the second of two paragraphs that may be one, wrapped where a number happens to stand."""
    if following.offset != piece.offset + len(piece.text) + 1:
        return
    before, line = piece.text.rpartition("\n")[2], following.text.partition("\n")[0]
    if lines.NUMBER.match(before) and lines.NUMBER.match(line):
        yield Mark("numbers-apart", following.offset, {"text": excerpt(line)})
    if not is_plain(piece.text.split("\n")):
        return
    opened = lines.OPENING.match(line.lstrip(BLANKS)) and "\u3000" not in line[:1]
    wrapped = len(before) >= LONG and not lines.ENDING.search(before.rstrip(BLANKS))
    if opened and wrapped and not lines.OPENING.match(before.lstrip(BLANKS)):
        yield Mark("lines-parted", following.offset, {"text": excerpt(line)})


def tables(piece: Piece) -> Iterator[Mark]:
    """Give the rows of a table that have fewer cells than its head, and rows without a table."""
    typed = piece.text.split("\n")
    for row in uneven_rows(piece):
        if row.cells < row.columns:
            yield Mark("table-row-short", row.offset, {"cells": row.cells, "columns": row.columns})
    bars = [line for line in typed if line.strip().startswith("|") or lines.is_separator(line.strip())]
    if bars and not (lines.is_table(typed) and cells(typed[0]) == cells(typed[1])):
        yield Mark("table-as-text", piece.offset, {"text": excerpt(typed[0])})


def typed_heading(before: Sequence[Piece], piece: Piece, following: Sequence[Piece]) -> Iterator[Mark]:
    """Give a line that is a heading with its number typed by hand: short, without a mark, text below it."""
    found = lines.TYPED_HEADING.match(piece.text)
    first = piece.text.partition("\n")[0]
    if not found or len(piece.text) > typed_headings.LONGEST or not following or lines.is_item(first):
        return
    level = next(name for name in LEVELS if found[name])
    beside = [one.text.lstrip(BLANKS) for one in (*before, *following)]
    if level == "third" and any(lines.OPENING.match(text) or lines.is_item(text) for text in beside):
        return
    remedy = f"{LEVELS[level]} {found['text'].strip()}"
    yield Mark("heading-typed", piece.offset, {"text": excerpt(piece.text), "remedy": remedy})


def headings_read(text: str) -> Iterator[Mark]:
    """Give the headings whose number a hand typed and that are read as headings."""
    for line in typed_headings.typed(text):
        remedy = typed_headings.as_markdown(line).split(maxsplit=1)
        values = {"text": excerpt(line.piece.text.replace("*", "")), "remedy": " ".join(remedy).rstrip()}
        yield Mark("heading-read", line.piece.offset, values)


def lone_bullets(found: Sequence[Piece]) -> Iterator[Mark]:
    """Give the paragraphs that begin as an item of a list does, with a star or a plus, and stand alone."""
    signs = [
        bullet["sign"] if (bullet := lines.BULLET.match(piece.text.partition("\n")[0])) else ""
        for piece in found
    ]
    for number, (piece, sign) in enumerate(zip(found, signs, strict=True)):
        neighbours = [*signs[max(number - 1, 0) : number], *signs[number + 1 : number + 2]]
        several = any(lines.BULLET.match(line) for line in piece.text.split("\n")[1:])
        if sign in ("*", "+") and sign not in neighbours and not several and HAN.search(piece.text):
            yield Mark("bullet-as-text", piece.offset, {"text": excerpt(piece.text)})


def excerpt(text: str) -> str:
    """Return the beginning of a text, to be found again by."""
    line = text.strip(BLANKS).partition("\n")[0]
    return line if len(line) <= 12 else f"{line[:11]}…"

"""What the lines of a text are: headings, items, rows, quotations, notes, and where a paragraph begins.

In Word an Enter begins a paragraph, in Markdown it is a blank. Here a line begins a paragraph of its own
where a clerk means one:
- it stands behind the end of a sentence (。！？；：……, with or without a closing bracket or quote), or behind
  a short heading whose number was typed (一、时间), or is indented, by full-width blanks or, where the line
  before it is not, by two half-width ones;
- it begins as paragraphs do: 第一条　, 一、, （一）, 1．, （1）, ①, 一是, 其一, ——, ●, 联系人：;
- it is a heading, an item of a list, a row of a table, a quotation, a caption or the text of a footnote;
- it is a picture, or stands below one.

Any other line goes on with the line before it, as text does that was wrapped by hand. Both what Markdown
reads and what `doubts` tells of rest on this module.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

BLANKS = " \t\u3000"
NUMERALS = "一二三四五六七八九十百零〇"

# A number that a hand typed before a heading, and how far it goes in official documents.
NUMBERING = re.compile(
    r"[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[）)]|\d+(?:[.．](?!\d)|、)|[（(]\d+[）)]|[①-⑳]"
)

# `#5锅炉` is a boiler's name, `#话题#` a topic's, `# 关于C#` a heading that ends with its last sign.
WORD = r"[^\W\d_]|[“‘《（(【〔*{\ufdd0]"
HEADING = re.compile(
    rf"^[{BLANKS}]*(?P<level>#+)(?:[{BLANKS}]+(?=\S)|(?={NUMBERING.pattern})|(?={WORD})(?=[^#\n]*$))"
    r"(?P<text>\S[^\n]*)$",
    re.MULTILINE,
)
QUOTATION = re.compile(rf"^ {{0,3}}>(?:[{BLANKS}]+(?![\d{BLANKS}]|$)|(?={WORD}|>))")
BULLET = re.compile(rf"^ {{0,3}}((?P<sign>[-+*]))[{BLANKS}]+(?P<text>\S.*)$")
# Their third group is the text of an item, as python-markdown wants it.
# `2024. 6. 20`, `0891. ` and `12345. ` are a date, a code and a hotline.
NUMBER = re.compile(rf"^ {{0,3}}((?P<number>[1-9]\d{{0,2}})\.)[{BLANKS}]+(?P<text>(?!\d+\.(?:\s|$))\S.*)$")
NOTE = re.compile(r"^ *\[\^[^\[\]\s]+\]:")
CAPTION = re.compile(
    r"^ *\[(?P<kind>[图表])(?:[:：](?P<name>[^\[\]\n\"<>&{}\ufdd0]{1,40}))?\]:[ \t\u3000]*(?P<title>\S.*)$"
)
"""The caption of a picture or table, with the name by which the text refers to it."""
CLASSES = re.compile(r"^ *\{:")
DEEPER = 2
"""Blanks by which an item stands in a list within the item before it."""

PICTURE_LINE = re.compile(
    rf"[{BLANKS}]*(?:(?:!\[[^\[\]\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\ufdd009+\ufdd1)[{BLANKS}]*)+$"
)
"""A line of nothing but pictures, also as `veil` shows it."""

OPENING = re.compile(
    rf"第(?:[{NUMERALS}\d]+[章节条款编]|条)(?:[{BLANKS}]|$)"
    rf"|[{NUMERALS}]{{1,4}}、|[（(][{NUMERALS}]{{1,4}}[）)]"
    r"|\d{1,3}(?:[．、](?!\d)|\.(?=[^\W\d]|[“《（]))|[（(]\d{1,3}[）)]|\d{1,2}[）)](?!\d)"
    r"|[①-⒛]|[一二三四五六七八九十]{1,3}是|其[一二三四五六七八九十](?:是|，|、)"
    r"|——|[●■◆▲★☆□☐☑✓√※•◇○]"
    r"|(?:联系人|联系电话|联系方式|电话|传真|邮箱|电子邮箱|地址|时间|地点|附件|附|注|备注|说明|来源)[：:]"
)
"""How a line begins that is a paragraph whatever stands before it."""

SHORT = 14
"""Characters: a line so short was hardly wrapped by hand."""
TYPED_HEADING = re.compile(
    rf"[{BLANKS}]*(?:(?P<first>[{NUMERALS}]{{1,3}}、)|(?P<second>[（(][{NUMERALS}]{{1,3}}[）)])"
    rf"|(?P<third>\d{{1,2}}[．.、](?!\d)))[{BLANKS}]*(?P<text>[^，；：。！？,;:!?|*]+)$"
)
"""A heading whose number was typed by hand: no mark stands in it, and none behind it."""

CLOSING = "”’」』）)》】〕*"
ENDING = re.compile(rf"(?:[。！？；：…]|(?<=[\u3400-\u9fff])[.!?;:])[{CLOSING}]*(?:\[\^[^\[\]\s]+\])?$")
"""How a line ends whose sentence ends."""


class Piece(NamedTuple):
    """A paragraph, list, table, heading or quotation, with its offset in the text."""

    offset: int
    text: str


def is_heading(line: str) -> bool:
    """Say whether a line is a heading."""
    return HEADING.match(line) is not None


def heading_text(found: re.Match[str]) -> str:
    """Return the text of a find of HEADING, without as many `#` behind it as stand before it."""
    text = found["text"].rstrip(BLANKS)
    bare = text.removesuffix(found["level"])
    return bare.rstrip(BLANKS) if bare != bare.rstrip(BLANKS) else text


def is_picture(line: str) -> bool:
    """Say whether a line is a picture by itself, or several."""
    return PICTURE_LINE.match(line) is not None


def is_item(line: str) -> bool:
    """Say whether a line begins an item of a list."""
    return bool(BULLET.match(line) or NUMBER.match(line))


def is_table(lines: Sequence[str]) -> bool:
    """Say whether lines begin with the head of a table and the row that divides it from the others."""
    return len(lines) > 1 and "|" in lines[0] and is_separator(lines[1])


def is_separator(line: str) -> bool:
    """Say whether a line is the row below a table's head: `|:--|--:|`."""
    return "|" in line and "-" in line and set(line) <= set("|:- ")


def is_short_heading(line: str) -> bool:
    """Say whether a line is a heading with its number typed by hand, too short to go on: `一、时间`."""
    return len(line) <= SHORT and TYPED_HEADING.match(line) is not None


def begins_paragraph(before: str, line: str) -> bool:
    """Say whether a line of plain text is a paragraph of its own behind the line `before`."""
    text = line.lstrip(BLANKS)
    indented = "\u3000" in line[: len(line) - len(text)] or (line[:2] == "  " and before[:2] != "  ")
    ended = ENDING.search(before.rstrip(BLANKS)) or is_short_heading(before)
    return bool(indented or ended or OPENING.match(text))


def pieces(text: str) -> list[str]:
    """Return the pieces of a text without empty lines: paragraphs, lists, tables, headings, quotations."""
    typed = text.split("\n")
    seen = unindented(typed)
    starts = [0]
    for at in range(1, len(typed)):
        if begins_piece(seen, starts[-1], at):
            starts.append(at)
    return ["\n".join(typed[start:end]) for start, end in zip(starts, [*starts[1:], len(typed)], strict=True)]


def pieces_of(text: str) -> Iterator[Piece]:
    """Give the pieces of a whole text."""
    offset, block = 0, list[str]()
    for line in [*text.split("\n"), ""]:
        if line.strip(BLANKS):
            block.append(line)
        elif block:
            start = offset - sum(len(one) + 1 for one in block)
            for piece in pieces("\n".join(block)):
                yield Piece(start, piece)
                start += len(piece) + 1
            block = []
        offset += len(line) + 1


def unindented(typed: Sequence[str]) -> list[str]:
    """Return the lines of a block within a list without the blanks that put them there, four to a level."""
    depth = (len(typed[0]) - len(typed[0].lstrip(" "))) // 4 * 4
    return [line[min(depth, len(line) - len(line.lstrip(" "))) :] for line in typed]


def begins_piece(typed: Sequence[str], start: int, at: int) -> bool:
    """Say whether the line at `at` begins a piece, where the piece before it began at `start`."""
    first, before, line = typed[start], typed[at - 1], typed[at]
    if CLASSES.match(line):
        return False
    if is_heading(line) or is_heading(before):
        return True
    if CAPTION.match(line) or CAPTION.match(before):
        return True
    if not is_item(first) and is_picture(line) != is_picture(before):
        return True
    if NOTE.match(line):
        return not NOTE.match(first)
    if QUOTATION.match(line) or line.strip() == ">":
        return not QUOTATION.match(first)
    if is_table(typed[start : start + 2]):
        return at > start + 1 and "|" not in line
    if is_table(typed[at : at + 2]):
        return True
    if is_item(first):
        return begins_beside_item(typed, start, at)
    return is_item(line) or begins_paragraph(before, line)


def begins_beside_item(typed: Sequence[str], start: int, at: int) -> bool:
    """Say whether a line is no part of the list that begins at `start`."""
    line = typed[at]
    if is_item(line):
        depth = depth_of(line)
        items = (one for one in range(at - 1, start - 1, -1) if is_item(typed[one]))
        last = next((one for one in items if depth_of(typed[one]) < depth + DEEPER), start)
        return depth < depth_of(typed[last]) + DEEPER and not follows(typed[last], line)
    return not line.startswith(("  ", "\t")) and begins_paragraph(typed[at - 1], line)


def depth_of(line: str) -> int:
    """Return how many blanks a line begins with."""
    return len(line) - len(line.lstrip(" "))


def follows(item: str, other: str) -> bool:
    """Say whether another item goes on with the list of an item: the same sign, the next number."""
    if (bullet := BULLET.match(item)) and (next_bullet := BULLET.match(other)):
        return bullet["sign"] == next_bullet["sign"]
    number, next_number = NUMBER.match(item), NUMBER.match(other)
    return bool(number and next_number and int(number["number"]) + 1 == int(next_number["number"]))

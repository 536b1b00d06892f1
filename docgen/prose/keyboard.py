"""Signs typed with a Chinese keyboard where Markdown and placeholders want half-width ones.

In goes a text as typed, out comes the same text, as long as before, with each full-width sign half-width
where it can mean nothing else: ｛｛ 名称 ｝｝, ＃ 标题, ［^1］, ！［图］（图.png）, ＊＊重点＊＊,
｜ in a table. What looks like such a sign and stands alone stays as it is, to be told.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from . import placeholders
from .emphasis import STRONG, strong
from .lines import BLANKS, CLASSES, HEADING, QUOTATION, is_separator

WIDE = "！＃％＆（）＊＋，－．／：＜＝＞？［＼］＾｀｛｜｝～"
NARROW = str.maketrans(WIDE, "".join(chr(ord(sign) - 0xFEE0) for sign in WIDE))
BARS = re.compile("[|｜]")
DASHES = str.maketrans("—─－｜：", "---|:")

NOTE = re.compile(r"[\[［【][\^＾][^\[\]［］【】\s]+[\]］】]")
CAPTION_LABEL = re.compile(r"^ *[\[［【][图表](?:[:：][^\[\]［］【】\n]{1,40})?[\]］】][:：]", re.MULTILINE)
MENTION = re.compile(r"(?<![!！])[\[［][图表][:：][^\[\]［］【】\n]{1,40}[\]］](?![(（])")
NOTE_LABEL = re.compile(r"^ *[\[［【][\^＾][^\[\]［］【】\s]+[\]］】][:：]", re.MULTILINE)
LINK = re.compile(
    r"(?P<image>[!！][\[［])(?P<alt>[^\[\]［］\n]*)(?P<file>[\]］][(（])"
    r"(?P<name>[^()（）\n]+\.(?:png|jpe?g|gif|webp|bmp|tiff?|svg)[)）])"
    r"|(?P<link>[\[［])(?P<text>[^\[\]［］\n]+)(?P<scheme>[\]］][(（](?:https?[:：]//|mailto[:：]|[#＃]))"
    r"(?P<address>[^\s()（）]+[)）])"
)
LINE_SIGN = re.compile(rf"^[{BLANKS}]*(?:[#＃]+|[>＞－](?=[{BLANKS}]))", re.MULTILINE)
CLASS_LINE = re.compile(r"^ *[{｛][:：][^{}｛｝\n]*[}｝]", re.MULTILINE)
ALONE = re.compile(r"｛｛|｝｝|｛\{|\{｛|｝\}|\}｝|［[\^＾]|[!！]［|^[ ]*｜.*｜|＊＊", re.MULTILINE)


class Typed(NamedTuple):
    """A full-width sign where a half-width one is wanted: its offset, what was typed and what is meant."""

    offset: int
    typed: str
    meant: str


@lru_cache(maxsize=64)
def understood(text: str) -> str:
    """Return a text with its signs half-width where they are meant."""
    for reading in (placeholders.half_width, signs_of_lines, tables, notes_and_links, stars):
        text = reading(text)
    return text


def full_width(text: str) -> Iterator[Typed]:
    """Give the full-width signs that were understood: of each line the first, and all that it has."""
    start = 0
    for typed, meant in zip(text.split("\n"), understood(text).split("\n"), strict=True):
        at = [number for number, (sign, other) in enumerate(zip(typed, meant, strict=True)) if sign != other]
        if at:
            signs = (" ".join(dict.fromkeys(line[number] for number in at)) for line in (typed, meant))
            yield Typed(start + at[0], *signs)
        start += len(typed) + 1


def alone(text: str) -> Iterator[Typed]:
    """Give the full-width signs of a text already `understood` that look like Markdown and are none."""
    for found in ALONE.finditer(text):
        sign = found[0].strip()[: 1 if "｜" in found[0] else 2]
        yield Typed(found.start(), sign, sign.translate(NARROW))


def narrow(found: re.Match[str]) -> str:
    """Return a find with every sign half-width."""
    return found[0].translate(NARROW)


def signs_of_lines(text: str) -> str:
    """Return a text with the signs half-width that begin a heading, an item, a quotation or class names."""

    def sign(found: re.Match[str]) -> str:
        meant = narrow(found)
        line = meant + text[found.end() : (text.find("\n", found.end()) + 1 or len(text) + 1) - 1]
        return meant if HEADING.match(line) or QUOTATION.match(line) or meant.endswith("-") else found[0]

    def classes(found: re.Match[str]) -> str:
        return narrow(found) if CLASSES.match(narrow(found)) else found[0]

    return CLASS_LINE.sub(classes, LINE_SIGN.sub(sign, text))


def tables(text: str) -> str:
    """Return a text with the bars of its tables half-width, and the row below the head."""
    typed = text.split("\n")
    in_table = False
    for at, line in enumerate(typed):
        separator = line.translate(DASHES)
        if not in_table and at and is_separator(separator) and BARS.search(typed[at - 1]):
            in_table = True
            typed[at - 1 : at + 1] = bars_of_row(typed[at - 1]), separator
        elif in_table:
            in_table = BARS.search(line) is not None
            typed[at] = bars_of_row(line) if in_table else line
    return "\n".join(typed)


def bars_of_row(row: str) -> str:
    """Return a row with its bars half-width; one that has some holds a full-width bar as text."""
    return row if "|" in row else row.replace("｜", "|")


def notes_and_links(text: str) -> str:
    """Return a text with the brackets of its footnotes, pictures and links half-width."""
    text = CAPTION_LABEL.sub(lambda found: bracketed(found[0][:-1], "") + ":", text)
    text = MENTION.sub(lambda found: bracketed(found[0], ""), text)
    text = NOTE_LABEL.sub(lambda found: bracketed(found[0][:-1]) + ":", text)
    text = NOTE.sub(lambda found: bracketed(found[0]), text)
    return LINK.sub(linked, text)


def linked(found: re.Match[str]) -> str:
    """Return a picture or a link with its own signs half-width, its words as they were."""
    groups = ("image", "alt", "file", "name") if found["image"] else ("link", "text", "scheme", "address")
    before, words, between, address = (found[name] for name in groups)
    return f"{before.translate(NARROW)}{words}{between.translate(NARROW)}{address[:-1]})"


def bracketed(note: str, sign: str = "^") -> str:
    """Return `［^1］` as `[^1]`; blanks may stand before it."""
    bare = note.lstrip(" ")
    return note[: len(note) - len(bare)] + f"[{sign}{bare[1 + len(sign) : -1]}]"


def stars(text: str) -> str:
    """Return a text with the full-width stars half-width that stress what stands between them."""
    half = text.replace("＊", "*")
    if half == text:
        return text
    pieces, end = [], 0
    for found in STRONG.finditer(half):
        if strong(found, half):
            pieces += [text[end : found.start()], "**", text[found.start() + 2 : found.end() - 2], "**"]
            end = found.end()
    return "".join(pieces) + text[end:]

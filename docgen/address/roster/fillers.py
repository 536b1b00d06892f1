"""What a cell holds that stands for something else or for nothing: 同上, 〃, 无, /, ——.

A reader of the list sees what is meant; a letter would print the sign itself (尊敬的同上). In goes the text
of a cell, out comes whether it is such a filler.
"""

import re
import unicodedata
from functools import lru_cache

from docgen.foundation.errors import Place, Problem

from .columns import BRACKETS

SAME = frozenset({"同上", "同前", "同左", "仝上", "同上行", "同上格", "同上栏", "如上", "↑"})
NOTHING = frozenset(
    {"无", "暂无", "空", "空白", "无此项", "n/a", "na", "null", "none", "nil", "nan", "x", "xx", "xxx"}
    | {"不详", "未知", "未填", "略"}
)
QUOTES = frozenset("〃″\"'“”‘’′")
STROKES = frozenset("×~|¦+`^")  # that are no punctuation by their category
ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#{2,})|Err:[0-9]{3}")
"""What a spreadsheet shows of a formula that failed, where a file keeps it as text, as CSV does."""

LACK = "无"
TAKES = "可填"
"""In the brackets of a heading: what follows may stand in its cells, `过敏史（可填无）`."""


def is_filler(text: str) -> bool:
    """Say whether a text stands for the cell above or for nothing: a word for it, or only strokes."""
    plain = squeezed(text).casefold()
    return bool(plain) and (plain in SAME | NOTHING or all(map(is_stroke, plain)))


def is_error(text: str) -> bool:
    """Say whether a text is what a spreadsheet shows of a formula that failed."""
    return ERROR.fullmatch(text) is not None


def is_ditto(text: str) -> bool:
    """Say whether a filler stands for what another cell holds: 同上, 〃."""
    plain = squeezed(text)
    return plain in SAME or set(plain) <= QUOTES


def problem(text: str, place: Place, name: object, heading: str) -> Problem:
    """Return the problem of a filler that would be printed, in the cell of `name` under `heading`."""
    code = "cell-ditto" if is_ditto(text) else "cell-filler"
    return Problem(code, place, {"name": name, "column": heading, "found": text})


def is_stroke(character: str) -> bool:
    """Say whether a character is punctuation or is used like it."""
    return unicodedata.category(character)[0] == "P" or character in STROKES


@lru_cache(maxsize=4096)  # the words of one row are asked for again and again
def squeezed(text: str) -> str:
    """Return a text in plain characters (１ as 1, ： as :) without blanks and invisible signs."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(character for character in plain if unicodedata.category(character)[0] not in ("Z", "C"))


def takes(heading: str, text: str) -> bool:
    """Say whether a heading itself lets its cells hold a filler: 有无病史, 病史（有/无）, 病史（可填无）."""
    word = squeezed(text)
    brackets = "".join(BRACKETS.findall(heading))
    if word == LACK:
        return LACK in brackets or f"有{LACK}" in heading
    return f"{TAKES}{word}" in squeezed(brackets)

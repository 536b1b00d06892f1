"""Signs that a Chinese text should not hold, in any field: half-width marks, straight quotes, unseen signs.

In goes a text, out comes each find with its offset and what its sentence names. What is certain `mended` sets
right: a radical that stands for the character it looks like, a sign without width between two others. The
rest is told and printed as it was typed (GB/T 15834-2011 for marks, GB/T 15835-2011 for figures).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from html.entities import html5
from operator import attrgetter
from typing import NamedTuple
from unicodedata import normalize

HAN = "〇々\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
BEFORE = HAN + "》」』】〕）”’"
"""Behind these a mark belongs to Chinese text."""
AFTER = HAN + "《「『【〔（“‘"
"""Before these as well."""

PROPER = {
    ",": "，", ".": "。", ":": "：", ";": "；", "!": "！", "?": "？",
    "(": "（", ")": "）", "[": "〔", "]": "〕",
}  # fmt: skip
ELLIPSIS = "……"

# A full stop before a letter or a figure is that of `图.png`; brackets around a year are those of a 发文字号.
HALF_WIDTH = re.compile(
    rf"(?<=[{BEFORE}])(?:\.{{3,}}|[,;:!?()]|\.(?![.A-Za-z0-9]))"
    rf"|[,;:!?()](?=[{AFTER}])"
    r"|\[(?=\d{4}\])|(?<=\[\d{4})\]"
)
# A 发文字号 has 〔2024〕 (GB/T 9704-2012, 7.2.5); ［2024］ is meant as that wherever it stands.
YEAR = r"(?:19|20)\d\d"
YEAR_BRACKETS = re.compile(rf"［{YEAR}］|[［【（]{YEAR}[］】）](?=第?\d{{1,5}}号)")
QUOTES = re.compile(rf"(?<=[{BEFORE}，。：；、！？])[\"']|[\"'](?=[{AFTER}])")
# A Chinese keyboard types ‘ and ’ in turn, whatever stands around them.
APOSTROPHE = re.compile(r"(?<=[A-Za-z])[‘′＇](?=[A-Za-z])")
# The stop in `2024．9．1` and `3．5%` is one of figures; in `2．2024年` it ends the number of an item.
WIDE_FIGURES = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+|(?<=\d)．(?=\d)(?!\d{4}年)")
HTML_TAG = re.compile(
    r"</?(?:a|b|br|center|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|rp|rt|ruby|s|script|small|span|strong"
    r"|style|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>\n]*)?/?>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

# Not among them: U+200C, U+200D, U+180E, U+202F and the direction marks, with which Uyghur, Mongolian and
# Persian are spelled.
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")

# Whole characters among the radicals that Unicode gives no decomposition, though PDF files are full of them.
RADICALS = dict(
    zip(
        "⺝⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
        "月民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
        strict=True,
    )
)
# Radicals, compatibility ideographs, Latin ligatures and half-width Chinese marks.
COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f\ufb00-\ufb06\uff61-\uff65]")


class Mark(NamedTuple):
    """A find: its sentence's key in the catalogue, the offset in the text, what the sentence names."""

    code: str
    offset: int
    values: Mapping[str, object]


def marks(text: str) -> Iterator[Mark]:
    """Give what a Chinese text should not hold: of each kind one find a line, naming all signs of that line.

    It takes time in proportion to the length of the text. What belongs to Markdown or to a placeholder must
    be out of it, for those have half-width signs of their own.
    """
    start = 0
    for line in text.split("\n"):
        for mark in sorted(marks_of(line), key=attrgetter("offset")):
            yield mark._replace(offset=start + mark.offset)
        start += len(line) + 1


def mended(text: str) -> str:
    """Return a text without signs that nobody sees, each compatibility character as the one it stands for."""
    return COMPATIBLE.sub(lambda found: unified(found[0]), INVISIBLE.sub("", text))


def marks_of(line: str) -> Iterator[Mark]:
    """Give the finds of one line, kind by kind."""
    yield from of_kind("html-as-text", HTML_TAG.finditer(line))
    yield from of_kind("entity-as-text", (found for found in ENTITY.finditer(line) if is_entity(found[0])))
    line = ENTITY.sub(blank, HTML_TAG.sub(blank, line))
    yield from of_kind("half-width-marks", HALF_WIDTH.finditer(line), full_width)
    yield from of_kind("year-brackets", YEAR_BRACKETS.finditer(line), official_year)
    yield from of_kind("straight-quotes", QUOTES.finditer(without_inches(line)))
    yield from of_kind("latin-apostrophe", APOSTROPHE.finditer(line), lambda _: "’")
    yield from of_kind("full-width-figures", WIDE_FIGURES.finditer(line), half_width)
    yield from of_kind("invisible-sign", INVISIBLE.finditer(line), named=code_point)
    compatible = (found for found in COMPATIBLE.finditer(line) if unified(found[0]) != found[0])
    yield from of_kind("compatibility-character", compatible, unified, named=code_point)


def of_kind(
    code: str,
    found: Iterator[re.Match[str]],
    proper: Callable[[str], str] = str,
    named: Callable[[str], str] = str,
) -> Iterator[Mark]:
    """Give the finds of one kind as one, with the signs as they are `named` and as is `proper`, each once."""
    finds = list(found)
    if finds:
        values = {"signs": each_once(finds, named), "proper": each_once(finds, proper)}
        yield Mark(code, finds[0].start(), values)


def each_once(finds: Sequence[re.Match[str]], shown: Callable[[str], str]) -> str:
    """Return the text of all finds as it is `shown`, each once, in order."""
    return " ".join(dict.fromkeys(shown(found[0]) for found in finds))


def full_width(mark: str) -> str:
    """Return the Chinese mark for a half-width one."""
    return PROPER.get(mark, ELLIPSIS)


def official_year(bracketed: str) -> str:
    """Return a year in the brackets of a 发文字号."""
    return f"〔{bracketed[1:-1]}〕"


def half_width(figures: str) -> str:
    """Return full-width letters and figures as half-width ones."""
    return normalize("NFKC", figures)


def unified(character: str) -> str:
    """Return the character that a compatibility character stands for."""
    return RADICALS.get(character) or normalize("NFKC", character)


def code_point(character: str) -> str:
    """Return a character as U+200B, since it cannot be seen or not be told from another."""
    return f"U+{ord(character):04X}"


def is_entity(typed: str) -> bool:
    """Say whether `&name;` stands for a character."""
    return typed[1:] in html5 or (typed[1] == "#" and unescape(typed) not in ("", "\ufffd"))


def blank(found: re.Match[str]) -> str:
    """Return as many blanks as were found."""
    return " " * len(found[0])


def without_inches(line: str) -> str:
    """Return a line without the signs for feet and inches: the only quotation mark, behind a figure."""
    return re.sub(r"(?<=\d)\"", " ", line) if line.count('"') == 1 else line

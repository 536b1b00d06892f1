"""When stars mean emphasis: those of `请**务必**执行` do.

Those of `3*1.2米，单价5*100元`, `138****1234` and `张**、李**` do not.

Two stars on each side are meant where they hug what stands between them, whatever stands outside, since
Chinese has no blanks between words. They are not meant between figures or Latin letters (`3**2`), before a
mark that ends something (`张**、`), nor where both hide the rest of a person's name.
One star on each side is meant only where blanks, marks or the text's edge stand outside, and no sentence ends
between them; a whole line may. Any other star is a star. One text has no emphasis within emphasis but `*甲*`
within `**…**`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

CLOSES = r"、，。；：！？）》」』】〕”’…,.;:!?)\]}％%"
OPENS = r"（《「『【〔“‘(\[{"

STRONG = re.compile(
    rf"(?<![*0-9A-Za-z)\]])\*\*(?![*\s{CLOSES}])(?P<strong>[^*]*(?:\*(?!\*)[^*]*)*)(?<![*\s{OPENS}])\*\*(?!\*)"
    rf"|(?<!\*)\*\*(?![*\s0-9A-Za-z{CLOSES}])(?P<behind>[^*]*(?:\*(?!\*)[^*]*)*)(?<![*\s{OPENS}])\*\*(?!\*)"
)
EM = re.compile(
    rf"(?<![\w*\ufdd1\x03])\*(?![*\s{CLOSES}])(?P<em>[^*]+)(?<![*\s{OPENS}])\*(?![\w*\ufdd0\x02])"
)
WORDS = re.compile(r"[^\W\d_]|\ufdd0")
SENTENCE = re.compile("[，。；：！？]")

# 王**和李**: the commonest surnames of China, by the Ministry of Public Security's yearly report.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)


class Stress(NamedTuple):
    """A stretch of text between stars: where it begins and ends with them, and what stands between."""

    start: int
    end: int
    text: str


def strong(found: re.Match[str], text: str) -> Stress | None:
    """Return what a find of STRONG in `text` stresses, None where its stars are stars."""
    inner = found["strong"] if found["strong"] is not None else found["behind"]
    before = text[found.start() - 1 : found.start()]
    following = text[found.end() : found.end() + 1]
    hidden = before in SURNAMES and inner[-1:] in SURNAMES
    power = inner[-1:].isalnum() and inner[-1:].isascii() and following.isalnum() and following.isascii()
    return None if hidden or power else Stress(found.start(), found.end(), inner)


def em(found: re.Match[str], text: str) -> Stress | None:
    """Return what a find of EM in `text` stresses, None where its stars are stars."""
    inner = found["em"]
    edges = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    whole = all(edge in ("", "\n") for edge in edges)
    meant = WORDS.search(inner) and (whole or not SENTENCE.search(inner))
    return Stress(found.start(), found.end(), inner) if meant else None


def stresses(text: str) -> Iterator[Stress]:
    """Give all stretches of a text that its stars stress."""
    for pattern, meaning in ((STRONG, strong), (EM, em)):
        for found in pattern.finditer(text):
            if stress := meaning(found, text):
                yield stress

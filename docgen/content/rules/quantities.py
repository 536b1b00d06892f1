"""Figures (数据) in a text, and the words that follow them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from docgen.foundation.errors import Finding
from docgen.foundation.numerals import amount_of

from ..figures.figure import PERCENT
from .facts import Facts

FIGURE = re.compile(r"\{\{ *figures\.(?P<name>[\w.-]+) *(?P<form>[|｜][^{}]*)?\}\}")
# Of limited length, so that a long run of digits is looked at once.
FIGURES = r"(?<![\d,，.])(?P<figures>\d[\d,，]{0,30}(?:\.\d{1,10})?)"
CAPITAL = "零壹贰叁肆伍陆柒捌玖"
WORDS = rf"(?P<words>[{CAPITAL}拾佰仟][{CAPITAL}拾佰仟万亿]{{0,40}}[元圆][{CAPITAL}角分]{{0,8}}[整正]?)"
AMOUNT = re.compile(
    rf"{FIGURES} ?(?P<scale>[万亿])?元整? ?[（(](?:人民币)?(?:大写)?[:：]? ?(?:人民币)?{WORDS}[)）]"
)
AMOUNT_IN_WORDS = re.compile(
    rf"{WORDS} ?[（(](?:人民币)?(?:小写)?[:：]? ?[¥￥]? ?{FIGURES} ?(?P<scale>[万亿])?元?整?[)）]"
)
# What figures of offices are counted in, beside the units of the file itself.
MEASURES = (
    "个", "名", "家", "所", "人", "次", "期", "场", "户", "处", "件", "份", "元",
    "万元", "亿元", "亩", "万亩", "公里", "千米", "平方米", "吨", "公斤", "千克",
    "小时", "台", "辆", "套", "批", "起", "宗", "间", "栋", "座",
    "人次",
)  # fmt: skip
OTHER_WORD = (
    "家[庭长属]|场所|期[间限]|次数|处理|所[有属]|个[别体]|人[员民大]|台账|批准|起[草诉]|间接|份额|件数"
)
"""What begins like a measure, and is none."""
SAME = ({"个", "项"}, {"名", "人", "位"}, {"公斤", "千克"}, {"公里", "千米"})
"""Measures that may stand for each other."""


def unlike_amounts(facts: Facts) -> Iterator[Finding]:
    """Give the amounts of money whose 大写 and figures are not one number: 1000元（大写：贰仟元整）."""
    for text in facts.texts:
        for pattern in (AMOUNT, AMOUNT_IN_WORDS):
            for found in pattern.finditer(text.text):
                words = amount_of(found["words"])
                scale = {"万": 10**4, "亿": 10**8}.get(found["scale"] or "", 1)
                figures = Decimal(re.sub("[,，]", "", found["figures"])) * scale
                if words is not None and words != figures:
                    told = {"words": f"{words.normalize():f}", "figures": f"{figures.normalize():f}"}
                    yield text.finding("amount-unlike", found.start(), found=found[0], **told)


def unlike_units(facts: Facts) -> Iterator[Finding]:
    """Give the figures that are printed with a unit that is not theirs, or with theirs a second time."""
    if not facts.figures:
        return
    measure = measures(frozenset(figure.unit for figure in facts.figures.figures.values()))
    for text in facts.texts:
        for found in FIGURE.finditer(text.text):
            figure = facts.figures.get(found["name"])
            following = measure.match(text.text, found.end())
            if not figure or not figure.unit or not following or not isinstance(figure.value, int | Decimal):
                continue
            said = following["measure"]
            values = {"name": figure.title or figure.name, "unit": figure.unit, "found": said}
            if found["form"] or figure.unit == PERCENT:
                if said == figure.unit:
                    yield text.finding("figure-unit-twice", found.start(), **values)
            elif not is_same(said, figure.unit):
                yield text.finding("figure-unit-unlike", found.start(), figure=figure.name, **values)


@lru_cache(maxsize=16)
def measures(units: frozenset[str]) -> re.Pattern[str]:
    """Return what finds a measure, the longest of those known."""
    known = sorted({*MEASURES, PERCENT, *units} - {""}, key=len, reverse=True)
    return re.compile(rf"(?:余|多|来)?(?!{OTHER_WORD})(?P<measure>{'|'.join(map(re.escape, known))})")


def is_same(found: str, unit: str) -> bool:
    """Say whether a measure may stand for a unit."""
    return found == unit or any({found, unit} <= words for words in SAME)

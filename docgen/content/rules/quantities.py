"""Figures (数据) in a text, and the words that follow them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from docgen.foundation.errors import Finding

from ..figures.figure import PERCENT
from .facts import Facts

FIGURE = re.compile(r"\{\{ *figures\.(?P<name>[\w.-]+) *(?P<form>\|[^{}]*)?\}\}")
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

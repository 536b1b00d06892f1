"""One figure (数据): its value with unit, as-of date and source, and how it is printed.

Printed without its unit and without thousands separators, as official prose writes it: 15688, 1300余, 100%.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from docgen.foundation.numerals import official_date

from ..schemas.scalars import MisreadError, number

Amount: TypeAlias = int | Decimal | tuple[str, ...] | date

PERCENT = "%"
OPENING, CLOSING = "“《‘〈", "”》’〉"


@dataclass(frozen=True)
class Figure:
    """A value that is kept once and printed in many documents."""

    name: str  # dotted, below `figures`
    value: Amount
    unit: str  # 计量单位; "%" for shares, empty where there is none
    as_of: date  # 截止日期
    source: str  # 数据来源
    title: str = ""
    approximate: bool = False  # 约数: a little more than the value, printed with 余
    example: bool = False  # 示例: invented, to be replaced

    def __str__(self) -> str:
        """Return the figure as printed."""
        if isinstance(self.value, date):
            return official_date(self.value)
        if isinstance(self.value, tuple):
            return series(self.value)
        sign = PERCENT if self.unit == PERCENT else ""
        return (
            f"{self.value:f}{sign}"
            if isinstance(self.value, Decimal)
            else f"{self.value}{sign}{self._more()}"
        )

    @property
    def with_unit(self) -> str | None:
        """The figure as printed with its unit: 15688家, 98%; None for dates, lists and what has no unit."""
        if not self.unit or not isinstance(self.value, int | Decimal):
            return None
        return str(self) if self.unit == PERCENT else f"{self}{self.unit}"

    def _more(self) -> str:
        return "余" if self.approximate else ""


def series(words: Sequence[str]) -> str:
    """Return words as a sentence lists them, with 、 between.

    GB/T 15834-2011 4.5.3.5: none between words that each stand in quotes or title marks.
    """
    text = words[0]
    for word in words[1:]:
        marked = text[-1] in CLOSING and word[0] in OPENING
        text += word if marked else f"、{word}"
    return text


def read_amount(text: str) -> tuple[int | Decimal, str | None]:
    """Return a number as typed, and "%" as its unit if it is a share; raises MisreadError."""
    if not text.endswith((PERCENT, "％")):
        return exact(text), None
    share = exact(text[:-1])
    if not 0 <= share <= 100:
        raise MisreadError("figure-share-beyond", found=text)
    if text[-1] != PERCENT:
        raise MisreadError("value-number-not-plain", found=text, plain=f"{share}%")
    return share, PERCENT


def exact(text: str) -> int | Decimal:
    """Return a whole number as int, any other as typed; raises MisreadError."""
    value = number(text)
    return value if "." in text else int(value)

"""Numbers as a sheet shows them and as a page prints them: text in, Decimal out, and back.

15,688 and 15688家 are one number; a share is kept as the fraction it is (98.2% is 0.982). What may mean two
things (0.982 where shares stand) is refused.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from docgen.foundation.numerals import official_date

from ..schemas.scalars import MisreadError, day
from .formulas import ExpressionError, rounded

Value: TypeAlias = Decimal | str | date | None

NUMBER = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,18})?|-?[0-9]{1,18}(?:\.[0-9]{1,18})?")
NOTHING = frozenset({"—", "——", "-", "--", "/", "／", "－", "…", "……", "无", "暂无", "N/A", "n/a", "#N/A"})
"""What clerks type where there is no number."""
DASH = "—"
PARTING = frozenset(",.，、~-—/")
"""What parts one number from another, so that it is no unit."""
SHARE = "%"
TEN_THOUSAND = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
MOST_DECIMALS = 6
SHARE_DECIMALS = 1
"""With how many decimals a share is printed of which nothing is said."""


def read_value(text: str, kind: str, unit: str, in_heading: str = "") -> Value:
    """Return what a cell holds, as its column is typed; `in_heading` is the unit that the heading names.

    Raises ExpressionError for what is of another type, or has another unit.
    """
    if kind == "text":
        return text
    if kind == "date":
        return read_day(text)
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    found = NUMBER.match(plain)
    if not found:
        raise ExpressionError("data-cell-nothing" if text in NOTHING else "data-cell-not-number", found=text)
    amount, rest = Decimal(found[0].replace(",", "")), plain[found.end() :]
    return (
        share(amount, rest, text, in_heading) if kind == "percent" else plain_number(amount, rest, text, unit)
    )


def share(amount: Decimal, rest: str, text: str, in_heading: str) -> Decimal:
    """Return a share as the fraction it is."""
    if rest == SHARE or (not rest and in_heading in ("%", "％")):
        return amount / 100
    raise ExpressionError("data-cell-not-share", found=text)


def plain_number(amount: Decimal, rest: str, text: str, unit: str) -> Decimal:
    """Return a number, behind which its column's own unit may stand."""
    if rest == SHARE:
        raise ExpressionError("data-cell-is-share", found=text)
    if rest[:1].isdigit() or rest[:1] in PARTING:
        raise ExpressionError("data-cell-not-number", found=text)
    if rest and unit and rest != unicodedata.normalize("NFKC", unit):
        raise ExpressionError("data-cell-unit", found=text, unit=unit)
    if rest and not unit:
        raise ExpressionError("data-cell-not-number", found=text)
    return amount


def read_day(text: str) -> date:
    """Return a date. Raises ExpressionError."""
    try:
        return day(text)
    except MisreadError as misread:
        raise ExpressionError("data-cell-not-date", found=text) from misread


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a number was written with."""
    exponent = value.as_tuple().exponent
    return min(-exponent, MOST_DECIMALS) if isinstance(exponent, int) and exponent < 0 else 0


def shown(value: Value, kind: str, decimals: int, signed: bool = False) -> str:
    """Return a value as it is printed without its unit; a share without its sign, nothing as a dash."""
    if value is None:
        return DASH
    if isinstance(value, date):
        return official_date(value)
    if isinstance(value, str):
        return value
    amount = rounded(value * 100 if kind == "percent" else value, decimals)
    text = f"{abs(amount):f}" if not amount else f"{amount:f}"
    return f"+{text}" if signed and amount > 0 else text

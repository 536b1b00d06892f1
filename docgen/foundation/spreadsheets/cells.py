"""The text of a cell: what the clerk sees in it, or why it cannot be used.

In goes a value as a spreadsheet keeps it (text, number, date, yes or no) with its number format. The
surprise: a spreadsheet keeps 15 digits of a number, so an ID number typed into an ordinary cell has already
lost its last ones.
"""

import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

from docgen.foundation.signs import spelt

from .sheet import Fault

DIGITS_KEPT = 15
"""Digits that an IEEE 754 double keeps; what has as many may have had more."""

UNSEEN = frozenset({"Cc", "Cf", "Cs"})
TRUTH = {True: "TRUE", False: "FALSE"}  # as every spreadsheet shows them


def cell_text(value: object, number_format: str = "") -> str | Fault:
    """Return what a cell shows, trimmed; empty for an empty cell."""
    if value is None or isinstance(value, str):
        return checked(value or "")
    if isinstance(value, bool):
        return TRUTH[value]
    if isinstance(value, int | float):
        return number_text(value, number_format)
    if isinstance(value, date | time):
        return date_text(value, number_format)
    return Fault("cell-kind", {"found": str(value)})


def checked(text: str) -> str | Fault:
    """Return a text trimmed, its lines ended by a line feed; characters nobody can see make it unusable.

    Those that spell a name (Uyghur, Persian, Mongolian) are part of it.
    """
    text = "\n".join(text.strip().strip("\ufeff\u200b").splitlines())
    unseen = [
        index for index, sign in enumerate(text) if sign != "\n" and unicodedata.category(sign) in UNSEEN
    ]
    spelling = spelt(text) if unseen else set()
    for character in (text[index] for index in unseen if index not in spelling):
        return Fault("cell-invisible", {"sign": f"U+{ord(character):04X}"})
    return text


def number_text(value: float, number_format: str) -> str | Fault:
    """Return a number in plain digits, a percentage as one."""
    number = Decimal(repr(value))
    if not number.is_finite() or abs(number) >= 10 ** (DIGITS_KEPT - 1):
        return Fault("cell-long-number", {"found": str(value)})
    if "%" in number_format:
        return f"{plain(number * 100)}%"
    return plain(number)


def plain(number: Decimal) -> str:
    """Return a number without exponent and without needless zeros: 12, 0.5."""
    return f"{number.normalize():f}" if number else "0"


def date_text(value: date | time, number_format: str) -> str:
    """Return a date as 2024-06-20, or 2024年6月20日 where the cell shows it so; with the time, if any."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    day = f"{value.year}年{value.month}月{value.day}日" if "年" in number_format else f"{value:%Y-%m-%d}"
    has_time = isinstance(value, datetime) and value.time() != time()
    return f"{day} {value:%H:%M}" if has_time else day

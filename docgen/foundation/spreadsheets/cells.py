"""The text of a cell: what the clerk sees in it, or why it cannot be used.

In goes a value as a spreadsheet keeps it (text, number, yes or no) with its number format. Two surprises: a
spreadsheet keeps 15 digits of a number, so an ID number typed into an ordinary cell has already lost its
last ones; and a date is handed on as running text has it, 2024年6月20日, unless its format has Chinese in it.
"""

import math
import re
import unicodedata

from docgen.foundation.signs import spelt

from . import number_format as formats
from .sheet import Fault

DIGITS_KEPT = 15
"""Digits that an IEEE 754 double keeps; what has as many may have had more."""

TRUTH = {True: "TRUE", False: "FALSE"}  # as every spreadsheet shows them
PICTURE = re.compile(r"=?(_xlfn\.)?DISPIMG\(")
EXPONENT = re.compile(r"E[+-]\d")
NEVER_SEEN = ("Cc", "Cf", "Cs")
FORMULA_SIGNS = tuple("=+-@＝＋－＠\t\r\n")
"""With which a formula begins; Chinese keyboards type the wide ones, which WPS and Excel take alike."""


def cell_text(value: object, code: str = "General", from_1904: bool = False) -> str | Fault:
    """Return what a cell shows, trimmed; empty for an empty cell."""
    if value is None or isinstance(value, str):
        return string_text(value or "", code)
    if isinstance(value, bool):
        return TRUTH[value]
    if isinstance(value, int | float):
        return number_text(float(value), code, from_1904)
    return Fault("cell-kind", {"found": str(value)})


def string_text(text: str, code: str) -> str | Fault:
    """Return a text with what its format sets around it."""
    if PICTURE.match(text):
        return Fault("cell-picture")
    return checked(formats.shown_text(text, code) if text else "")


def checked(text: str) -> str | Fault:
    """Return a text trimmed, its lines ended by a line feed; characters nobody can see make it unusable.

    Those that spell a name (Uyghur, Persian, Mongolian) are part of it.
    """
    text = "\n".join(text.strip().strip("\ufeff\u200b").splitlines())
    if text.isprintable():
        return text
    unseen = [
        index for index, sign in enumerate(text) if sign != "\n" and unicodedata.category(sign) in NEVER_SEEN
    ]
    spelling = spelt(text) if unseen else set()
    for character in (text[index] for index in unseen if index not in spelling):
        return Fault("cell-invisible", {"sign": f"U+{ord(character):04X}", "found": text})
    return text


def number_text(value: float, code: str, from_1904: bool = False) -> str | Fault:
    """Return a number as its format shows it, a date as running text has it."""
    if not math.isfinite(value) or abs(value) >= 10 ** (DIGITS_KEPT - 1):
        return Fault("cell-long-number", {"found": f"{value:.15g}"})
    if formats.shows_day(value, code):
        return date_text(value, code, from_1904)
    text = formats.shown(value, code, from_1904).strip()
    if text == formats.NOTHING_FITS:
        return Fault("cell-no-date", {"found": text})
    if "E" in text and EXPONENT.search(text) and not EXPONENT.search(formats.shown(1.0, code)):
        return Fault("cell-exponent", {"found": text})
    return text


def date_text(value: float, code: str, from_1904: bool) -> str | Fault:
    """Return a date as running text has it; what never was cannot be used.

    That is what a reference to an empty cell shows (1900/1/0), and 29 February 1900.
    """
    if formats.day_of(value, code, from_1904) is None:
        return Fault("cell-no-date", {"found": formats.shown(value, code, from_1904)})
    return formats.as_chinese_date(value, code, from_1904) or formats.shown(value, code, from_1904).strip()


def is_like_formula(text: str) -> bool:
    """Say whether a spreadsheet program could take a text for a formula, if it were typed (公式注入)."""
    return text.startswith(FORMULA_SIGNS)

"""Numbers in Chinese digits, as `[DBNum1]` (一二三), `[DBNum2]` (壹贰叁) and `[DBNum3]` (full width) ask."""

import re

from docgen.foundation.numerals import CAPITAL_TENS, CAPITALS, DIGITS, LIMIT, TENS
from docgen.foundation.numerals import spelt as spelt_with

PLAIN = {1: DIGITS, 2: CAPITALS, 3: "０１２３４５６７８９"}
PLACES = {1: TENS, 2: CAPITAL_TENS}
WHOLE = re.compile(r"(-?)(\d+)(.*)", re.DOTALL)


def digit_by_digit(text: str, digits: int) -> str:
    """Return a text with each digit a Chinese one: 123 is 一二三. With 0 it stays as it is."""
    return text.translate({ord("0") + number: sign for number, sign in enumerate(PLAIN.get(digits, ""))})


def in_chinese(text: str, digits: int) -> str:
    """Return a number spelt as it is read: 123 is 一百二十三, 1.5 is 一.五. With 0 it stays as it is."""
    found = WHOLE.fullmatch(text)
    if digits not in PLACES or not found or "E" in text or int(found[2]) >= LIMIT:
        return digit_by_digit(text, digits)
    return (
        found[1] + spelt_with(int(found[2]), PLAIN[digits], PLACES[digits]) + digit_by_digit(found[3], digits)
    )


def of_a_date(number: int, digits: int) -> str:
    """Return the day, month or hour of a date: 十月, 二十日."""
    text = in_chinese(str(number), digits)
    return text[1:] if text.startswith(("一十", "壹拾")) and digits == 1 else text

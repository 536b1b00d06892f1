"""Dates and times: in goes the count of days since 1900 with a section, out comes the text.

Day 1 is 1 January 1900, and day 60 is 29 February 1900, which never was: the first spreadsheets took 1900 for
a leap year and all others follow them. Day 0 is the `1900/1/0` that a reference to an empty cell shows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from docgen.foundation.numerals import official_date, official_month

from .chinese import digit_by_digit, of_a_date
from .general import exact, rounded
from .sections import Section, Token

SHIFT_1904 = 1_462
"""Days between the beginnings of the two ways to count."""

LAST = 2_958_465  # 9999-12-31
FALSE_DAY = 60
SECONDS = 86_400  # of a day
ELAPSED = {"[h]": 3_600, "[m]": 60, "[s]": 1}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
CHINESE_MONTHS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
CHINESE_WEEKDAYS = "日一二三四五六"
HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Moment:
    """A point in time taken apart."""

    serial: int  # the day's number
    year: int
    month: int
    day: int
    seconds: int  # of the day
    fraction: str  # digits after the point of the seconds
    elapsed: int  # seconds since day 0
    has_halves: bool

    @property
    def weekday(self) -> int:
        """The day of the week from Sunday, 0."""
        return (self.serial - 1) % 7

    @property
    def hour(self) -> int:
        """The hour, of twelve where the format says which half of the day it is."""
        hour = self.seconds // 3_600
        return (hour + 11) % 12 + 1 if self.has_halves else hour


def shown(value: float, section: Section) -> str:
    """Return a date or a time as a section shows it; empty where there is none such."""
    found = moment(value, section)
    return "".join(pieces(found, section)) if found else ""


def moment(value: float, section: Section) -> Moment | None:
    """Return what a count of days means, as exact as the section shows it; None beyond all dates."""
    places = max((len(token.shown) for token in section.tokens if token.kind == "."), default=0)
    kinds = {token.kind for token in section.tokens}
    is_rounded = places or not kinds.isdisjoint(("s", "[s]"))
    # Without seconds the time is cut off, but 14:29:59.9999 is what remains of 14:30.
    seconds = rounded(exact(value) * SECONDS, places if is_rounded else 3)
    whole, _, fraction = f"{seconds:f}".partition(".")
    serial, of_day = divmod(int(whole), SECONDS)
    if value < 0 or serial > LAST:
        return None
    return Moment(serial, *calendar(serial), of_day, fraction, int(whole), "halves" in kinds)


def calendar(serial: int) -> tuple[int, int, int]:
    """Return year, month and day of a day's number, the two that never were among them."""
    if serial == 0:
        return 1900, 1, 0
    if serial == FALSE_DAY:
        return 1900, 2, 29
    found = date(1899, 12, 30 + (serial < FALSE_DAY)) + timedelta(serial)
    return found.year, found.month, found.day


def day(value: float) -> date | None:
    """Return a day that really was, None otherwise."""
    serial = int(value)
    return date(*calendar(serial)) if 0 < serial <= LAST and serial != FALSE_DAY and value > 0 else None


def pieces(found: Moment, section: Section) -> Iterator[str]:
    """Yield the text of each token."""
    for token in section.tokens:
        if token.kind == "literal":
            yield token.shown
        elif token.kind == "halves":
            yield half(found, token, section)
        elif token.is_date or token.kind in ("n", "."):
            yield piece(found, token, section)


def half(found: Moment, token: Token, section: Section) -> str:
    """Return 上午 or 下午, AM or PM, A or P."""
    written = "上午/下午" if section.is_chinese and token.shown.upper() == "AM/PM" else token.shown
    return written.split("/")[found.seconds >= SECONDS // 2]


def piece(found: Moment, token: Token, section: Section) -> str:
    """Return the text of one part of a date or a time."""
    kind, width = token.kind, len(token.shown)
    if kind in ELAPSED:
        return digit_by_digit(str(found.elapsed // ELAPSED[kind]).zfill(width), section.digits)
    if kind == ".":
        return f".{found.fraction}"
    if kind in ("y", "e", "b"):
        year = found.year + 543 * (kind == "b")
        return digit_by_digit(f"{year % 100:02}" if kind == "y" and width < 3 else str(year), section.digits)
    if kind == "g":
        return ""
    if kind == "a" or width > 2:
        return name(found, token, section)
    minute, second = divmod(found.seconds, 60)
    number = {"m": found.month, "d": found.day, "h": found.hour, "n": minute % 60, "s": second}[kind]
    zero = digit_by_digit("0", section.digits) if width > 1 and number < 10 else ""
    return zero * (number != 0 or not section.digits) + of_a_date(number, section.digits)


def name(found: Moment, token: Token, section: Section) -> str:
    """Return the name of a month or of a day of the week."""
    width = len(token.shown)
    if token.kind == "m":
        if section.is_chinese:
            return f"{CHINESE_MONTHS[found.month - 1] if width > 3 else found.month}月"
        return MONTHS[found.month - 1][: {3: 3, 5: 1}.get(width)]
    if token.kind == "a":
        return weekday(found) if width > 3 else CHINESE_WEEKDAYS[found.weekday]
    if section.is_chinese:
        return weekday(found) if width > 3 else f"周{CHINESE_WEEKDAYS[found.weekday]}"
    return WEEKDAYS[found.weekday][: 3 if width == 3 else None]


def weekday(found: Moment) -> str:
    """Return the day of the week as 星期四."""
    return f"星期{CHINESE_WEEKDAYS[found.weekday]}"


def names_a_day(section: Section) -> bool:
    """Say whether a section shows a date, or a part of one, and not only a time."""
    return any(token.kind in ("y", "e", "m", "d", "a") for token in section.tokens)


def chinese(found: date, section: Section) -> str:
    """Return a date as running text has it, by the parts that a section shows; empty to leave it alone."""
    tokens = section.tokens
    if section.digits or any(
        token.kind in ("h", "n", "s", *ELAPSED) or HAN.search(token.shown) for token in tokens
    ):
        return ""
    has_weekday = any(token.kind == "a" or (token.kind == "d" and len(token.shown) > 2) for token in tokens)
    parts = {
        "y" if token.kind == "e" else token.kind
        for token in tokens
        if len(token.shown) < 3 or token.kind != "d"
    }
    texts = {
        "ymd": official_date(found),
        "ym": official_month(found),
        "md": f"{found.month}月{found.day}日",
    }
    text = texts.get("".join(part for part in "ymd" if part in parts), "")
    return f"{text}星期{CHINESE_WEEKDAYS[found.isoweekday() % 7]}" if text and has_weekday else text

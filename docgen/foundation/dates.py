"""Dates as offices type them: text in, year, month and day out, with where each stood.

Digits may be half or full width or Chinese (二〇二五年九月二十日), with blanks between. A date need not be
one the calendar has: who asks decides what that means.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
WEEKDAYS = "一二三四五六日"
EARLIEST, LATEST = 1900, 2100
"""Years that a document can mean; any other is a slip of the keyboard."""

ONES = "[一二三四五六七八九]"
YEAR = r"\d{4}|[〇○零一二三四五六七八九]{4}"
NUMBER = rf"\d{{1,3}}|{ONES}?十{ONES}?|[廿卅]{ONES}?|[〇○零]?{ONES}"

MENTION = re.compile(
    rf"(?:(?P<year>{YEAR}) ?年 ?)?(?<![\d〇○零一二三四五六七八九十廿卅])(?P<month>{NUMBER}) ?月"
    rf"(?: ?(?P<day>{NUMBER}) ?(?:日|号(?![楼文令院线路房门])))?"
)
THROUGH = re.compile(rf" ?(?:至|到|[-—–~～]+) ?(?P<day>{NUMBER}) ?日")
ISO = re.compile(
    r"(?<![0-9A-Za-z./-])(?P<year>(?:19|20)\d\d)([-/])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![0-9A-Za-z/-])"
)
WEEKDAY = re.compile(
    r"\s?(?:(?P<open>[（(]) ?)?(?P<word>星期|礼拜|周)(?P<day>[一二三四五六日天])"
    r"(?! ?(?:至|到|[-—–~～、和及]))"
)
AFTER_WEEKDAY = re.compile(r" ?[）)\d上下中早晚，,]")


class Mention(NamedTuple):
    """A date as a text names it; the year, or the day, may be left to the reader."""

    text: str
    start: int
    end: int
    year: int | None
    month: int
    day: int | None

    def exists(self, year: int) -> bool:
        """Say whether a calendar has this day in `year`."""
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= monthrange(year, self.month)[1]


def number(text: str) -> int:
    """Return a number below a hundred, or a year, in digits of any kind: 25, ２５, 二十五, 廿五, 二〇二五."""
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if ten:
        return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)
    return int("".join(str(DIGITS[sign]) for sign in text))


def mentions(text: str) -> Iterator[Mention]:
    """Yield the dates that a text names, in order; of 9月25日至31日 also the second."""
    for found in sorted([*MENTION.finditer(text), *ISO.finditer(text)], key=re.Match.start):
        first = mention(found)
        yield first
        if first.day is not None and (through := THROUGH.match(text, found.end())):
            yield first._replace(
                text=text[found.start() : through.end()], end=through.end(), day=number(through["day"])
            )


def mention(found: re.Match[str]) -> Mention:
    """Return the date that a pattern found."""
    year, day = found["year"], found["day"]
    return Mention(
        found[0],
        found.start(),
        found.end(),
        number(year) if year else None,
        number(found["month"]),
        number(day) if day else None,
    )


def weekday_after(text: str, offset: int) -> tuple[str, int] | None:
    """Return the weekday that stands right behind a date, as written and as a number (Monday 0), or None.

    周 is also a surname: it counts only in brackets that hold no more than the day and the time of it.
    """
    found = WEEKDAY.match(text, offset)
    if not found:
        return None
    if found["word"] == "周" and not (found["open"] and AFTER_WEEKDAY.match(text, found.end())):
        return None
    name = found["day"].replace("天", "日")
    return found["word"] + found["day"], WEEKDAYS.index(name)

"""Dates against the calendar, and against one another."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise

from docgen.foundation import dates
from docgen.foundation.dates import Mention
from docgen.foundation.errors import Finding

from .facts import Facts, Text
from .quantities import FIGURE

YEAR = re.compile(rf"({dates.YEAR})年")
OTHER_CALENDAR = re.compile(r"(?:农|阴|夏|藏|旧|回|伊斯兰|傣)历[^，。；、]{0,8}$")
MONTH_ALONE = re.compile(r"[份底初末中上下前]")
COUNTED_DAYS = re.compile(r"工作日|[日天周月][之以]?内|[本下]周|\{\{ ?recipient")
SPAN = re.compile(r" ?(?:至|到|[-—–~～]+) ?")
LEAP_YEAR = 2000
NEAR = 150
"""Days from the document's date within which a day without year is that of the nearest year."""


def out_of_order(facts: Facts) -> Iterator[Finding]:
    """Give the dates that are earlier than the one that their schema names under `x-not-before`."""
    for key, value in facts.values.items():
        earlier = facts.fields.first((key,), "x-not-before")
        limit = facts.values.get(earlier)
        if isinstance(value, date) and isinstance(limit, date) and value < limit:
            told = {"found": value, "other": facts.name(earlier), "limit": limit}
            yield facts.finding("dates-out-of-order", key, **told)


def unsaid_deadlines(facts: Facts) -> Iterator[Finding]:
    """Give the days that are printed nowhere but in the text that `x-said-in` names, and are not in it.

    A text that counts from when it is received, or that leaves the day to the recipient's row, names none.
    """
    for key, value in facts.values.items():
        where = facts.fields.first((key,), "x-said-in")
        if not (where and isinstance(value, date) and where in facts.values):
            continue
        texts = [text.text for text in facts.texts]
        if not any(says_day(text, value) or COUNTED_DAYS.search(text) for text in texts):
            yield facts.finding("deadline-unsaid", key, found=value, other=facts.name(where))


def says_day(text: str, day: date) -> bool:
    """Say whether a text names a day, or its month alone (7月底前)."""
    return any(
        mention.month == day.month and mention.day in (None, day.day) and mention.year in (None, day.year)
        for mention in dates.mentions(text)
    )


def impossible_days(facts: Facts) -> Iterator[Finding]:
    """Give the days that no calendar has: 9月31日, 13月, 2023年2月29日."""
    for text in facts.texts:
        for mention in dates.mentions(text.text):
            if not in_calendar(mention, text.text, facts.day):
                yield text.finding("date-impossible", mention.start, found=mention.text)


def in_calendar(mention: Mention, text: str, today: date | None) -> bool:
    """Say whether a day may be one of some calendar; without a year, of a year near `today` or one named.

    Where no day is known to be near, that of a leap year will do.
    """
    if mention.day is None and not is_month(mention, text):
        return True
    if OTHER_CALENDAR.search(text[max(0, mention.start - 16) : mention.start]):
        return True
    if mention.year is not None:
        return mention.exists(mention.year)
    near = {*range(today.year - 1, today.year + 2), *years(text)} if today else {LEAP_YEAR}
    return any(map(mention.exists, near))


def is_month(mention: Mention, text: str) -> bool:
    """Say whether a month without a day is a month, and not a number of them (十三月 may be 13 months)."""
    return mention.year is not None or MONTH_ALONE.match(text, mention.end) is not None


@lru_cache(maxsize=8)
def years(text: str) -> set[int]:
    """Return the years that a text names."""
    return {dates.number(found[1]) for found in YEAR.finditer(text)}


def wrong_weekdays(facts: Facts) -> Iterator[Finding]:
    """Give the days that fall on another weekday than is said: 2025年9月20日（星期五）."""
    for text in facts.texts:
        for mention in dates.mentions(text.text):
            said = dates.weekday_after(text.text, mention.end)
            if said is None or mention.day is None:
                continue
            meant = days_meant(mention, text, facts.day)
            if meant and all(day.weekday() != said[1] for day in meant):
                told = {"found": mention.text, "said": said[0], "right": dates.WEEKDAYS[meant[0].weekday()]}
                yield text.finding("date-weekday", mention.start, **told, day=meant[0])


def spans_reversed(facts: Facts) -> Iterator[Finding]:
    """Give the spans of days that end before they begin, of one month or with both years: 9月25日至20日."""
    for text in facts.texts:
        for first, second in pairwise(dates.mentions(text.text)):
            between = text.text[first.end : second.start] if second.start >= first.end else ""
            if not (second.start == first.start or SPAN.fullmatch(between)):
                continue
            if ends_early(first, second):
                found = text.text[first.start : second.end]
                yield text.finding("dates-reversed", first.start, found=found)


def ends_early(first: Mention, second: Mention) -> bool:
    """Say whether a span surely ends before it begins; one over the new year has another month."""
    if first.day is None or second.day is None:
        return False
    if first.year and second.year:
        return (second.year, second.month, second.day) < (first.year, first.month, first.day)
    return second.year in (None, first.year) and second.month == first.month and second.day < first.day


def days_meant(mention: Mention, text: Text, today: date | None) -> list[date]:
    """Return the days that may be meant, the likeliest first; none where it cannot be told.

    Without a year it is the day nearest the document's date, if near, or that of a year the text names.
    """
    if mention.year is not None:
        return days(mention, [mention.year])
    if today is None:
        return []
    near = days(mention, range(today.year - 1, today.year + 2))
    near = [day for day in near if abs((day - today).days) <= NEAR]
    return [*near, *days(mention, sorted(years(text.text)))] if near else []


def days(mention: Mention, of: "range | list[int]") -> list[date]:
    """Return the day in each of some years that has it."""
    return [
        date(year, mention.month, mention.day)
        for year in of
        if mention.day is not None and 1 <= year <= 9999 and mention.exists(year)
    ]


def figures_of_later(facts: Facts) -> Iterator[Finding]:
    """Give the figures printed that were counted after the document's date."""
    told = set()
    for text in facts.texts:
        for found in FIGURE.finditer(text.text):
            figure = facts.figures.get(found["name"]) if facts.figures else None
            if figure and facts.day and figure.as_of > facts.day and figure.name not in told:
                told.add(figure.name)
                values = {"name": figure.title or figure.name, "as_of": figure.as_of, "limit": facts.day}
                yield text.finding("figure-of-later", found.start(), **values)

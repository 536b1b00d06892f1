"""Turn what a clerk typed into a number, a date, or yes and no: text in, typed value out.

A date is taken in every way of writing that can mean one day only. Of numbers one plain way is taken; what is
nearly right (15,688, full-width digits, 25/9/20) is refused, but with the plain form to copy: guessing would
one day guess a wrong number.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from docgen.foundation import dates

LINE_LIMIT = 2_000
"""Characters of a text that is one line; titles have a tenth."""
SHOWN = 60

INTEGER = re.compile(r"-?[0-9]{1,18}")
NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?")
# A date in full: 2025-9-20, 2025/9/20, 2025.9.20, 2025年9月20日; the day of the week may follow.
DATE = re.compile(
    rf"(?P<year>{dates.YEAR}) ?(?:年|(?P<sign>[-/.])) ?(?P<month>{dates.NUMBER}) ?(?(sign)(?P=sign)|月) ?"
    rf"(?P<day>{dates.NUMBER})(?(sign)| ?[日号])(?P<rest>\W?(?:星期|礼拜|周)[一二三四五六日天]\W?)?"
)
# What is likely a date: signs mixed, the last left out, no signs at all, or two digits for the year.
DATE_LIKE = re.compile(
    rf"(?P<year>{dates.YEAR}|\d\d|[〇○零一二三四五六七八九]{{2}})[-/.年、](?P<month>{dates.NUMBER})[-/.月、]"
    rf"(?P<day>{dates.NUMBER})[日号]?"
    r"|(?P<run>(?:19|20)\d{6})"
)
DASHES = str.maketrans("‐‑‒–—−", "------")
# The days that spreadsheet programs count from 1899-12-30, of the years 1982 to 2064.
SERIAL, FIRST_DAY = re.compile(r"[345]\d{4}"), date(1899, 12, 30)
OPENING, CLOSING = r"[〔\[(【{「『〖〈]", r"[〕\])】}」』〗〉]"
DOC_NUMBER_LIKE = re.compile(
    rf"(?P<code>[^\W\d]+){OPENING}?(?P<year>(?:19|20)\d\d)年?{CLOSING}?[第(]?0*(?P<serial>[1-9]\d*)\)?号?"
)
TRUTH = {"true": True, "false": False, "是": True, "否": False}


class MisreadError(ValueError):
    """A text that is no such value: the code of its problem, and the values its sentence names."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def integer(text: str) -> int:
    """Return a whole number; raises MisreadError."""
    if not INTEGER.fullmatch(text):
        raise unreadable_number(text, INTEGER, "value-not-integer")
    return int(text)


def number(text: str) -> Decimal:
    """Return a number, exactly as typed; raises MisreadError."""
    if not NUMBER.fullmatch(text):
        raise unreadable_number(text, NUMBER, "value-not-number")
    return Decimal(text)


def unreadable_number(text: str, pattern: re.Pattern[str], code: str) -> MisreadError:
    """Return why `text` is no number: it only needs plain digits, or it is something else (`code`)."""
    plain = re.sub(r"[,\s]", "", unicodedata.normalize("NFKC", text))
    if pattern.fullmatch(plain):
        return MisreadError("value-number-not-plain", found=text, plain=plain)
    return MisreadError(code, found=text)


def boolean(text: str) -> bool:
    """Return 是/true as True and 否/false as False; raises MisreadError."""
    if text.lower() not in TRUTH:
        raise MisreadError("value-not-boolean", found=text)
    return TRUTH[text.lower()]


def day(text: str) -> date:
    """Return a date, typed in any way that means one day only; raises MisreadError."""
    plain = unicodedata.normalize("NFKC", text).translate(DASHES)
    found = DATE.fullmatch(re.sub(r"\s+", " ", plain.strip()))
    if not found:
        raise unreadable_date(text, re.sub(r"\s", "", plain))
    made = calendar_day(text, *(dates.number(found[part]) for part in ("year", "month", "day")))
    said = dates.weekday_after(f"（{found['rest'].strip(' ()')}）", 0) if found["rest"] else None
    if said and said[1] != made.weekday():
        right = dates.WEEKDAYS[made.weekday()]
        raise MisreadError("value-date-weekday", found=text, plain=made.isoformat(), weekday=right)
    return made


def unreadable_date(text: str, plain: str) -> MisreadError:
    """Return why `text`, which is `plain` without blanks, is no date, and which date is likely meant."""
    if SERIAL.fullmatch(plain):
        meant = FIRST_DAY + timedelta(int(plain))
        return MisreadError("value-date-serial", found=text, plain=meant.isoformat())
    found = DATE_LIKE.fullmatch(plain)
    if not found:
        return MisreadError("value-not-date", found=text)
    if run := found["run"]:
        year, month, day_of_month = int(run[:4]), int(run[4:6]), int(run[6:])
    else:
        year, month, day_of_month = (dates.number(found[part]) for part in ("year", "month", "day"))
    short = year < 100
    try:
        meant = calendar_day(text, year + 2000 if short else year, month, day_of_month)
    except MisreadError as error:
        return MisreadError("value-not-date", found=text) if short else error
    code = "value-date-short-year" if short else "value-date-not-plain"
    return MisreadError(code, found=text, plain=meant.isoformat())


def calendar_day(text: str, year: int, month: int, day_of_month: int) -> date:
    """Return a date; raises MisreadError when the calendar has none, or the year can only be a slip."""
    if not dates.EARLIEST <= year <= dates.LATEST:
        raise MisreadError("value-date-far", found=text, year=year)
    try:
        return date(year, month, day_of_month)
    except ValueError as error:
        raise MisreadError("value-date-impossible", found=text) from error


def doc_number(text: str) -> str:
    """Return a 发文字号 as GB/T 9704-2012, 7.2.5, has it; raises MisreadError with the form that is meant.

    The year stands whole in 〔〕, the number without 第 and without zeros before it.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    found = DOC_NUMBER_LIKE.fullmatch(plain)
    if found and text != (meant := f"{found['code']}〔{found['year']}〕{int(found['serial'])}号"):
        raise MisreadError("doc-number-not-plain", found=text, plain=meant)
    return text


def line(text: str) -> str:
    """Return a text that stands in one place, as a title does; raises MisreadError for one without end."""
    if len(text) > LINE_LIMIT:
        raise MisreadError("value-too-long", found=beginning(text), limit=LINE_LIMIT)
    return text


def beginning(text: str) -> str:
    """Return as much of a text as a sentence about it shows."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}……"


READERS: Mapping[str, Callable[[str], object]] = {
    "integer": integer,
    "number": number,
    "boolean": boolean,
    "date": day,
    "doc-number": doc_number,
    "line": line,
}
"""By the type (or, for a date, the format) that a schema names."""

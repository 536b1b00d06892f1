"""Turn what a clerk typed into a number, a date, or yes and no: text in, typed value out.

Only one plain way of writing each is taken. What is nearly right (15,688, full-width digits, 2024/6/20)
is refused too, but with the plain form to copy: guessing would one day guess a wrong number.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

INTEGER = re.compile(r"-?[0-9]{1,18}")
NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?")
DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})-([0-9]{2})|年([0-9]{1,2})月([0-9]{1,2})日)")
DATE_LIKE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
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
    """Return a date written 2024-06-20 or 2024年6月20日; raises MisreadError."""
    if found := DATE.fullmatch(text):
        return calendar_day(text, [int(part) for part in found.groups() if part])
    like = DATE_LIKE.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    if not like:
        raise MisreadError("value-not-date", found=text)
    plain = calendar_day(text, [int(part) for part in like.groups()])
    raise MisreadError("value-date-not-plain", found=text, plain=plain.isoformat())


def calendar_day(text: str, parts: list[int]) -> date:
    """Return the date of year, month and day; raises MisreadError when the calendar has none."""
    try:
        return date(*parts)
    except ValueError as error:
        raise MisreadError("value-date-impossible", found=text) from error


READERS: Mapping[str, Callable[[str], object]] = {
    "integer": integer,
    "number": number,
    "boolean": boolean,
    "date": day,
}
"""By the type (or, for a date, the format) that a schema names."""

"""What a cell shows: in go a value and its number format, out comes the text a clerk sees (ECMA-376 18.8.31).

A format has up to four sections between semicolons: for numbers above zero, below zero, zero, and text; a
condition such as `[>=100]` takes the place of these signs. The one surprise: a spreadsheet rounds to fifteen
digits before it looks at the format, so that 1.005 is shown 1.01 and 0.1+0.2 is shown 0.3.
"""

from datetime import date

from . import dates, general, numbers
from .builtin import builtin
from .sections import chosen, sections

__all__ = ["NOTHING_FITS", "as_chinese_date", "builtin", "day_of", "shown", "shown_text", "shows_day"]

NOTHING_FITS = "####"
"""What a cell shows for a date before the first one, or after the last."""


def shown(value: float, code: str = "General", from_1904: bool = False) -> str:
    """Return what a cell with this number and number format shows."""
    if code == "General":
        return general.plain(value)
    if layout := numbers.common(code):
        return numbers.shown_commonly(value, *layout)
    section, is_bare = chosen(sections(code), value)
    if section is None:
        return NOTHING_FITS
    if section.is_date:
        return dates.shown(value + dates.SHIFT_1904 * from_1904, section) or NOTHING_FITS
    if section.has_general:
        return general.shown(abs(value) if is_bare else value, section)
    return numbers.shown(value, section, is_bare)


def shown_text(text: str, code: str) -> str:
    """Return what a cell with a text shows: the text, and what its format sets around it."""
    found = [section for section in sections(code) if section.is_text]
    if not found:
        return "" if len(sections(code)) > 3 else text
    return "".join(text if token.kind == "@" else token.shown for token in found[-1].tokens)


def shows_day(value: float, code: str) -> bool:
    """Say whether a cell with this number format shows a date, or a part of one."""
    if code == "General" or numbers.common(code):
        return False
    section, _ = chosen(sections(code), value)
    return section is not None and dates.names_a_day(section)


def day_of(value: float, code: str, from_1904: bool = False) -> date | None:
    """Return the day that a cell with a date's format is; None for a number, a time, or no real day."""
    if not shows_day(value, code):
        return None
    return dates.day(value + dates.SHIFT_1904 * from_1904)


def as_chinese_date(value: float, code: str, from_1904: bool = False) -> str:
    """Return a date as running text has it: 2024年6月20日, or as much of it as its format shows.

    Empty where the cell is no date, or where its format has Chinese or the time in it and is best left alone.
    """
    section, _ = chosen(sections(code), value)
    found = day_of(value, code, from_1904)
    return dates.chinese(found, section) if section and found else ""

"""General: a number as it is, in at most eleven characters, as it is shown where no format is set."""

from decimal import ROUND_HALF_UP, Context, Decimal

from .chinese import in_chinese
from .sections import Section

PLACES = 127
"""Digits after the point that any spreadsheet shows at most."""

PRECISE = Context(prec=500)
WIDTH = 11
"""Characters of a number with its point, but without its sign."""


def shown(value: float, section: Section) -> str:
    """Return a number as General shows it, among the words that a format sets around it."""
    text = in_chinese(plain(value), section.digits)
    return "".join(
        token.shown if token.kind == "literal" else text * is_number(token.kind) for token in section.tokens
    )


def is_number(kind: str) -> bool:
    """Say whether a token is where the number stands."""
    return kind in ("general", "@")


def exact(value: float) -> Decimal:
    """Return the fifteen digits of a number that spreadsheets count with."""
    return Decimal(f"{value:.15g}")


def rounded(number: Decimal, places: int) -> Decimal:
    """Return a number with so many digits after the point, halves away from zero."""
    return number.quantize(Decimal(1).scaleb(-min(places, PLACES)), ROUND_HALF_UP, PRECISE)


def plain(value: float) -> str:
    """Return a number in at most eleven characters, with an exponent where it needs one."""
    if not value:
        return "0"
    text = f"{value:.15g}"
    if len(text.lstrip("-")) <= WIDTH and "e" not in text:
        return text
    number = exact(value)
    decimals = WIDTH - 2 - max(number.adjusted(), 0)
    if number.adjusted() < WIDTH:
        short = rounded(number, max(decimals, 0))
        if short.adjusted() < WIDTH and (number.adjusted() >= -4 or short == number):
            return f"{short.normalize():f}"
    mantissa, _, exponent = f"{number:.5E}".partition("E")
    return f"{Decimal(mantissa).normalize():f}E{exponent[0]}{exponent[1:].zfill(2)}"

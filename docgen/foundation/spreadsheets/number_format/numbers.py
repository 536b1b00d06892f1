"""Numbers shown by digits: in go a number and a section such as `#,##0.00"元"`, out comes its text."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from .chinese import digit_by_digit
from .general import exact, rounded
from .sections import Section, Token

COMMON = re.compile(r"(#,##)?0(?:\.(0+))?(%?)")
"""Formats such as `0`, `0.00`, `#,##0.00` and `0%`, which most cells have: they are shown at once."""


@lru_cache(maxsize=1_000)
def common(code: str) -> tuple[str, int, int] | None:
    """Return how one of the most common formats is spelt out, rounded and scaled; None for all others."""
    found = COMMON.fullmatch(code)
    if not found:
        return None
    spelling = f"{{:{',' if found[1] else ''}f}}{found[3]}"
    return spelling, len(found[2] or ""), 2 * len(found[3])


def shown_commonly(value: float, spelling: str, places: int, scale: int) -> str:
    """Return a number in a common format."""
    number = rounded(exact(value).scaleb(scale), places)
    return spelling.format(number if number else abs(number))


def shown(value: float, section: Section, is_bare: bool) -> str:
    """Return a number as a section shows it; `is_bare` leaves out its sign."""
    number = abs(exact(value))
    kinds = [token.kind for token in section.tokens]
    number = number.scaleb(2 * kinds.count("%"))
    if "E" in kinds:
        text = scientific(number, section.tokens)
    elif is_fraction(section.tokens):
        text = fraction(number, section.tokens)
    else:
        text = decimal(number, section.tokens)
    sign = "-" if value < 0 and not is_bare and counts(text) else ""
    return sign + digit_by_digit(text, section.digits)


def counts(text: str) -> bool:
    """Say whether there is anything below zero in a text: no spreadsheet's -0.00 goes on paper."""
    digits = [character for character in text if character.isdigit()]
    return not digits or any(digit != "0" for digit in digits)


def decimal(number: Decimal, tokens: Sequence[Token]) -> str:
    """Return a number by its digits before and after the point, with the words between them."""
    point = next((at for at, token in enumerate(tokens) if token.kind == "."), len(tokens))
    before, after = tokens[:point], tokens[point + 1 :]
    number = number.scaleb(-3 * (scaled(before) + scaled(after)))
    places = sum(token.is_digit for token in after)
    whole, rest = halves(number, places)
    return (
        "".join(integer(whole, before, has_groups(before)))
        + ("." if point < len(tokens) else "")
        + "".join(decimals(rest, after))
    )


def halves(number: Decimal, places: int) -> tuple[str, str]:
    """Return the digits before the point, none for zero, and as many as there are places after it."""
    whole, _, rest = f"{rounded(number, places):f}".partition(".")
    return whole.lstrip("0"), rest.ljust(places, "0")


def scaled(tokens: Sequence[Token]) -> int:
    """Return how many commas stand right behind the last digit: each divides by a thousand."""
    last = max((at for at, token in enumerate(tokens) if token.is_digit), default=len(tokens))
    behind = [token.kind for token in tokens[last + 1 :]]
    return next((count for count, kind in enumerate(behind) if kind != ","), len(behind))


def has_groups(tokens: Sequence[Token]) -> bool:
    """Say whether a comma stands between two digits: thousands are parted."""
    digits = [at for at, token in enumerate(tokens) if token.is_digit]
    return bool(digits) and any(token.kind == "," for token in tokens[digits[0] : digits[-1]])


def integer(whole: str, tokens: Sequence[Token], has_groups: bool) -> Iterator[str]:
    """Yield the pieces before the point: the first digit's place takes all that has no place of its own."""
    left = sum(token.is_digit for token in tokens)
    first = True
    for token in tokens:
        if not token.is_digit:
            yield token.shown if token.kind in ("literal", "%", "/") else ""
            continue
        taken = whole[: len(whole) - left + 1] if first else whole[len(whole) - left : len(whole) - left + 1]
        digits = taken if len(whole) >= left else {"0": "0", "?": " "}.get(token.kind, "")
        yield grouped(digits, left - 1) if has_groups else digits
        first = False
        left -= 1


def grouped(digits: str, behind: int) -> str:
    """Return digits with a comma after each that has a multiple of three behind it."""
    text = ""
    for at, digit in enumerate(digits, 1 - len(digits)):
        follows = behind - at
        is_end = follows % 3 == 0 and follows > 0 and digit.isdigit()
        text += digit + ("," if is_end else "")
    return text


def decimals(rest: str, tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the pieces after the point; zeros at the end are shown only where a 0 stands for them."""
    needed = len(rest.rstrip("0"))
    at = 0
    for token in tokens:
        if not token.is_digit:
            yield token.shown if token.kind in ("literal", "%", "/", ".") else ""
            continue
        yield rest[at] if at < needed else {"0": "0", "?": " "}.get(token.kind, "")
        at += 1


def scientific(number: Decimal, tokens: Sequence[Token]) -> str:
    """Return a number with an exponent, in steps of as many as there are digits before the point."""
    at = next(at for at, token in enumerate(tokens) if token.kind == "E")
    before, after = tokens[:at], tokens[at + 1 :]
    point = next((at for at, token in enumerate(before) if token.kind == "."), len(before))
    step = max(sum(token.is_digit for token in before[:point]), 1)
    places = sum(token.is_digit for token in before[point:])
    power = number.adjusted() // step * step if number else 0
    if number and len(halves(number.scaleb(-power), places)[0]) > step:
        power += step
    sign = "-" if power < 0 else "+" if tokens[at].shown == "+" else ""
    exponent = "".join(integer(str(abs(power)), after, has_groups=False))
    return f"{decimal(number.scaleb(-power), before)}E{sign}{exponent}"


def is_fraction(tokens: Sequence[Token]) -> bool:
    """Say whether a stroke stands between digits, or between a digit and a number."""
    at = next((at for at, token in enumerate(tokens) if token.kind == "/"), 0)
    return any(token.is_digit for token in tokens[:at]) and bool(denominator(tokens[at + 1 :]))


def denominator(tokens: Sequence[Token]) -> str:
    """Return how the number below the stroke is written: `??`, or a fixed one, `16`."""
    text = ""
    for token in tokens:
        if not (token.is_digit or (token.kind == "literal" and token.shown.isdigit())):
            break
        text += token.shown
    return text


def fraction(number: Decimal, tokens: Sequence[Token]) -> str:
    """Return a number as a fraction: `# ?/?` shows 1 1/2, `# ??/16` counts in sixteenths."""
    stroke = next(at for at, token in enumerate(tokens) if token.kind == "/")
    below = denominator(tokens[stroke + 1 :])
    first = stroke
    while first and tokens[first - 1].is_digit:
        first -= 1
    before, behind = tokens[:first], tokens[stroke + 1 + len(below) :]
    has_whole = any(token.is_digit for token in before)
    whole, above, divisor = parts(number, has_whole, below)
    digits = "".join(integer(str(whole) if whole or not above else "", before, has_groups=False))
    piece = f"{above:{'0' if tokens[first].kind == '0' else ' '}>{stroke - first}}/{divisor:<{len(below)}}"
    if has_whole and not above:
        piece = " " * len(piece)
    return digits + piece + "".join(token.shown for token in behind if token.kind == "literal")


def parts(number: Decimal, has_whole: bool, below: str) -> tuple[int, int, int]:
    """Return the whole number, if one is shown, and what stands above and below the stroke."""
    whole = int(number) if has_whole else 0
    above, divisor = closest(Fraction(number) - whole, below)
    return (whole + 1, 0, divisor) if has_whole and above == divisor else (whole, above, divisor)


def closest(part: Fraction, below: str) -> tuple[int, int]:
    """Return numerator and denominator of what is closest to `part`."""
    if any(character in "123456789" for character in below):
        fixed = int("".join(character for character in below if character.isdigit()))
        return int(part * fixed + Fraction(1, 2)), fixed
    found = part.limit_denominator(10 ** len(below) - 1)
    return found.numerator, found.denominator

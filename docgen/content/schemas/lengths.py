"""Lengths and colours as a clerk writes them in house rules: text in, the same as a style sheet has it out.

`40 mm`, `４０ｍｍ`, `40毫米`, `4厘米`, `16磅` and `三号` are understood; a number without its unit is
refused, for 40 can be millimetres or points.
"""

import re
import unicodedata

from docgen.foundation.units import MM, TYPE_SIZES

from .scalars import MisreadError

UNITS = {"mm": "mm", "毫米": "mm", "cm": "cm", "厘米": "cm", "公分": "cm", "pt": "pt", "磅": "pt"}
POINTS = {"mm": MM, "cm": 10 * MM, "pt": 1.0}
NUMBER = r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)"
LENGTH = re.compile(rf"({NUMBER}) ?({'|'.join(UNITS)})")
PART = re.compile(r"calc ?\( ?(?P<whole>.+?) ?/ ?(?P<count>\d+(?:\.\d+)?) ?\)")
SIZE_NAME = re.compile(r"(小?)([初一二三四五六七八1-8])号?")
COLOUR = re.compile(r"#[0-9a-f]{3,6}|[a-z]+|rgb\([0-9, ]+\)")
FIGURES = dict(zip("12345678", "一二三四五六七八", strict=True))


def length(text: str) -> str:
    """Return a length in mm, cm or pt; raises MisreadError."""
    plain = folded(text)
    if found := LENGTH.fullmatch(plain):
        return found[1] + UNITS[found[2]]
    if re.fullmatch(NUMBER, plain):
        if not float(plain):
            return "0pt"
        raise MisreadError("length-without-unit", found=text, number=plain)
    raise MisreadError("length-unreadable", found=text)


def pitch(text: str) -> str:
    """Return the distance of lines: a length, or a share of one, `calc(225mm / 22)`; raises MisreadError."""
    found = PART.fullmatch(folded(text))
    if found and float(found["count"]):
        return f"calc({length(found['whole'])} / {found['count']})"
    return length(text)


def type_size(text: str) -> str:
    """Return a size of type: a length, or a name of 字号 such as 三号, 小四 or 3号; raises MisreadError."""
    found = SIZE_NAME.fullmatch(folded(text).replace(" ", ""))
    name = found and (found[1] + FIGURES.get(found[2], found[2]) + ("" if found[1] else "号"))
    return f"{TYPE_SIZES[name]}pt" if name in TYPE_SIZES and not text.strip().isdecimal() else length(text)


def colour(text: str) -> str:
    """Return a colour as a style sheet has it, one that covers what is below; raises MisreadError."""
    from tinycss2.color3 import parse_color

    plain = folded(text)
    whole = COLOUR.fullmatch(plain)
    found = parse_color(plain) if whole else None
    if found is None or found == "currentColor" or found.alpha < 1 or beyond(plain):
        raise MisreadError("colour-unreadable", found=text)
    return plain


def beyond(text: str) -> bool:
    """Say whether a colour names more of a part than there is of it: rgb(300, 0, 0)."""
    return any(int(part) > 255 for part in re.findall(r"(?<![#\w])\d+", text))


def folded(text: str) -> str:
    """Return a text in half-width signs and small letters, with one blank for several."""
    return " ".join(unicodedata.normalize("NFKC", text).translate({ord("−"): "-"}).casefold().split())


def points(written: str) -> float:
    """Return what `length`, `pitch` or `type_size` returned as points."""
    found = PART.fullmatch(written)
    whole, count = (found["whole"], float(found["count"])) if found else (written, 1.0)
    return float(whole[:-2]) * POINTS[whole[-2:]] / count

"""Names of people as printers set them: in goes a name, out comes how it stands on the paper."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from unicodedata import category, east_asian_width

from markupsafe import escape

from .fonts import Typefaces

HAN = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
TWO_CHARACTERS = re.compile(rf"({HAN})\s*({HAN})")
"""With the blanks that a clerk may have put between them."""
IDEOGRAPHIC_SPACE = "\u3000"
LATIN_EMS = 0.58
LAST = "补字"
"""The role that draws what others lack."""


def space_name(name: str) -> str:
    """Return a name of two 汉字 with a square of white between them, to be as long as one of three."""
    return TWO_CHARACTERS.sub(rf"\1{IDEOGRAPHIC_SPACE}\2", name) if TWO_CHARACTERS.fullmatch(name) else name


SIGNATORY_ROOM = 22.0
"""em of a line left for 发文字号 and names: 28 characters, without 签发人： and the blank at both edges."""


def signatory_rows(names: Sequence[str], number: str) -> list[list[str]]:
    """Return 签发人 line by line: two in a line, one where two do not fit beside the 发文字号 (7.2.6)."""
    rows = [list(names[start : start + 2]) for start in range(0, len(names), 2)]
    columns = [max(map(ems, column)) for column in zip_longest(*rows, fillvalue="")]
    beside = sum(columns) + (len(columns) - 1) + ems(number)
    return rows if beside <= SIGNATORY_ROOM else [[name] for name in names]


def ems(text: str) -> float:
    """Return about how wide text is: a 汉字 is one em, a Latin letter or figure a bit more than half."""
    return sum(1.0 if east_asian_width(character) in "WFA" else LATIN_EMS for character in side_by_side(text))


def side_by_side(text: str) -> str:
    """Return a text without what stands over or under its letters: the signs that are spaced."""
    return "".join(character for character in text if category(character) != "Mn")


def last_parted(text: str) -> tuple[str, str]:
    """Return a text without its last letter, and that letter with all that stands over or under it."""
    last = side_by_side(text)[-1:]
    start = text.rfind(last) if last else 0
    return text[:start], text[start:]


def rare_characters(name: str, css: str, typefaces: Typefaces) -> str:
    """Return the 汉字 of a name that a face of the style sheet lacks: they would set it in two faces."""
    roles = [role for role in typefaces if typefaces.script(role) == "hani" and role in css and role != LAST]
    return "".join(
        character
        for character in dict.fromkeys(re.findall(HAN, name))
        if any(ord(character) not in typefaces[role].characters for role in roles)
    )


def in_one_face(html: str, name: str) -> str:
    """Return a page with each `name` of its text in a span, by which the style sheet keeps it in one face."""
    head, body, rest = html.partition("<body")
    wanted = re.compile(f"<[^<>]*>|{re.escape(str(escape(name)))}")

    def spanned(found: re.Match[str]) -> str:
        return found[0] if found[0].startswith("<") else f'<span class="one-face">{found[0]}</span>'

    return head + wanted.sub(spanned, body + rest)


def face_for(text: str, roles: Iterable[str], typefaces: Typefaces) -> str | None:
    """Return the first of `roles` that draws all of `text`, so that no name is set in two faces.

    None when no face has every character; white space needs none.
    """
    needed = {ord(character) for character in text if not character.isspace()}
    return next((role for role in roles if needed <= typefaces[role].characters), None)

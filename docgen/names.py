"""Names of people as printers set them: in goes a name, out comes how it stands on the paper."""

import re
from collections.abc import Iterable

from .fonts import Typefaces

HAN = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
TWO_CHARACTERS = re.compile(f"({HAN})({HAN})")
IDEOGRAPHIC_SPACE = "\u3000"


def spaced(name: str) -> str:
    """Return a name of two 汉字 with a square of white between them, to be as long as one of three."""
    return TWO_CHARACTERS.sub(rf"\1{IDEOGRAPHIC_SPACE}\2", name) if TWO_CHARACTERS.fullmatch(name) else name


def face_for(text: str, roles: Iterable[str], typefaces: Typefaces) -> str | None:
    """Return the first of `roles` that draws all of `text`, so that no name is set in two faces.

    None when no face has every character; white space needs none.
    """
    needed = {ord(character) for character in text if not character.isspace()}
    return next((role for role in roles if needed <= typefaces[role].characters), None)

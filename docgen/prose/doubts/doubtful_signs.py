"""Signs within a line that are told: typed with a Chinese keyboard, left as text, or dropped."""

import re
from collections.abc import Iterator

from docgen.foundation.text_marks import Mark, is_entity

from .. import emphasis, keyboard
from ..inline_syntax import CODE, ENTITY, IMAGE, LINK
from .veil import veil

STARS = re.compile(r"(?<!\*)(?P<stars>\*{1,3})(?!\*)(?P<text>[^*\n]+)(?<!\*)(?P=stars)(?!\*)")
LONE_STARS = re.compile(r"(?<![\w*\ufdd0\ufdd1)\]])\*\*(?=[^\W\d_]|[“《（])")
HAN = re.compile("[\u3400-\u9fff]")

UNREAD = {
    "backslash-as-text": re.compile(r"\\[_~(){}#>+\-.!\\]"),
    "brackets-as-text": re.compile(r"!?\[[^\[\]\n]+\]\([^()\n]+\)"),
    "classes-as-text": re.compile(r"[{｛][:：] *[.．][^{}｛｝\n]*[}｝]"),
}


def full_width(typed: str, read: str) -> Iterator[Mark]:
    """Give the signs of a Chinese keyboard: those that were understood in `read`, and those left alone."""
    for sign in keyboard.full_width(typed):
        yield Mark("full-width-read", sign.offset, {"typed": sign.typed, "meant": sign.meant})
    for sign in keyboard.alone(read):
        yield Mark("full-width-as-text", sign.offset, {"typed": sign.typed, "meant": sign.meant})


def read_otherwise(read: str) -> Iterator[Mark]:
    """Give what is not printed as it was typed: signs of HTML, and words beside an address."""
    without_code = CODE.sub(veil, read)
    for found in ENTITY.finditer(without_code):
        if is_entity(found[0]):
            yield Mark("entity-read", found.start(), {"text": found[0]})
    for pattern in (IMAGE, LINK):
        for found in pattern.finditer(without_code):
            if found["title"]:
                yield Mark("title-dropped", found.start("title"), {"text": found["title"].strip()})


def unread(veiled: str) -> Iterator[Mark]:
    """Give what looks like Markdown and was left as text."""
    for code, pattern in UNREAD.items():
        for found in pattern.finditer(veiled):
            yield Mark(code, found.start(), {"text": found[0]})


def stars(piece: str) -> Iterator[Mark]:
    """Give the stars of a paragraph that were left as stars and may have been meant as emphasis."""
    for stress in emphasis.stresses(piece):
        size = (stress.end - stress.start - len(stress.text)) // 2
        piece = f"{piece[: stress.start]}{' ' * size}{stress.text}{' ' * size}{piece[stress.end :]}"
    left = list(piece)
    for found in STARS.finditer(piece):
        if is_doubtful(found, piece):
            yield Mark("stars-as-text", found.start(), {"text": found[0]})
        left[found.start() : found.end()] = " " * len(found[0])
    for found in LONE_STARS.finditer("".join(left)):
        yield Mark("stars-as-text", found.start(), {"text": piece[found.start() :][:12].partition("\n")[0]})


def is_doubtful(found: re.Match[str], piece: str) -> bool:
    """Say whether stars that are printed may have been meant as emphasis: `请*务必*执行`, `** 重点 **`.

    Not so where they multiply or hide what may not be read.
    """
    inner, before = found["text"], piece[found.start() - 1 : found.start()]
    edges = before + inner[0] + inner[-1] + piece[found.end() : found.end() + 1]
    figures = any(sign.isascii() and sign.isalnum() for sign in edges)
    if len(found["stars"]) == 1:
        hugging = not (inner[0].isspace() or inner[-1].isspace())
        return bool(hugging and HAN.search(inner)) and not (figures or emphasis.SENTENCE.search(inner))
    return bool(emphasis.WORDS.search(inner)) and not figures and inner[0] not in emphasis.CLOSES

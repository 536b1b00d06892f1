"""A text with all that is meant as Markdown or as a placeholder out of sight, each character where it was.

What looks for signs that do not belong into Chinese text, or that Markdown left alone, looks there.
"""

import re

from docgen.foundation.text_marks import is_entity

from ..captions import MENTION
from ..inline_syntax import CODE, ENTITY, FILE_PATH, FOOTNOTE, IMAGE, LINK, TAGS
from ..placeholders import TAG

CONTROL = re.compile("[\ufdd0-\ufdef]")
ADDRESS = re.compile(
    r"https?://[^\s，。；、）》”*]+|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.]+"
)
NOTE_LABEL = re.compile(r"^ *\[\^[^\[\]\s]+\]:", re.MULTILINE)
CAPTION_LABEL = re.compile(r"^ *\[[图表](?:[:：][^\[\]\n]{1,40})?\]:", re.MULTILINE)
CLASS_LINE = re.compile(r"^ *\{:[^{}\n]*\}", re.MULTILINE)
HTML = re.compile(r"</?[a-z]+ ?/?>")


def veiled(text: str) -> str:
    """Return a text of the same length without its Markdown and placeholders, save stars and line starts."""
    for pattern in (
        CONTROL,
        TAG,
        CODE,
        NOTE_LABEL,
        CAPTION_LABEL,
        CLASS_LINE,
        FOOTNOTE,
        MENTION,
        FILE_PATH,
    ):
        text = pattern.sub(veil, text)
    text = IMAGE.sub(veil_picture, text)
    text = LINK.sub(veil_around, text)
    text = TAGS.sub(lambda tags: HTML.sub(veil, tags[0]), text)
    text = ADDRESS.sub(veil, text)
    return ENTITY.sub(lambda found: veil(found) if is_entity(found[0]) else found[0], text)


def veil(found: re.Match[str]) -> str:
    """Return what stands for a find: a value as Markdown sees it, blanks for a tag that takes its line."""
    length = len(found[0])
    if found[0].endswith("\n"):
        return " " * (length - 1) + "\n"
    return "\ufdd0" + "0" * (length - 2) + "\ufdd1" if length > 1 else " "


def veil_picture(picture: re.Match[str]) -> str:
    """Return what stands for a picture: no value has such a number, so `lines` knows it again."""
    return "\ufdd0" + "0" + "9" * (len(picture[0]) - 3) + "\ufdd1"


def veil_around(link: re.Match[str]) -> str:
    """Return a link with nothing in sight but its text."""
    return " " + link["text"] + "\ufdd0" + "0" * (len(link[0]) - len(link["text"]) - 3) + "\ufdd1"

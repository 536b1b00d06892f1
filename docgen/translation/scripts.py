"""Whether a text needs a translator, and whether it had one: told from the scripts it is written in.

Digits, telephone numbers and figures need none. What may stay as it is in a Tibetan sentence (a 发文字号, a
date, Latin names, addresses) proves nothing either way, so it is looked past.
"""

import re
import unicodedata
from collections.abc import Iterator

from docgen.prose.placeholders import TAG

from .agreement import LINK, Difference, said

SAME, GLOSS = "same", "gloss"
HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
TIBETAN_LETTER = re.compile("[\u0f40-\u0fbc]")
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
DATE = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日")
NOBODY = re.compile("[\u4e00-\u9fff]某某?")
"""Somebody without a name (张某某), who has no reading either."""
MEASURE = 2
"""汉字 that may stand behind a figure and have nothing of their own in Tibetan: 家, 场次."""
NO_CODE = "依据|根据|按照|参照|依照|执行|转发|印发|落实|贯彻|详见|以及"
"""Words that stand before the code of an office and are none of it."""
DOCUMENT_NUMBER = re.compile(
    rf"(?:(?!{NO_CODE})[\u4e00-\u9fff]){{1,12}}"
    r"(?:〔\d{4}〕\s*第?\s*\d+\s*号?|[［\[（(]\d{4}[］\]）)]\s*第?\s*\d+\s*号)"
)
QUOTED = re.compile("[“‘]([^“”‘’]{1,12})[”’]")
BRACKETS = re.compile(r"[（(〔［\[][^（(〔［\[）)〕］\]]*[）)〕］\]]")


def needs_no_translation(zh: str) -> bool:
    """Say whether a Chinese text has no words: it is digits, telephones, addresses, signs, placeholders."""
    rest = MAIL.sub("", LINK.sub("", TAG.sub("", zh)))
    return not any(unicodedata.category(character).startswith("L") for character in rest)


def to_translate(text: str) -> str:
    """Return a text without what may stay as it is in another language."""
    for pattern in (MAIL, DOCUMENT_NUMBER, DATE, NOBODY):
        text = pattern.sub(" ", text)
    return text


def untranslated(zh: str, bo: str) -> Iterator[Difference]:
    """Yield why a text in the place of a translation is none: it is or has Chinese, or has no Tibetan.

    Of the kinds SAME, chinese and letters; GLOSS alone is a doubt: Chinese in brackets behind a term.
    """
    has_figure = TAG.search(zh) is not None or any(map(str.isdigit, zh))
    zh, bo = said(zh), said(bo)
    # Quoted names that the Chinese has too are those of programs, which keep their names.
    left = QUOTED.sub(lambda quoted: " " if quoted[1] in zh else quoted[0], to_translate(bo))
    outside = HAN.findall(BRACKETS.sub(" ", left))
    own_words = "".join(HAN.findall(to_translate(zh)))
    words = len(own_words) > (MEASURE if has_figure else 0)
    if words and squeezed(zh) == squeezed(bo):
        yield Difference(SAME)
    elif outside:
        yield Difference("chinese", bo=tuple(outside))
    elif words and not TIBETAN_LETTER.search(left):
        yield Difference("letters", bo=(bo.strip(),))
    elif glosses := HAN.findall(left):
        yield Difference(GLOSS, bo=tuple(glosses))


def is_translation(zh: str, bo: str) -> bool:
    """Say whether `bo` can be a translation of `zh`."""
    return bool(bo) and all(one.kind == GLOSS for one in untranslated(zh, bo))


def squeezed(text: str) -> str:
    """Return what of a text is letters and digits, whatever their width."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())

"""What must be the same on both sides of a unit: placeholders, links, numbers, dates, telephones, 发文字号.

In go two texts, out come the differences. Each kind is compared as a multiset, since Tibetan orders its
sentence otherwise. A date, a telephone number or a 发文字号 is looked at only where all numbers agree: else
the wrong number would be told twice.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from docgen.content.languages import CHINESE_DATE, Language
from docgen.prose.block_syntax import FOOTNOTE_TEXT
from docgen.prose.inline_syntax import FOOTNOTE
from docgen.prose.placeholders import TAG, tags

# An address ends where another link begins: `](](](` is looked at once, not once for each bracket. Each round
# looks ahead before it takes a sign: before 3.11.5 Python does not go back where a possessive group fails.
LINK = re.compile(
    r"\]\(\s*+((?:(?!\]\()[^)\s])++)(?:(?!\]\()[^)])*+\)"
    r"|(https?://[^\s)>\u0f00-\u0fff\u3000-\uffef]+)"
)
NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*")
TELEPHONE = re.compile(r"(?<!\d)(0\d{2,3}-\d{7,8})(?!\d)")
DOCUMENT_NUMBER = re.compile(r"〔(\d{4})〕\D{0,12}?(\d+)")

Found: TypeAlias = Counter[str]


@dataclass(frozen=True)
class Difference:
    """What only one side has, of one kind (placeholder, link, number, date, telephone, document-number)."""

    kind: str
    zh: tuple[str, ...] = ()
    bo: tuple[str, ...] = ()


def differences(zh: str, bo: str, language: Language) -> Iterator[Difference]:
    """Yield in what a Chinese and a Tibetan text differ that should be the same in both."""
    yield from placeholders(zh, bo)
    yield from compared("link", links(zh), links(bo))
    zh, bo = (language.plain(said(text)) for text in (zh, bo))
    wrong = list(compared("number", numbers(zh), numbers(bo)))
    yield from wrong or in_words(zh, bo, language)


def said(text: str) -> str:
    """Return a text without placeholders, links and the names of its footnotes."""
    for pattern in (TAG, LINK, FOOTNOTE_TEXT, FOOTNOTE):
        text = pattern.sub(" ", text)
    return text


def placeholders(zh: str, bo: str) -> Iterator[Difference]:
    """Yield the difference between the placeholders of two texts."""
    yield from compared("placeholder", Counter(tags(zh)), Counter(tags(bo)))


def in_words(zh: str, bo: str, language: Language) -> Iterator[Difference]:
    """Yield what is not written as it should be, although its numbers are right."""
    yield from compared("date", joined(CHINESE_DATE, zh), joined(language.date_pattern, bo))
    for kind, pattern in (("telephone", TELEPHONE), ("document-number", DOCUMENT_NUMBER)):
        yield from compared(kind, joined(pattern, zh), joined(pattern, bo))


def compared(kind: str, zh: Found, bo: Found) -> Iterator[Difference]:
    """Yield the difference between what was found on both sides, if there is any."""
    if zh != bo:
        yield Difference(kind, tuple((zh - bo).elements()), tuple((bo - zh).elements()))


def links(text: str) -> Found:
    """Return the addresses that a text links to or shows."""
    return Counter(found[1] or found[2] for found in LINK.finditer(text))


def numbers(text: str) -> Found:
    """Return the numbers of a text without their separators; 0891 is not 891."""
    return Counter(found.replace(",", "") for found in NUMBER.findall(text))


def joined(pattern: re.Pattern[str], text: str) -> Found:
    """Return what a pattern finds, its parts joined: 2024-6-20."""
    return Counter("-".join(found.groups()) for found in pattern.finditer(text))

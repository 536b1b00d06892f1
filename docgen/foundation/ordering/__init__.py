"""Put names in the orders an office uses: 姓氏笔画, 姓名笔画 and 拼音.

In goes a name, out comes a key to sort by. A character counts by its place among the 8,105 通用规范汉字 in
stroke order: fewer strokes first, then stroke by stroke 横竖撇点折, then by structure, as the official
table has them. The surprise: by 姓氏笔画 a given name of one character has a blank before it, so 田富 comes
before 田大利; by 姓名笔画 it has none. The tables' origin and licence: README.md beside this file.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

Key: TypeAlias = tuple[tuple[object, ...], str]
"""What a name sorts by; where that is the same for two, their text as written decides."""

FOLDER = Path(__file__).parent
BLANK = -1
"""The rank of the blank in a name of two characters: before every character."""

TONES = "\u0304\u0301\u030c\u0300"  # 阴平 阳平 上声 去声, as marks of their own
DIAERESIS = "\u0308"
NAME_LIMIT = 4
"""Characters of a person's name; a longer one is an institution's, which has no surname."""


def by_surname_strokes(name: str) -> Key:
    """Return the key for 姓氏笔画: the surname's characters, a blank before a single one, the rest."""
    characters = letters(name)
    surname = len(surname_of(characters))
    blank = [BLANK] if len(characters) == surname + 1 else []
    ranks = [rank(character) for character in characters]
    return (*ranks[:surname], *blank, *ranks[surname:]), name


def by_name_strokes(name: str) -> Key:
    """Return the key for 姓名笔画: character by character."""
    return tuple(map(rank, letters(name))), name


def by_pinyin(name: str) -> Key:
    """Return the key for 拼音: character by character letters, tone, strokes; surnames as they are read."""
    characters = letters(name)
    read = [readings().get(character, "") for character in characters]
    known = surname_readings().get(surname_of(characters)) if len(characters) <= NAME_LIMIT else None
    if known:
        read[: len(known)] = known
    return tuple((*sound(r), rank(c)) for r, c in zip(read, characters, strict=True)), name


def initials(name: str) -> str:
    """Return the first Latin letter of how each character is read, small: slx for 示例县; digits stay."""
    heard = (readings().get(character, character) for character in letters(name))
    plain = (unicodedata.normalize("NFKD", reading)[:1].lower() for reading in heard)
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())


def unknown(name: str) -> str:
    """Return the characters of `name` that the tables do not have; they are put last."""
    return "".join(character for character in letters(name) if character not in ranks())


def letters(name: str) -> str:
    """Return what counts of a name: without the spaces that widen it, and without the dot within it (·)."""
    return "".join(character for character in name if character.isalnum())


def surname_of(characters: str) -> str:
    """Return the surname that a name begins with: a compound one (复姓), else the first character."""
    compound = characters[:2] in surname_readings() and len(characters) > len(characters[:2])
    return characters[: 2 if compound else 1]


def rank(character: str) -> int:
    """Return the place of a character in stroke order; one the table lacks comes after all."""
    return ranks().get(character, len(ranks()) + ord(character))


def sound(reading: str) -> tuple[bool, str, bool, int]:
    """Return the key of a reading: unread ones last, then letters, u before ü, then tones, 轻声 last."""
    parts = unicodedata.normalize("NFD", reading)
    tone = next((TONES.index(mark) for mark in parts if mark in TONES), len(TONES))
    plain = "".join(part for part in parts if part.isalpha())
    return not reading, plain, DIAERESIS in parts, tone


@cache
def ranks() -> dict[str, int]:
    """Return the place of each of the 8,105 characters in stroke order."""
    ordered = "".join(characters for _, characters in rows("strokes.txt"))
    return {character: number for number, character in enumerate(ordered)}


@cache
def readings() -> dict[str, str]:
    """Return how each character is commonly read: zēng is céng here."""
    return {character: reading for reading, characters in rows("pinyin.txt") for character in characters}


@cache
def surname_readings() -> dict[str, list[str]]:
    """Return how surnames are read that are not read as usual, and all compound ones."""
    return {name: reading.split() for reading, names in rows("surnames.txt") for name in names.split()}


def rows(name: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a table: what stands before the tab, and what stands after."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        before, tab, after = line.partition("\t")
        if tab:
            yield before, after

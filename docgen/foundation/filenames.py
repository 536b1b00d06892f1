"""Names of files: safe to make from any text, and safe to read from any address.

In goes what a clerk or a roster wrote; out comes a name that Linux, Windows and macOS all take, or
no name at all. The disk is not touched: who opens a file still asks where links lead.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from .signs import MARKS, MONGOLIAN, NARROW_SPACE, spelt

BYTE_LIMIT = 200
"""Bytes of UTF-8; file systems allow 255, which leaves room for a suffix and an extension."""

PATH_LIMIT = 255
"""Bytes of a relative path; a longer one would be an error of the system instead of a missing file."""

UNNAMED = "未命名"

# Control characters, zero-width and direction marks (U+202A-202E, U+2066-2069), half surrogates.
INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
SEPARATORS = re.compile(r'[/\\:*?"<>|]')
WHITE = re.compile(rf"([^\S{NARROW_SPACE}]|(?<![{MONGOLIAN}]){NARROW_SPACE}(?![{MONGOLIAN}]))+")
"""The narrow space, which parts the endings of Mongolian words, is no white space to be folded."""

# Windows keeps these for devices, whatever extension follows ("Naming Files, Paths, and Namespaces").
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)", re.IGNORECASE)


def safe_name(text: str) -> str:
    """Return `text` as a file name without extension: at most 200 bytes, 未命名 where nothing is left.

    Applied to its own result it changes nothing.
    """
    words = unicodedata.normalize("NFC", visible(text))
    name = trimmed(SEPARATORS.sub("_", WHITE.sub(" ", words)))
    if RESERVED.match(name):
        name = "_" + name
    return trimmed(shortened(name)) or UNNAMED


def visible(text: str) -> str:
    """Return `text` without what may not stand in a file name, and white space as it is."""
    hidden = unseen(text)
    return "".join(c for index, c in enumerate(text) if c.isspace() or index not in hidden)


def unseen(text: str) -> set[int]:
    """Return where in `text` nobody sees anything; joiners and selectors that spell a name may stay.

    Direction marks may not even there: they could make a name look like another.
    """
    hidden = {index for index, character in enumerate(text) if not is_visible(character)}
    kept = spelt(text) if hidden else set()
    return {index for index in hidden if index not in kept or text[index] in MARKS}


def is_visible(character: str) -> bool:
    """Say whether a character may stand in a file name; Unicode's noncharacters may not."""
    code = ord(character)
    is_noncharacter = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return not is_noncharacter and unicodedata.category(character) not in INVISIBLE


def trimmed(name: str) -> str:
    """Return a name without the dots, dashes and spaces that hide it, look like an option, or get lost."""
    return re.sub(r"^[\s.-]+|(?<![\s.])[\s.]+$", "", name)


def shortened(name: str) -> str:
    """Return as much of a name as 200 bytes hold, cut where no mark is parted from its letter.

    A Tibetan stack is a letter and its subjoined marks: cut within, it would be another syllable.
    """
    end = len(name.encode()[:BYTE_LIMIT].decode(errors="ignore"))
    cut = end
    while 0 < cut < len(name) and unicodedata.category(name[cut]).startswith("M"):
        cut -= 1
    return name[: cut or end]


def unique_names(names: Iterable[str]) -> list[str]:
    """Return `names` in order, those that differ from an earlier one in case only ending in -2, -3 …"""
    taken: set[str] = set()
    last: dict[str, int] = {}  # the number that a name was given before, for a roster may repeat one for ever
    result = []
    for name in names:
        candidate, number = name, last.get(name.casefold(), 1)
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{name}-{number}"
        taken.add(candidate.casefold())
        last[name.casefold()] = number
        result.append(candidate)
    return result


def numbered_names(stem: str, suffix: str = "") -> Iterator[str]:
    """Yield a name, and then those with -2, -3 … behind its stem, of which one may be free."""
    yield f"{stem}{suffix}"
    yield from (f"{stem}-{number}{suffix}" for number in range(2, 10_000))


def relative_name(address: str) -> PurePosixPath | None:
    """Return the path that a relative address names, None where it could lead anywhere else.

    Percent signs are decoded once, as a browser does; a scheme, a root, a drive, `..`, an empty or hidden
    part, a backslash, a query and a character that cannot be seen all make it no name.
    """
    name = unquote(address, errors="replace")
    return None if re.search(r"[?#\ufffd]", name) else relative_path(name)


def relative_path(name: str) -> PurePosixPath | None:
    """Return a relative path that is written as it is (2024#3, 占50%), None where it could lead elsewhere.

    A root, a drive, `..`, an empty or hidden part, a backslash and what cannot be seen make it none.
    """
    if re.search(r"[:\\]", name) or not all(is_visible(character) for character in name):
        return None
    if len(name.encode()) > PATH_LIMIT or any(not part or part.startswith(".") for part in name.split("/")):
        return None
    return PurePosixPath(name)


def path_within(folder: Path, name: str) -> Path:
    """Return the path of the file `name` directly in `folder`.

    Raises ValueError for a name that is more than a name: names come from `safe_name`, so that is our bug.
    """
    if name in ("", ".", "..") or unseen(name) or SEPARATORS.search(name):
        raise ValueError(f"not a file name: {name!r}")
    return folder / name

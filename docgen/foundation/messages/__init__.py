"""The catalogue: every sentence docgen says to a person, in Chinese and English.

One YAML file for each room that speaks, each entry a key path ending in `zh` and `en`:
`missing-field: {what: {zh: 缺少“{title}”, en: “{title}” is missing}, do: {zh: …, en: …}}`.
Wording lives here so that a clerk's office can review it without reading Python.
"""

import errno
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("zh", "en")
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Reason:
    """Why the system refused something: in its own words, and a number by which there are others."""

    said: str
    number: int = 0

    @classmethod
    def of(cls, error: OSError) -> "Reason":
        """Return why an operation on a file failed."""
        return cls(error.strerror or str(error), error.errno or 0)

    def __str__(self) -> str:
        """Return what the system says."""
        return self.said

    def text(self, lang: str) -> str:
        """Return the reason in `lang`, in the system's words where there are no others."""
        words = catalogue()["reasons"].get(errno.errorcode.get(self.number, ""))
        return str(words[lang]) if words else self.said


def say(key: str, lang: str, **values: object) -> str:
    """Return the sentence at `key` (dotted) in `lang`, with its `{names}` filled in.

    Raises KeyError when the catalogue has no such sentence: that is our bug, never the user's.
    """
    entry: Any = catalogue()
    for part in key.split("."):
        entry = entry[part]
    told = {name: one.text(lang) if isinstance(one, Reason) else one for name, one in values.items()}
    return str(entry[lang]).format(**told)


class Catalogue(Mapping[str, Any]):
    """All entries by key. A file is parsed when an entry of it is first asked for: most calls need one."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = {key: text for text in texts for key in ENTRY.findall(text)}

    def __getitem__(self, key: str) -> Any:
        """Return an entry. Raises KeyError for a key that there is none of."""
        return parsed(self.texts[key])[key]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys, in the order of files and lines."""
        return iter(self.texts)

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self.texts)


ENTRY = re.compile(r"^([\w-]+):", re.MULTILINE)
"""Where an entry begins: a key at the beginning of a line."""


@lru_cache(maxsize=64)
def parsed(text: str) -> dict[str, Any]:
    """Return the entries of one file's text."""
    return dict(yaml.load(text, Loader=yaml.CSafeLoader))


@cache
def catalogue() -> Catalogue:
    """Return all entries by key."""
    return Catalogue(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml")))

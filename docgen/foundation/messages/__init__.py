"""The catalogue: every sentence docgen says to a person, in Chinese and English.

One YAML file for each room that speaks, each entry a key path ending in `zh` and `en`:
`missing-field: {what: {zh: 缺少“{title}”, en: “{title}” is missing}, do: {zh: …, en: …}}`.
Wording lives here so that a clerk's office can review it without reading Python.
"""

import errno
from dataclasses import dataclass
from functools import cache
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


@cache
def catalogue() -> dict[str, Any]:
    """Return all entries by key."""
    entries: dict[str, Any] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        entries |= yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return entries

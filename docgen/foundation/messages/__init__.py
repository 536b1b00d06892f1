"""The catalogue: every sentence docgen says to a person, in Chinese and English.

One YAML file for each room that speaks, each entry a key path ending in `zh` and `en`:
`missing-field: {what: {zh: 缺少“{title}”, en: “{title}” is missing}, do: {zh: …, en: …}}`.
Wording lives here so that a clerk's office can review it without reading Python.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("zh", "en")
FOLDER = Path(__file__).parent


def say(key: str, lang: str, **values: object) -> str:
    """Return the sentence at `key` (dotted) in `lang`, with its `{names}` filled in.

    Raises KeyError when the catalogue has no such sentence: that is our bug, never the user's.
    """
    entry: Any = catalogue()
    for part in key.split("."):
        entry = entry[part]
    return str(entry[lang]).format(**values)


@cache
def catalogue() -> dict[str, Any]:
    """Return all entries by key."""
    entries: dict[str, Any] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        entries |= yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return entries

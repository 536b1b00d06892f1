"""Words of pages, in the language of the one who reads: one YAML file a page, `{zh: …, en: …}` at each key.

They stand apart from the catalogue of messages, which the command line reads at each start.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from docgen.foundation.messages import LANGUAGES

FOLDER = Path(__file__).parent
COOKIE = "docgen-lang"


def language(cookie: str, accepted: str, otherwise: str) -> str:
    """Return the language a page speaks: as chosen, else as the browser says, else as the server was told."""
    if cookie in LANGUAGES:
        return cookie
    for entry in accepted.split(","):
        name = entry.split(";")[0].strip().lower()[:2]
        if name in LANGUAGES:
            return name
    return otherwise


def words(lang: str, key: str, **values: object) -> str:
    """Return the sentence at `key` (`documents.title`: file, then key path), its `{names}` filled in.

    Raises KeyError when there is none: that is our bug.
    """
    name, *rest = key.split(".")
    entry: Any = texts(name)
    for part in rest:
        entry = entry[part]
    return str(entry[lang]).format(**values)


@lru_cache(maxsize=64)
def texts(name: str) -> dict[str, Any]:
    """Return the words of one page by key. Raises KeyError for a page without any."""
    file = FOLDER / f"{name}.yaml"
    if not file.is_file():
        raise KeyError(name)
    return dict(yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader))

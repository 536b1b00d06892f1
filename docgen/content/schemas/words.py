"""The words that schemas are written in, and those that are misspelt.

JSON Schema lets a word that it does not know say nothing: without this `minItem: 1` would allow an empty
list, and `x-nmaes` name nothing, and nobody would be told.
"""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from .meta import meta_schema
from .scalars import READERS

OWN = (
    "x-aliases", "x-also", "x-charts", "x-chosen-from", "x-code", "x-continues", "x-counted",
    "x-counted-headings", "x-data", "x-follow", "x-form", "x-form-hint", "x-key", "x-least", "x-like",
    "x-most", "x-names", "x-not-before", "x-parted-by", "x-periodical", "x-said-in", "x-separators",
    "x-stand-ins", "x-tables", "x-titles", "x-together", "x-unneeded", "x-unprinted", "x-usual",
)  # fmt: skip
"""docgen's own; CONTRIBUTING.md says what they do."""

FORMATS = (*READERS, "colour", "length", "pitch", "prose", "type-size")
"""What `format` may say: what a text is read or printed as."""

NAMING = frozenset({"properties", "$defs", "patternProperties", "dependentSchemas"})
"""Words whose values are schemas by names of the author's own."""
PLAIN = frozenset({"default", "examples", "enum", "const", "required"})
"""Words whose values are no schemas."""

ALIKE, ALIKE_FORMAT = 0.75, 0.6
"""How like a known one an unknown word or format must be to be a slip; others are an author's own notes."""

KeyPath = tuple[Any, ...]


def misspelt(schema: Any, keys: KeyPath = ()) -> Iterator[tuple[KeyPath, str, str]]:
    """Yield where in a schema a word, or a format, is nearly one there is; the word, and that one."""
    if isinstance(schema, list):
        for number, part in enumerate(schema):
            yield from misspelt(part, (*keys, number))
    if not isinstance(schema, Mapping):
        return
    for word, value in schema.items():
        if near := nearly(word, words(), ALIKE):
            yield (*keys, word), str(word), near
        elif word == "format" and isinstance(value, str) and (near := nearly(value, FORMATS, ALIKE_FORMAT)):
            yield (*keys, word), str(value), near
        elif word in NAMING and isinstance(value, Mapping):
            for name, part in value.items():
                yield from misspelt(part, (*keys, word, name))
        elif word not in PLAIN and not str(word).startswith("x-"):
            yield from misspelt(value, (*keys, word))


@cache
def words() -> frozenset[str]:
    """Return the words there are: JSON Schema's and docgen's own."""
    return frozenset((*meta_schema()["properties"], *OWN))


def nearly(word: object, known: Collection[str], alike: float) -> str:
    """Return the known word that an unknown one is a slip of, empty for a known one and one unlike all."""
    if word in known:
        return ""
    return next(iter(get_close_matches(str(word), sorted(known), 1, alike)), "")

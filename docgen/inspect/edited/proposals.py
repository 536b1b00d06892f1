"""What a change made in Word comes to in the document's own file: a stretch of a value, or a whole one.

Only what can be written there as it stands is proposed; words that would be read as signs (a star, a bar, two
braces) are left to the person who knows what they are to mean.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import yaml

from docgen.content.source import KeyPath

from .breaks import BREAK

SIGNS = re.compile(rf"[*|{{}}#\[\]<>`\\_~^\n{BREAK}]")
"""What prose reads as more than a character."""
PARAGRAPHS = "\n\n"


@dataclass(frozen=True)
class ValueEdit:
    """One thing to write: `value` in place of the stretch from `start` to `end` of the text at `keys`.

    Without a stretch it is the whole value.
    """

    keys: KeyPath
    value: Any
    start: int | None = None
    end: int | None = None


def is_plain(text: str) -> bool:
    """Say whether prose prints a text as it stands."""
    return not SIGNS.search(text)


def of_line(keys: KeyPath, line: str) -> tuple[ValueEdit, ...]:
    """Return what a line of YAML that is to be written comes to, nothing for a line there is none of."""
    read: Any = yaml.load(line, Loader=yaml.BaseLoader) if line else None
    found = [*read.values()] if isinstance(read, dict) else read if isinstance(read, list) else []
    return (ValueEdit(keys, found[0]),) if len(found) == 1 else ()


def with_edits(values: Mapping[str, Any], edits: Iterable[ValueEdit]) -> dict[str, Any]:
    """Return the fields of a document that `edits` change, each whole.

    What is edited twice at one place takes both in order. Raises ValueError for edits that do not fit
    `values` or each other.
    """
    wanted = list(edits)
    found = {str(one.keys[0]): deepcopy(values.get(str(one.keys[0]))) for one in wanted}
    for one in wanted:
        if one.start is None:
            put(found, one.keys, one.value)
    stretches: dict[KeyPath, list[ValueEdit]] = {}
    for one in wanted:
        if one.start is not None:
            stretches.setdefault(one.keys, []).append(one)
    for keys, own in stretches.items():
        put(found, keys, rewritten(text_at(found, keys), own))
    return found


def rewritten(text: str, edits: Sequence[ValueEdit]) -> str:
    """Return a text with some of its stretches written anew. Raises ValueError for stretches that overlap."""
    parts, at = [], 0
    for one in sorted(edits, key=lambda edit: (edit.start or 0, edit.end or 0)):
        start, end = one.start or 0, one.end or 0
        if not at <= start <= end <= len(text):
            raise ValueError(f"{start}–{end} of {len(text)}")
        parts += [text[at:start], str(one.value)]
        at = end
    return re.sub(r"\n{3,}", PARAGRAPHS, "".join([*parts, text[at:]]))


def text_at(values: Any, keys: KeyPath) -> str:
    """Return the text at a key path. Raises ValueError where there is none."""
    for key in keys:
        try:
            values = values[key]
        except (KeyError, IndexError, TypeError) as error:
            raise ValueError(f"nothing at {keys}") from error
    if not isinstance(values, str):
        raise ValueError(f"no text at {keys}")
    return values


def put(values: Any, keys: KeyPath, value: Any) -> None:
    """Write a value at a key path. Raises ValueError where its parent is no mapping or list."""
    for key, deeper in pairwise(keys):
        if isinstance(values, dict) and values.get(key) is None:
            values[key] = [] if isinstance(deeper, int) else {}
        try:
            values = values[key]
        except (KeyError, IndexError, TypeError) as error:
            raise ValueError(f"nothing at {keys}") from error
    try:
        values[keys[-1]] = value
    except (IndexError, TypeError) as error:
        raise ValueError(f"nothing at {keys}") from error

"""All fields of a schema as a clerk needs to see them, those within groups and lists too.

In goes a schema, out comes one `Outlined` for each field, in the schema's order, with what is in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..source import KeyPath
from .fields import Fields

DEEPEST = 8
"""Levels that are followed; no clerk writes deeper, and a schema may refer to itself."""
FORMATS = ("line", "prose", "date")
"""Formats that say what is typed; any other is still a text."""
ANY_NAME = "……"
"""Stands for the names that a clerk gives freely (promises: 包保干部, 合计)."""


@dataclass(frozen=True)
class Outlined:
    """One field."""

    path: str  # attachments[].title
    title: str
    type: str  # of what is typed: line, prose, date, array …
    choices: tuple[str, ...]
    required: bool
    description: str
    within: tuple["Outlined", ...] = ()


def outline(schema: Mapping[str, Any]) -> list[Outlined]:
    """Return the fields of a schema, but for those that are no longer needed."""
    return list(below(Fields(schema, {}), (), ""))


def below(fields: Fields, keys: KeyPath, path: str) -> Iterator[Outlined]:
    """Yield the fields directly below `keys`, which is written `path`."""
    if len(keys) > DEEPEST:
        return
    required = fields.first(keys, "required") or ()
    known = (name for name in fields.properties(keys) if not fields.first((*keys, name), "x-unneeded"))
    for name in known:
        yield outlined(fields, (*keys, name), f"{path}.{name}".removeprefix("."), name in required)
    if isinstance(fields.first(keys, "additionalProperties"), dict):
        yield outlined(fields, (*keys, ANY_NAME), f"{path}.{ANY_NAME}", False)


def outlined(fields: Fields, keys: KeyPath, path: str, required: bool) -> Outlined:
    """Return the field at `keys`."""
    form = fields.first(keys, "format")
    kind = form if form in FORMATS else fields.type(keys) or "string"
    inner = (*keys, 0) if kind == "array" else keys
    return Outlined(
        path,
        str(fields.first(keys, "title") or ""),
        kind,
        tuple(map(str, fields.first(keys, "enum") or ())),
        required,
        str(fields.first(keys, "description") or ""),
        tuple(below(fields, inner, f"{path}[]" if kind == "array" else path)),
    )

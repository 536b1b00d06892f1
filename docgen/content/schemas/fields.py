"""What a schema says about each field: its parts, its Chinese title, an example to show in a remedy.

In go a schema and the values as text, asked by key path. `$ref` and `allOf` are followed, and of
alternatives (anyOf, oneOf) the one is taken that has the value's shape, so a field has one answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from ..source import KeyPath

Schema: TypeAlias = Mapping[str, Any]

# Shown where a schema gives no example of its own.
EXAMPLES = {"date": "2024-06-20", "integer": "12", "number": "12.5", "boolean": "是", "array": "[甲, 乙]"}


class Fields:
    """The fields of one schema, as they bear on one clerk's values."""

    def __init__(self, schema: Schema, values: Mapping[str, Any]) -> None:
        self.schema = schema
        self.values = values
        self.parts = cache(self._parts)

    def first(self, keys: KeyPath, word: str) -> Any:
        """Return what the schema says under `word` (type, title, ...) of the field at `keys`, or None."""
        return next((part[word] for part in self.parts(keys) if word in part), None)

    def type(self, keys: KeyPath) -> str:
        """Return the type of the field at `keys`, or an empty text."""
        return type_of(self.parts(keys))

    def properties(self, keys: KeyPath) -> dict[str, Schema]:
        """Return the fields known below `keys`, from all parts of the schema."""
        return {
            name: schema
            for part in reversed(self.parts(keys))
            for name, schema in part.get("properties", {}).items()
        }

    def filled(self, values: Mapping[str, Any], keys: KeyPath = ()) -> dict[str, Any]:
        """Return typed values with None for each field that is known, in groups within too, and not given."""
        given = {
            key: self.filled(value, (*keys, key)) if isinstance(value, Mapping) else value
            for key, value in values.items()
        }
        return {**dict.fromkeys(self.properties(keys)), **given}

    def closed(self, keys: KeyPath) -> bool:
        """Say whether other keys than the known ones are refused below `keys`."""
        parts = self.parts(keys)
        free = any(part.get("additionalProperties") for part in parts)
        return not free and any("properties" in part for part in parts)

    def title(self, keys: KeyPath) -> str:
        """Return the Chinese title of the field at `keys`, else of what it is part of, or an empty text."""
        longest_first = (keys[:end] for end in range(len(keys), 0, -1))
        return next((str(title) for one in longest_first if (title := self.first(one, "title"))), "")

    def told(self, keys: KeyPath) -> dict[str, str]:
        """Return what a sentence names of a field: “主送机关”（addressees）, its key, an example, its use."""
        title = self.title(keys)
        about = self.first(keys, "description")
        return {
            "field": f"“{title}”（{dotted(keys)}）" if title else f"“{dotted(keys)}”",
            "name": next((key for key in reversed(keys) if isinstance(key, str)), ""),
            "example": self.example(keys),
            "about": f"（{about}）" if about else "",
        }

    def example(self, keys: KeyPath) -> str:
        """Return an example as it is typed in YAML."""
        examples = self.first(keys, "examples") or self.first(keys, "enum")
        if examples:
            return typed(examples[0])
        return EXAMPLES.get(self.first(keys, "format")) or EXAMPLES.get(self.type(keys)) or "……"

    def _parts(self, keys: KeyPath) -> tuple[Schema, ...]:
        if not keys:
            return tuple(self.followed(self.schema, self.values))
        child = self._child(self.parts(keys[:-1]), keys[-1])
        return tuple(self.followed(child, value_at(self.values, keys)))

    def _child(self, parts: tuple[Schema, ...], key: str | int) -> Schema:
        """Return what `parts` say of one of their fields, or of the items of a list."""
        for part in parts:
            if isinstance(key, int) and isinstance(part.get("items"), dict):
                return part["items"]  # type: ignore[no-any-return]
            if key in part.get("properties", {}):
                return part["properties"][key]  # type: ignore[no-any-return]
            if isinstance(key, str) and isinstance(part.get("additionalProperties"), dict):
                return part["additionalProperties"]  # type: ignore[no-any-return]
        return {}

    def followed(self, schema: Schema, value: Any) -> Iterator[Schema]:
        """Yield a schema and all it refers to; its own words come before those of what it refers to."""
        yield schema
        if "$ref" in schema:
            yield from self.followed(self.schema["$defs"][schema["$ref"].removeprefix("#/$defs/")], value)
        for part in schema.get("allOf", ()):
            yield from self.followed(part, value)
        for word in ("anyOf", "oneOf"):
            branches = [list(self.followed(branch, value)) for branch in schema.get(word, ())]
            yield from next((branch for branch in branches if has_shape(branch, value)), ())


def type_of(parts: Iterable[Schema]) -> str:
    """Return the type the parts of a field name; the first, where they leave a choice."""
    named = next((part["type"] for part in parts if "type" in part), "")
    return str(named[0] if isinstance(named, list) else named)


def has_shape(parts: Iterable[Schema], value: Any) -> bool:
    """Say whether an alternative is of the value's shape: a group, a list or a text."""
    wanted = type_of(parts)
    if isinstance(value, dict):
        return wanted == "object"
    return wanted == "array" if isinstance(value, list) else wanted not in ("object", "array")


def value_at(values: Any, keys: KeyPath) -> Any:
    """Return the value at `keys`, or an empty text when nothing stands there."""
    for key in keys:
        try:
            values = values[key]
        except (KeyError, IndexError, TypeError):
            return ""
    return values


def dotted(keys: KeyPath) -> str:
    """Return a key path as a person counts: offices[2].name."""
    return "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")


def keys_of(path: str) -> KeyPath:
    """Return `attachments.0.title`, as templates name a field (`data-field`), as a key path."""
    return tuple(int(key) if key.isdecimal() else key for key in path.split("."))


def typed(example: Any) -> str:
    """Return an example as typed on one line of YAML."""
    if isinstance(example, list):
        return "[" + ", ".join(typed(item) for item in example) + "]"
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {typed(item)}" for key, item in example.items()) + "}"
    return str(example)

"""What the name in a placeholder means: values by dotted names, and how a value is printed.

Names lead through mappings, lists and figures only, so that none can reach Python's insides.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeAlias, TypeGuard, runtime_checkable

from docgen.foundation.numerals import official_date

Scopes: TypeAlias = tuple[object, ...]


@runtime_checkable
class Lookup(Protocol):
    """Values kept elsewhere under dotted names (the figures), which note what was asked of them.

    One that can be iterated gives its names, for suggestions.
    """

    def lookup(self, name: str) -> object | None:
        """Return the value called `name`, None when there is none."""


class UnknownNameError(Exception):
    """A name that leads nowhere: the part that failed, what is known there, the name above if it is empty."""

    def __init__(self, part: str, known: Iterable[str], above: str = "") -> None:
        self.part = part
        self.known = known
        self.above = above


def resolve(name: str, scopes: Scopes) -> object:
    """Return what a dotted name means; its first part is looked up from the innermost scope outwards.

    Raises UnknownNameError.
    """
    if name == ".":
        return scopes[-1]
    parts = name.split(".")
    mappings = [scope for scope in reversed(scopes) if isinstance(scope, Mapping)]
    start = next((mapping for mapping in mappings if parts[0] in mapping), None)
    if start is None:
        raise UnknownNameError(parts[0], (key for mapping in mappings for key in mapping))
    return follow(start, parts)


def follow(value: object, parts: Sequence[str]) -> object:
    """Return the value at `parts` below `value`; raises UnknownNameError."""
    for index, part in enumerate(parts):
        if isinstance(value, Mapping) and part in value:
            value = value[part]
        elif isinstance(value, Lookup):
            return looked_up(value, ".".join(parts[index:]))
        elif value is None:
            raise UnknownNameError(part, (), ".".join(parts[:index]))
        else:
            raise UnknownNameError(part, value if isinstance(value, Mapping) else ())
    return value


def looked_up(values: Lookup, name: str) -> object:
    """Return the value `values` keeps under `name`; raises UnknownNameError."""
    value = values.lookup(name)
    if value is None:
        raise UnknownNameError(name, values if isinstance(values, Iterable) else ())
    return value


def is_falsy(value: object) -> bool:
    """Say whether a section over `value` is left out: no, nothing, empty text, an empty list.

    Zero is a figure like any other, and not falsy.
    """
    return value is None or value is False or (isinstance(value, Sequence) and len(value) == 0)


def is_list(value: object) -> TypeGuard[Sequence[object]]:
    """Say whether a section over `value` is repeated for each of its items."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def printed(value: object) -> str | None:
    """Return a value as it is printed: dates as 2024年6月20日; None for what is no single value."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return official_date(value)
    if isinstance(value, bool | Mapping | Lookup) or is_list(value):
        return None
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)

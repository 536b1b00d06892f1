"""One recipient of a roster."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from docgen.foundation.errors import NOWHERE, Place

Row: TypeAlias = Mapping[str, Any]


def nowhere(key: str) -> Place:
    """Return no place: of an entry that was written nowhere."""
    return NOWHERE


@dataclass(frozen=True)
class Entry:
    """One recipient: typed values by key, and where they stand."""

    values: Row
    place: Place
    cell: Callable[[str], Place] = nowhere
    """Returns where the value of a key stands, or should."""


SPARE = Entry({}, NOWHERE)
"""What a blank copy is made of: no row of the roster."""

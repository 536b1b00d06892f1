"""One recipient of a roster."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from docgen.foundation.errors import Place

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    """One recipient: typed values by key, and where they stand."""

    values: Row
    place: Place

"""A YAML file as text: nested dicts and lists of strings, and the line and column each came from."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeAlias

from docgen.foundation.errors import Place

KeyPath: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = str | list[Any] | dict[str, Any]


@dataclass(frozen=True)
class Spot:
    """Where a value and its key begin (line and column from 1), and how the value was written."""

    value: tuple[int, int]
    key: tuple[int, int]
    style: str = ""  # of a scalar: empty when plain, else its quote or block sign


@dataclass(frozen=True)
class Source:
    """A YAML file as text: its values, and the place of each."""

    path: Path
    values: dict[str, Any]
    places: Mapping[KeyPath, Spot]
    lines: tuple[str, ...]
    blocks: dict[KeyPath, "Block"] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Literal blocks asked about before: a text may hold ten thousand mistakes."""

    def place(self, *keys: str | int) -> Place:
        """Return where the value at `keys` begins, or its nearest known ancestor."""
        return Place(self.path, *self._nearest(keys).value, keys=keys)

    def key_place(self, *keys: str | int) -> Place:
        """Return where the key of the value at `keys` begins (for an item of a list, the item)."""
        return Place(self.path, *self._nearest(keys).key, keys=keys)

    def place_within(self, keys: KeyPath, offset: int) -> Place:
        """Return where the character at `offset` of the text at `keys` stands.

        Exact for a literal block (`|`), whose lines are the text's lines; any other text gives its start.
        """
        spot = self.places.get(keys)
        if spot is None or spot.style != "|":
            return self.place(*keys)
        block = self.blocks.get(keys) or self.blocks.setdefault(keys, self._block(spot, self.value(*keys)))
        number = bisect_right(block.starts, max(offset, 0)) - 1
        line, column = spot.value[0] + 1 + number, 1 + block.indent + offset - block.starts[number]
        return Place(self.path, line, column, keys=keys)

    def value(self, *keys: str | int) -> Any:
        """Return the value at `keys`; KeyError or IndexError when there is none."""
        found: Any = self.values
        for key in keys:
            found = found[key]
        return found

    def quoted(self, *keys: str | int) -> bool:
        """Say whether the text at `keys` stands in quotes: `""` is written on purpose, nothing is not."""
        return self._nearest(keys).style in ("'", '"')

    def _nearest(self, keys: KeyPath) -> Spot:
        while keys not in self.places:
            keys = keys[:-1]
        return self.places[keys]

    def _block(self, spot: Spot, text: str) -> "Block":
        # The block's own lines tell its indent, whatever its header says about it.
        lines = text.split("\n")
        pairs = zip(self.lines[spot.value[0] :], lines, strict=False)
        indent = next((len(written) - len(line) for written, line in pairs if line), 0)
        starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
        return Block(indent, tuple(starts))


@dataclass(frozen=True)
class Block:
    """A literal block (`|`): its indent in the file, and where each of its lines begins in its text."""

    indent: int
    starts: tuple[int, ...]

"""What is asked for on the command line in place of what a document says: which copies, for which printer.

In go a `Source` and fields by name, out comes a source that the model checks as if they stood in the file.
They have no line there, so what is wrong with them is told of the file as a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from docgen.foundation.errors import ContentError, Place, Problem

from .kinds import Kind
from .source import KeyPath, Source, Value

Fields = Mapping[str, Value]
NOTHING: Fields = MappingProxyType({})


@dataclass(frozen=True)
class OverriddenSource(Source):
    """A source some of whose fields were asked for, and stand in no line."""

    asked: frozenset[str] = frozenset()

    def place(self, *keys: str | int) -> Place:
        """Return where the value at `keys` begins; the file alone for one that was asked for."""
        return self.told(super().place(*keys), keys)

    def key_place(self, *keys: str | int) -> Place:
        """Return where the key of the value at `keys` begins; the file alone for one that was asked for."""
        return self.told(super().key_place(*keys), keys)

    def told(self, place: Place, keys: KeyPath) -> Place:
        """Return the place of the value at `keys`, without a line if it stands in none."""
        return replace(place, line=None, column=None) if keys and keys[0] in self.asked else place


def with_overrides(source: Source, fields: Fields, kind: Kind) -> Source:
    """Return `source` with `fields` in place of its own.

    Raises ContentError for fields that a document of this kind does not have.
    """
    if not fields:
        return source
    unknown = [name for name in fields if name not in kind.schema["properties"]]
    if unknown:
        place = Place(source.path)
        raise ContentError(Problem("option-unfit", place, {"name": n, "kind": kind.name}) for n in unknown)
    places = {keys: spot for keys, spot in source.places.items() if not keys or keys[0] not in fields}
    return OverriddenSource(
        source.path, {**source.values, **fields}, places, source.lines, asked=frozenset(fields)
    )

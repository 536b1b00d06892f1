"""A list of one typed without its dash: `addressees: 各学校`, `signatory: 马建军、王晓丽`.

In goes a `Source`, out comes one in which every field that is to be a list is one, with a place for each
item. Only where a schema names `x-separators` (a list of people's names) one line becomes several items; what
is printed as it stands, such as 各县人民政府，市直各单位, stays whole, so that its signs are those typed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from ..source import KeyPath, Source, Spot
from .fields import Fields, Schema, type_of

OPENING, CLOSING = "《〈（(〔[【“‘「{", "》〉）)〕]】”’」}"


class Item(NamedTuple):
    """One item of a line, and where in the line it begins."""

    text: str
    offset: int


def with_lists(source: Source, schema: Schema) -> Source:
    """Return `source` with a list in each place where `schema` asks for one and one item stands there."""
    made = Lists(source, Fields(schema, source.values))
    values = made.value(source.values, ())
    return replace(source, values=values, places=made.places) if made.found else source


class Lists:
    """Walks the values once, and keeps the places in step."""

    def __init__(self, source: Source, fields: Fields) -> None:
        self.source = source
        self.fields = fields
        self.places = dict(source.places)
        self.found = False

    def value(self, given: Any, keys: KeyPath) -> Any:
        """Return a value, with what is to be a list as one."""
        wanted = self.fields.type(keys)
        if wanted == "array" and not isinstance(given, list):
            return self.listed(given, keys)
        if isinstance(given, list):
            return [self.value(item, (*keys, number)) for number, item in enumerate(given)]
        if isinstance(given, Mapping):
            return {key: self.value(item, (*keys, key)) for key, item in given.items()}
        return given

    def listed(self, given: Any, keys: KeyPath) -> Any:
        """Return a text or a group as a list, if one such item may stand in it."""
        item_type = self.item_type(keys)
        if isinstance(given, Mapping) and item_type == "object":
            self.put_below(keys)
            return [given]
        if not isinstance(given, str) or item_type != "string" or not self.is_one_line(given, keys):
            return given
        separators = self.fields.first(keys, "x-separators") or ""
        items = list(split(given, separators))
        spot = self.places[keys]
        self.found = True
        for number, item in enumerate(items):
            self.places[*keys, number] = self.item_spot(spot, given, item)
        return [item.text for item in items]

    def item_type(self, keys: KeyPath) -> str:
        """Return the type of a list's items; a list of lists, and one of alternatives, is told as before."""
        items: Schema = next((part["items"] for part in self.fields.parts(keys) if "items" in part), {})
        return type_of(self.fields.followed(items, ""))

    def is_one_line(self, text: str, keys: KeyPath) -> bool:
        """Say whether a text is an item: not empty, all on one line, and no list with badly typed dashes."""
        spot = self.places.get(keys)
        if spot is None or not text.strip() or text.startswith(("-", "－")):
            return False
        if spot.style:
            return spot.style in ("'", '"')
        return text in self.source.lines[spot.value[0] - 1]

    def item_spot(self, spot: Spot, text: str, item: Item) -> Spot:
        """Return where an item of a line begins."""
        line, column = spot.value
        start = column - 1 + bool(spot.style)
        exact = line <= len(self.source.lines) and self.source.lines[line - 1].startswith(text, start)
        at = (line, column + (item.offset + bool(spot.style and item.offset) if exact else 0))
        return Spot(at, at, spot.style)

    def put_below(self, keys: KeyPath) -> None:
        """Move the places of a group to those of a list's first item."""
        self.found = True
        depth = len(keys)
        moved = {path: spot for path, spot in self.places.items() if path[:depth] == keys}
        for path, spot in moved.items():
            if len(path) > depth:
                del self.places[path]
            self.places[*keys, 0, *path[depth:]] = spot


def split(text: str, separators: str) -> Iterator[Item]:
    """Yield the items of a line, parted at `separators` outside brackets and quotes; never an empty one."""
    start = depth = 0
    for offset, sign in enumerate(text + (separators[:1] or "\0")):
        depth = max(0, depth + (sign in OPENING) - (sign in CLOSING))
        ends = offset == len(text)
        if ends or (sign in separators and not depth):
            piece = text[start:offset]
            if piece.strip():
                yield Item(piece.strip(), start + len(piece) - len(piece.lstrip()))
            start = offset + 1

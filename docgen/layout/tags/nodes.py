"""The tree of tags as plain records: nodes, and at their ends what is drawn and what can be clicked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias


class Leaf(NamedTuple):
    """A run of text or a picture that is drawn on a page."""

    page: int  # of its letter, from 0
    box: Any


class Link(NamedTuple):
    """What can be clicked on a page: the rectangle of a box."""

    page: int
    box: Any


@dataclass(eq=False)
class Node:
    """A structure element (ISO 32000-1, 14.7.2)."""

    kind: str  # a standard structure type (14.8.4): P, H1, Table …
    language: str = ""  # BCP 47, of what is in it
    alt: str = ""  # what is read in place of a picture
    attributes: dict[str, Mapping[str, Any]] = field(default_factory=dict)  # by their owner: Table, List …
    mark: str = ""  # its ID, where it must have one
    kids: list["Kid"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Yield the node and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()


Kid: TypeAlias = Node | Leaf | Link

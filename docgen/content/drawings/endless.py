"""Drawings that never end: parts that show themselves, or each other so often that it never ends."""

from collections.abc import Iterator
from typing import Any

from ..unusable import UnusablePicture
from .allowed import ADDRESS

NODE_LIMIT = 20_000
"""Elements of a picture, those drawn again by `use` counted each time; our largest frame has a hundred."""
DEPTH_LIMIT = 64


def refuse_too_many(root: Any) -> None:
    """Raise UnusablePicture for a drawing of too many elements, or nested too deep."""
    level = [root]
    count = depth = 0
    while level:
        count, depth = count + len(level), depth + 1
        if count > NODE_LIMIT or depth > DEPTH_LIMIT:
            raise UnusablePicture("drawing-too-complex", nodes=NODE_LIMIT, depth=DEPTH_LIMIT)
        level = [child for element in level for child in element]


def refuse_endless(root: Any) -> None:
    """Raise UnusablePicture for parts that show themselves, or each other so often that it never ends."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    sizes: dict[Any, int] = {}

    def size(element: Any, above: tuple[Any, ...]) -> int:
        if element in sizes:
            return sizes[element]
        if element in above or len(above) > 2 * DEPTH_LIMIT:
            raise UnusablePicture("drawing-endless")
        within = (*above, element)
        shown = [named[name] for name in references(element) if name in named]
        sizes[element] = 1 + sum(size(one, within) for one in (*element, *shown))
        if sizes[element] > NODE_LIMIT:
            raise UnusablePicture("drawing-too-complex", nodes=NODE_LIMIT, depth=DEPTH_LIMIT)
        return sizes[element]

    size(root, ())


def references(element: Any) -> Iterator[str]:
    """Yield the ids of what an element shows or is painted with."""
    if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] == "a":
        return
    for name, value in element.items():
        if name.rpartition("}")[2] == "href" and value.strip().startswith("#"):
            yield value.strip()[1:]
        else:
            yield from (found[2].strip() for found in ADDRESS.finditer(value) if found[1])

"""Drawings that never end: parts that show themselves, or each other so often that it never ends."""

import re
from collections.abc import Iterator
from typing import Any

from ..unusable import UnusablePicture
from .allowed import ADDRESS

NODE_LIMIT, POINT_LIMIT = 20_000, 200_000
"""Elements of a picture, those drawn again by `use` counted each time; our largest frame has a hundred."""
DEPTH_LIMIT = 64
WORDS = re.compile(r"[A-Za-z]|[-+]?[\d.]+")
"""What a line is written with: letters that say how it goes on, and numbers, two to a point."""
WORDS_A_SHAPE = 2 * POINT_LIMIT // NODE_LIMIT
"""So many take as long to draw as a shape."""
LETTERS_OF_SHEET = 10
"""So many of a style sheet take as long."""
SET_ANEW = 4
"""Shapes more that a part of a text with a place of its own takes."""
TEXTS = frozenset({"text", "tspan", "textPath", "a"})


def too_complex() -> UnusablePicture:
    """Return what is said of a drawing that would take too long to draw."""
    return UnusablePicture("drawing-too-complex", nodes=NODE_LIMIT, points=POINT_LIMIT, depth=DEPTH_LIMIT)


def refuse_too_many(root: Any) -> None:
    """Raise UnusablePicture for a drawing of too many elements, or nested too deep."""
    level = [root]
    count = depth = 0
    while level:
        count, depth = count + len(level), depth + 1
        if count > NODE_LIMIT or depth > DEPTH_LIMIT:
            raise too_complex()
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
        sizes[element] = weight(element) + sum(size(one, within) for one in (*element, *shown))
        if sizes[element] > NODE_LIMIT:
            raise too_complex()
        return sizes[element]

    size(root, ())


def weight(element: Any) -> int:
    """Return as how many shapes an element counts, without those in it: by what drawing it takes."""
    if not isinstance(element.tag, str):
        return 1
    name = element.tag.rpartition("}")[2]
    letters = sum(map(len, [element.text or "", *(child.tail or "" for child in element)]))
    said = letters if name in TEXTS else letters // LETTERS_OF_SHEET if name == "style" else 0
    lines = sum(len(WORDS.findall(text)) for key, text in element.items() if key.rpartition("}")[2] != "href")
    return 1 + said + lines // WORDS_A_SHAPE + SET_ANEW * (name in TEXTS - {"text"})


def references(element: Any) -> Iterator[str]:
    """Yield the ids of what an element shows or is painted with."""
    if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] == "a":
        return
    for name, value in element.items():
        if name.rpartition("}")[2] == "href" and value.strip().startswith("#"):
            yield value.strip()[1:]
        else:
            yield from (found[2].strip() for found in ADDRESS.finditer(value) if found[1])

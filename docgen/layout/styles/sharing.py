"""Which elements a style sheet cannot tell apart, and the one style they share.

In goes a tree, out comes a number for each element; equal numbers mean equal styles. WeasyPrint is then asked
about one element of each number, once for all documents with the same style sheet: the thousandth letter and
the 1,600 cells of a table cost no more than looking at their tags and classes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from ..engine.turns import in_turn
from .record import Style, record

Computed = Callable[[Element, str | None], Any]

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)  # one left open goes on to the end (CSS Syntax 3, 4.3.2)
SELECTORS = re.compile(r"(?<![^{};])([^{};]+)\{")
ARGUMENT = re.compile(r"(:nth-[\w-]+)\([^)]*\)")
SIBLING = re.compile(r"(?<!\s)\s*([+~])(?!=)\s*")
STRUCTURAL = re.compile(r":(?:first-|last-|nth-|only-|empty)")
TAG = re.compile(r"[+~]?([a-zA-Z][\w-]*)?(\.[\w-]+)?")
ATTRIBUTE = re.compile(r"\[\s*([\w-]+)")

# What WeasyPrint's own style sheet (html5_ua.css) looks at besides names of tags and attributes.
OWN_PLACED = frozenset({"select", "option", "textarea"})
OWN_VALUED = frozenset({"class", "id", "style", "lang", "dir", "type", "frame", "rules", "value"})

MOST = 20_000  # distinct elements remembered; a batch whose every element is new must not fill the memory


def placed_tags(css: str) -> frozenset[str]:
    """Return the tags and `.classes` whose style may depend on their siblings; `*` stands for any tag."""
    found = set(OWN_PLACED)
    for selectors in SELECTORS.findall(COMMENT.sub(" ", css)):
        text = SIBLING.sub(r" \1", ARGUMENT.sub(r"\1", selectors))
        for compound in re.split(r"[\s>,]+", text):
            if compound[:1] in ("+", "~") or STRUCTURAL.search(compound):
                tag, named = TAG.match(compound).groups()  # type: ignore[union-attr]  # it matches nothing too
                found.add(tag.lower() if tag else named or "*")
    return frozenset(found)


class Alike:
    """What one style sheet makes of all elements it has met."""

    def __init__(self, css: str) -> None:
        self.placed = placed_tags(css)
        self.valued = OWN_VALUED | set(ATTRIBUTE.findall(css))
        self.shares = ":has(" not in css  # else a style may depend on anything below the element
        self.numbers: dict[tuple[Any, ...], int] = {}
        self.examples: dict[int, tuple[Computed, Element]] = {}
        self.records: dict[tuple[int, str | None], Style | None] = {}

    @property
    def full(self) -> bool:
        """Whether it is time to start afresh."""
        return len(self.numbers) > MOST

    def of(self, root: Element) -> dict[Element, int]:
        """Return the number of each element of a tree."""
        found = {root: self.number((0, *self.face(root)))}
        queue = [root]
        for parent in queue:
            children = [child for child in parent if isinstance(child.tag, str)]
            ordered = self.ordered(children)
            for place, child in enumerate(children):
                key = (found[parent], *self.face(child), place if ordered else -1)
                found[child] = self.number(key)
            queue.extend(children)
        return found

    def number(self, key: tuple[Any, ...]) -> int:
        """Return the number of elements that look like this, a new one for a new look."""
        if not self.shares:
            key = (len(self.numbers), key)
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def ordered(self, children: Sequence[Element]) -> bool:
        """Return whether the places of these siblings matter."""
        return "*" in self.placed or any(self.is_placed(child) for child in children)

    def is_placed(self, element: Element) -> bool:
        """Return whether an element's style may depend on its siblings."""
        classes = element.get("class")
        named = classes is not None and any(f".{name}" in self.placed for name in classes.split())
        return element.tag in self.placed or named

    def face(self, element: Element) -> tuple[Any, ...]:
        """Return what selectors may see of an element, and of its children where their order matters."""
        shape = self.shape(element) if len(element) else ()
        empty = not len(element) and not element.text
        text = element.text if element.tag == "style" else None
        return (*self.own(element), empty, text, shape)

    def shape(self, element: Element) -> tuple[Any, ...]:
        """Return what selectors may see of an element's children, nothing where their order is no matter."""
        children = [child for child in element if isinstance(child.tag, str)]
        return tuple(map(self.own, children)) if self.ordered(children) else ()

    def own(self, element: Element) -> tuple[Any, ...]:
        """Return an element's tag and attributes, without the values that no selector asks for."""
        if not element.keys():
            return element.tag, ()
        said = ((name, value if name in self.valued else "") for name, value in element.items())
        return element.tag, tuple(said)

    def learn(self, tree: dict[Element, int], compute: Callable[[Element], Computed]) -> None:
        """Have `compute` work out the styles of a tree in which every new look occurs once."""
        if tree.keys() and not all(number in self.examples for number in tree.values()):
            copies = copied(tree)
            computed = compute(next(iter(copies.values())))
            for number, element in copies.items():
                self.examples.setdefault(number, (computed, element))

    def style(self, number: int, pseudo: str | None) -> Style | None:
        """Return the style of elements with this number or of their pseudo-element, None when it has none."""
        key = (number, pseudo)
        if key not in self.records:
            with in_turn():
                if key not in self.records:  # nor worked out by another thread while this one waited
                    computed, element = self.examples[number]
                    found = computed(element, pseudo)
                    self.records[key] = None if found is None else record(found)
        return self.records[key]


def copied(tree: dict[Element, int]) -> dict[int, Element]:
    """Return one element of each number, hung together like those they stand for; the root comes first."""
    copies: dict[int, Element] = {}
    for element, parent in with_parents(next(iter(tree))):
        number = tree[element]
        if number not in copies:
            attributes = dict(element.items())
            above = copies[tree[parent]] if parent is not None else None
            made = (
                Element(element.tag, attributes)
                if above is None
                else SubElement(above, element.tag, attributes)
            )
            made.text = element.text if element.tag == "style" else element.text and "x"
            copies[number] = made
    return copies


def with_parents(root: Element) -> Iterator[tuple[Element, Element | None]]:
    """Yield each element with its parent, in the order of the document."""
    waiting: list[tuple[Element, Element | None]] = [(root, None)]
    while waiting:
        element, parent = waiting.pop()
        yield element, parent
        waiting.extend((child, element) for child in reversed(element) if isinstance(child.tag, str))

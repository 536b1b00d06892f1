"""What pages print in their margins of the text they hold: running elements and running titles.

CSS knows for each page what is in force there; Word has headers for whole sections only. So every block
remembers what was in force where it was met, and a section gathers it from its blocks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from docgen.layout.styles import Page, Style

Name = tuple[str, str]
"""`element` and the name of a `position: running()`, or `string` and the name of a `string-set`."""
InForce = Mapping[Name, Element]
"""The elements that said so last."""

Shown = tuple[tuple[Element | None, Element | None], ...]
"""What pages print of the text they hold, to be compared."""


@dataclass
class Running:
    """What is in force in a stretch of text: where it begins, else first met in it; and where it ends."""

    first: InForce = field(default_factory=dict)
    last: InForce = field(default_factory=dict)

    def meet(self, element: Element, style: Style) -> None:
        """Take note of an element that may be moved into a margin, or may set a title."""
        names = [*names_set(style)]
        if names:
            self.go_on({**self.last, **dict.fromkeys(names, element)})

    def go_on(self, found: InForce) -> None:
        """Let the stretch reach a place where `found` is in force."""
        if found is not self.last:
            self.first, self.last = {**found, **self.first}, found

    def get(self, name: Name, which: str = "first") -> Element | None:
        """Return the element that CSS prints by element() or string(); `which` is its second argument."""
        return (self.last if which == "last" else self.first).get(name)

    def shown(self, page: Page) -> Shown:
        """Return all that such pages print of it."""
        return tuple((self.first.get(name), self.last.get(name)) for name in names_printed(page))


def names_set(style: Style) -> Iterator[Name]:
    """Yield what an element has a say in."""
    if style.running:
        yield "element", style.running
    for name, _ in style.string_set:
        yield "string", name


@lru_cache(maxsize=256)
def names_printed(page: Page) -> tuple[Name, ...]:
    """Return what the margin boxes of a page ask for."""
    return tuple(
        (kind.removesuffix("()"), value[0])
        for style in page.boxes.values()
        for kind, value in style.content or ()
        if kind in ("element()", "string()")
    )

"""The styles of one document: an HTML page and one style sheet in, a `Cascade` that answers for any element.

WeasyPrint's own cascade works them out (`engine.cascade`), in turn with other threads: what is learnt of a
style sheet is shared by all documents that have it.
"""

from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from ..engine import cascade
from ..engine.sheets import Sheet
from ..engine.turns import in_turn
from .record import CUSTOM, Style
from .sharing import Alike, Computed

RESET = "*{" + "".join(f"--docx-{name}:auto;" for name in CUSTOM) + "}"
"""Custom properties inherit; what Word is told of a heading must not reach the words inside it."""


@lru_cache(maxsize=32)
def sheet(css: str) -> Sheet:
    """Return `css` parsed; a thousand letters share one."""
    return Sheet(css)


@lru_cache(maxsize=32)
def alike(css: str, own: str) -> Alike:
    """Return what is known of elements under a style sheet and the document's `own` style elements."""
    return Alike(css + own)


class Cascade:
    """The computed styles of one document.

    `root` is the parsed `html` element (an ElementTree element); ask `style` and `pseudo` about it and
    anything inside it. Equal styles are one object, so a style may serve as a cache key.
    """

    @in_turn()
    def __init__(self, html: str, css: str) -> None:
        self.root = cascade.page(html)
        self.css = css
        self.sheet = sheet(css)
        self.compute()

    @in_turn()
    def compute(self) -> None:
        """Compute all styles, afresh when the tree was changed from outside."""
        own = "".join(element.text or "" for element in self.root.iter("style"))
        if alike(self.css, own).full:
            alike.cache_clear()
        self.alike = alike(self.css, own)
        self.numbers = self.alike.of(self.root)
        self.alike.learn(self.numbers, self.computed)

    def computed(self, root: Element) -> Computed:
        """Return WeasyPrint's computed styles for the tree below `root`."""
        found: Computed = cascade.computed(root, sheet(RESET), self.sheet)
        return found

    def style(self, element: Element) -> Style:
        """Return the style of an element of this document."""
        found = self.alike.style(self.numbers[element], None)
        assert found is not None  # every element has one
        return found

    def pseudo(self, element: Element, name: str) -> Style | None:
        """Return the style of `::name` (before, after, marker …), None when no rule speaks of it."""
        return self.alike.style(self.numbers[element], name)

    def counter_text(self, value: int, style: Any) -> str:
        """Return a counter's value as a `@counter-style` (or list-style-type) writes it."""
        if isinstance(style, tuple) and style[0] == "string":
            return str(style[1])
        return self.sheet.counter_text(value, style)

    def marker_text(self, value: int, style: Any) -> str:
        """Return the marker of a list item, with the prefix and suffix its counter style gives."""
        return self.sheet.marker_text(value, style)

"""The door to WeasyPrint's cascade: the only module that calls its private `get_all_computed_styles`.

In go an HTML document and one style sheet, out comes a `Cascade` that answers for any element or
pseudo-element. Nothing is fetched: an address met on the way is refused, and WeasyPrint goes on without it.
"""

from functools import lru_cache
from typing import Any, NoReturn
from xml.etree.ElementTree import Element

from weasyprint import CSS, HTML
from weasyprint.css import get_all_computed_styles
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from .record import CUSTOM, Style
from .sharing import Alike, Computed

BASE = "docgen:/"
"""A base that WeasyPrint cannot join to, so that relative addresses come out as they were written."""

RESET = "*{" + "".join(f"--docx-{name}:auto;" for name in CUSTOM) + "}"
"""Custom properties inherit; what Word is told of a heading must not reach the words inside it."""


class Refuser(URLFetcher):  # type: ignore[misc]
    """A fetcher that never fetches."""

    def fetch(self, url: str, headers: object = None) -> NoReturn:
        """Raise ValueError: style sheets arrive whole, and images are read by the writers."""
        raise ValueError(f"not fetched: {url}")


REFUSER = Refuser()


class Sheet:
    """A parsed style sheet and the counter styles it defines."""

    def __init__(self, css: str) -> None:
        self.counter_styles = CounterStyle()
        self.parsed = CSS(string=css, base_url=BASE, url_fetcher=REFUSER, counter_style=self.counter_styles)


@lru_cache(maxsize=32)
def sheet(css: str) -> Sheet:
    """Return `css` parsed; a thousand letters share one."""
    return Sheet(css)


@lru_cache(maxsize=1)
def fonts() -> FontConfiguration:
    """Return the one font configuration, needed only for units such as `ex`."""
    return FontConfiguration()


@lru_cache(maxsize=32)
def alike(css: str, own: str) -> Alike:
    """Return what is known of elements under a style sheet and the document's `own` style elements."""
    return Alike(css + own)


class Cascade:
    """The computed styles of one document.

    `root` is the parsed `html` element (an ElementTree element); ask `style` and `pseudo` about it and
    anything inside it. Equal styles are one object, so a style may serve as a cache key.
    """

    def __init__(self, html: str, css: str) -> None:
        self.root: Element = HTML(string=html, base_url=BASE, url_fetcher=REFUSER).etree_element
        self.css = css
        self.sheet = sheet(css)
        self.compute()

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
        document = HTML(string="<html>", base_url=BASE, url_fetcher=REFUSER)
        document.etree_element = root
        document.wrapper_element = document.wrapper_element.from_html_root(root, None)
        computed: Computed = get_all_computed_styles(
            document,
            user_stylesheets=[sheet(RESET).parsed, self.sheet.parsed],
            font_config=fonts(),
            counter_style=self.sheet.counter_styles,
        )
        return computed

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
        return str(self.sheet.counter_styles.render_value(value, style))

    def marker_text(self, value: int, style: Any) -> str:
        """Return the marker of a list item, with the prefix and suffix its counter style gives."""
        return str(self.sheet.counter_styles.render_marker(style, value))

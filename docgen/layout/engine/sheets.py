"""A style sheet, parsed once with the counter styles and fonts it defines.

In WeasyPrint's public API a style sheet's `@counter-style` rules go into a mapping that is handed to the
layout beside the sheet; the mapping's class lies in its private parts.

For WeasyPrint 70. Upstream: nothing to be mended is known. Held by:
tests/layout/test_engine.py::test_the_cascade_is_asked_as_it_is_known
"""

from typing import Any, NoReturn

from weasyprint import CSS
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

BASE = "docgen:/"
"""A base that WeasyPrint cannot join to, so that relative addresses come out as they were written."""


class Refuser(URLFetcher):  # type: ignore[misc]
    """A fetcher that never fetches."""

    def fetch(self, url: str, headers: object = None) -> NoReturn:
        """Raise ValueError: style sheets arrive whole, and images are read by the writers."""
        raise ValueError(f"not fetched: {url}")


REFUSER = Refuser()


def new_fonts() -> FontConfiguration:
    """Return the machine's fonts as WeasyPrint knows them, for a layout to add its own to."""
    return FontConfiguration()


class Sheet:
    """A parsed style sheet and the counter styles it defines; its fonts are added to `fonts`."""

    def __init__(
        self, css: str, fonts: FontConfiguration | None = None, fetcher: URLFetcher = REFUSER
    ) -> None:
        self.counter_styles = CounterStyle()
        self.parsed = CSS(
            string=css,
            base_url=BASE,
            url_fetcher=fetcher,
            font_config=fonts,
            counter_style=self.counter_styles,
        )

    def counter_text(self, value: int, style: Any) -> str:
        """Return a counter's value as a counter style writes it."""
        return str(self.counter_styles.render_value(value, style))

    def marker_text(self, value: int, style: Any) -> str:
        """Return the marker of a list item, with the prefix and suffix its counter style gives."""
        return str(self.counter_styles.render_marker(style, value))

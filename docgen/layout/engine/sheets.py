"""A style sheet, parsed with the counter styles and fonts it defines; where that is right, once for all.

In WeasyPrint's public API a style sheet's `@counter-style` rules go into a mapping that is handed to the
layout beside the sheet; the mapping's class lies in its private parts. What it grumbles about while it parses
goes to its logger, and is said again for each layout.

For WeasyPrint 70. Upstream: nothing to be mended is known. Held by:
tests/layout/test_engine.py::test_the_cascade_is_asked_as_it_is_known
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from functools import lru_cache
from threading import get_ident
from typing import Any, NoReturn

from weasyprint import CSS
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetchingError

from .fetching import refuse

BASE = "docgen:/"
"""A base that WeasyPrint cannot join to, so that relative addresses come out as they were written."""


NOT_FETCHED = "not fetched: "


class Refuser(URLFetcher):  # type: ignore[misc]
    """A fetcher that never fetches."""

    def fetch(self, url: str, headers: object = None) -> NoReturn:
        """Raise ValueError: style sheets arrive whole, and images are read by the writers."""
        raise ValueError(NOT_FETCHED + url)


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
        try:
            self.parsed = CSS(
                string=css,
                base_url=BASE,
                url_fetcher=fetcher,
                font_config=fonts,
                counter_style=self.counter_styles,
            )
        except URLFetchingError as error:  # @color-profile: what else a sheet names is fetched later
            refuse("address-refused", str(error).rpartition(NOT_FETCHED)[2])

    def for_another(self) -> "Sheet":
        """Return the same sheet with counter styles of its own, for a layout adds WeasyPrint's to them."""
        sheet = copy(self)
        sheet.counter_styles = self.counter_styles.copy()
        return sheet

    def counter_text(self, value: int, style: Any) -> str:
        """Return a counter's value as a counter style writes it."""
        return str(self.counter_styles.render_value(value, style))

    def marker_text(self, value: int, style: Any) -> str:
        """Return the marker of a list item, with the prefix and suffix its counter style gives."""
        return str(self.counter_styles.render_marker(style, value))


OWN = re.compile(r"@(?:font-face|import)", re.IGNORECASE)
"""What a style sheet has fetched for one layout."""

logger = logging.getLogger("weasyprint")


def for_layout(css: str, fonts: FontConfiguration, fetcher: URLFetcher) -> Sheet:
    """Return a style sheet for one layout."""
    if OWN.search(css):
        return Sheet(css, fonts, fetcher)
    sheet, grumbles = parsed_once(css)
    for record in grumbles:
        logger.log(record.levelno, "%s", record.getMessage())
    return sheet.for_another()


@lru_cache(maxsize=32)
def parsed_once(css: str) -> tuple[Sheet, tuple[logging.LogRecord, ...]]:
    """Return a style sheet, and what WeasyPrint says of it."""
    with unheard() as grumbles:
        sheet = Sheet(css)
    return sheet, tuple(grumbles)


@contextmanager
def unheard() -> Iterator[list[logging.LogRecord]]:
    """Keep back what WeasyPrint logs in this thread while the block runs."""
    records: list[logging.LogRecord] = []
    here = get_ident()

    def passes(record: logging.LogRecord) -> bool:
        if record.thread == here:
            records.append(record)
        return record.thread != here

    logger.addFilter(passes)
    try:
        yield records
    finally:
        logger.removeFilter(passes)

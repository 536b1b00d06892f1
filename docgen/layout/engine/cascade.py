"""WeasyPrint's cascade, asked without a layout: page and style sheet in, computed styles out.

Its public API computes styles only while it lays out; `get_all_computed_styles` is private. Nothing is
fetched: an address met on the way is refused, and WeasyPrint goes on without it.

For WeasyPrint 70. Upstream: no thread is known that asks for computed styles alone. Held by:
tests/layout/test_engine.py::test_the_cascade_is_asked_as_it_is_known
"""

from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import HTML
from weasyprint.css import get_all_computed_styles
from weasyprint.text.fonts import FontConfiguration

from .sheets import BASE, REFUSER, Sheet, new_fonts


@lru_cache(maxsize=1)
def fonts() -> FontConfiguration:
    """Return the one font configuration, needed only for units such as `ex`."""
    return new_fonts()


def page(html: str) -> Element:
    """Return the `html` element of a page, as WeasyPrint reads it."""
    root: Element = HTML(string=html, base_url=BASE, url_fetcher=REFUSER).etree_element
    return root


def computed(root: Element, before: Sheet, sheet: Sheet) -> Any:
    """Return what answers for the computed style of any element below `root`, and of its pseudo-elements.

    The rules of `before` come first, then those of `sheet`, which defines the counter styles.
    """
    document = HTML(string="<html>", base_url=BASE, url_fetcher=REFUSER)
    document.etree_element = root
    document.wrapper_element = document.wrapper_element.from_html_root(root, None)
    return get_all_computed_styles(
        document,
        user_stylesheets=[before.parsed, sheet.parsed],
        font_config=fonts(),
        counter_style=sheet.counter_styles,
    )

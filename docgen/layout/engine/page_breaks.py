"""Unforced page breaks (自动分页) on named pages.

A margin next to an unforced break is dropped, so that a page begins with its words (CSS Fragmentation 3,
5.2). WeasyPrint 70 takes every break on a named page for a forced one and keeps the margin: a heading at the
top of a handbook's page then stands lower than in Word, and pages hold less. A break is forced where a rule
says so or the page's name changes.

For WeasyPrint 70. Upstream: none is known on named pages; margins at breaks came with Kozea/WeasyPrint #115
and #835. Held by: tests/layout/test_engine.py::test_a_margin_is_dropped_at_a_break_that_no_one_asked_for
"""

from typing import Any

from weasyprint.layout import LayoutContext


def install() -> None:
    """Make WeasyPrint tell forced breaks from others; calling again changes nothing."""
    LayoutContext.forced_break = property(is_forced, lambda context, told: None)


def is_forced(context: Any) -> bool:
    """Return whether the page in hand, the second or a later one, begins after a forced break."""
    before, here = (begun[1] for begun in context.page_maker[context.current_page - 2 : context.current_page])
    return bool(here["break"] != "any" or here["page"] != before["page"])

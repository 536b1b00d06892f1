"""The number that is printed on each page, which WeasyPrint's pages do not tell: @page may count anew.

A laid-out page shows its style nowhere but in its private box; the counter is counted here as CSS Paged
Media 3 (6.1) has it.

For WeasyPrint 70. Upstream: no thread is known that asks for it. Held by:
tests/pipeline/test_page_numbers.py::test_pages_that_count_anew_are_told_as_they_are_printed
"""

from collections.abc import Sequence
from typing import Any


def numbered(pages: Sequence[Any]) -> list[int]:
    """Return the number that is printed on each page."""
    found = [0]
    for page in pages:
        found.append(counted(page._page_box.style, found[-1]))
    return found[1:]


def counted(style: Any, before: int) -> int:
    """Return what the counter `page` says on a page of this style, after it has said `before`."""
    said = {
        what: dict(style[f"counter_{what}"] or ()) if style[f"counter_{what}"] != "auto" else {}
        for what in ("reset", "increment", "set")
    }
    touched = any("page" in counters for counters in said.values())
    start = said["reset"].get("page", before)
    return int(said["set"].get("page", start + said["increment"].get("page", 0 if touched else 1)))

"""After blocks on a named page, those on the default page begin a page of their own (CSS Paged Media 3, 5.3).

WeasyPrint 70 knows the default page by an empty name and takes it for no change: what follows a landscape
table goes on on the landscape page.

For WeasyPrint 70. Upstream: none is known. Held by:
tests/layout/test_boxes.py::test_after_a_named_page_the_default_page_comes_back
"""

from typing import Any

from weasyprint.layout import block

plain_name = block.block_level_page_name


class DefaultPage(str):
    """The empty name of the default page, which counts as a name."""

    def __bool__(self) -> bool:
        return True


DEFAULT = DefaultPage()


def install() -> None:
    """Make WeasyPrint come back to the default page; calling again changes nothing."""
    block.block_level_page_name = page_name


def page_name(before: Any, after: Any) -> str | None:
    """Return the name of the page that begins between two blocks, None when none does."""
    name: str | None = plain_name(before, after)
    return DEFAULT if name == "" else name

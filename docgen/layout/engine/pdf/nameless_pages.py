"""Pages without bookmarks and link targets, which every letter of a gathering has and a file names only once.

The pages themselves keep theirs, for other forms of the same letters.

For WeasyPrint 70. Upstream: nothing to be mended is known. Held by:
tests/write/test_chunk.py::test_a_page_keeps_its_names_for_other_forms
"""

from typing import Any


class Nameless:
    """A laid-out page, but for its names."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.bookmarks: list[Any] = []
        self.anchors: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)

"""Whether a page holds anything of the flow, which WeasyPrint's pages do not tell: a foot may be alone.

Of a laid-out page's private box the first child is the flow; notes and margins are its brothers.

For WeasyPrint 70. Upstream: no thread is known that asks for it. Held by:
tests/layout/test_engine.py::test_a_page_tells_whether_it_holds_anything_of_the_flow
"""

from typing import Any

from weasyprint.formatting_structure.boxes import ReplacedBox, TextBox


def is_bare(page: Any) -> bool:
    """Return whether no words and no picture of the flow stand on a page."""
    flow = page._page_box.children[0]
    return not any(
        isinstance(box, ReplacedBox) or (isinstance(box, TextBox) and box.text.strip())
        for box in flow.descendants()
    )

"""Where a Chinese line may break though the layout engine does not know it: around quotation marks.

Unicode counts “ and ” as one ambiguous class that never breaks (UAX 14, QU), since some languages close with
“. Chinese does not: a line may end before an opening mark and after a closing one (GB/T 15834-2011, 5.1).
Without these breaks up to five characters move to the next line and the one before is spread thin.
"""

import re

BREAK = "\u200b"
"""ZERO WIDTH SPACE: may break here; prints nothing and is not found in the PDF's text."""

HAN = "\u2e80-\u2fff\u3040-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
CLOSING = "，。、；：？！）》〉〕】”’"
OPENING = "（《〈〔【“‘"

BEFORE_OPENING = re.compile(f"(?<=[{HAN}{CLOSING}])(?=[“‘])")
AFTER_CLOSING = re.compile(f"(?<=[”’])(?=[{HAN}{OPENING}])")


def with_breaks(html: str) -> str:
    """Return a page with the breaks that Chinese allows around quotation marks put in."""
    return AFTER_CLOSING.sub(BREAK, BEFORE_OPENING.sub(BREAK, html))

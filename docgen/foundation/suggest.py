"""Did you mean …?"""

from collections.abc import Iterable
from difflib import get_close_matches

MOST = 12
"""Known words that are listed where none is near; a handbook has hundreds of ids."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like `word`, or the first known words when none is near."""
    known = sorted(known)
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    return close[0] if close else "、".join(known[:MOST]) + ("……" if len(known) > MOST else "")

"""Words that were composed and are on no page, or on more pages than they were composed for."""

from collections.abc import Iterator

from docgen.composed.printed import Printed
from docgen.foundation.errors import Finding

from .places import short


def findings(printed: Printed) -> Iterator[Finding]:
    """Yield the words that are printed less or more often than they were composed."""
    for lost in printed.lost:
        code = "text-repeated" if lost.repeated else "text-missing"
        yield Finding(code, values={"text": short(lost.words), "after": short(lost.after[-12:])})

"""Pages that nobody asked for: empty ones, and more of them than the style sheet allows."""

from collections.abc import Iterator

from docgen.composed.printed import Printed, Sheet
from docgen.foundation.errors import Finding

from .places import short


def findings(printed: Printed) -> Iterator[Finding]:
    """Yield the empty pages, and the pages beyond the number that is allowed (`--most-pages`)."""
    for sheet in printed.sheets if len(printed.sheets) > 1 else ():
        if is_empty(sheet):
            yield Finding("page-empty", values={"page": sheet.number})
    if 0 < printed.most_pages < len(printed.sheets):
        beyond = printed.sheets[printed.most_pages]
        words = "".join(piece.words for block in beyond.blocks for piece in block.pieces)
        values = {"pages": len(printed.sheets), "most": printed.most_pages, "text": short(words)}
        yield Finding("page-too-many", values=values)


def is_empty(sheet: Sheet) -> bool:
    """Say whether a page shows nothing but its running heads, and no break asked for it."""
    words = any(block.pieces for block in sheet.blocks if block.kind != "margin")
    return not (sheet.blank or sheet.drawn or words or sheet.pictures)

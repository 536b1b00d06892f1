"""What a clerk should know of a text that can be printed: signs that were mended, and signs that stayed text.

In goes Markdown with placeholders as it was typed, out come finds with their offsets. It rests on the rules
Markdown itself is read by here (`lines`, `emphasis`, `inline_syntax`), so what it tells is what is printed.
"""

from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from docgen.foundation.text_marks import Mark, marks

from .. import captions, typed_headings
from ..keyboard import understood
from ..lines import pieces_of
from .doubtful_lines import doubtful_lines, headings_read
from .doubtful_signs import full_width, read_otherwise, stars, unread
from .veil import veiled


@lru_cache(maxsize=256)
def doubts(text: str, counts_headings: bool = False) -> tuple[Mark, ...]:
    """Return what there is to tell of a text, in its order; the same for every recipient.

    `counts_headings` says that its headings are printed with 一、 and （一）.
    """
    return tuple(sorted(found(text, counts_headings), key=attrgetter("offset")))


def found(typed: str, counts_headings: bool) -> Iterator[Mark]:
    """Give the finds, kind by kind."""
    read = understood(typed)
    if counts_headings:
        yield from headings_read(read)
        read = typed_headings.counted(read)
    plain = veiled(read)
    yield from full_width(typed, read)
    yield from read_otherwise(read)
    yield from marks(plain)
    yield from unread(plain)
    yield from doubtful_lines(plain)
    for piece in captions.undecided(list(pieces_of(read))):
        yield Mark("caption-between", piece.offset, {"text": piece.text.strip()})
    for piece in pieces_of(plain):
        yield from (mark._replace(offset=piece.offset + mark.offset) for mark in stars(piece.text))

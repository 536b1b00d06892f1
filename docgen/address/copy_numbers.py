"""份号 counted one per copy: `copies: 15` makes fifteen papers of a document, `copy_number` is the first.

In goes a checked document; out come numbers of six figures (GB/T 9704-2012, 7.2.1). What cannot be counted
in six figures `docgen.content.rules` has refused already, but for a roster, whose length it does not know.
"""

from collections.abc import Sequence

from docgen.content.document import Document
from docgen.content.rules.copy_numbers import LAST
from docgen.foundation.errors import ContentError, Problem

from .roster.columns import NAME
from .roster.entry import Entry

DOCUMENT = "document"
"""Tells the copies of one document from those of another, which bear the same numbers."""


def count_of(document: Document) -> int:
    """Return how many numbered copies a document asks for; 份数 of a kind without 份号 (发文稿纸) is none."""
    has_numbers = "copy_number" in document.kind.schema["properties"]
    return int(document.values.get("copies", 0)) if has_numbers else 0


def numbered_copies(document: Document) -> list[Entry]:
    """Return an entry for each of a document's numbered copies, none where it asks for none."""
    place = document.source.place("copies")
    numbers = range(count_of(document))
    return [Entry({NAME: copy_number(document, at), DOCUMENT: document.name}, place) for at in numbers]


def copy_number(document: Document, at: int) -> str:
    """Return the 份号 of a document's copy `at`, counted from 0; empty where copies have none."""
    first = document.values.get("copy_number") or ("000001" if count_of(document) else "")
    return f"{int(first) + at:06}" if first else ""


def refuse_uncountable(document: Document, entries: Sequence[Entry]) -> None:
    """Raise ContentError for 份数 beside a roster's letters, and for more letters than numbers are left."""
    if count_of(document):
        raise ContentError([Problem("copies-of-roster", document.source.place("copies"))])
    first = int(document.values.get("copy_number", 0))
    if first + len(entries) - 1 > LAST:
        told = {"count": len(entries), "first": f"{first:06}", "most": LAST - first + 1}
        raise ContentError([Problem("copies-beyond-last", document.source.place("copy_number"), told)])

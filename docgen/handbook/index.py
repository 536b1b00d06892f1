"""The index of terms (索引): which pages speak of each, in the order of 拼音."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from markupsafe import Markup

from docgen.foundation.ordering import by_pinyin

from .passages import Part, texts

Pages: TypeAlias = Mapping[str, int]
"""The page number that is printed on the page of an element, by its id."""


@dataclass(frozen=True)
class Entry:
    """One term, and a block on each page that speaks of it, by page number."""

    term: str
    blocks: Mapping[int, str]


def entries(terms: Iterable[str], parts: Sequence[Part], pages: Pages) -> tuple[Entry, ...]:
    """Return the entry of every term, each page once; a term that the book never uses has none."""
    words = readable(parts)
    found = [Entry(term, blocks_by_page(term, words, pages)) for term in sorted(terms, key=by_pinyin)]
    return tuple(entry for entry in found if entry.blocks)


def readable(parts: Sequence[Part]) -> dict[str, str]:
    """Return the Chinese text of every block by its id, without markup."""
    return {
        passage.id: Markup(" ".join(texts(passage.texts["zh"]))).striptags()
        for part in parts
        for passage in part.passages
    }


def blocks_by_page(term: str, words: Mapping[str, str], pages: Pages) -> dict[int, str]:
    """Return the first block on each page that uses a term."""
    found: dict[int, str] = {}
    for block, text in words.items():
        if term in text and block in pages:
            found.setdefault(pages[block], block)
    return found

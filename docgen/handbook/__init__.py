"""What is between the covers of a handbook: its parts as a page shows them, and the index of its terms.

In goes a checked document with chapters, out comes its `Matter`; the templates only arrange it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docgen.content.document import Document
from docgen.foundation.errors import Finding

from .changes import Change, changes
from .editions import earlier
from .index import Entry, Pages, entries
from .passages import LANGUAGES, Marks, Part, Passage, parts

__all__ = ["UNKNOWN", "Layout", "Matter", "languages", "matter"]


@dataclass(frozen=True)
class Layout:
    """What is known of a book only once it was laid out."""

    pages: Pages | None = None
    spreads: Mapping[str, Sequence[Sequence[str]]] | None = None
    """Which blocks of a chapter face each other on two pages (对页), by the chapter's id."""


UNKNOWN = Layout()


@dataclass(frozen=True)
class Matter:
    """All parts of a book, in order."""

    languages: tuple[str, ...]  # in which it is printed, the first one first
    parts: tuple[Part, ...]
    index: tuple[Entry, ...]
    since: int | None  # the edition it is held against
    changes: Sequence[Change]
    layout: Layout
    cover_states: frozenset[str]  # how far the translations of its title and subtitle are

    @property
    def is_draft(self) -> bool:
        """Whether all its Tibetan is a draft."""
        return self.cover_states <= {"draft", "missing"} and all(part.is_draft for part in self.parts)

    @property
    def titled(self) -> list[str]:
        """The languages in which any chapter has a title; at worst Chinese, which all have."""
        return [one for one in self.languages if any(part.title[one] for part in self.parts)] or ["zh"]

    @property
    def findings(self) -> list[Finding]:
        """What is told of the texts of its parts."""
        return [finding for part in self.parts for finding in part.findings]

    def spreads(self, part: Part) -> list[list[Passage]]:
        """Return the blocks of a part that face each other on two pages; all of them, until it is known."""
        passages = {passage.id: passage for passage in part.passages}
        spreads = (self.layout.spreads or {}).get(part.id, [list(passages)])
        return [[passages[name] for name in names] for names in spreads]


def matter(
    document: Document, names: Mapping[str, object], states: Mapping[str, str], layout: Layout
) -> Matter | None:
    """Return the matter of a handbook, None for any other document.

    `names` are what placeholders may name, `states` says how far the translation of each block is. Until
    the pages are known, a book has no index.
    Raises ContentError with the problems of all chapters.
    """
    if not document.chapters:
        return None
    before = earlier(document)
    changed = changes(before, document) if before else []
    marks = Marks(states, frozenset(change.block for change in changed))
    found = parts(document, names, marks)
    terms = document.values.get("index", ())
    index = entries(terms, found, layout.pages) if layout.pages else ()
    since = before.values["edition"] if before else None
    cover = frozenset(state for name, state in states.items() if name.startswith("bo."))
    return Matter(languages(document.values), found, index, since, changed, layout, cover)


def languages(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the languages a book is printed in, the one that comes first first."""
    alone = LANGUAGES.get(values["layout"])
    if alone:
        return (alone,)
    first = LANGUAGES[values["first_language"]]
    return first, *(language for language in LANGUAGES.values() if language != first)

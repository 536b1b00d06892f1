"""What an edition says otherwise than another, block by block: new, gone, moved, or which words changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docgen.content.chapters import content_of
from docgen.content.document import Document
from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.textdiff import edits

from .editions import filled
from .passages import LANGUAGES, texts

CONTEXT = 12
"""Characters shown on each side of words that changed."""
NAMED = 16
"""Characters by which a block without a heading is named."""


@dataclass(frozen=True)
class Wording:
    """Words that changed: what stands before them, the old ones, the new ones, what follows."""

    language: str
    before: str
    old: str
    new: str
    after: str


@dataclass(frozen=True)
class Change:
    """What became of one block, or of a chapter's title."""

    kind: str  # added, removed, moved, changed
    chapter: str  # its Chinese title
    block: str  # id
    name: str  # how a reader finds it
    wordings: tuple[Wording, ...] = ()


@dataclass(frozen=True)
class Said:
    """What a block says by language, what it has beside that, and where it stands."""

    chapter: str  # id
    title: str  # of the chapter
    name: str
    texts: Mapping[str, Any]
    companions: Mapping[str, Any]

    def text(self, language: str) -> str:
        """Return all it says in one language."""
        return "\n".join(text.strip() for text in texts(self.texts.get(language, "")))


def changes(before: Document, after: Document) -> list[Change]:
    """Return what changed between two editions, in the order of the later one; what is gone comes last.

    Raises ContentError for a document that is no handbook.
    """
    others = [one.source for one in (before, after) if not one.chapters]
    if others:
        raise ContentError([Problem("diff-not-handbook", source.place("kind")) for source in others])
    old, new = said(before), said(after)
    found = [change for block, now in new.items() if (change := change_of(block, old.get(block), now))]
    gone = [Change("removed", was.title, block, was.name) for block, was in old.items() if block not in new]
    return found + gone


def said(document: Document) -> dict[str, Said]:
    """Return what each block of a book says, by id; a chapter's title has the chapter's."""
    found = {}
    for chapter, values in filled(document).items():
        title = values["title"]["zh"]
        found[chapter] = Said(chapter, title, title, values["title"], {})
        heading = ""
        for block in values["blocks"]:
            content = content_of(block)[0]
            if content == "heading":
                heading = block["heading"]["zh"]
            companions = {name: value for name, value in block.items() if name not in ("id", content)}
            name = named(block[content]["zh"], heading)
            found[block["id"]] = Said(chapter, title, name, block[content], companions)
    return found


def named(content: Any, heading: str) -> str:
    """Return by what a reader finds a block: the heading it stands under, and how it begins."""
    start = next(texts(content), "").strip().split("\n")[0]
    start = start if len(start) <= NAMED else f"{start[:NAMED]}……"
    return start if heading in ("", start) else f"{heading}：{start}"


def change_of(block: str, was: Said | None, now: Said) -> Change | None:
    """Return what became of one block, None when it is as it was."""
    if was is None:
        return Change("added", now.title, block, now.name)
    wordings = tuple(wording for language in LANGUAGES.values() for wording in reworded(was, now, language))
    if wordings or was.companions != now.companions:
        return Change("changed", now.title, block, now.name, wordings)
    if was.chapter != now.chapter:
        return Change("moved", now.title, block, now.name)
    return None


def reworded(was: Said, now: Said, language: str) -> Iterator[Wording]:
    """Yield the words that changed in one language."""
    old, new = was.text(language), now.text(language)
    for edit in edits(old, new):
        yield Wording(
            language,
            new[max(0, edit.new_start - CONTEXT) : edit.new_start],
            old[edit.start : edit.end],
            new[edit.new_start : edit.new_end],
            new[edit.new_end : edit.new_end + CONTEXT],
        )

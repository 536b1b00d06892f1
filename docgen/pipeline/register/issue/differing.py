"""What one document says otherwise than another, field by field and in words: a draft, or what was issued.

A handbook is held against a handbook, block by block (`handbook/changes.py`). What was issued may be named by
its number: then the content that is archived with it is meant.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docgen.archive import vault
from docgen.content import project, sources
from docgen.content.document import Document
from docgen.foundation.errors import ContentError, DocgenError
from docgen.foundation.textdiff import edits
from docgen.foundation.working_folder import working_folder
from docgen.handbook.changes import CONTEXT, Change, Wording
from docgen.handbook.changes import changes as book_changes
from docgen.handbook.editions import as_text
from docgen.register.opening import is_begun, open_register

from .auditing import common_of
from .snapshot import DATA

Said = dict[tuple[str | int, ...], str]
"""What a document says, by field."""


def source_of(name: Path) -> Path:
    """Return the file that a document is written in: itself, or of a number the archived one.

    What is neither is returned as it is: whoever opens it says what is wrong.
    """
    if sources.found(name):
        return name
    try:
        root = project.find(working_folder() or Path()).root
        if not is_begun(root):
            return name
        with open_register(root) as register:
            entry = register.find(str(name))
    except ContentError:
        return name
    place = next(iter(common_of(root, entry)), str(entry.more.get("archive") or vault.FOLDER))
    return root / place / DATA / str(entry.more.get("source") or entry.document)


def changes(before: Document, after: Document) -> list[Change]:
    """Return what changed between two documents, in the order of the later one; what is gone comes last.

    Raises ContentError for a handbook held against another document.
    """
    if before.chapters or after.chapters:
        return book_changes(before, after)
    title = " ".join(str(after.values["title"]).split())
    old, new = said(before), said(after)
    found = [change for keys in new if (change := change_of(title, after, keys, old.get(keys), new[keys]))]
    gone = [
        Change("removed", title, written(keys), named(before, keys), (Wording("zh", "", old[keys], "", ""),))
        for keys in old
        if keys not in new
    ]
    return found + gone


def change_of(
    title: str, document: Document, keys: tuple[str | int, ...], was: str | None, now: str
) -> Change | None:
    """Return what became of one field, None when it is as it was."""
    if was == now:
        return None
    told = title, written(keys), named(document, keys)
    if was is None:
        return Change("added", *told, (Wording("zh", "", "", now, ""),))
    return Change("changed", *told, tuple(wordings(was, now)))


def wordings(old: str, new: str) -> Iterator[Wording]:
    """Yield the words that changed."""
    for edit in edits(old, new):
        yield Wording(
            "zh",
            new[max(0, edit.new_start - CONTEXT) : edit.new_start],
            old[edit.start : edit.end],
            new[edit.new_start : edit.new_end],
            new[edit.new_end : edit.new_end + CONTEXT],
        )


def said(document: Document) -> Said:
    """Return what a document says, its figures filled in where they can be before it is addressed."""
    try:
        values: Mapping[str, Any] = as_text(document, document.source, document.kind.schema)
    except DocgenError:  # it names what only a recipient has
        values = document.source.values
    return dict(leaves(values, ()))


def leaves(value: Any, keys: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the texts below `keys`."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from leaves(part, (*keys, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from leaves(part, (*keys, number))
    elif value not in (None, ""):
        yield keys, str(value)


def named(document: Document, keys: tuple[str | int, ...]) -> str:
    """Return what a reader calls a field."""
    return document.fields.told(keys)["field"].partition("（")[0]


def written(keys: tuple[str | int, ...]) -> str:
    """Return where a field stands, its list's items counted from 1: problems.2.requirement."""
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in keys)

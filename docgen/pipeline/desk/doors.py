"""The doors of the desk: a document as a form, and what was filled in back into its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from docgen.content import document, project, source
from docgen.content.chapters import book_of
from docgen.content.forms import Form, form_of
from docgen.content.forms.asking import asked_of
from docgen.content.schemas.lists import with_lists
from docgen.content.source import KeyPath, Source
from docgen.content.source.rewriting import changed_fields, rewritten
from docgen.foundation.durable import changes
from docgen.foundation.durable.locks import locked_document
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.files import explain_errors, sync_folder, write_through

TASK = "save"
PATIENCE = 5.0
"""Seconds that a person waits for who else is at work on the file."""


@dataclass(frozen=True)
class Saved:
    """A file that was saved: the mark of its bytes now, and which of its fields changed."""

    etag: str
    changed: tuple[KeyPath, ...] = ()


def form(path: Path | str, text: str | None = None) -> Form:
    """Return a document, or another file of its project (offices, figures, a chapter), as a form.

    `text` stands in for what the file says, for a form that is not saved yet. What is wrong with the values
    does not matter. Raises ContentError for a file that cannot be read or is of no kind, TemplateError.
    """
    file = document.source_file(Path(path)) if text is None else Path(path)
    data = source.contents(file) if text is None else text.encode()
    read = source.decode(data, file)
    loaded = source.parse(read, file)
    home = project.find(file)
    return form_of(home, loaded, asked_of(home, loaded), read, etag_of(data))


def with_values(path: Path | str, values: Mapping[str, Any], text: str | None = None) -> str:
    """Return what the file would say once `values` were saved in it; nothing is written.

    `values` are as `save` takes them, `text` stands in for what the file says.
    Raises ContentError for a value that no file can hold.
    """
    file = document.source_file(Path(path)) if text is None else Path(path)
    raw = raw_text(source.contents(file), file) if text is None else text
    return rewritten(*as_shown(file, raw), raw, values)


def raw_text(data: bytes, file: Path) -> str:
    """Return a file's text with its byte order mark and its line ends. Raises ContentError for no UTF-8."""
    source.decode(data, file)
    return data.decode("utf-8")


def save(path: Path | str, values: Mapping[str, Any], expected: str) -> Saved:
    """Save `values` in the file at `path`; every byte that does not say what was changed stays.

    `values` are fields as a `Form` has them. A field that is not among them stays, one that is given empty is
    taken out; lists are given whole. `expected` is the mark (`etag`) of the file that was filled in.
    Raises ContentError, and writes nothing, for a file that has changed since (`document-changed`), and for a
    value that no file can hold; MachineError when somebody else is at work on it or the disk refuses.
    """
    file = document.source_file(Path(path))
    owner = book_of(file) or file  # a chapter is its book's: whoever imports into it locks that
    with locked_document(owner, TASK, PATIENCE):
        changes.finish_locked(owner)
        data = source.contents(file)
        if etag_of(data) != expected:
            raise ContentError([Problem("document-changed", Place(file), {"etag": etag_of(data)})])
        made, changed = edited(file, raw_text(data, file), values)
        new = made.encode()
        if new != data:
            with explain_errors(file.parent):
                write_through(file, new)
                sync_folder(file.resolve().parent)
    return Saved(etag_of(new), changed)


def edited(file: Path, text: str, values: Mapping[str, Any]) -> tuple[str, tuple[KeyPath, ...]]:
    """Return a file's text with other values in it, and which of its fields they changed."""
    loaded, shown = as_shown(file, text)
    made = rewritten(loaded, shown, text, values)
    now = source.parse(source.decode(made.encode(), file), file)
    return made, tuple((name,) for name in changed_fields(loaded.values, now.values))


def as_shown(file: Path, text: str) -> tuple[Source, Mapping[str, Any]]:
    """Return a file as it is read, and its values as its form shows them: with a list of one as a list."""
    loaded = source.known(source.decode(text.encode(), file), file)
    return loaded, with_lists(loaded, asked_of(project.find(file), loaded).schema).values


def etag_of(data: bytes) -> str:
    """Return the mark by which one state of a file is told from another."""
    return sha256(data).hexdigest()

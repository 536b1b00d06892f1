"""A handbook is shown by its chapters: the whole of one takes a minute, and nobody types in all of it.

The chapter stands alone in its book, so its number and its pages are not those it will have.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from docgen.composed import Composed
from docgen.composed.printed import Printed
from docgen.content import project, schemas, source
from docgen.content.chapters import SCHEMA, Chapter, chapter_of
from docgen.content.document import Document
from docgen.foundation.working_folder import shorter

from ..refusals import checked_document
from .layouts import KeptLaid

OF_THE_WHOLE = ("index", "changes_since")
"""Fields of a book that only the whole of it can answer."""


def one_chapter(book: Path, file: Path, text: str) -> Document:
    """Return a book with one chapter alone, which says `text`.

    Raises ContentError for what is wrong in it, and in its book.
    """
    home = project.find(file)
    schema = schemas.read(home.template(SCHEMA))
    chapter = chapter_of(file.stem, source.parse(text, file), schema)
    return of_chapters(checked_document(home, source.read(shorter(book)), {}), (chapter,))


def of_chapters(book: Document, chosen: Sequence[Chapter]) -> Document:
    """Return a book with some of its chapters; what they refer to may lie in the others."""
    values = {name: value for name, value in book.values.items() if name not in OF_THE_WHOLE}
    return replace(book, chapters=tuple(chosen), values=values, elsewhere=book.ids)


def of_book(laid: Any, composed: Composed, shown: Printed) -> KeptLaid:
    """Return pages that were laid out from nothing, each to be drawn."""
    pages = [*laid.pages, *laid.laid_afterwards(composed)]
    return KeptLaid(laid.press, pages, laid.messages, shown, [object() for _ in pages])

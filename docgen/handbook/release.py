"""Releasing (出版): what is not translated is not passed off as translated, what is released stays as it was.

`docgen build --final` asks here what is to be released for a document, and keeps a handbook's edition beside
it.
"""

from collections.abc import Sequence

from docgen import translation
from docgen.content.chapters import BOOK
from docgen.content.document import Document
from docgen.foundation import files
from docgen.foundation.durable.locks import locked_document
from docgen.foundation.errors import ContentError, MachineError, Problem, first_problems
from docgen.translation.reviewing import carry_over

from .editions import edition, folder, frozen_files, is_edition, released

MARKED, LAST_CURRENT = "加标记", "用上一版"
"""What a book may choose for translations that are not reviewed; else it is not released."""


def document_to_release(document: Document) -> Document:
    """Return the document that is to be released for `document`: itself, or an earlier edition of the book.

    Raises ContentError for translations that are missing, draft or stale, unless the book says what to do
    with them, and when its present edition was released and said otherwise.
    """
    waiting = translation.unready(document)
    choice = document.values.get("unready")
    if waiting and choice == LAST_CURRENT:
        return last_current(document, waiting)
    if waiting and choice != MARKED:
        raise ContentError(waiting, first_told(document, waiting))
    if document.chapters:
        refuse_other_text(document)
    return document


def first_told(document: Document, waiting: Sequence[Problem]) -> list[Problem]:
    """Return the first translations that wait, and how many more there are."""
    return first_problems(waiting, "translation-more", document.source.path)


def last_current(document: Document, waiting: Sequence[Problem]) -> Document:
    """Return the last edition of a book that was released with all its translations reviewed.

    Raises ContentError when there is none.
    """
    for number in reversed(released(document)):
        kept = edition(document, number)
        if kept and not translation.unready(kept):
            return kept
    none = Problem("edition-none-current", document.source.place("unready"))
    raise ContentError([none, *waiting], [none, *first_told(document, waiting)])


def refuse_other_text(document: Document) -> None:
    """Raise ContentError when the present edition of a book was released and said otherwise."""
    number = document.values["edition"]
    if not (folder(document, number) / BOOK).is_file():
        return
    for path, data in frozen_files(document):
        if not path.is_file() or path.read_bytes() != data:
            values = {"edition": number, "next": number + 1, "file": path}
            raise ContentError([Problem("edition-released", document.source.place("edition"), values)])


def keep_edition(document: Document) -> None:
    """Keep the present edition of a book beside it, with what is reviewed in it; again changes nothing.

    Its book.yaml comes last: an edition without one was never released, and what a crash left of it is
    written over. Raises MachineError when the disk refuses; the same again then keeps what is missing.
    Raises ContentError when another has released the edition meanwhile, and said otherwise.
    """
    if not document.chapters or is_edition(document):
        return
    number = document.values["edition"]
    try:
        with locked_document(document.source.path, "final"):
            refuse_other_text(document)
            files.store_newest(sorted(frozen_files(document), key=lambda file: file[0].name == BOOK))
            kept = edition(document, number)
            if kept:
                carry_over(document, kept)
    except MachineError as error:
        lost = Problem("edition-not-kept", document.source.place("edition"), {"edition": number})
        raise MachineError([*error.problems, lost]) from error

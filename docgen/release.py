"""Releasing an edition (出版): what is released once stays as it was, and can be built again.

`docgen build --final` asks here whether a document may be released, and keeps a handbook's edition beside it.
"""

from . import archive
from .book.frozen import folder, frozen_files
from .chapters import BOOK
from .document import Document
from .errors import ContentError, Problem


def final(document: Document) -> Document:
    """Return the document that is to be released for `document`.

    Raises ContentError when its present edition was released and said otherwise.
    """
    if document.chapters:
        refuse_other_text(document)
    return document


def refuse_other_text(document: Document) -> None:
    """Raise ContentError when the present edition of a book was released and said otherwise."""
    number = document.values["edition"]
    if not (folder(document, number) / BOOK).is_file():
        return
    for path, data in frozen_files(document):
        if not path.is_file() or path.read_bytes() != data:
            values = {"edition": number, "next": number + 1, "file": path}
            raise ContentError([Problem("edition-released", document.source.place("edition"), values)])


def keep(document: Document) -> None:
    """Keep the present edition of a book beside it; a second time changes nothing.

    Its book.yaml comes last: an edition without one was never released.
    """
    files = sorted(frozen_files(document), key=lambda file: file[0].name == BOOK)
    archive.store_missing(files)

"""Documents opened once while their files stay as they are: for whoever shows many of them."""

from pathlib import Path

from docgen.content.document import Document, open_document, source_file
from docgen.foundation.durable.changes import change_file
from docgen.foundation.memory import kept, look


def document_of(source: Path) -> Document:
    """Return the document at a path. Raises as `open_document`."""
    return opened(str(source_file(source)))


@kept(64)
def opened(file: str) -> Document:
    """Return the document in a file."""
    look(change_file(Path(file)))
    return open_document(Path(file))

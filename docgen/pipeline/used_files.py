"""The files that a document was made from: its own, a handbook's chapters, figures and sheets of data.

Its roster is not among them: it has particulars of people which no page shows.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from docgen.content.data import sheets
from docgen.content.data.declared import FILE
from docgen.content.document import Document
from docgen.content.references import named_file, yaml_files

DATA = "data"


def sources(document: Document) -> tuple[Path, ...]:
    """Return the files a document was written in."""
    return (document.source.path, *(chapter.source.path for chapter in document.chapters))


def data(document: Document) -> tuple[Path, ...]:
    """Return the files of figures and sheets that a document prints from."""
    figures = named_file(document.source, ("figures",), yaml_files(document.project.content("figures")))
    known = sheets.files(document.project.content(sheets.FOLDER))
    named = dict.fromkeys(known[name] for name in sheet_names(document) if name in known)
    return (*([figures] if figures else ()), *named)


def sheet_names(document: Document) -> Iterator[str]:
    """Yield the names of sheets that a document's declarations name, also of earlier ones to compare with."""
    declared = document.source.values.get(DATA)
    for one in declared.values() if isinstance(declared, Mapping) else ():
        if isinstance(one, Mapping):
            yield str(one.get(FILE, ""))
            compared = one.get("compare") or ()
            yield from map(str, compared.values() if isinstance(compared, Mapping) else [compared])

"""An edition (版次) frozen: a handbook's folder as it was released, with every figure filled in.

It is a handbook like any other, so it can be built again, and held against what the book says today.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docgen.content import document as documents
from docgen.content.chapters import BOOK, FOLDER
from docgen.content.document import Document
from docgen.content.languages import language
from docgen.content.schemas.fields import Fields
from docgen.content.source import Source, read
from docgen.content.source.dump import dump_yaml
from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.working_folder import whole
from docgen.prose.placeholders import fill
from docgen.prose.rendering import Forms, Rendering

EDITIONS = "editions"
AS_TEXT: Forms = {"prose": fill, "line": fill}
DROPPED = ("figures", "acknowledge", "changes_since")
"""Fields of a book that mean nothing once its figures are filled in."""


def filled(document: Document) -> dict[str, dict[str, Any]]:
    """Return what each chapter says by its id, as it was written but for the figures, which are filled in.

    Raises ContentError with every placeholder that leads nowhere.
    """
    return {chapter.id: as_text(document, chapter.source, chapter.schema) for chapter in document.chapters}


def as_text(document: Document, source: Source, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a file of the book, as written, with placeholders filled in."""
    figures = document.figures.recording() if document.figures else None
    names = {**document.values, "office": document.office, "figures": figures}
    said = language(document.project).said
    rendering = Rendering(source, Fields(schema, source.values), names, document.assets, said, AS_TEXT)
    found: dict[str, Any] = plain(rendering.rendered(source.values))
    return found


def plain(value: Any) -> Any:
    """Return values as YAML knows them, without the fields that were left out."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return str(value)


def folder(document: Document, edition: int) -> Path:
    """Return where an edition of a book is kept, whether it was released or not."""
    return document.source.path.parent / EDITIONS / f"{document.name}-{edition}"


def edition(document: Document, number: int) -> Document | None:
    """Return an edition that was released, None for one that was not.

    Raises ContentError when its files are no longer what they were.
    """
    path = folder(document, number) / BOOK
    return documents.check(document.project, read(path)) if path.is_file() else None


def is_edition(document: Document) -> bool:
    """Say whether a book is itself an edition that was kept."""
    return whole(document.source.path).parents[1].name == EDITIONS


def released(document: Document) -> list[int]:
    """Return the editions of a book that were released, in order."""
    found = (document.source.path.parent / EDITIONS).glob(f"{document.name}-*/{BOOK}")
    numbers = (path.parent.name.rpartition("-")[2] for path in found)
    return sorted(int(number) for number in numbers if number.isdecimal())


def earlier(document: Document) -> Document | None:
    """Return the edition a book is held against: the one it names, else the last released before it.

    Raises ContentError when it names one that was never released.
    """
    named = document.values.get("changes_since")
    past = [number for number in released(document) if number < document.values["edition"]]
    if named and named not in past:
        values = {"edition": named, "released": "、".join(map(str, past))}
        raise ContentError([Problem("edition-unknown", document.source.place("changes_since"), values)])
    number = named or max(past, default=0)
    return edition(document, number) if number else None


def frozen_files(document: Document) -> Iterator[tuple[Path, bytes]]:
    """Yield the files of a book's present edition and what is to be in them."""
    home = folder(document, document.values["edition"])
    book = as_text(document, document.source, document.kind.schema)
    yield (
        home / BOOK,
        dump_yaml({name: value for name, value in book.items() if name not in DROPPED}).encode(),
    )
    for name, values in filled(document).items():
        yield home / FOLDER / f"{name}.yaml", dump_yaml(values).encode()

"""Names from addresses judged: which document or file they mean, none outside its folder."""

from pathlib import Path

import docgen
from docgen.foundation.errors import NOWHERE, ContentError, Problem

from ...workers.process import Bench

BOOK = "book.yaml"


def document_path(bench: Bench, name: str) -> Path:
    """Return the file of the document `name`, of a handbook its folder. Raises ContentError."""
    return docgen.find_document(name, bench.project)


def output_path(bench: Bench, name: str) -> Path:
    """Return the file `name` of the output folder. Raises ContentError when it has none of this name."""
    folder = (bench.project / docgen.Options().folder).resolve()
    plain = name and name == Path(name).name and "\0" not in name and not name.startswith(".")
    path = folder / name
    if plain and path.is_file() and path.resolve() == path:
        return path
    raise absent(name)


def scratch_path(folder: str, name: str) -> Path:
    """Return the file `name` of the server's own folder. Raises ContentError when it is not there."""
    path = Path(folder) / name
    if name == Path(name).name and path.is_file() and not path.is_symlink():
        return path
    raise absent(name)


def absent(name: str) -> ContentError:
    """Return the error for what is not there."""
    return ContentError([Problem("document-absent", NOWHERE, {"name": name})])

"""Files for translators: a workbook (.xlsx), PO, or XLIFF 2.1 (.xlf); which one, the file's name says."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from .rows import Received, Returned, Row, refuse, rows

__all__ = ["Received", "Returned", "Row", "read", "rows", "write"]

MODULES = {".xlsx": "workbook", ".po": "po", ".xlf": "xliff"}
"""The module for each suffix; it is imported when it is needed."""


def format_of(path: Path) -> ModuleType:
    """Return the module that writes and reads a file. Raises ContentError for another suffix."""
    suffix = path.suffix.lower()
    if suffix not in MODULES:
        raise refuse("translation-suffix", path, known="、".join(MODULES))
    return import_module(f".{MODULES[suffix]}", __name__)


def write(path: Path, found: Sequence[Row], lang: str) -> bytes:
    """Return the bytes of a file called `path`; `lang` is what the headings of a workbook speak."""
    data: bytes = format_of(path).write(found, lang)
    return data


def read(path: Path) -> Received:
    """Return what came back in a file. Raises ContentError for one that cannot be read or used."""
    found: Received = format_of(path).read(path)
    if not (found.rows or found.notes or found.problems):
        raise refuse("translation-no-rows", path)
    return found

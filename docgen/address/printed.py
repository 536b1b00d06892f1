"""What a document prints of its roster: which columns it asks for, and the cells that would print wrongly.

In go a document and its rows. An empty cell is told only if this very letter prints it: what stands in a
section of a document that a row leaves out is not printed for it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docgen.content.document import Document
from docgen.content.kinds import Kind
from docgen.content.project import Project, text_of
from docgen.content.source import Source
from docgen.foundation.errors import Problem
from docgen.prose import placeholders

from .roster import fillers
from .roster.columns import NAME
from .roster.entry import Entry
from .roster.fillers import is_filler, takes
from .roster.names import NamedRow, Names

RECIPIENT = "recipient"
IN_TEMPLATE = re.compile(rf"\b{RECIPIENT}\.([^\W\d]\w*)(?!\w*\s*\()")


class Cell(str):
    """The text of a cell that may be printed wrongly, with the key of its column."""

    key: str

    @classmethod
    def of(cls, key: str, text: str) -> "Cell":
        """Return the text of the column `key`."""
        cell = cls(text)
        cell.key = key
        return cell


def columns_read(project: Project, kind: Kind, source: Source) -> list[str]:
    """Return the names of the columns that a document prints besides those that its kind declares."""
    return [*columns_asked(source), *columns_in_template(project, kind)]


def columns_asked(source: Source) -> list[str]:
    """Return the names of the roster's columns that a document's text asks for, in order, each once."""
    names = [name.lstrip("#^") for text in texts(source.values) for name in placeholders.tags(text)]
    asked = [name.removeprefix(f"{RECIPIENT}.") for name in names if name.startswith(f"{RECIPIENT}.")]
    within = names if RECIPIENT in names else []  # {{# recipient }}{{ 称谓 }}{{/ }}
    inner = [name for name in within if name.isidentifier() and name != RECIPIENT]
    return list(dict.fromkeys((*asked, *inner)))


def columns_in_template(project: Project, kind: Kind) -> list[str]:
    """Return the columns that the template of a kind names itself, whatever its documents ask for."""
    path = project.find_template(kind.template)
    return IN_TEMPLATE.findall(text_of(path)) if path else []


def texts(value: Any) -> Iterator[str]:
    """Yield every text among nested values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from texts(one)


def names_for(document: Document, recipient: Mapping[str, Any] | None) -> dict[str, object]:
    """Return what the placeholders of a document may name, figures aside."""
    return {**document.values, "office": document.office, RECIPIENT: recipient}


def wrong_cells(document: Document, entry: Entry, row: Mapping[str, Any], names: Names) -> list[Problem]:
    """Return the problems of the cells of a row that its letter prints and that hold nothing, or a filler."""
    doubtful = doubtful_cells(document, row, names)
    if not doubtful:
        return []
    figures = document.figures.recording() if document.figures else None
    known = {**names_for(document, NamedRow({**row, **doubtful}, names)), "figures": figures}
    printed = {
        cell.key: cell
        for text in texts(document.source.values)
        if RECIPIENT in text
        for cell in placeholders.values_printed(text, known)
        if isinstance(cell, Cell)
    }
    return [wrong_cell(entry, cell, names) for cell in printed.values()]


def doubtful_cells(document: Document, row: Mapping[str, Any], names: Names) -> dict[str, Cell]:
    """Return the cells among those a document asks for that hold nothing, or a filler, by key."""
    keys = filter(None, map(names.key, columns_asked(document.source)))
    found = {key: "" if row.get(key) is None else row[key] for key in keys}
    return {
        key: Cell.of(key, text)
        for key, text in found.items()
        if isinstance(text, str) and (not text or (is_filler(text) and not takes(names.heading(key), text)))
    }


def wrong_cell(entry: Entry, cell: Cell, names: Names) -> Problem:
    """Return the problem of a cell that would be printed wrongly."""
    name, heading, place = entry.values.get(NAME, ""), names.heading(cell.key), entry.cell(cell.key)
    if cell:
        return fillers.problem(str(cell), place, name, heading)
    asked = f"{RECIPIENT}.{names.in_braces(heading, cell.key)}"
    return Problem("cell-unfilled", place, {"name": name, "column": heading, "asked": asked})

"""What a document prints of its roster: which columns it asks for, and the cells that would print wrongly.

In go a document and its rows. An empty cell is told only if this very letter prints it: what stands in a
section of a document that a row leaves out is not printed for it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from docgen.content.document import Document
from docgen.content.kinds import Kind
from docgen.content.project import Project, text_of
from docgen.content.source import KeyPath, Source
from docgen.foundation.errors import ContentError, Problem
from docgen.prose import placeholders

from .roster import fillers
from .roster.columns import NAME
from .roster.entry import Entry
from .roster.fillers import is_filler, takes
from .roster.names import NamedRow, Names

RECIPIENT = "recipient"
PREFIX = f"{RECIPIENT}."
MARK = "\ufdd0"  # no character, so that no value is one
IN_TEMPLATE = re.compile(rf"\b{RECIPIENT}\.([^\W\d]\w*)(?!\w*\s*\()")


def columns_read(project: Project, kind: Kind, source: Source) -> list[str]:
    """Return the names of the columns that a document prints besides those that its kind declares."""
    return [*columns_asked(source), *columns_in_template(project, kind)]


def columns_asked(source: Source) -> list[str]:
    """Return the names of the roster's columns that a document's text asks for, in order, each once."""
    names = [name.lstrip("#^") for _, text in texts(source.values) for name in placeholders.tags(text)]
    asked = [name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)]
    within = names if RECIPIENT in names else []  # {{# recipient }}{{ 称谓 }}{{/ }}
    inner = [name for name in within if name.isidentifier() and name != RECIPIENT]
    return list(dict.fromkeys((*asked, *inner)))


def columns_in_template(project: Project, kind: Kind) -> list[str]:
    """Return the columns that the template of a kind names itself, whatever its documents ask for."""
    path = project.find_template(kind.template)
    return IN_TEMPLATE.findall(text_of(path)) if path else []


def texts(value: Any, keys: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text among nested values, each after its key path."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, Mapping | list):
        for key, one in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from texts(one, (*keys, key))


def names_for(document: Document, recipient: Mapping[str, Any] | None) -> dict[str, object]:
    """Return what the placeholders of a document may name, figures aside."""
    return {**document.named, "office": document.office, RECIPIENT: recipient}


def wrong_cells(document: Document, entry: Entry, names: Names) -> list[Problem]:
    """Return the problems of a recipient's cells that are printed and that hold nothing, or a filler."""
    doubtful = doubtful_cells(document, entry.values, names)
    keys = keys_printed(document, entry, names, doubtful) if doubtful else ()
    return [wrong_cell(entry, key, doubtful[key], names) for key in keys]


def keys_printed(
    document: Document, entry: Entry, names: Names, doubtful: Mapping[str, str]
) -> Iterator[str]:
    """Yield the keys of the `doubtful` cells of a recipient that the document prints, each once.

    Its texts are filled in: a filler is known again by a mark in its place, an empty cell by its problem.
    """
    marks = {key: f"{MARK}{key}" if text else None for key, text in doubtful.items()}
    known = names_for(document, NamedRow({**entry.values, **marks}, names))
    known["figures"] = document.figures.recording() if document.figures else None
    seen: set[str | None] = set()

    def noted(text: str) -> str:
        if text.startswith(MARK):
            seen.add(text.removeprefix(MARK))
        return text

    for keys, text in texts(document.source.values):
        if RECIPIENT in text:
            try:
                placeholders.fill(text, known, partial(document.source.place_within, keys), noted)
            except ContentError as error:
                empty = [one for one in error.problems if one.code == "placeholder-empty"]
                seen |= {names.key(str(one.values["name"]).removeprefix(PREFIX)) for one in empty}
    yield from (key for key in doubtful if key in seen)


def unknown_columns(document: Document, names: Names) -> list[Problem]:
    """Return the problems of the placeholders that name a column which the roster does not have."""
    row = NamedRow(dict.fromkeys(names.by_key, NAME), names)
    found: list[Problem] = []
    for keys, text in texts(document.source.values):
        try:
            place_of = partial(document.source.place_within, keys)
            placeholders.fill(text, {**document.values, RECIPIENT: row}, place_of)
        except ContentError as error:
            found += error.problems
    unknown = [one for one in found if one.code == "placeholder-unknown"]
    return [one for one in unknown if str(one.values["name"]).startswith(PREFIX)]


def doubtful_cells(document: Document, row: Mapping[str, Any], names: Names) -> dict[str, str]:
    """Return the cells among those a document asks for that hold nothing, or a filler, by key."""
    keys = filter(None, map(names.key, columns_asked(document.source)))
    found = {key: "" if row.get(key) is None else row[key] for key in keys}
    return {
        key: text
        for key, text in found.items()
        if isinstance(text, str) and (not text or (is_filler(text) and not takes(names.heading(key), text)))
    }


def wrong_cell(entry: Entry, key: str, text: str, names: Names) -> Problem:
    """Return the problem of a cell that would be printed wrongly."""
    name, heading, place = entry.values.get(NAME, ""), names.heading(key), entry.cell(key)
    if text:
        return fillers.problem(text, place, name, heading)
    asked = f"{PREFIX}{names.in_braces(heading, key)}"
    return Problem("cell-unfilled", place, {"name": name, "column": heading, "asked": asked})

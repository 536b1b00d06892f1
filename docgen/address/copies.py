"""Which copies of a roster's document are made: every row with its number, or those asked for; spare blanks.

In go a checked document and the rows of its roster, in order; out come the rows to be printed. A number
follows from a row's place in the whole roster, so that a single copy printed again keeps it.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from docgen.content.document import Document
from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.numerals import reference
from docgen.foundation.suggest import nearest
from docgen.prose import placeholders

from . import parted_lists
from .roster.names import NamedRow, Names

Row = Mapping[str, Any]
BLANK = "空白"
AGAIN = "补印"


def copies(document: Document, rows: Sequence[Row]) -> list[Row]:
    """Return the rows that `document` is made for.

    Raises ContentError for a class the document does not speak of, for a row asked for that the roster does
    not have, and for a list whose items are for nobody in it.
    """
    given = numbered(document, rows)
    problems = [
        *unspoken_classes(document, rows),
        *unknown_choices(document, given),
        *parted_lists.problems(document, rows),
    ]
    if problems:
        raise ContentError(problems)
    asked = document.values.get("only")
    if asked:
        return [row for row in given if keys(row) & set(asked)]
    return [*given, *spares(document, rows)]


def stem(document: Document) -> str:
    """Return what a document's files are called after: copies printed again leave the first ones alone."""
    return f"{document.name}-{AGAIN}" if document.values.get("only") else document.name


def refuse_without_roster(document: Document) -> None:
    """Raise ContentError when copies are asked for of a document that names no roster."""
    if document.values.get("only"):
        raise ContentError([Problem("copies-without-roster", document.source.place("only"))])


def file_name(document: Document, row: Row, names: Names) -> str:
    """Return what a copy's file is called: by the document's own pattern, else after it and the row.

    `names` are what its roster's columns can be called.

    Raises ContentError for a pattern that asks for what the row does not have.
    """
    pattern = document.values.get("file_name")
    if not pattern or "spare" in row:
        return f"{stem(document)}-{label(row)}"
    place_of = partial(document.source.place_within, ("file_name",))
    name = placeholders.fill(pattern, {"recipient": NamedRow(row, names)}, place_of)
    return f"{name}-{AGAIN}" if document.values.get("only") else name


def label(row: Row) -> str:
    """Return what a copy is called: its name, or for a blank its class and number."""
    return str(row["name"]) or f"{row['class']}-{BLANK}{row['spare']}"


def numbered(document: Document, rows: Sequence[Row]) -> list[Row]:
    """Return the rows, each with its 编号: the roster's own, else made of code, year and place."""
    code, year = document.values.get("numbering"), document.values["date"].year
    if not code:
        return list(rows)
    return [
        {**row, "number": row.get("number") or reference(code, year, place)}
        for place, row in enumerate(rows, 1)
    ]


def keys(row: Row) -> set[str]:
    """Return what a row may be asked for by: its name and its number."""
    return {str(row[key]) for key in ("name", "number") if row.get(key)}


def spares(document: Document, rows: Sequence[Row]) -> list[Row]:
    """Return the blank copies: a row of each award's class, empty but for its class and its own count."""
    columns = dict.fromkeys((column for row in rows for column in row), "")
    return [
        {**columns, "class": award["class"], "spare": count}
        for award in document.values.get("awards", ())
        for count in range(1, award["spares"] + 1)
    ]


def unspoken_classes(document: Document, rows: Sequence[Row]) -> list[Problem]:
    """Return a problem for every class of the roster that no award is for."""
    known = [award["class"] for award in document.values.get("awards", ())]
    if not known:
        return []
    place = document.source.place("awards")
    lacking = dict.fromkeys(row.get("class") or "" for row in rows if row.get("class") not in known)
    told = ({"name": name, "nearest": nearest(name, known)} for name in lacking)
    return [Problem("class-without-award", place, values) for values in told]


def unknown_choices(document: Document, rows: Sequence[Row]) -> list[Problem]:
    """Return a problem for every copy asked for that no row of the roster stands for."""
    known = {key for row in rows for key in keys(row)}
    return [
        Problem(
            "copy-unknown",
            document.source.place("only", index),
            {"name": name, "nearest": nearest(name, known)},
        )
        for index, name in enumerate(document.values.get("only") or ())
        if name not in known
    ]

"""Which copies of a roster's document are made: every row with its number, or those asked for; spare blanks.

In go a checked document and the rows of its roster, in order; out come the rows to be printed, each with the
name of its file. Names and numbers follow from the whole roster, so that a single copy printed again keeps
them.
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from functools import partial

from docgen.archive.issued import Issue
from docgen.content.document import Document
from docgen.foundation.errors import ContentError, Finding, Problem
from docgen.foundation.filenames import safe_name, unique_names
from docgen.foundation.suggest import nearest
from docgen.prose import placeholders

from . import parted_lists
from .numbers import numbered
from .people import People, labels, number_of, told_apart
from .roster.entry import SPARE, Entry, Row
from .roster.names import NamedRow, Names

BLANK = "空白"
AGAIN = "补印"


@dataclass(frozen=True)
class Copy:
    """One copy to be made: for which row, where that stands, and what its file is called."""

    entry: Entry
    at: int  # among all copies, made or not, from 0
    label: str  # what the row is called, namesakes told apart
    name: str

    @property
    def row(self) -> Row:
        """What is printed of its recipient."""
        return self.entry.values


def copies(
    document: Document,
    entries: Sequence[Entry],
    key: Sequence[str],
    names: Names,
    refuse: Callable[[Sequence[Entry]], None],
    issued: Sequence[Issue] = (),
) -> tuple[list[Copy], tuple[Finding, ...]]:
    """Return the copies of `document` that are made, and what is to be told of their numbers.

    `key` are the columns that tell two people apart, `names` what columns can be called, `issued` what was
    made into the same folder before. `refuse` is shown the rows to be printed before any names a file.
    Raises ContentError for a class the document does not speak of, for a row asked for that the roster does
    not have or has twice, for a number given twice, and for a list whose items are for nobody in it.
    """
    given = numbered(document, entries, issued, key)
    rows = [entry.values for entry in given.entries]
    people = People(rows, labels(rows, key))
    problems = [
        *unspoken_classes(document, rows),
        *unknown_choices(document, people),
        *given.problems,
        *parted_lists.problems(document, given.entries, people),
    ]
    if problems:
        raise ContentError(problems)
    asked = document.values.get("only")
    blank = [] if asked else spares(document, [entry.values for entry in entries])
    every = [*given.entries, *(replace(SPARE, values=row) for row in blank)]
    meant = {index for text in asked or () for index in people.meant(text)}
    made = [index for index in range(len(every)) if index in meant or not asked]
    refuse([every[index] for index in made])
    called = file_names(document, [entry.values for entry in every], key, names, made)
    titles = [*people.labels, *map(copy_label, blank)]
    return [Copy(every[index], index, titles[index], called[index]) for index in made], given.notes


def file_names(
    document: Document, rows: Sequence[Row], key: Sequence[str], names: Names, made: Container[int]
) -> list[str]:
    """Return what the files of all copies are called: those of namesakes by what tells these apart.

    Raises ContentError for a pattern that asks for what a row that is `made` does not have.
    """

    def wanted(index: int, row: Row) -> str:
        try:
            return file_name(document, row, names)
        except ContentError:
            if index in made:
                raise
            return f"{base_name(document)}-{copy_label(row)}"

    found = [safe_name(wanted(index, row)) for index, row in enumerate(rows)]
    return unique_names([safe_name(name) for name in told_apart(found, rows, key)])


def base_name(document: Document) -> str:
    """Return what a document's files are called after: copies printed again leave the first ones alone."""
    return f"{document.name}-{AGAIN}" if document.values.get("only") else document.name


def refuse_without_roster(document: Document) -> None:
    """Raise ContentError when copies are asked for of a document that is made only once."""
    if document.values.get("only"):
        raise ContentError([Problem("copies-without-roster", document.source.place("only"))])


def file_name(document: Document, row: Row, names: Names) -> str:
    """Return what a copy's file is called: by the document's own pattern, else after it and the row.

    `names` are what its roster's columns can be called.

    Raises ContentError for a pattern that asks for what the row does not have.
    """
    pattern = document.values.get("file_name")
    if not pattern or "spare" in row:
        return f"{base_name(document)}-{copy_label(row)}"
    place_of = partial(document.source.place_within, ("file_name",))
    name = placeholders.fill(pattern, {"recipient": NamedRow(row, names)}, place_of)
    return f"{name}-{AGAIN}" if document.values.get("only") else name


def copy_label(row: Row) -> str:
    """Return what a copy is called: its name, or for a blank its class and number."""
    return str(row["name"]) or f"{row['class']}-{BLANK}{row['spare']}"


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


def unknown_choices(document: Document, people: People) -> list[Problem]:
    """Return a problem for every copy asked for that no row of the roster stands for, or more than one."""
    problems = []
    known = [
        text
        for row, label in zip(people.rows, people.labels, strict=True)
        for text in (label, number_of(row))
    ]
    for index, text in enumerate(document.values.get("only") or ()):
        found = people.meant(text)
        place = document.source.place("only", index)
        if not found:
            told = {"name": text, "nearest": nearest(text, filter(None, known))}
            is_counted = "copies" in document.values
            problems.append(Problem("copy-number-unknown" if is_counted else "copy-unknown", place, told))
        elif len(found) > 1:
            problems.append(
                Problem("copy-ambiguous", place, {"name": text, "keys": "、".join(people.keys(found))})
            )
    return problems

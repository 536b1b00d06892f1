"""What is held against a roster: someone listed twice, 同上 for a name, more or fewer than was promised."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from docgen.content.source import Source
from docgen.foundation.errors import Finding, Place, Problem

from .columns import NAME, NUMBER, SERIALS, Column, folded
from .fillers import is_filler, problem, takes
from .names import Names

TOTAL = "合计"
"""The promise that counts every row."""


def repeated(listed: Source, unread: Sequence[frozenset[tuple[int, str]]] = ()) -> Iterator[Problem]:
    """Yield a problem for each row alike to one before it in all that it says, but for spaces and its place.

    Rows that differ in any column are two people, whatever tells people of their kind apart; in one that is
    not read (`unread`, row by row) as well.
    """
    first: dict[tuple[object, ...], int] = {}
    for number, row in rows_as_written(listed):
        if not plain(row.get(NAME)):
            continue  # told for itself
        said = sorted(name for name in row if folded(name) not in SERIALS)
        own = tuple((column, plain(row.get(column))) for column in said if plain(row.get(column)))
        identity = (*own, unread[number] if unread else None)
        if first.setdefault(identity, number) != number:
            yield Problem("recipient-repeated", *seen_before(listed, number, first[identity]))


def namesakes(listed: Source, key: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding for each row alike to one before it in the `key` that tells people apart.

    Of people whose numbers (编号) differ it is known that they are two.
    """
    first: dict[tuple[str, ...], int] = {}
    for number, row in rows_as_written(listed):
        identity = tuple(plain(row.get(column)) for column in (*key, NUMBER))
        if plain(row.get(NAME)) and first.setdefault(identity, number) != number:
            yield Finding("recipient-namesake", *seen_before(listed, number, first[identity]))


def seen_before(listed: Source, number: int, before: int) -> tuple[Place, dict[str, object]]:
    """Return the place of a row's name, and what is told of it and of the row `before` that is like it."""
    first = listed.place("recipients", before, NAME)
    told = {
        "name": listed.values["recipients"][number].get(NAME, ""),
        "first": replace(first, path=Path(listed.path.name)),
    }
    return listed.place("recipients", number, NAME), told


def plain(value: object) -> str:
    """Return what counts of a value when two rows are compared: not its spaces."""
    return "".join(str(value).split()) if value is not None else ""


def fillers(listed: Source, declared: Sequence[Column], names: Names) -> Iterator[Problem]:
    """Yield a problem for each cell of a printed declared column that holds 同上, 无 or a stroke.

    Free columns are held against the document that prints them.
    """
    concerned = [column for column in declared if column.printed and not column.choices]
    for number, row in rows_as_written(listed):
        for column in concerned:
            text, heading = str(row.get(column.key, "")), names.heading(column.key)
            if is_filler(text) and not takes(heading, text):
                place = listed.place("recipients", number, column.key)
                yield problem(text, place, row.get(NAME, ""), heading)


def rows_as_written(listed: Source) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the rows of a roster that are rows, each after its number."""
    rows = listed.values.get("recipients")
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            yield number, row


def broken_promises(
    rows: Sequence[Mapping[str, Any]], column: str | None, promises: Mapping[str, int], source: Source
) -> Iterator[Problem]:
    """Yield a problem for each class with more or fewer rows than `source` promises, or that it forgets.

    `promises` are read from the document's field of that name: by class, the values of `column`, or as 合计.
    """
    found = Counter(str(row.get(column, "")) for row in rows) if column else Counter()
    classes = [name for name in promises if name != TOTAL]
    expected = {**(dict.fromkeys(found, 0) if classes else {}), **promises}
    found[TOTAL] = len(rows)
    for name, promised in expected.items():
        if found[name] != promised:
            place = source.place("promises", name)
            values = {"name": name or "（空白）", "promised": promised, "found": found[name]}
            yield Problem("promise-broken", place, values)

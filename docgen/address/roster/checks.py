"""What is held against a roster: someone listed twice, 同上 for a name, more or fewer than was promised."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from docgen.content.source import Source
from docgen.foundation.errors import Problem

from .columns import NAME, Column
from .fillers import is_filler, problem, takes
from .names import Names

TOTAL = "合计"
"""The promise that counts every row."""


def repeated(listed: Source, key: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each row alike in all columns of `key` to one before it; spaces do not count."""
    first: dict[tuple[str, ...], int] = {}
    for number, row in rows_as_written(listed):
        identity = tuple("".join(str(row.get(column, "")).split()) for column in key)
        if not any(identity):
            continue
        if first.setdefault(identity, number) != number:
            place = listed.place("recipients", number, key[0])
            before = listed.place("recipients", first[identity], key[0])
            told = {"name": row.get(key[0], ""), "first": replace(before, path=Path(listed.path.name))}
            yield Problem("recipient-repeated", place, told)


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

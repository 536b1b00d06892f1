"""The order of a roster (名单顺序): as listed, 姓氏笔画, 姓名笔画, 拼音, by a column, or by several of these.

In go the rows and what the clerk wrote, `类别、姓氏笔画`; out come the rows in that order, those that are
alike as they were listed. A column with fixed choices goes by the order of the choices, text by 拼音, an
empty cell last.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from docgen.foundation import ordering
from docgen.foundation.errors import ContentError, Finding, Place, Problem
from docgen.foundation.suggest import nearest

from .columns import NAME, Column, by_heading, folded
from .entry import Entry, Row

SortKey: TypeAlias = Callable[[Row], Any]

AS_LISTED = "名单顺序"
BY_NAME: Mapping[str, Callable[[str], ordering.Key]] = {
    "姓氏笔画": ordering.by_surname_strokes,
    "姓名笔画": ordering.by_name_strokes,
    "拼音": ordering.by_pinyin,
}


def arranged(entries: Iterable[Entry], asked: str, columns: Sequence[Column], place: Place) -> list[Entry]:
    """Return `entries` in the order `asked` for at `place`. Raises ContentError for one that is unknown."""
    keys = sort_keys(asked, columns, place)
    return sorted(entries, key=lambda entry: [key(entry.values) for key in keys])


def sort_keys(asked: str, columns: Sequence[Column], place: Place) -> list[SortKey]:
    """Return what to sort by: the first counts most."""
    known = {folded(name): by_name(key) for name, key in BY_NAME.items()}
    known |= {heading: by_column(column) for heading, column in by_heading(columns).items()}
    known[folded(AS_LISTED)] = lambda row: 0
    wanted = [part for part in asked.replace("，", "、").replace(",", "、").split("、") if part.strip()]
    names = [AS_LISTED, *BY_NAME, *(column.title for column in columns)]
    problems = [
        Problem("order-unknown", place, {"name": part.strip(), "nearest": nearest(part.strip(), names)})
        for part in wanted
        if folded(part) not in known
    ]
    if problems:
        raise ContentError(problems)
    return [known[folded(part)] for part in wanted]


def by_name(key: Callable[[str], ordering.Key]) -> SortKey:
    """Return what sorts rows by their name."""
    return lambda row: key(str(row[NAME]))


def by_column(column: Column) -> SortKey:
    """Return what sorts rows by a column."""
    places = {choice: number for number, choice in enumerate(column.choices)}

    def key(row: Row) -> tuple[bool, Any]:
        value = row.get(column.key)
        if value is None:
            return True, 0
        if places:
            return False, places[str(value)]
        return False, ordering.by_pinyin(value) if isinstance(value, str) else value

    return key


def unplaced(entries: Iterable[Entry], asked: str) -> list[Finding]:
    """Return a finding for each name with a character that no table has the strokes or reading of."""
    if not any(name in asked for name in BY_NAME):
        return []
    return [
        Finding("order-character", entry.place, {"name": entry.values[NAME], "characters": unknown})
        for entry in entries
        if (unknown := ordering.unknown(str(entry.values[NAME])))
    ]

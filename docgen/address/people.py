"""Who is who in a roster: what each row is called, where several bear one name, and whom a text means.

In go the rows as they are typed; out come labels, `张三（甲乡）` where a name alone does not tell, and the
rows that a name, a number or such a label stands for.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from hashlib import sha256

from .roster.columns import NAME, NUMBER, SERIALS, folded
from .roster.entry import Row

NUMBERS = frozenset({"number", "编号", "证书编号", "证号"})
"""How a column of 编号 may be headed, as `folded` has it; a kind that declares it calls it `number`."""
PRIVATE = re.compile("[0-9]{6}")
"""ID numbers and telephones: they tell people apart, and do not belong in the name of a file."""
USUAL = 24
"""Characters of a value that is short enough for a name."""


def name_of(row: Row) -> str:
    """Return the name of a row."""
    return str(row.get(NAME) or "")


def number_of(row: Row) -> str:
    """Return the 编号 of a row: in the column its kind declares, else in one that is headed so."""
    known = (value for key, value in row.items() if folded(key) in NUMBERS)
    return str(row.get(NUMBER) or next((value for value in known if value), ""))


@lru_cache(maxsize=65536)
def alike(text: str) -> str:
    """Return what counts of a name, a number or a label: blanks, width and case do not."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def mark(row: Row, columns: Sequence[str] | None = None) -> str:
    """Return a mark of what a row says in `columns` (None: in all but its 编号), to know it again by."""
    wanted = sorted(set(row) - {NUMBER}) if columns is None else columns
    said = [(column, alike(str(row.get(column) or ""))) for column in wanted]
    return sha256(repr([one for one in said if one[1]]).encode()).hexdigest()[:32]


def labels(rows: Sequence[Row], key: Sequence[str]) -> list[str]:
    """Return what each row is called: its name, and after it in brackets what tells it from its namesakes.

    Rows that nothing tells apart are called the same. `key` are the columns a kind tells people apart by.
    """
    return told_apart([name_of(row) for row in rows], rows, key)


def told_apart(names: Sequence[str], rows: Sequence[Row], key: Sequence[str]) -> list[str]:
    """Return the `names` of the rows, those that are alike with what else the rows say after them."""
    found = list(names)
    for same in groups(map(alike, names)):
        for index, words in zip(same, differences([rows[index] for index in same], key), strict=True):
            found[index] += f"（{words}）" if words else ""
    return found


def groups(names: Iterable[str]) -> Iterator[list[int]]:
    """Yield the places of names that occur more than once, name by name."""
    found: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        found.setdefault(name, []).append(index)
    yield from (same for name, same in found.items() if name and len(same) > 1)


def differences(rows: Sequence[Row], key: Sequence[str]) -> list[str]:
    """Return for each row what tells it from the others: of one column if one does, else of several.

    Empty for all where no columns that may be read by everyone do.
    """
    columns = telling(rows, key)
    one = next((column for column in columns if apart(rows, [column])), None)
    chosen = [one] if one else narrowed(rows, columns)
    if not apart(rows, chosen):
        return [""] * len(rows)
    return ["、".join(filter(None, (shown(row, column) for column in chosen))) for row in rows]


def telling(rows: Sequence[Row], key: Sequence[str]) -> list[str]:
    """Return the columns whose values differ and may stand in a name: the key's before the others."""
    columns = dict.fromkeys([*key, *(column for row in rows for column in row)])
    values = {column: [shown(row, column) for row in rows] for column in columns if column != NAME}
    fit = [c for c, texts in values.items() if folded(c) not in SERIALS and len(set(map(alike, texts))) > 1]
    fit = [c for c in fit if not any(PRIVATE.search(text) or len(text) > USUAL for text in values[c])]
    return sorted(fit, key=lambda column: (column not in key, folded(column) in NUMBERS))


def narrowed(rows: Sequence[Row], columns: Sequence[str]) -> list[str]:
    """Return as few of the columns, from the first on, as tell all rows apart that they can."""
    chosen: list[str] = []
    for column in columns:
        if distinct(rows, [*chosen, column]) > distinct(rows, chosen):
            chosen.append(column)
    return chosen


def distinct(rows: Sequence[Row], columns: Sequence[str]) -> int:
    """Return how many rows differ in `columns`."""
    return len({tuple(alike(shown(row, column)) for column in columns) for row in rows})


def apart(rows: Sequence[Row], columns: Sequence[str]) -> bool:
    """Return whether every row has something in `columns`, and each something else."""
    return distinct(rows, columns) == len(rows) and all(any(shown(row, c) for c in columns) for row in rows)


def shown(row: Row, column: str) -> str:
    """Return a value of a row as text, on one line."""
    value = row.get(column)
    return " ".join(str(value).split()) if value is not None else ""


class People:
    """The rows of a roster, to be found by a name, a number, or a name with a value in brackets after it."""

    def __init__(self, rows: Sequence[Row], labels: Sequence[str]) -> None:
        self.rows = rows
        self.labels = labels

    @cached_property
    def exactly(self) -> dict[str, list[int]]:
        """The places of rows by label and number."""
        return self.index(lambda row, label: {alike(label), alike(number_of(row))} - {""})

    @cached_property
    def loosely(self) -> dict[str, list[int]]:
        """The places of rows by all that may stand for them."""
        return self.index(answers)

    def index(self, texts: Callable[[Row, str], set[str]]) -> dict[str, list[int]]:
        """Return the places of rows by their `texts`."""
        found: dict[str, list[int]] = {}
        for index, (row, label) in enumerate(zip(self.rows, self.labels, strict=True)):
            for text in texts(row, label):
                found.setdefault(text, []).append(index)
        return found

    def meant(self, text: str) -> list[int]:
        """Return the places of the rows `text` stands for; more than one: it is ambiguous."""
        exact = self.exactly.get(alike(text), [])
        return exact if len(exact) == 1 else self.loosely.get(alike(text), [])

    def keys(self, places: Sequence[int]) -> list[str]:
        """Return by what each of several rows can be asked for: its label, its number, else any value."""
        return [self.key(index) for index in places]

    def key(self, index: int) -> str:
        """Return by what a row can be asked for: the first of its texts that stands for no other."""
        row = self.rows[index]
        values = (f"{name_of(row)}（{shown(row, column)}）" for column in row if column != NAME)
        texts = (self.labels[index], number_of(row), *values)
        return next((text for text in texts if text and self.meant(text) == [index]), self.labels[index])


def answers(row: Row, label: str) -> set[str]:
    """Return all that may stand for a row that is called `label`, as `alike` has it."""
    values = (shown(row, column) for column in row if column != NAME)
    described = (f"{name_of(row)}（{value}）" for value in values if value)
    return {alike(text) for text in (name_of(row), label, number_of(row), *described) if text}

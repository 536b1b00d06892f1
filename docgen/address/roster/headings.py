"""The headings (栏目名) of a sheet: which rows they stand in, and which column each of them is for.

In go the rows of a sheet and the columns that a kind declares, out come `Headings`. The surprises: offices
put a title and a line of who made the list above the headings, group headings in two rows (联系方式 over 电话
and 手机), put units in brackets, and call the recipient 姓名, 单位名称 or 收件人.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from docgen.foundation.spreadsheets import Fault, Sheet

from .columns import NAME, Column, folded, short

HEADING_ROWS = 15
"""How far down the headings are looked for."""

EXACT, ASKED, ALIAS = 3, 2, 1
"""What a heading tells of its row being the headings: an alias such as 单位 also stands in other rows."""

COLONS = (":", "：")
RANGE = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")

Row: TypeAlias = Mapping[int, str]
Area: TypeAlias = tuple[int, int, int, int]  # the first row and column and the last ones


@dataclass(frozen=True)
class Heading:
    """What stands over one column, and over it and its neighbours."""

    own: str
    group: str = ""

    @property
    def text(self) -> str:
        """The own heading on one line."""
        return self.own.replace("\n", "")

    @property
    def full(self) -> str:
        """Both on one line: 联系方式电话."""
        return self.group.replace("\n", "") + self.text


@dataclass(frozen=True)
class Headings:
    """The headings of a sheet by column, and the rows they stand in."""

    first: int
    last: int
    over: Mapping[int, Heading]


class Finder:
    """Looks for a sheet's headings by the columns that a kind declares and those a document asks for."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column], asked: Iterable[str]) -> None:
        self.sheet = sheet
        self.rows = sheet.rows()
        self.merged = merged_areas(sheet)
        self.weights: dict[str, int] = {}
        for column in columns:
            self.weigh((*column.aliases, *column.stand_ins), ALIAS)
        self.weigh(asked, ASKED)
        for column in columns:
            self.weigh((column.key, column.title, short(column.title)), EXACT)

    def weigh(self, names: Iterable[str], weight: int) -> None:
        """Note how much each of `names` tells of the row it stands in."""
        self.weights |= dict.fromkeys(map(folded, names), weight)

    def found(self) -> Headings:
        """Return the headings: of the first rows those in which most of the wanted columns stand.

        Where none does it is the first row with more than one cell, for a title has only one.
        """
        first_rows = list(self.rows)[:HEADING_ROWS]
        candidates = [one for row in first_rows for one in self.in_row(row)]
        best = max(candidates, key=self.weight)  # of equals the first, for lists repeat their headings
        if self.weight(best):
            return best
        return next((one for one in candidates if len(one.over) > 1), candidates[0])

    def weight(self, headings: Headings) -> int:
        """Return how much speaks for these headings; what ends in a colon (单位：) is none."""
        found: dict[str, int] = {}
        for heading in headings.over.values():
            if not heading.own.rstrip().endswith(COLONS):
                names = exact(heading) | within_brackets(heading)
                found |= {name: self.weights[name] for name in names if name in self.weights}
        return sum(found.values())

    def in_row(self, row: int) -> Iterator[Headings]:
        """Yield the headings that a row would make: with those it groups in the row below, and alone."""
        own = {column: text for column, text in self.texts(row).items() if text}
        above, below = self.texts(row - 1), self.texts(row + 1)
        grouped = self.groups(row, own, below)
        if grouped and not any(below.get(column) for column in own if column not in grouped):
            yield Headings(row, row + 1, over_both(own, below, grouped))
        groups = self.groups(row - 1, above, own)
        labels = {column: Heading(text, above.get(groups.get(column, 0), "")) for column, text in own.items()}
        yield Headings(row, row, labels)

    def texts(self, row: int) -> dict[int, str]:
        """Return the texts of a row; a sign nobody can see makes no heading another one."""
        return {
            column: text or seen(self.sheet.faults.get((row, column)))
            for column, text in self.rows.get(row, {}).items()
        }

    def groups(self, row: int, above: Row, below: Row) -> dict[int, int]:
        """Return the columns whose heading in `below` is grouped by one in `above`, each with that one's.

        A merged cell spans what it groups; where none is merged, as in CSV, empty cells follow it, each over
        a heading. A line such as 制表：某某 is no group, nor is a title alone.
        """
        filled = [column for column, text in above.items() if text]
        if len(filled) < 2 or any(sign in text for text in above.values() for sign in COLONS):
            return {}
        spans = {left: right for top, left, _, right in self.merged if top == row and right > left}
        found: dict[int, int] = {}
        for column in filled:
            last = spans.get(column, column) if spans else last_of_run(column, above, below)
            span = range(column, last + 1)
            if len(span) > 1 and any(below.get(one) for one in span):
                found |= dict.fromkeys(span, column)
        return found


def seen(fault: Fault | None) -> str:
    """Return what one sees of a text with a sign nobody can see, nothing of what cannot be used otherwise."""
    text = str(fault.values.get("found", "")) if fault and fault.code == "cell-invisible" else ""
    return "".join(one for one in text if one == "\n" or unicodedata.category(one)[0] != "C")


def last_of_run(column: int, above: Row, below: Row) -> int:
    """Return the last column of those behind `column` that are empty above and filled below."""
    if not below.get(column):
        return column
    while not above.get(column + 1) and below.get(column + 1):
        column += 1
    return column


def over_both(own: Row, below: Row, grouped: Mapping[int, int]) -> dict[int, Heading]:
    """Return the headings of two rows: those of the lower one with their groups, the others alone."""
    alone = {column: Heading(text) for column, text in own.items() if column not in grouped}
    children = {
        column: Heading(below[column], own[group]) for column, group in grouped.items() if below.get(column)
    }
    return dict(sorted({**alone, **children}.items()))


def merged_areas(sheet: Sheet) -> list[Area]:
    """Return the merged ranges of a sheet."""
    found = map(RANGE.fullmatch, sheet.merged.values())
    return [(int(m[2]), number(m[1]), int(m[4]), number(m[3])) for m in found if m]


def number(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


def assigned(headings: Headings, columns: Sequence[Column]) -> dict[int, Column]:
    """Return which column each heading is for.

    A column goes by its title or key, else by its title under a heading's brackets, else by its likeliest
    alias that no other column is called; several headings of one rank are told as twice the same.
    """
    found: dict[int, Column] = {}
    for names_of in (exact, within_brackets):
        for column in columns:
            if column not in found.values():
                wanted = {folded(name) for name in (column.key, column.title, short(column.title))}
                found |= {
                    number: column
                    for number, heading in headings.over.items()
                    if number not in found and wanted & names_of(heading)
                }
    for column in columns:
        if column not in found.values():
            numbers = by_alias(headings, column, found)
            found |= dict.fromkeys(numbers, column)
    return found


def exact(heading: Heading) -> set[str]:
    """Return the names that a heading is as it stands."""
    return {folded(heading.text), folded(heading.full)}


def within_brackets(heading: Heading) -> set[str]:
    """Return the name that a heading is without its brackets."""
    return {folded(short(heading.text))}


def by_alias(headings: Headings, column: Column, taken: Mapping[int, Column]) -> list[int]:
    """Return the columns of a sheet that stand under the likeliest alias of `column`."""
    for alias in (*column.aliases, *column.stand_ins):
        if numbers := [n for n in under(headings, [alias]) if n not in taken]:
            return numbers
    return []


def under(headings: Headings, names: Iterable[str]) -> list[int]:
    """Return the columns of a sheet that stand under one of `names`, brackets aside."""
    wanted = set(map(folded, names))
    return [n for n, one in headings.over.items() if wanted & (exact(one) | within_brackets(one))]


def rivals(headings: Headings, chosen: Mapping[int, Column]) -> list[int]:
    """Return the columns that could also be the name's, where that goes by an alias: 姓名, 单位名称.

    Of those that only stand in for it none is as good as an alias, but each as good as another: 学校, 乡镇.
    """
    name = next((column for column in chosen.values() if column.key == NAME), None)
    if name is None or under(headings, (name.key, name.title, short(name.title))):
        return []
    alike = name.aliases if under(headings, name.aliases) else name.stand_ins
    return [n for n in under(headings, alike) if n not in chosen]


def keys(headings: Headings, chosen: Mapping[int, Column], takes_any: bool) -> dict[int, str]:
    """Return the key of each column: of a free one its heading, its group's before it if need be."""
    free = {n: heading for n, heading in headings.over.items() if n not in chosen} if takes_any else {}
    shared = Counter(folded(heading.text) for heading in free.values())
    found = {n: column.key for n, column in chosen.items()}
    for n, heading in free.items():
        text = heading.full if shared[folded(heading.text)] > 1 else heading.text
        found[n] = "".join(text.split())
    return {n: found[n] for n in sorted(found)}

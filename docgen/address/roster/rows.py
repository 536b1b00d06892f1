"""Which rows below the headings are people: lists also hold headings again, totals, notes and signatures.

In goes a sheet with its headings found, out come the rows that are recipients, what is told of those left
out, and the rows of which it cannot be known, because the cells that a letter prints are filled as a
person's are. The last word has the office: a column 是否收件人 with 是 or 否.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from docgen.foundation.errors import Finding, Place, Problem
from docgen.foundation.spreadsheets import Sheet

from . import row_words
from .columns import SERIALS, folded
from .fillers import is_filler, squeezed
from .headings import Headings, merged_areas

IS_PERSON = "是否收件人"
YES = frozenset({"是", "√", "✓", "y", "yes"})
NO = frozenset({"否", "×", "✗", "n", "no"})

PERSON, EMPTY, LEFT_OUT = "person", "empty", "left-out"
"""What a row is, beside the kinds that are told one by one (row-total, row-note, …)."""

LETTERS = "甲乙丙丁戊己"

Cells = Mapping[int, str]


@dataclass(frozen=True)
class Doubt:
    """A row of which it cannot be known: what it seems to be, and the cell that speaks against it, if any."""

    text: str
    column: int = 0


@dataclass
class Sorted:
    """The rows that are recipients, and what is said of the others."""

    people: list[int] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Rows:
    """The rows of a sheet that may be people; `name` is the name's column, `read` those that are printed."""

    def __init__(
        self, sheet: Sheet, rows: Iterable[int], headings: Headings, name: int, read: Collection[int]
    ) -> None:
        self.sheet = sheet
        self.headings = headings
        self.name = name
        self.read = sorted(set(read) - {name})
        self.serial = [n for n, one in headings.over.items() if folded(one.text) in SERIALS]
        self.over = {
            n: set(map(folded, (one.text, one.group, one.full))) - {""} for n, one in headings.over.items()
        }
        self.marks = [n for n, one in headings.over.items() if folded(one.full) == IS_PERSON]
        cells = sheet.rows()
        self.rows = {row: filled(cells[row]) for row in rows}
        self.titles = {folded(text) for row in cells if row < headings.first for text in cells[row].values()}
        self.wide = {(top, left) for top, left, _, right in merged_areas(sheet) if right > left}
        counted = sum(map(self.has_number, self.rows.values()))
        self.numbered = counted > 1 and 3 * counted >= len(self.rows)
        bare = [self.content(cells).keys() == {name} for cells in self.rows.values()]
        self.only_names = all(bare)
        self.rarely_bare = 0 < 3 * sum(bare) <= len(bare)

    def sorted(self) -> Sorted:
        """Return the rows that are recipients, and what is said of the others."""
        found = Sorted()
        empty = []
        for row in self.rows:
            kind = self.marked(row) or self.kind(row)
            if isinstance(kind, Problem):
                found.problems.append(kind)
            elif isinstance(kind, Doubt):
                found.problems.append(self.doubtful(row, kind))
            elif kind == PERSON:
                found.people.append(row)
                found.notes += self.told_bare(row)
            elif kind == EMPTY:
                empty.append(row)
            elif kind != LEFT_OUT:
                found.notes.append(self.told(row, kind))
        found.notes += self.told_empty(empty)
        return found

    def marked(self, row: int) -> str | Problem:
        """Return what the office says of a row, nothing where it says nothing."""
        for column in self.marks:
            text = self.rows[row].get(column, "")
            word = squeezed(text).casefold()
            if word in YES | NO:
                return PERSON if word in YES else LEFT_OUT
            if word and folded(text) != IS_PERSON:
                return Problem("row-mark-unknown", self.sheet.place(row, column), {"found": text})
        return ""

    def kind(self, row: int) -> str | Doubt:
        """Return what a row is by its words."""
        cells = self.rows[row]
        content = self.content(cells)
        if not content:
            broken = any((row, column) in self.sheet.faults for column in (self.name, *self.read))
            return PERSON if broken else EMPTY
        if self.repeats_headings(cells):
            return "headings"
        if all(folded(text) in self.titles for text in content.values()):
            return "title"
        if row == self.headings.last + 1 and counts_columns(list(cells.values())):
            return "numbers"
        if all(map(is_filler, content.values())):
            return "struck"
        return (
            self.by_words(cells, content)
            or self.of_group(cells)
            or self.alone(row, content)
            or self.unnumbered(cells, content)
        )

    def content(self, cells: Cells) -> dict[int, str]:
        """Return the cells of a row that say something: not its number, nor whether it is a recipient."""
        return {
            column: text
            for column, text in cells.items()
            if column not in self.marks and not (column in self.serial and is_number(text))
        }

    def has_number(self, cells: Cells) -> bool:
        """Say whether a row is counted by a number of its own."""
        return any(is_number(cells.get(column, "")) for column in self.serial)

    def repeats_headings(self, cells: Cells) -> bool:
        """Say whether a row is one of the headings again, as lists have them on each page, or its name is."""
        if folded(cells.get(self.name, "")) in self.over.get(self.name, ()):
            return True
        return all(folded(text) in self.over.get(column, ()) for column, text in cells.items())

    def by_words(self, cells: Cells, content: Cells) -> str | Doubt:
        """Return what the first words of a row or its name make of it, nothing where they say nothing."""
        for column in dict.fromkeys((min(content), self.name)):
            text = content.get(column, "")
            kind = row_words.kind_of(text)
            if not kind:
                continue
            if row_words.is_sure(text) or column in self.serial:
                return kind
            if self.has_number(cells) and self.name not in content:
                return ""
            if self.name not in content or (kind == "signature" and not self.has_number(cells)):
                return kind
            others = [one for one in (self.name, *self.read) if one != column]
            against = next((one for one in others if row_words.is_personal(content.get(one, "1"))), 0)
            return Doubt(text, against) if against else kind
        return ""

    def of_group(self, cells: Cells) -> str | Doubt:
        """Return what a row with 一 for its number is, where the others have 1, 2, 3: a group's heading."""
        numbers = [cells[column] for column in self.serial if column in cells]
        if not self.numbered or not any(map(row_words.is_chinese_number, numbers)):
            return ""
        if self.name not in cells:
            return "group"
        against = next((one for one in self.read if row_words.is_personal(cells.get(one, "1"))), 0)
        return Doubt(cells.get(self.name, numbers[0]), against) if against else "group"

    def alone(self, row: int, content: Cells) -> str | Doubt:
        """Return what the only text of a row makes of it, figures aside; nothing where it says nothing."""
        if self.name not in content and all(map(row_words.is_figure, content.values())):
            return "" if self.has_number(self.rows[row]) else "total"
        lone = [column for column, text in content.items() if row_words.is_personal(text)] or [min(content)]
        column, text = lone[0], content[lone[0]]
        if len(lone) > 1:
            return ""
        kind = row_words.kind_alone(text)
        if (row, column) in self.wide or (column in self.serial and self.name not in content):
            kind = kind or "group"
        if not kind or (self.name in content and column != self.name):
            return ""
        if self.has_number(self.rows[row]):
            return Doubt(text) if column == self.name else ""
        against = [one for one in self.read if one in content and one != column]
        if against or (self.only_names and kind != "date"):
            return Doubt(text, against[0] if against else 0)
        return kind

    def unnumbered(self, cells: Cells, content: Cells) -> str | Doubt:
        """Return a doubt for a name alone in a row without a number, where the others have one."""
        if self.numbered and not self.has_number(cells) and content.keys() == {self.name}:
            return Doubt(content[self.name])
        return PERSON

    def doubtful(self, row: int, doubt: Doubt) -> Problem:
        """Return the problem of a row of which it cannot be known."""
        place = self.sheet.place(row, min(self.rows[row]))
        if not doubt.column:
            return Problem("row-lone", place, {"text": doubt.text})
        heading = self.headings.over[doubt.column].text
        found = self.rows[row][doubt.column]
        return Problem("row-doubtful", place, {"text": doubt.text, "column": heading, "found": found})

    def told(self, row: int, kind: str) -> Finding:
        """Return what is told of a row that was left out."""
        content = self.content(self.rows[row])
        return Finding(f"row-{kind}", self.sheet.place(row, min(content)), {"text": content[min(content)]})

    def told_bare(self, row: int) -> Iterator[Finding]:
        """Yield what is told of a recipient of whom the list has the name alone, where it rarely does."""
        content = self.content(self.rows[row])
        if self.rarely_bare and not self.marked(row) and content.keys() == {self.name}:
            yield Finding("row-bare", self.sheet.place(row, self.name), {"text": content[self.name]})

    def told_empty(self, rows: Sequence[int]) -> Iterator[Finding]:
        """Yield what is told of the rows that hold no more than their number."""
        if rows:
            place = Place(self.sheet.path, sheet=self.sheet.name)
            yield Finding("row-empty", place, {"count": len(rows), "rows": runs(rows)})


def filled(cells: Cells) -> dict[int, str]:
    """Return the cells that have a text."""
    return {column: text for column, text in cells.items() if text}


def is_number(text: str) -> bool:
    """Say whether a text is the number of a row: 3, (3), 3. or ３."""
    return squeezed(text).strip("().、").isdecimal()


def counts_columns(texts: Sequence[str]) -> bool:
    """Say whether a row counts the columns, as forms do below their headings: 甲、1、2、3."""
    letters = sum(text in LETTERS for text in texts)
    expected = [*LETTERS[:letters], *map(str, range(1, len(texts) - letters + 1))]
    return len(texts) > 2 and list(map(squeezed, texts)) == expected


def runs(numbers: Sequence[int]) -> str:
    """Return numbers as a sentence lists them: 5—9、12."""
    found = []
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        first, *rest = [number for _, number in run]
        found.append(f"{first}—{rest[-1]}" if rest else str(first))
    return "、".join(found)

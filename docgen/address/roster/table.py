"""Read a sheet as if it were YAML: its headings matched to columns, its rows with places.

In go a `Sheet` and the columns a kind declares, out comes a `Source` that the model checks like any other.
What is wrong with the headings is told before anything is said of the rows. Only what is read can refuse: a
cell that cannot be used, in a column that nobody asks for or in a row that is no recipient, is no matter.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from docgen.content.schemas.validation import in_file_order
from docgen.content.source import KeyPath, Source, Spot
from docgen.foundation.errors import ContentError, Finding, Place, Problem
from docgen.foundation.spreadsheets import Fault, Sheet
from docgen.foundation.spreadsheets.sheet import Address
from docgen.foundation.text_marks import WIDE_FIGURES

from . import headings
from .columns import EXAMPLE, NAME, SERIALS, Column, folded, sample
from .fillers import is_error, squeezed
from .headings import Headings
from .names import Names
from .rows import IS_PERSON, Rows, Sorted

# What the model says of YAML, said of a cell.
OF_CELLS = {
    "field-missing": "cell-empty",
    "list-too-short": "roster-empty",
    "text-unlike-pattern": "cell-unlike-pattern",
    "value-refused": "cell-refused",
}


@dataclass(frozen=True)
class SheetSource(Source):
    """A sheet as a source: lines are its rows."""

    sheet: str = ""

    def place(self, *keys: str | int) -> Place:
        """Return the cell of the value at `keys`, or its row; its field is the column."""
        return replace(super().place(*keys), sheet=self.sheet, keys=keys[2:])

    def key_place(self, *keys: str | int) -> Place:
        """Return the same as `place`: a cell has no key beside it."""
        return self.place(*keys)


class Table:
    """A sheet, the columns it is to have, and the names of those that a document asks for besides."""

    def __init__(
        self, sheet: Sheet, columns: Sequence[Column], takes_any: bool, asked: Iterable[str] = ()
    ) -> None:
        self.sheet = sheet
        self.columns = columns
        self.takes_any = takes_any
        self.asked = list(asked)
        self.rows = sheet.rows()

    @cached_property
    def headings(self) -> Headings:
        """The headings and where they stand."""
        return headings.Finder(self.sheet, self.columns, self.asked).found()

    @cached_property
    def chosen(self) -> dict[int, Column]:
        """The declared columns by the number of the sheet's column they stand in."""
        return headings.assigned(self.headings, self.columns)

    @cached_property
    def keys(self) -> dict[int, str]:
        """The key of each column of the sheet that is read; of those alike that nobody asks for the first."""
        found = headings.keys(self.headings, self.chosen, self.takes_any)
        free = {number: folded(key) for number, key in found.items() if number not in self.chosen}
        first = {name: number for number, name in reversed(free.items())}
        again = {n for n, name in free.items() if first[name] != n and name not in map(folded, self.asked)}
        return {number: key for number, key in found.items() if number not in again}

    @cached_property
    def names(self) -> Names:
        """What each column can be called; one that is declared and lacking is empty in every row."""
        over = self.headings.over
        there = {
            key: tuple(dict.fromkeys((over[n].text, over[n].full, *self.titles(n))))
            for n, key in self.keys.items()
        }
        return Names({**there, **{column.key: (column.title,) for column in self.lacking}})

    def titles(self, number: int) -> tuple[str, ...]:
        """Return the title of a declared column, none of a free one."""
        return (self.chosen[number].title,) if number in self.chosen else ()

    @cached_property
    def read(self) -> dict[int, str]:
        """The key of each column that a document may print: the declared ones and those it asks for."""
        asked = {self.names.key(name) for name in self.asked}
        return {n: key for n, key in self.keys.items() if n in self.chosen or key in asked}

    @property
    def has_name(self) -> bool:
        """Say whether there is a heading for the name, without which a sheet is no list of recipients."""
        return NAME in self.keys.values()

    @property
    def is_list(self) -> bool:
        """Say whether all needed headings are there, and most are known: a list, no page of instructions."""
        over = self.headings.over.values()
        known = len(self.read) + sum(folded(heading.text) in SERIALS for heading in over)
        needed = {column.key for column in self.columns if column.required}
        needed_and_asked = needed | {self.names.key(name) for name in self.asked}
        return needed_and_asked <= set(self.read.values()) and 2 * known > len(over)

    @property
    def lacking(self) -> list[Column]:
        """The columns that no heading is for."""
        return [column for column in self.columns if column not in self.chosen.values()]

    @cached_property
    def sorted(self) -> Sorted:
        """The rows below the headings: who is a recipient, and what is told of the others."""
        name = next(number for number, key in self.keys.items() if key == NAME)
        printed = [n for n in self.read if n not in self.chosen or self.chosen[n].printed]
        rows = [row for row in self.rows if row > self.headings.last and not self.is_sample(row)]
        return Rows(self.sheet, rows, self.headings, name, printed).sorted()

    def is_sample(self, row: int) -> bool:
        """Say whether a row is the grey one of a blank workbook."""
        return self.values(row) == self.grey

    @cached_property
    def grey(self) -> dict[str, str]:
        """The grey row of a blank workbook with these columns."""
        example = sample(self.columns)
        return {key: example.get(key, EXAMPLE) for key in self.keys.values()}

    def source(self) -> SheetSource:
        """Return the recipients below the headings, without the sample.

        Raises ContentError for headings that are missing, repeated or misspelt.
        """
        problems = sorted(self.heading_problems(), key=in_file_order)
        if problems:
            raise ContentError(problems)
        kept = {row: self.values(row) for row in self.sorted.people}
        values: dict[str, Any] = {"title": self.sheet.path.stem, "recipients": list(kept.values())}
        lines = ("",) * max(self.rows)
        return SheetSource(self.sheet.path, values, self.places(list(kept)), lines, self.sheet.name)

    def values(self, row: int) -> dict[str, str]:
        """Return the cells of a row by key; a faulty one has an empty text."""
        cells = self.rows[row].items()
        return {self.keys[n]: text for n, text in cells if n in self.keys and self.is_kept(row, n)}

    @cached_property
    def unread(self) -> list[frozenset[tuple[int, str]]]:
        """What the row of each recipient says in columns that nobody reads, by the column's number.

        Its place in the list (序号) says nothing of a person.
        """
        over = self.headings.over
        said = {n for n in over if n not in self.keys and folded(over[n].text) not in SERIALS}
        return [
            frozenset((n, squeezed(text)) for n, text in self.rows[row].items() if n in said)
            for row in self.sorted.people
        ]

    def is_kept(self, row: int, column: int) -> bool:
        """Say whether a cell counts: a free one without a text is as if it were not there."""
        return column in self.chosen or bool(self.rows[row][column])

    def places(self, rows: Sequence[int]) -> dict[KeyPath, Spot]:
        """Return the place of every cell that a row has or should have."""
        top = (self.headings.first, 1)
        places: dict[KeyPath, Spot] = {(): Spot(top, top), ("recipients",): Spot(top, top)}
        for number, row in enumerate(rows):
            places["recipients", number] = Spot((row, 1), (row, 1))
            for column, key in self.keys.items():
                places["recipients", number, key] = Spot((row, column), (row, column))
        return places

    def heading_problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the headings; what cannot be read may be the very one that is missing."""
        seen: dict[str, int] = {}
        for number, key in self.keys.items():
            if seen.setdefault(folded(key), number) != number:
                yield self.of_heading("column-twice", number)
        near = dict(self.misspelt())
        for number, meant in near.items():
            yield self.of_heading("column-misspelt", number, near=meant.title)
        unreadable = list(self.unreadable_headings())
        missing = [column for column in self.lacking if column.required and column not in near.values()]
        if self.lacking or any(self.names.key(name) is None for name in self.asked):
            yield from unreadable
        row = self.headings.last
        found = "、".join(heading.text for heading in self.headings.over.values()) or "……"
        for column in missing if not unreadable else ():
            place = replace(self.sheet.place(row), keys=(column.key,))
            yield Problem("column-missing", place, {"column": column.title, "found": found})

    def unreadable_headings(self) -> Iterator[Problem]:
        """Yield the faults of cells in the rows of headings that hold no heading one could read."""
        for (row, column), fault in self.sheet.faults.items():
            within = self.headings.first <= row <= self.headings.last and fault.code != "cell-merged"
            if within and column not in self.headings.over:
                yield fault.at(self.sheet.place(row, column), self.title(column))

    def of_heading(self, code: str, number: int, **values: object) -> Problem:
        """Return a problem with a heading."""
        told = {"column": self.title(number), **values}
        return Problem(code, self.place(self.headings.last, number), told)

    def place(self, row: int, number: int) -> Place:
        """Return where a cell stands; its field is the key of its column, if that is read."""
        key = self.read.get(number)
        return replace(self.sheet.place(row, number), keys=(key,) if key else ())

    def misspelt(self) -> Iterator[tuple[int, Column]]:
        """Yield each heading that is no column's but near to one that is lacking."""
        names = {name: column for column in self.lacking for name in (column.title, column.key)}
        for number, heading in self.headings.over.items():
            if number not in self.chosen and not self.is_asked(number):
                for name in get_close_matches(heading.text, names, n=1, cutoff=0.6):
                    yield number, names[name]

    def is_asked(self, number: int) -> bool:
        """Say whether the document asks for the column with this number."""
        return number in self.read

    def faults(self) -> Iterator[Problem]:
        """Yield the cells of recipients that a document may print and that cannot be used."""
        people = set(self.sorted.people)
        for (row, column), fault in self.all_faults().items():
            if row in people and column in self.read:
                yield fault.at(self.place(row, column), self.title(column))

    def all_faults(self) -> dict[Address, Fault]:
        """Return what cannot be used: told by the reader, text with a line break, an error kept as text."""
        found: dict[Address, Fault] = {}
        for at, text in self.sheet.cells.items():
            if is_error(text):
                found[at] = Fault("cell-error", {"found": text})
            elif "\n" in text:
                found[at] = Fault("cell-line-break", {"found": text.replace("\n", " ")})
        return {**found, **self.sheet.faults}

    def notes(self) -> Iterator[Finding]:
        """Yield what was passed over: what the reader of the file says, rows that are no people, columns."""
        yield from self.sheet.notes
        yield from self.sorted.notes
        yield from self.column_notes()
        yield from self.unread_faults()
        yield from self.full_width()

    def column_notes(self) -> Iterator[Finding]:
        """Yield what is told of columns: which of two stands for the name, which were not read."""
        name = next(number for number, key in self.keys.items() if key == NAME)
        for rival in headings.rivals(self.headings, self.chosen):
            yield self.noted("column-rival", name, other=self.title(rival))
        for number, heading in self.headings.over.items():
            known = number in self.keys or folded(heading.text) in {*SERIALS, IS_PERSON}
            if not known and not self.takes_any:
                yield self.noted("column-ignored", number)
        filled = {number for row in self.sorted.people for number in self.rows[row]}
        for number in sorted(filled - set(self.headings.over)):
            place = self.sheet.place(self.headings.last, number)
            yield Finding("column-nameless", place, {"column": place.sheet_and_cell()})

    def noted(self, code: str, number: int, **values: object) -> Finding:
        """Return what is told of a heading."""
        problem = self.of_heading(code, number, **values)
        return Finding(problem.code, problem.place, problem.values)

    def unread_faults(self) -> Iterator[Finding]:
        """Yield for each free column that nobody asks for how many of its cells could not be used."""
        people = set(self.sorted.people)
        cells: dict[int, list[str]] = {}
        for row, column in sorted(self.all_faults()):
            if row in people and column in self.keys and column not in self.read:
                cells.setdefault(column, []).append(self.sheet.place(row, column).sheet_and_cell())
        for column, places in cells.items():
            yield self.noted("column-faults-unread", column, count=len(places), first=places[0])

    def full_width(self) -> Iterator[Finding]:
        """Yield for each column that may be printed the first cell with full-width figures or letters."""
        for column in self.read:
            rows = [row for row in self.sorted.people if WIDE_FIGURES.search(self.rows[row].get(column, ""))]
            if rows:
                told = {"column": self.title(column), "count": len(rows)}
                yield Finding("cells-full-width", self.place(rows[0], column), told)

    def title(self, column: int) -> str:
        """Return the heading of a column as it stands in the sheet, on one line."""
        heading = self.headings.over.get(column)
        return heading.text if heading else self.sheet.place(self.headings.last, column).sheet_and_cell()

    def told(self, problem: Problem) -> Problem:
        """Return a problem of the model in words that fit a cell."""
        titles: Mapping[str, str] = {column.key: column.title for column in self.columns}
        name = str(problem.values.get("name", ""))
        values = {**problem.values, "field": f"“{titles.get(name, name)}”"}
        return Problem(OF_CELLS.get(problem.code, problem.code), problem.place, values)

"""Read a sheet as if it were YAML: its headings matched to columns, its rows with places.

In go a `Sheet` and the columns a kind declares, out comes a `Source` that the model checks like any other.
The row of headings is the first that has the name's; a title above it is passed over. What is wrong with
the headings is told before anything is said of the rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property

from docgen.content.source import KeyPath, Source, Spot
from docgen.foundation.errors import ContentError, Finding, Place, Problem
from docgen.foundation.spreadsheets import Fault, Sheet

from .columns import EXAMPLE, NAME, Column, by_heading, folded, sample

HEADING_ROWS = 10
"""How far down the row of headings is looked for."""

# What the model says of YAML, said of a cell.
OF_CELLS = {
    "field-missing": "cell-empty",
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
    """A sheet and the columns it is to have."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column], takes_any: bool) -> None:
        self.sheet = sheet
        self.columns = columns
        self.takes_any = takes_any
        self.rows = sheet.rows()

    @cached_property
    def known(self) -> dict[str, Column]:
        """The columns by what may stand over them."""
        return by_heading(self.columns)

    @cached_property
    def heading(self) -> int:
        """The row of headings: the first that has the name's, else the first of all."""
        wanted = {heading for heading, column in self.known.items() if column.key == NAME}
        first_rows = list(self.rows)[:HEADING_ROWS]
        return next(
            (row for row in first_rows if wanted & set(map(folded, self.rows[row].values()))), first_rows[0]
        )

    @cached_property
    def keys(self) -> dict[int, str]:
        """The key of each column of the sheet that is read."""
        found = {}
        for number, text in self.headings():
            column = self.known.get(folded(text))
            free = "".join(text.split()) if self.takes_any else ""
            if key := column.key if column else free:
                found[number] = key
        return found

    def headings(self) -> list[tuple[int, str]]:
        """Return the headings, each after the number of its column."""
        return [(number, text) for number, text in self.rows[self.heading].items() if text]

    @property
    def lacking(self) -> list[Column]:
        """The columns that no heading is for."""
        return [column for column in self.columns if column.key not in self.keys.values()]

    def source(self) -> SheetSource:
        """Return the rows below the headings, without the sample.

        Raises ContentError for headings that are missing, repeated or misspelt.
        """
        problems = list(self.heading_problems())
        if problems:
            raise ContentError(problems)
        filled = {row: self.values(row) for row in self.rows if row > self.heading}
        example = sample(self.columns)
        grey = {key: example.get(key, EXAMPLE) for key in self.keys.values()}
        kept = {row: values for row, values in filled.items() if values != grey}
        values = {"title": self.sheet.path.stem, "recipients": list(kept.values())}
        lines = ("",) * max(self.rows)
        return SheetSource(self.sheet.path, values, self.places(list(kept)), lines, self.sheet.name)

    def values(self, row: int) -> dict[str, str]:
        """Return the cells of a row by key; a faulty one has an empty text."""
        return {self.keys[number]: text for number, text in self.rows[row].items() if number in self.keys}

    def places(self, rows: Sequence[int]) -> dict[KeyPath, Spot]:
        """Return the place of every cell that a row has or should have."""
        top = (self.heading, 1)
        places: dict[KeyPath, Spot] = {(): Spot(top, top), ("recipients",): Spot(top, top)}
        for number, row in enumerate(rows):
            places["recipients", number] = Spot((row, 1), (row, 1))
            for column, key in self.keys.items():
                places["recipients", number, key] = Spot((row, column), (row, column))
        return places

    def heading_problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the headings."""
        seen: dict[str, int] = {}
        for number, key in self.keys.items():
            if seen.setdefault(key, number) != number:
                values = {"column": self.title(number)}
                yield Problem("column-twice", self.sheet.place(self.heading, number), values)
        near = dict(self.misspelt())
        for number, meant in near.items():
            values = {"column": self.title(number), "near": meant.title}
            yield Problem("column-misspelt", self.sheet.place(self.heading, number), values)
        for column in self.lacking:
            if column.required and column not in near.values():
                yield Problem("column-missing", self.sheet.place(self.heading), {"column": column.title})

    def misspelt(self) -> Iterator[tuple[int, Column]]:
        """Yield each heading that is no column's but near to one that is lacking."""
        names = {name: column for column in self.lacking for name in (column.title, column.key)}
        declared = {column.key for column in self.columns}
        for number, text in self.headings():
            if self.keys.get(number) not in declared:
                for name in get_close_matches(text, names, n=1, cutoff=0.6):
                    yield number, names[name]

    def faults(self) -> Iterator[Problem]:
        """Yield the cells that cannot be used, from the headings down; a heading may have several lines."""
        broken = {
            at: Fault("cell-line-break", {"found": text.replace("\n", " ")})
            for at, text in self.sheet.cells.items()
            if "\n" in text and at[0] > self.heading
        }
        for (row, column), fault in {**broken, **self.sheet.faults}.items():
            if row >= self.heading:
                yield fault.at(self.sheet.place(row, column), self.title(column))

    def notes(self) -> Iterator[Finding]:
        """Yield what was passed over: what the reader of the file says, and columns that are no one's."""
        yield from self.sheet.notes
        for number, _ in self.headings():
            if number not in self.keys:
                yield Finding(
                    "column-ignored", self.sheet.place(self.heading, number), {"column": self.title(number)}
                )
        nameless = {number for row in self.rows.values() for number in row} - {n for n, _ in self.headings()}
        for number in sorted(nameless):
            place = self.sheet.place(self.heading, number)
            yield Finding("column-nameless", place, {"column": place.sheet_and_cell()})

    def title(self, column: int) -> str:
        """Return the heading of a column as it stands in the sheet, on one line."""
        text = self.rows[self.heading].get(column, "").replace("\n", "")
        return text or self.sheet.place(self.heading, column).sheet_and_cell()

    def told(self, problem: Problem) -> Problem:
        """Return a problem of the model in words that fit a cell."""
        titles: Mapping[str, str] = {column.key: column.title for column in self.columns}
        name = str(problem.values.get("name", ""))
        values = {**problem.values, "field": f"“{titles.get(name, name)}”"}
        if problem.code == "list-too-short":
            return Problem("roster-empty", problem.place, values)
        return Problem(OF_CELLS.get(problem.code, problem.code), problem.place, values)

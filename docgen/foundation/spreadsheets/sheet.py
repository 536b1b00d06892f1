"""What every reader of tables returns: cells of text where the clerk sees them, and what cannot be used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

from ..errors import Finding, Place, Problem

Address: TypeAlias = tuple[int, int]  # row and column, from 1

ABOUT = "docgen"
"""The hidden sheet in which a blank workbook says what it is for."""

ROW_LIMIT = 20_000
COLUMN_LIMIT = 200


@dataclass(frozen=True)
class Fault:
    """Why a cell cannot be used: the code of a problem, and what its sentence names besides the column."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def at(self, place: Place, column: str) -> Problem:
        """Return the problem of the cell at `place`, in the column with this title."""
        return Problem(self.code, place, {"column": column, **self.values})


@dataclass(frozen=True)
class Sheet:
    """A table as text, without its empty cells and without what is hidden in it.

    `about` is what a hidden sheet written by docgen says of the table, `dates` the day that a cell of a
    date's format is, whatever it shows of it, `merged` the range that begins at a cell (`C3:C9`).
    """

    path: Path
    name: str  # of the sheet within a workbook; a CSV file has none
    cells: Mapping[Address, str]
    faults: Mapping[Address, Fault] = field(default_factory=dict)
    notes: tuple[Finding, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[Address, date] = field(default_factory=dict)
    merged: Mapping[Address, str] = field(default_factory=dict)

    @property
    def holds_anything(self) -> bool:
        """Say whether there is any cell, be it one that cannot be used."""
        return bool(self.cells or self.faults)

    def place(self, row: int, column: int | None = None) -> Place:
        """Return where a cell stands, or a row."""
        return Place(self.path, row, column, self.name)

    def rows(self) -> dict[int, dict[int, str]]:
        """Return the cells by row and column, rows and columns in order; a faulty cell has an empty text."""
        found: dict[int, dict[int, str]] = {}
        for row, column in sorted({**self.cells, **self.faults}):
            found.setdefault(row, {})[column] = self.cells.get((row, column), "")
        return found

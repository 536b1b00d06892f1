"""A table of data: typed rows and columns with totals, ready to be printed, drawn and asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from docgen.foundation.errors import Place

from .amounts import SHARE, Value, shown

POINTS = "个百分点"
"""The unit of a share's change."""


@dataclass(frozen=True)
class Column:
    """A column: what it is called, how its cells are typed and printed."""

    name: str
    title: str  # as printed over it
    kind: str  # number, percent, text or date
    unit: str = ""
    decimals: int = 0
    way: str = ""  # how it is derived: formula, rank, share, change; nothing for one of the sheet
    signed: bool = False
    full: Decimal | None = None  # 满分

    @property
    def is_number(self) -> bool:
        """Say whether its cells are numbers or shares."""
        return self.kind in ("number", "percent")

    @property
    def printed_unit(self) -> str:
        """The unit as a head names it: 家, %; nothing for what has none."""
        return SHARE if self.kind == "percent" else self.unit

    def shown(self, value: Value) -> str:
        """Return a cell as printed under a head that names the unit."""
        return shown(value, self.kind, self.decimals, self.signed)

    def said(self, value: Value) -> str:
        """Return a cell as a sentence says it, with its unit."""
        return self.shown(value) + (self.printed_unit if value is not None else "")


@dataclass(frozen=True)
class Row:
    """A row: its name, where it stands, what it holds."""

    name: str
    place: Place
    cells: Mapping[str, Value]


@dataclass(frozen=True)
class DataTable:
    """All of a table."""

    name: str
    title: str
    key: Column
    columns: Mapping[str, Column]
    rows: Sequence[Row]
    totals: Mapping[str, Value]
    total_name: str
    as_of: date | None
    source: str
    note: str
    sentences: Mapping[str, str]

    def cell(self, row: Row, column: str) -> str:
        """Return a cell of a row as it is printed under its head."""
        return self.columns[column].shown(row.cells[column])

    def ordered(self, column: str, descending: bool = True) -> list[Row]:
        """Return the rows by what they hold in a column; rows that are level stay in the sheet's order."""
        filled = [row for row in self.rows if isinstance(row.cells[column], Decimal)]
        empty = [row for row in self.rows if not isinstance(row.cells[column], Decimal)]
        filled.sort(key=lambda row: number(row.cells[column]), reverse=descending)
        return [*filled, *empty]


def number(value: Value) -> Decimal:
    """Return a value that is known to be a number."""
    assert isinstance(value, Decimal)
    return value

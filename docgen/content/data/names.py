"""What prose may name of a table: sentences, totals (data.counties.合计.已督导), cells (….城关区.完成率)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..figures.figure import Figure
from .amounts import SHARE, Value
from .formulas import rounded
from .table import DataTable

TOTAL = ("合计", "total")
AS_OF = ("截止日期", "as_of")
COUNT = ("行数", "rows")
SOURCE = ("数据来源", "source")
LISTED_ROWS = 60
"""Rows whose cells are suggested where a name is not known."""


@dataclass(frozen=True)
class TableNames:
    """A table as prose sees it: by dotted names."""

    table: DataTable

    def lookup(self, name: str) -> object | None:
        """Return what stands under a name: a sentence, a total, a cell; None for nothing."""
        table = self.table
        if name in table.sentences:
            return table.sentences[name]
        if name in AS_OF:
            return table.as_of
        if name in SOURCE:
            return table.source or None
        if name in COUNT:
            return Figure(name, len(table.rows), "", table.as_of or date.min, table.source)
        row, _, column = name.partition(".")
        cells = table.totals if row in TOTAL else self.cells(row)
        return self.figure(name, column, cells.get(column))

    def cells(self, name: str) -> Mapping[str, Value]:
        """Return what the row of this name holds."""
        return next((row.cells for row in self.table.rows if row.name == name), {})

    def figure(self, name: str, column: str, value: Value) -> object | None:
        """Return a cell as a figure that knows its unit."""
        if not isinstance(value, Decimal):
            return value
        of = self.table.columns[column]
        amount = rounded(value * 100 if of.kind == "percent" else value, of.decimals)
        unit = SHARE if of.kind == "percent" else of.unit
        plain = amount if of.decimals else int(amount)
        return Figure(name, plain, unit, self.table.as_of or date.min, self.table.source)

    def __iter__(self) -> Iterator[str]:
        """Give the names, for suggestions."""
        yield from self.table.sentences
        yield from (AS_OF[0], SOURCE[0], COUNT[0])
        for row in (TOTAL[0], *(row.name for row in self.table.rows[:LISTED_ROWS])):
            yield from (f"{row}.{column}" for column in self.table.columns)

"""What the making of columns has in common: which are made already, which are being made, what is told.

A column is made when it is first asked for, so the order of declarations does not matter and a column made
of itself is found out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from docgen.foundation.errors import Finding, Problem
from docgen.foundation.suggest import nearest

from .amounts import SHARE_DECIMALS, Value, decimals_of
from .declared import Declared
from .formulas import over_rows, rounded
from .sheets import SheetRows
from .table import Column

WAYS = ("formula", "rank", "share", "change")
"""How a column may be derived."""
SUM, NONE = "sum", "none"
QUOTIENT_DECIMALS = 2


@dataclass(frozen=True)
class Made:
    """A column that was made: what it is, its cells by row, its total."""

    column: Column
    cells: Sequence[Value]
    total: Value = None


class Maker:
    """One table: `declared` of it, its sheet, and the sheets it is compared with by name."""

    def __init__(self, declared: Declared, sheet: SheetRows, earlier: Mapping[str, SheetRows]) -> None:
        self.declared = declared
        self.sheet = sheet
        self.earlier = {name: type(self)(declared, other, {}) for name, other in earlier.items()}
        self.columns = {one.name: one for one in declared.below("columns")}
        self.made: dict[str, Made | None] = {}  # None where a problem was told
        self.open: list[str] = []
        self.problems: list[Problem] = []
        self.findings: list[Finding] = []

    @cached_property
    def names(self) -> list[str]:
        """The names of the rows."""
        return [name for name, _ in self.sheet.rows]

    def make(self, name: str) -> Made | None:
        """Return a column, None where something is wrong with it."""
        if name not in self.made:
            self.open.append(name)
            self.made[name] = self.column(self.columns[name])
            self.open.pop()
        return self.made[name]

    def column(self, one: Declared) -> Made | None:
        """Return a column as it is declared."""
        raise NotImplementedError

    def other(self, one: Declared, word: str) -> Made | None:
        """Return the column of numbers that a declaration names under a word."""
        name = one.text(word)
        if name not in self.columns:
            self.tell(one, "data-column-unknown", word, name=name, near=nearest(name, self.columns))
            return None
        if name in self.open:
            self.tell(one, "data-column-circle", word, name=name)
            return None
        made = self.make(name)
        if made and not made.column.is_number:
            self.tell(one, "data-column-no-number", word, name=name)
            return None
        return made

    def tell(self, one: Declared, code: str, *keys: str | int, **values: object) -> None:
        """Note what is wrong with a column's declaration."""
        told = {"table": self.declared.name, "column": one.name, **values}
        self.problems.append(Problem(code, one.place(*keys), told))

    def described(self, one: Declared, kind: str, unit: str, decimals: int) -> Column:
        """Return what a column is called, how it is typed and printed."""
        way = next((way for way in WAYS if one.says.get(way)), "")
        full = one.text("full")
        title = one.text("title") or one.name
        return Column(one.name, title, kind, unit, decimals, way, full=Decimal(full) if full else None)

    def decimals(self, one: Declared, kind: str, cells: Sequence[Value], derived: bool = False) -> int:
        """Return with how many decimals a column is printed: as declared, else as it is written."""
        if one.text("decimals"):
            return int(one.text("decimals"))
        if derived and kind == "percent":
            return SHARE_DECIMALS
        numbers = [value for value in cells if isinstance(value, Decimal)]
        most = max(map(decimals_of, numbers), default=0)
        if derived:
            exact = all(rounded(value, QUOTIENT_DECIMALS) == value for value in numbers)
            return (
                min(max((decimals_of(value.normalize()) for value in numbers), default=0), 2) if exact else 2
            )
        return max(most - 2, 0) if kind == "percent" else most

    def total(self, one: Declared, column: Column, cells: Sequence[Value]) -> Value:
        """Return what stands under a column in the row of totals: its sum, where nothing else is declared."""
        how = one.text("total") or (SUM if column.kind == "number" else NONE)
        numbers = [value for value in cells if isinstance(value, Decimal)]
        return None if how == NONE else over_rows(how, numbers)


def decimal(value: Any) -> Decimal | None:
    """Return a value that is a number, None for any other."""
    return value if isinstance(value, Decimal) else None

"""Builds a `DataTable` from a sheet and what is declared of its columns; gathers every problem on the way.

A column is made when it is first asked for, so the order of declarations does not matter and a column made
of itself is found out. Totals: what is added up is added up; what a formula makes is made anew of the totals
(a rate of all is no mean of rates); a rank has none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from docgen.foundation.errors import Finding, Place, Problem
from docgen.foundation.suggest import nearest

from .amounts import SHARE_DECIMALS, Value, decimals_of, read_value
from .declared import Declared
from .expressions import Cells, ExpressionError, Node, over_rows, read_formula, rounded
from .sheets import SheetRows
from .table import POINTS, Column, Row
from .units import NO_UNIT, read_unit

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


class Builder:
    """One table: `declared` of it, its sheet, and the sheets it is compared with by name."""

    def __init__(self, declared: Declared, sheet: SheetRows, earlier: Mapping[str, SheetRows]) -> None:
        self.declared = declared
        self.sheet = sheet
        self.earlier = {name: Builder(declared, other, {}) for name, other in earlier.items()}
        self.columns = {one.name: one for one in declared.below("columns")}
        self.made: dict[str, Made | None] = {}  # None where a problem was told
        self.open: list[str] = []
        self.problems: list[Problem] = []
        self.findings: list[Finding] = []

    @cached_property
    def names(self) -> list[str]:
        """The names of the rows."""
        return [name for name, _ in self.sheet.rows]

    def rows(self) -> list[Row]:
        """Return the rows of all declared columns, as far as they could be made."""
        made = {name: one for name in self.columns if (one := self.make(name))}
        return [
            Row(name, self.sheet.sheet.place(number), {col: one.cells[at] for col, one in made.items()})
            for at, (name, number) in enumerate(self.sheet.rows)
        ]

    def make(self, name: str) -> Made | None:
        """Return a column, None where something is wrong with it."""
        if name not in self.made:
            self.open.append(name)
            self.made[name] = self.column(self.columns[name])
            self.open.pop()
        return self.made[name]

    def column(self, one: Declared) -> Made | None:
        """Return a column as it is declared: from the sheet, or in one of the WAYS."""
        given = [way for way in WAYS if one.says.get(way)]
        if len(given) > 1:
            self.tell(one, "data-column-ways", ways="、".join(given))
            return None
        makers = {"formula": self.formula, "rank": self.rank, "share": self.share, "change": self.change}
        return makers[given[0]](one) if given else self.read(one)

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

    # Columns of the sheet

    def read(self, one: Declared) -> Made | None:
        """Return a column of the sheet."""
        wanted = one.text("heading") or one.name
        found = self.sheet.find(wanted)
        if len(found) != 1:
            code = "data-heading-twice" if found else "data-heading-unknown"
            near = nearest(wanted, self.sheet.known)
            where = self.sheet.sheet
            self.tell(one, code, heading=wanted, near=near, file=where.path.name, sheet=where.name)
            return None
        heading, kind = found[0], one.text("type") or "number"
        unit = one.text("unit")
        if kind == "number" and unit and heading.unit and read_unit(heading.unit) != read_unit(unit):
            place = self.sheet.sheet.place(self.sheet.head, heading.column)
            told = {"table": self.declared.name, "column": one.name, "found": heading.text, "unit": unit}
            self.problems.append(Problem("data-heading-unit", place, told))
            return None
        before = len(self.problems)
        cells = [
            self.cell(one, number, heading.column, kind, unit, heading.unit) for _, number in self.sheet.rows
        ]
        if len(self.problems) > before:
            return None
        unit = unit or (heading.unit if kind == "number" and heading.unit not in ("%", "％") else "")
        column = self.described(one, kind, unit, self.decimals(one, kind, cells))
        total = self.total(one, column, cells)
        self.hold_total(column, heading.column, heading.unit, total)
        return Made(column, cells, total)

    def cell(self, one: Declared, row: int, number: int, kind: str, unit: str, in_heading: str) -> Value:
        """Return a cell, None and a problem for one that cannot be used."""
        sheet, at = self.sheet.sheet, (row, number)
        if at in sheet.faults:
            self.problems.append(sheet.faults[at].at(sheet.place(*at), one.name))
            return None
        text = sheet.cells.get(at, "")
        optional = one.flag("optional")
        told = {"table": self.declared.name, "column": one.name, "row": self.name_at(row)}
        try:
            if not text:
                if not optional:
                    raise ExpressionError("data-cell-empty")
                return None
            return read_value(text, kind, unit or in_heading, in_heading)
        except ExpressionError as error:
            if optional and error.code == "data-cell-nothing":
                return None
            self.problems.append(Problem(error.code, sheet.place(*at), {**told, **error.values}))
            return None

    def name_at(self, row: int) -> str:
        """Return the name of a row of the sheet."""
        return next((name for name, number in self.sheet.rows if number == row), "")

    def hold_total(self, column: Column, number: int, in_heading: str, total: Value) -> None:
        """Hold what the sheet's own row of totals says of a column against its sum."""
        row = self.sheet.total
        text = self.sheet.sheet.cells.get((row, number), "") if row else ""
        if not text or not row or not isinstance(total, Decimal):
            return
        place = self.sheet.sheet.place(row, number)
        told = {"table": self.declared.name, "column": column.name, "found": text, "sum": column.said(total)}
        try:
            written = read_value(text, column.kind, column.unit, in_heading)
        except ExpressionError:
            written = None
        if written != total:
            self.findings.append(Finding("data-total-differs", place, told))

    # Columns that are derived

    def formula(self, one: Declared) -> Made | None:
        """Return a column that a formula makes."""
        try:
            node = read_formula(one.text("formula"), self.columns)
        except ExpressionError as error:
            self.tell(one, error.code, "formula", **error.values)
            return None
        parts = {name: self.part(one, name) for name in dict.fromkeys(node.names())}
        made = {name: part for name, part in parts.items() if part}
        if len(made) < len(parts):
            return None
        unit = self.unit_of(one, node, made)
        return None if unit is None else self.calculated(one, node, made, unit)

    def part(self, one: Declared, name: str) -> Made | None:
        """Return a column that a formula names."""
        if name in self.open:
            self.tell(one, "data-column-circle", "formula", name=name)
            return None
        made = self.make(name)
        if made and not made.column.is_number:
            self.tell(one, "data-column-no-number", "formula", name=name)
            return None
        return made

    def unit_of(self, one: Declared, node: Node, parts: Mapping[str, Made]) -> str | None:
        """Return the unit of a formula's result; one that is declared otherwise, or does not fit, is told."""
        units = {name: read_unit(part.column.unit) for name, part in parts.items()}
        try:
            found = node.unit(units)
        except ExpressionError as error:
            self.tell(one, error.code, "formula", **error.values)
            return None
        declared = one.text("unit")
        if (declared and read_unit(declared) != found) or (
            one.text("type") == "percent" and found != NO_UNIT
        ):
            wanted = declared or "%"
            self.tell(one, "data-unit-other", "unit", found=str(found) or "—", unit=wanted)
            return None
        return declared or str(found)

    def calculated(self, one: Declared, node: Node, parts: Mapping[str, Made], unit: str) -> Made | None:
        """Return the column of a formula's results, and the formula of the totals."""
        rows: list[Cells] = [cells_at(parts, at) for at in range(len(self.names))]
        before = len(self.problems)
        cells = [self.result(one, node, row, rows, at, parts) for at, row in enumerate(rows)]
        if len(self.problems) > before:
            return None
        kind = one.text("type") or "number"
        column = self.described(one, kind, unit, self.decimals(one, kind, cells, derived=True))
        if one.text("total") == NONE:
            return Made(column, cells)
        if one.text("total"):
            return Made(column, cells, self.total(one, column, cells))
        totals: Cells = lambda name: decimal(parts[name].total)  # noqa: E731
        try:
            return Made(column, cells, node.value(totals, rows))
        except ExpressionError:
            return Made(column, cells)

    def result(
        self, one: Declared, node: Node, row: Cells, rows: Sequence[Cells], at: int, parts: Mapping[str, Made]
    ) -> Value:
        """Return what a formula makes of a row; a division by nothing is a problem of the row."""
        try:
            return node.value(row, rows)
        except ExpressionError as error:
            if error.code == "data-division" and one.flag("optional"):
                return None
            name, number = self.sheet.rows[at]
            told = {"table": self.declared.name, "column": one.name, "row": name, **error.values}
            place = self.place_of(number, str(error.values.get("by", "")))
            self.problems.append(Problem(error.code, place, told))
            return None

    def place_of(self, row: int, column: str) -> Place:
        """Return where a row stands, or its cell where a column of the sheet is named."""
        declared = self.columns.get(column)
        found = self.sheet.find(declared.text("heading") or column) if declared else []
        return self.sheet.sheet.place(row, found[0].column if found else None)

    def rank(self, one: Declared) -> Made | None:
        """Return the places of the rows by a column: 1 for the greatest; the level share a place."""
        of = self.other(one, "rank")
        if of is None:
            return None
        values = [value for value in of.cells if isinstance(value, Decimal)]
        low_first = one.flag("low_first")
        first: dict[Decimal, Decimal] = {}
        for place, value in enumerate(sorted(values, reverse=not low_first), 1):
            first.setdefault(value, Decimal(place))
        cells = [first[value] if isinstance(value, Decimal) else None for value in of.cells]
        return Made(self.described(one, "number", "", 0), cells)

    def share(self, one: Declared) -> Made | None:
        """Return what each row has of the total of a column."""
        of = self.other(one, "share")
        if of is None:
            return None
        whole = over_rows("sum", [value for value in of.cells if isinstance(value, Decimal)])
        if not whole:
            self.tell(one, "data-division", "share", row="—", by=of.column.name)
            return None
        cells = [value / whole if isinstance(value, Decimal) else None for value in of.cells]
        column = self.described(one, "percent", "", self.decimals(one, "percent", cells, derived=True))
        return Made(column, cells, Decimal(1))

    def change(self, one: Declared) -> Made | None:
        """Return by how much a column is more than before: of another sheet, or of another column."""
        now = self.other(one, "change")
        before = self.before(one, now.column.name) if now else None
        if now is None or before is None:
            return None
        if (
            read_unit(now.column.unit) != read_unit(before.column.unit)
            or now.column.kind != before.column.kind
        ):
            told = {
                "sign": "-",
                "left": now.column.printed_unit or "—",
                "right": before.column.printed_unit or "—",
            }
            self.tell(one, "data-formula-units", "change", **told)
            return None
        relative = one.text("as") == "percent"
        pairs = [*zip(now.cells, before.cells, strict=True), (now.total, before.total)]
        *cells, total = [self.changed(one, pair, relative, at) for at, pair in enumerate(pairs)]
        return Made(self.described_change(one, now.column, relative), cells, total)

    def described_change(self, one: Declared, of: Column, relative: bool) -> Column:
        """Return a column of changes; that of a share is counted in points (百分点)."""
        points = of.kind == "percent" and not relative
        unit = POINTS if points else of.unit if not relative else ""
        places = SHARE_DECIMALS if relative else of.decimals
        decimals = int(one.text("decimals") or places)
        title = one.text("title") or one.name
        return Column(
            one.name, title, "percent" if relative else "number", unit, decimals, "change", signed=True
        )

    def changed(self, one: Declared, pair: tuple[Value, Value], relative: bool, at: int) -> Value:
        """Return by how much a cell changed, in points for a share."""
        now, before = map(decimal, pair)
        if now is None or before is None:
            return None
        points = (self.made_kind(one.text("change")) == "percent") and not relative
        if not relative:
            return (now - before) * 100 if points else now - before
        if before:
            return (now - before) / abs(before)
        if at < len(self.names) and not one.flag("optional"):
            told = {"table": self.declared.name, "column": one.name, "row": self.names[at], "by": "—"}
            self.problems.append(Problem("data-division", self.place_of(self.sheet.rows[at][1], ""), told))
        return None

    def made_kind(self, name: str) -> str:
        """Return the type of a column that was made."""
        made = self.made.get(name)
        return made.column.kind if made else ""

    def before(self, one: Declared, name: str) -> Made | None:
        """Return what a column was before, its cells in the order of this table's rows."""
        if one.text("from"):
            return self.other(one, "from")
        since = one.text("since") or next(iter(self.earlier), "")
        if since not in self.earlier:
            self.tell(one, "data-no-earlier", "since", name=since, near=nearest(since, self.earlier) or "—")
            return None
        builder = self.earlier[since]
        made = builder.make(name)
        self.problems += builder.problems
        builder.problems = []
        if made is None:
            return None
        cells = dict(zip(builder.names, made.cells, strict=True))
        lost = [name for name in self.names if name not in cells]
        for row in lost:
            told = {"table": self.declared.name, "row": row, "file": builder.sheet.sheet.path.name}
            place = self.sheet.sheet.place(dict(self.sheet.rows)[row], self.sheet.key)
            self.problems.append(Problem("data-row-new", place, {**told, "near": nearest(row, cells)}))
        return None if lost else Made(made.column, [cells[name] for name in self.names], made.total)

    # What is said of a column

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


def cells_at(parts: Mapping[str, Made], at: int) -> Cells:
    """Return what columns hold in a row."""
    return lambda name: decimal(parts[name].cells[at])


def decimal(value: Any) -> Decimal | None:
    """Return a value that is a number, None for any other."""
    return value if isinstance(value, Decimal) else None

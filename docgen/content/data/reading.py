"""Columns of a sheet: each cell read as its column is typed, with its unit; what cannot be read is told."""

from dataclasses import dataclass
from decimal import Decimal

from docgen.foundation.errors import Finding, Problem
from docgen.foundation.suggest import nearest

from .amounts import SHARE, Value, read_value
from .columns import Made, Maker
from .declared import Declared
from .formulas import ExpressionError, read_unit
from .sheets import Heading
from .table import Column


@dataclass(frozen=True)
class Reader:
    """How the cells under a heading are read."""

    maker: Maker
    declared: Declared
    heading: Heading

    @property
    def kind(self) -> str:
        """The type of the column; a column of which nothing is said holds numbers."""
        return self.declared.text("type") or "number"

    @property
    def unit(self) -> str:
        """The unit of the column: as declared, else as its heading says."""
        in_heading = "" if self.heading.unit in (SHARE, "％") else self.heading.unit
        return (self.declared.text("unit") or in_heading) if self.kind == "number" else ""

    def cell(self, name: str, row: int) -> Value:
        """Return a cell, None (and a problem, if it may not be empty) for one that cannot be used."""
        sheet, at = self.maker.sheet.sheet, (row, self.heading.column)
        if at in sheet.faults:
            self.maker.problems.append(sheet.faults[at].at(sheet.place(*at), self.declared.name))
            return None
        optional = self.declared.flag("optional")
        try:
            if text := sheet.cells.get(at, ""):
                return self.value(text)
            code, told = "data-cell-empty", dict[str, object]()
        except ExpressionError as error:
            code, told = error.code, dict(error.values)
        if not (optional and code in ("data-cell-empty", "data-cell-nothing")):
            told |= {"table": self.maker.declared.name, "column": self.declared.name, "row": name}
            self.maker.problems.append(Problem(code, sheet.place(*at), told))
        return None

    def value(self, text: str) -> Value:
        """Return what a text means in this column. Raises ExpressionError."""
        found, full = read_value(text, self.kind, self.unit, self.heading.unit), self.declared.text("full")
        if full and isinstance(found, Decimal) and not 0 <= found <= Decimal(full):
            raise ExpressionError("data-cell-beyond-full", found=text, full=full)
        return found


def read_column(maker: Maker, one: Declared) -> Made | None:
    """Return a column of the sheet, None after noting what is wrong with it."""
    heading = found_heading(maker, one)
    if heading is None:
        return None
    reader, before = Reader(maker, one, heading), len(maker.problems)
    cells = [reader.cell(name, row) for name, row in maker.sheet.rows]
    if len(maker.problems) > before:
        return None
    column = maker.described(one, reader.kind, reader.unit, maker.decimals(one, reader.kind, cells))
    total = maker.total(one, column, cells)
    hold_total(reader, column, total)
    return Made(column, cells, total)


def found_heading(maker: Maker, one: Declared) -> Heading | None:
    """Return the heading of a column; one that is not there, there twice or of another unit is told."""
    wanted, unit = one.text("heading") or one.name, one.text("unit")
    found = maker.sheet.find(wanted)
    if len(found) != 1:
        code = "data-heading-twice" if found else "data-heading-unknown"
        near = nearest(wanted, maker.sheet.known)
        maker.tell(one, code, heading=wanted, near=near, file=maker.sheet.sheet.path.name)
        return None
    if unit and found[0].unit and read_unit(found[0].unit) != read_unit(unit):
        place = maker.sheet.sheet.place(maker.sheet.head, found[0].column)
        told = {"table": maker.declared.name, "column": one.name, "found": found[0].text, "unit": unit}
        maker.problems.append(Problem("data-heading-unit", place, told))
        return None
    return found[0]


def hold_total(reader: Reader, column: Column, total: Value) -> None:
    """Hold what the sheet's own row of totals says of a column against its sum."""
    rows, number = reader.maker.sheet, reader.heading.column
    text = rows.sheet.cells.get((rows.total, number), "") if rows.total else ""
    if not text or not rows.total or not isinstance(total, Decimal):
        return
    try:
        written = reader.value(text)
    except ExpressionError:
        written = None
    if written != total:
        told = {"table": reader.maker.declared.name, "column": column.name, "sum": column.said(total)}
        place = rows.sheet.place(rows.total, number)
        reader.maker.findings.append(Finding("data-total-differs", place, {**told, "found": text}))

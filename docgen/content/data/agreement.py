"""Whether a table agrees with itself and the figures: parts with their sum, totals with figures.

`parts: [A级, B级]` of a column says that each of its cells is the sum of these; `equals: subjects.total` that
its total is that figure. Both are findings: which of the two numbers is wrong, only the office knows.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from docgen.foundation.errors import Finding, Problem
from docgen.foundation.suggest import nearest

from ..figures import Figures
from .columns import Made
from .declared import Declared
from .formulas import read_unit
from .sheets import SheetRows
from .table import DataTable

GROWTH = frozenset("增减升降变")
"""Signs in the name of a rate that may be of any size."""


def disagreements(
    declared: Declared, table: DataTable, made: Mapping[str, Made | None], sheet: SheetRows
) -> Iterator[Finding | Problem]:
    """Give the cells that are not the sum of their parts, and parts that are not there."""
    for one in declared.below("columns"):
        names = [str(name) for name in one.says.get("parts") or ()]
        for at, name in enumerate(names):
            if name not in table.columns or not table.columns[name].is_number:
                told = {"column": one.name, "name": name, "near": nearest(name, table.columns)}
                yield declared.problem("data-column-unknown", "columns", one.name, "parts", at, **told)
        if names and one.name in table.columns and all(name in table.columns for name in names):
            yield from unequal(one.name, names, table, sheet, declared)
    yield from beyond_all(table)


def beyond_all(table: DataTable) -> Iterator[Finding]:
    """Give the rates (完成率, 覆盖率) of more than 100 %, which are mostly a slip in one of two numbers."""
    rates = [one for one in table.columns.values() if one.kind == "percent" and is_rate(one.name)]
    for row in table.rows:
        for column in rates:
            value = row.cells[column.name]
            if isinstance(value, Decimal) and value > 1:
                told = {"row": row.name, "column": column.name, "found": column.said(value)}
                yield Finding("data-rate-beyond", row.place, told)


def is_rate(name: str) -> bool:
    """Say whether a column is called after a share of something, and not after its growth."""
    return name.endswith("率") and not GROWTH & set(name)


def unequal(
    name: str, parts: list[str], table: DataTable, sheet: SheetRows, declared: Declared
) -> Iterator[Finding]:
    """Give the rows in which a column is not the sum of its parts."""
    column = table.columns[name]
    numbers = dict(sheet.rows)
    heading = next((one.text("heading") for one in declared.below("columns") if one.name == name), "") or name
    found = sheet.find(heading)
    for row in table.rows:
        cells = [row.cells[part] for part in parts]
        added = sum((cell for cell in cells if isinstance(cell, Decimal)), Decimal(0))
        if row.cells[name] is not None and row.cells[name] != added:
            place = sheet.sheet.place(numbers[row.name], found[0].column if found else None)
            told = {"row": row.name, "column": name, "parts": "、".join(parts), "sum": column.said(added)}
            yield Finding("data-parts-differ", place, {**told, "found": column.said(row.cells[name])})


def strays(
    declared: Declared, table: DataTable, figures: Figures | None, subject: str
) -> Iterator[Finding | Problem]:
    """Give the totals that are not the figure they are declared to be."""
    for one in declared.below("columns"):
        name = one.text("equals")
        if not name or one.name not in table.columns:
            continue
        figure = figures.get(name) if figures else None
        if figures is None or figure is None:
            near = nearest(name, figures.figures) if figures else ""
            code = "data-figure-unknown" if figures else "data-figure-none"
            yield Problem(code, one.place("equals"), {"column": one.name, "name": name, "near": near})
            continue
        column, total = table.columns[one.name], table.totals.get(one.name)
        same_unit = read_unit(figure.unit) == read_unit(column.unit)
        value = Decimal(figure.value) if isinstance(figure.value, int | Decimal) else None
        if value != total or not same_unit:
            told = {"table": table.title or table.name, "column": column.title, "sum": column.said(total)}
            told |= {"name": name, "title": figure.title, "value": figure.with_unit or str(figure)}
            yield Finding("data-figure-differs", one.place("equals"), told, subject)

"""How a table is printed: which columns in which order, by what the rows are sorted, what stands under it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docgen.foundation.errors import Problem
from docgen.foundation.suggest import nearest

from .declared import Declared
from .table import DataTable, Row

DATA = "data"


@dataclass(frozen=True)
class Layout:
    """A table as it is to be printed."""

    name: str
    table: DataTable
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    with_total: bool
    numbered: bool  # 序号
    landscape: bool
    note: str


def data_of(one: Declared, tables: Mapping[str, DataTable], problems: list[Problem]) -> DataTable | None:
    """Return the data that a declaration names; where there is one only, it need not be named."""
    only = next(iter(tables)) if len(tables) == 1 else ""
    name = one.text(DATA) or (one.name if one.name in tables else only)
    if name not in tables:
        problems.append(
            one.problem("data-unknown", DATA, name=name or "—", near=nearest(name, tables) or "—")
        )
        return None
    return tables[name]


def columns_of(
    one: Declared, table: DataTable, problems: list[Problem], word: str = "columns"
) -> tuple[str, ...]:
    """Return the columns that a declaration lists; those that are not there are told."""
    names: Sequence[str] = [str(name) for name in one.says.get(word) or ()]
    for at, name in enumerate(names):
        if name not in table.columns:
            told = {"column": one.name, "name": name, "near": nearest(name, table.columns)}
            problems.append(one.problem("data-column-unknown", word, at, **told))
    return tuple(name for name in names if name in table.columns)


def layout(one: Declared, tables: Mapping[str, DataTable], problems: list[Problem]) -> Layout | None:
    """Return how a table is printed, None after noting what is wrong with its declaration."""
    table = data_of(one, tables, problems)
    if table is None:
        return None
    columns = columns_of(one, table, problems) or tuple(table.columns)
    return Layout(
        one.name,
        table,
        one.text("title") or table.title,
        columns,
        tuple(sorted_rows(one, table, problems)),
        one.flag("total", True) and any(table.totals.get(name) is not None for name in columns),
        one.flag("numbered"),
        one.flag("landscape"),
        one.text("note") or table.note,
    )


def sorted_rows(one: Declared, table: DataTable, problems: list[Problem]) -> Sequence[Row]:
    """Return the rows as a declaration sorts them, else in the sheet's order."""
    name = one.text("sort")
    if not name:
        return table.rows
    if name not in table.columns:
        told = {"column": one.name, "name": name, "near": nearest(name, table.columns)}
        problems.append(one.problem("data-column-unknown", "sort", **told))
        return table.rows
    return table.ordered(name, not one.flag("ascending"))


def usual(table: DataTable) -> Layout:
    """Return how a table is printed of which nothing is declared."""
    total = any(value is not None for value in table.totals.values())
    rows = tuple(table.rows)
    return Layout(table.name, table, table.title, tuple(table.columns), rows, total, False, False, table.note)

"""Columns that are derived from others: by a formula, as places, as shares, as changes.

Totals: what a formula makes is made anew of the totals (a rate of all is no mean of rates); places have none,
and neither has what is made of columns with gaps, for its parts would be totals of different rows.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from docgen.foundation.errors import Finding, Place, Problem
from docgen.foundation.suggest import nearest

from .amounts import SHARE_DECIMALS, Value
from .columns import NONE, Made, Maker, decimal
from .declared import Declared
from .formulas import NO_UNIT, Cells, ExpressionError, Node, over_rows, read_formula, read_unit
from .table import POINTS, Column


def formula(maker: Maker, one: Declared) -> Made | None:
    """Return a column that a formula makes."""
    try:
        node = read_formula(one.text("formula"), maker.columns)
    except ExpressionError as error:
        maker.tell(one, error.code, "formula", **error.values)
        return None
    parts = {name: part(maker, one, name) for name in dict.fromkeys(node.names())}
    made = {name: part for name, part in parts.items() if part}
    if len(made) < len(parts):
        return None
    unit = unit_of(maker, one, node, made)
    return None if unit is None else calculated(maker, one, node, made, unit)


def part(maker: Maker, one: Declared, name: str) -> Made | None:
    """Return a column that a formula names."""
    if name in maker.open:
        maker.tell(one, "data-column-circle", "formula", name=name)
        return None
    made = maker.make(name)
    if made and not made.column.is_number:
        maker.tell(one, "data-column-no-number", "formula", name=name)
        return None
    return made


def unit_of(maker: Maker, one: Declared, node: Node, parts: Mapping[str, Made]) -> str | None:
    """Return the unit of a formula's result; one that is declared otherwise, or does not fit, is told."""
    units = {name: read_unit(part.column.unit) for name, part in parts.items()}
    try:
        found = node.unit(units)
    except ExpressionError as error:
        maker.tell(one, error.code, "formula", **error.values)
        return None
    declared = one.text("unit")
    if (declared and read_unit(declared) != found) or (one.text("type") == "percent" and found != NO_UNIT):
        wanted = declared or "%"
        maker.tell(one, "data-unit-other", "unit", found=str(found) or "—", unit=wanted)
        return None
    return declared or str(found)


def calculated(maker: Maker, one: Declared, node: Node, parts: Mapping[str, Made], unit: str) -> Made | None:
    """Return the column of a formula's results, and the formula of the totals."""
    rows: list[Cells] = [cells_at(parts, at) for at in range(len(maker.names))]
    before = len(maker.problems)
    cells = [result(maker, one, node, rows, at) for at in range(len(rows))]
    if len(maker.problems) > before:
        return None
    kind = one.text("type") or "number"
    column = maker.described(one, kind, unit, maker.decimals(one, kind, cells, derived=True))
    has_gaps = any(cell is None for part in parts.values() for cell in part.cells)
    if one.text("total") == NONE or (has_gaps and not one.text("total")):
        return Made(column, cells)
    if one.text("total"):
        return Made(column, cells, maker.total(one, column, cells))
    totals: Cells = lambda name: decimal(parts[name].total)  # noqa: E731
    try:
        return Made(column, cells, node.value(totals, rows))
    except ExpressionError:
        return Made(column, cells)


def result(maker: Maker, one: Declared, node: Node, rows: Sequence[Cells], at: int) -> Value:
    """Return what a formula makes of a row; a division by nothing is a problem of the row."""
    try:
        return node.value(rows[at], rows)
    except ExpressionError as error:
        if error.code == "data-division" and one.flag("optional"):
            return None
        name, number = maker.sheet.rows[at]
        told = {"table": maker.declared.name, "column": one.name, "row": name, **error.values}
        place = place_of(maker, number, str(error.values.get("by", "")))
        maker.problems.append(Problem(error.code, place, told))
        return None


def place_of(maker: Maker, row: int, column: str) -> Place:
    """Return where a row stands, or its cell where a column of the sheet is named."""
    declared = maker.columns.get(column)
    found = maker.sheet.find(declared.text("heading") or column) if declared else []
    return maker.sheet.sheet.place(row, found[0].column if found else None)


def rank(maker: Maker, one: Declared) -> Made | None:
    """Return the places of the rows by a column: 1 for the greatest; the level share a place."""
    of = maker.other(one, "rank")
    if of is None:
        return None
    values = [value for value in of.cells if isinstance(value, Decimal)]
    low_first = one.flag("low_first")
    first: dict[Decimal, Decimal] = {}
    for place, value in enumerate(sorted(values, reverse=not low_first), 1):
        first.setdefault(value, Decimal(place))
    cells = [first[value] if isinstance(value, Decimal) else None for value in of.cells]
    return Made(maker.described(one, "number", "", 0), cells)


def share(maker: Maker, one: Declared) -> Made | None:
    """Return what each row has of the total of a column."""
    of = maker.other(one, "share")
    if of is None:
        return None
    whole = over_rows("sum", [value for value in of.cells if isinstance(value, Decimal)])
    if not whole and not one.flag("optional"):
        maker.tell(one, "data-division", "share", row="—", by=of.column.name)
        return None
    cells = [value / whole if whole and isinstance(value, Decimal) else None for value in of.cells]
    column = maker.described(one, "percent", "", maker.decimals(one, "percent", cells, derived=True))
    return Made(column, cells, Decimal(1) if whole else None)


def change(maker: Maker, one: Declared) -> Made | None:
    """Return by how much a column is more than before: of another sheet, or of another column."""
    now = maker.other(one, "change")
    then = before(maker, one, now.column.name) if now else None
    if now is None or then is None:
        return None
    if read_unit(now.column.unit) != read_unit(then.column.unit) or now.column.kind != then.column.kind:
        told = {
            "sign": "-",
            "left": now.column.printed_unit or "—",
            "right": then.column.printed_unit or "—",
        }
        maker.tell(one, "data-formula-units", "change", **told)
        return None
    relative = one.text("as") == "percent"
    pairs = [*zip(now.cells, then.cells, strict=True), (now.total, then.total)]
    *cells, total = [changed(maker, one, pair, relative, at) for at, pair in enumerate(pairs)]
    total = None if None in (*now.cells, *then.cells) else total
    return Made(described_change(maker, one, now.column, relative), cells, total)


def described_change(maker: Maker, one: Declared, of: Column, relative: bool) -> Column:
    """Return a column of changes; that of a share is counted in points (百分点)."""
    points = of.kind == "percent" and not relative
    unit = POINTS if points else of.unit if not relative else ""
    places = SHARE_DECIMALS if relative else of.decimals
    decimals = int(one.text("decimals") or places)
    title = one.text("title") or one.name
    return Column(one.name, title, "percent" if relative else "number", unit, decimals, "change", signed=True)


def changed(maker: Maker, one: Declared, pair: tuple[Value, Value], relative: bool, at: int) -> Value:
    """Return by how much a cell changed, in points for a share."""
    now, before = map(decimal, pair)
    if now is None or before is None:
        return None
    points = (made_kind(maker, one.text("change")) == "percent") and not relative
    if not relative:
        return (now - before) * 100 if points else now - before
    if before:
        return (now - before) / abs(before)
    if at < len(maker.names) and not one.flag("optional"):
        told = {"table": maker.declared.name, "column": one.name, "row": maker.names[at], "by": "—"}
        maker.problems.append(Problem("data-division", place_of(maker, maker.sheet.rows[at][1], ""), told))
    return None


def made_kind(maker: Maker, name: str) -> str:
    """Return the type of a column that was made."""
    made = maker.made.get(name)
    return made.column.kind if made else ""


def before(maker: Maker, one: Declared, name: str) -> Made | None:
    """Return what a column was before, its cells in the order of this table's rows."""
    if one.text("from"):
        return maker.other(one, "from")
    since = one.text("since") or next(iter(maker.earlier), "")
    if since not in maker.earlier:
        maker.tell(one, "data-no-earlier", "since", name=since, near=nearest(since, maker.earlier) or "—")
        return None
    builder = maker.earlier[since]
    made = builder.make(name)
    maker.problems += builder.problems
    builder.problems = []
    if made is None:
        return None
    cells = dict(zip(builder.names, made.cells, strict=True))
    known = set(maker.names)
    for row, number in builder.sheet.rows:
        if row not in known:
            told = {"table": maker.declared.name, "row": row, "file": maker.sheet.sheet.path.name}
            place = builder.sheet.sheet.place(number, builder.sheet.key)
            maker.findings.append(Finding("data-row-gone", place, told))
    lost = [name for name in maker.names if name not in cells]
    numbers = dict(maker.sheet.rows)
    for row in lost:
        told = {"table": maker.declared.name, "row": row, "file": builder.sheet.sheet.path.name}
        place = maker.sheet.sheet.place(numbers[row], maker.sheet.key)
        maker.problems.append(Problem("data-row-new", place, {**told, "near": nearest(row, cells)}))
    return None if lost else Made(made.column, [cells[name] for name in maker.names], made.total)


def cells_at(parts: Mapping[str, Made], at: int) -> Cells:
    """Return what columns hold in a row."""
    return lambda name: decimal(parts[name].cells[at])

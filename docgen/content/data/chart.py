"""A chart as data: what it shows, in which order, with which numbers. Both writers draw the same of it.

The numbers are those of the table, exactly; 万 and 亿 move the point and nothing else. Where a chart is
larger than a reader can take in, or of columns that cannot stand beside each other, that is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from unicodedata import east_asian_width

from docgen.foundation.errors import Problem

from .amounts import SHARE, SHARE_DECIMALS, TEN_THOUSAND, decimals_of
from .declared import Declared
from .formulas import over_rows, rounded
from .layouts import columns_of, data_of, sorted_rows
from .table import Column, DataTable, Row

KINDS = ("bar", "stacked", "ranking", "line", "share")
MOST_SERIES = {"bar": 4, "stacked": 5, "ranking": 1, "line": 4, "share": 1}
MOST_ROWS = {"bar": 16, "stacked": 16, "ranking": 40, "line": 36, "share": 8}
WIDTH = 580.0
"""CSS pixels: the text area (版心) is 156 mm wide, which are 589."""
LONGEST_NAME = 11
"""Characters that a name beside a bar has in a line; it has two."""
LONGEST_PART = 24
"""Characters that a name beside a part of a column of shares has."""
NAME_LINES = 3
"""Lines that a name below a bar has."""
SMALLEST, SMALLEST_NUMBER = 12.0, 9.0
"""CSS pixels: type of names, and of numbers where bars are narrow."""
AS_ROUNDED = Decimal("0.005")
"""What a percentage may miss of what it was rounded from."""
MARK = 34.0
"""What the ink of a series takes in a legend."""
AS_SHEETS_KEEP = Context(prec=15)
"""The digits that a spreadsheet keeps of a number: the drawing and the workbook in Word have the same."""
FROM_TEN_THOUSAND = Decimal(10) ** 5
"""From here on numbers are drawn in 万."""


@dataclass(frozen=True)
class Series:
    """A column of a chart."""

    title: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Chart:
    """A chart, ready to be drawn."""

    name: str
    kind: str  # one of KINDS
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str  # 万家; % for shares
    decimals: int
    alt: str
    note: str
    heading: str = ""  # what the categories are: 县（区）

    @property
    def is_percent(self) -> bool:
        """Say whether its numbers are shares, kept as fractions."""
        return self.unit == SHARE

    def label(self, value: Decimal | None) -> str:
        """Return a number as it stands at its bar; nothing for nothing."""
        if value is None:
            return ""
        sign = SHARE if self.is_percent else ""
        return f"{rounded(value * 100 if self.is_percent else value, self.decimals):f}{sign}"


def chart(one: Declared, tables: Mapping[str, DataTable], problems: list[Problem]) -> Chart | None:
    """Return a chart, None after noting what is wrong with its declaration."""
    before = len(problems)
    table = data_of(one, tables, problems)
    if table is None:
        return None
    names = columns_of(one, table, problems)
    columns = [table.columns[name] for name in names]
    kind = one.text("kind") or "bar"
    if len(problems) == before:
        problems += wrong(one, kind, columns)
    if len(problems) > before:
        return None
    rows = chosen_rows(one, kind, names[0], table, problems)
    problems += unfit(one, kind, rows, names)
    if kind == "share" and len(problems) == before:
        problems += no_whole(one, columns[0], rows)
    if len(problems) > before:
        return None
    made = drawn(one, kind, table, columns, rows)
    if is_crowded(made):
        problems.append(one.problem("chart-crowded", "columns", kind=kind))
        return None
    return made


def is_crowded(made: Chart) -> bool:
    """Say whether names or numbers of a chart would stand in each other's way, or its legend be too wide."""
    names = [wide(name) for name in made.categories]
    legend = sum(wide(series.title) * SMALLEST + MARK for series in made.series)
    if len(made.series) > 1 and legend > WIDTH:
        return True
    if made.kind == "share":
        return max(names) > LONGEST_PART
    if made.kind == "ranking":
        return max(names) > LONGEST_NAME * 2
    slot = WIDTH / len(names)
    labels = max(wide(made.label(value)) for series in made.series for value in series.values)
    beside = len(made.series) if made.kind == "bar" else 1
    return labels * SMALLEST_NUMBER > slot / beside or max(names) > slot / SMALLEST * NAME_LINES


def wide(text: str) -> float:
    """Return about how wide a text is, in ems."""
    return sum(1.0 if east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def wrong(one: Declared, kind: str, columns: Sequence[Column]) -> list[Problem]:
    """Return what of the columns cannot be drawn together."""
    found = []
    if not columns or len(columns) > MOST_SERIES[kind]:
        told = {"count": len(columns), "most": MOST_SERIES[kind], "kind": kind}
        found.append(one.problem("chart-columns", "columns", **told))
    for at, column in enumerate(columns):
        if not column.is_number:
            found.append(
                one.problem("data-column-no-number", "columns", at, column=one.name, name=column.name)
            )
        elif column.printed_unit != columns[0].printed_unit:
            told = {"left": columns[0].printed_unit or "—", "right": column.printed_unit or "—"}
            found.append(one.problem("chart-units", "columns", at, name=column.name, **told))
    declared = one.text("unit")
    unit = columns[0].printed_unit if columns else ""
    if columns and declared and scale_of(declared, unit) is None:
        near = "、".join(f"{scale}{unit}" for scale in TEN_THOUSAND if unit != SHARE) or SHARE
        found.append(one.problem("chart-unit", "unit", found=declared, near=near))
    return found


def chosen_rows(
    one: Declared, kind: str, first: str, table: DataTable, problems: list[Problem]
) -> Sequence[Row]:
    """Return the rows in the order they are drawn: a ranking by its numbers, others as declared."""
    if kind != "ranking":
        return sorted_rows(one, table, problems)
    return table.ordered(first, not one.flag("ascending"))


def unfit(one: Declared, kind: str, rows: Sequence[Row], names: Sequence[str]) -> list[Problem]:
    """Return what of the rows cannot be drawn: too many, nothing at all, parts below nought."""
    if len(rows) > MOST_ROWS[kind]:
        return [one.problem("chart-rows", count=len(rows), most=MOST_ROWS[kind], kind=kind)]
    values = [row.cells[name] for row in rows for name in names]
    numbers = [value for value in values if isinstance(value, Decimal)]
    if not any(numbers):
        return [one.problem("chart-empty", "columns")]
    if kind in ("share", "stacked") and min(numbers) < 0:
        return [one.problem("chart-negative", "kind", kind=kind)]
    return []


def no_whole(one: Declared, column: Column, rows: Sequence[Row]) -> list[Problem]:
    """Return that percentages which are to be the parts of a whole are not: their sum is not 100 %."""
    numbers = [value for row in rows if isinstance(value := row.cells[column.name], Decimal)]
    whole = over_rows("sum", numbers)
    if column.printed_unit != SHARE or whole is None or abs(whole - 1) <= AS_ROUNDED * len(numbers):
        return []
    found = f"{rounded(whole * 100, SHARE_DECIMALS):f}%"
    return [one.problem("chart-shares", "columns", name=column.name, found=found)]


def drawn(
    one: Declared, kind: str, table: DataTable, columns: Sequence[Column], rows: Sequence[Row]
) -> Chart:
    """Return the chart of these columns and rows."""
    values = [tuple(scalable(row.cells[column.name]) for row in rows) for column in columns]
    unit, decimals = columns[0].printed_unit, max(column.decimals for column in columns)
    if kind == "share" and unit != SHARE:
        values, unit, decimals = [shares(values[0])], SHARE, SHARE_DECIMALS
    scale = (
        scale_of(one.text("unit"), unit)
        if one.text("unit") and kind != "share"
        else usual_scale(values, unit)
    )
    by = TEN_THOUSAND[scale or ""]
    numbers = [
        tuple(None if value is None else AS_SHEETS_KEEP.plus(value / by) for value in column)
        for column in values
    ]
    title = one.text("title") or table.title
    series = tuple(
        Series(column.title, column_values) for column, column_values in zip(columns, numbers, strict=True)
    )
    if scale:
        decimals = min(
            max((decimals_of(v.normalize()) for c in numbers for v in c if v is not None), default=0), 2
        )
    made = Chart(
        one.name, kind, title, tuple(row.name for row in rows), series, f"{scale or ''}{unit}", decimals,
        "", one.text("note"), table.key.title,
    )  # fmt: skip
    return described(made, one.text("alt"))


def shares(values: Sequence[Decimal | None]) -> tuple[Decimal | None, ...]:
    """Return what each value has of them all."""
    whole = over_rows("sum", [value for value in values if value is not None]) or Decimal(1)
    return tuple(None if value is None else value / whole for value in values)


def scalable(value: object) -> Decimal | None:
    """Return a cell as a chart takes it."""
    return value if isinstance(value, Decimal) else None


def scale_of(declared: str, unit: str) -> str | None:
    """Return 万, 亿 or nothing: what makes a declared unit of a column's; None where nothing does."""
    if declared in (unit, "％" if unit == SHARE else unit):
        return ""
    fits = unit != SHARE and declared[:1] in ("万", "亿") and declared[1:] in (unit, "")
    return declared[:1] if fits else None


def usual_scale(values: Sequence[Sequence[Decimal | None]], unit: str) -> str:
    """Return 万 for numbers that no bar has room for."""
    most = max((abs(value) for column in values for value in column if value is not None), default=Decimal(0))
    return "万" if most >= FROM_TEN_THOUSAND and unit != SHARE and not unit.startswith(("万", "亿")) else ""


def described(made: Chart, alt: str) -> Chart:
    """Return a chart with the words that say it to who cannot see it: the clerk's, else its own numbers."""
    if alt:
        return replace(made, alt=alt)
    parts = []
    for series in made.series:
        pairs = zip(made.categories, series.values, strict=True)
        unit = "" if made.is_percent else made.unit
        listed = "、".join(f"{name}{made.label(value)}{unit}" for name, value in pairs if value is not None)
        parts.append(f"{series.title}：{listed}")
    return replace(made, alt=f"{made.title}。" + "；".join(parts))

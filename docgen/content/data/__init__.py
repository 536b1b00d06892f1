"""Data (数据表): sheets under content/data/, typed by declaration: of them come tables, charts and sentences.

The design. A document names a sheet and says of each column what it is; nobody programs:

    data:
      counties:
        sheet: 进度-2024-06.xlsx        # .xlsx, .csv, .ods …, read as rosters are: what the cell shows
        rows: 县（区）                  # the heading over the names of the rows
        compare: {上月: 进度-2024-05.xlsx}
        columns:
          应督导: {unit: 家, equals: subjects.total}   # held against content/figures
          已督导: {unit: 家}
          完成率: {formula: 已督导 / 应督导, type: percent}
          排名: {rank: 完成率}
          比上月: {change: 完成率, since: 上月}
        sentences:
          落后: {below: 完成率, than: 80%}

`declared` joins what the kind of the document declares (`x-data` in its schema) with what the document says,
so that a monthly report changes its sheet and its date only. `sheets` finds the table in the sheet, `amounts`
reads cells as types, `expressions` and `units` know formulas (家 + 人 is told), `building` makes the columns
and totals, `agreement` holds parts and totals against each other and against the figures, `sentences` puts
rows into words. What is printed of it stands in `layouts` (tables) and `chart`; prose names single numbers
by `names`. Numbers are decimal from the cell to the page.

In go a source and its kind, out comes `Data`; every problem of all sheets comes out at once, at its cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from docgen.foundation.errors import ContentError, Finding, Problem, unique
from docgen.foundation.suggest import nearest

from ..figures import Figures
from ..kinds import Kind
from ..project import Project
from ..source import Source
from . import layouts, sheets
from .agreement import disagreements, strays
from .amounts import Value
from .building import Builder
from .chart import Chart, chart
from .declared import AS_OF, FIELDS, FILE, Declared, declarations
from .layouts import Layout, layout
from .names import TableNames
from .registers import REGISTER, from_register
from .sentences import Sentences
from .sheets import SheetRows
from .table import Column, DataTable

__all__ = ["NO_DATA", "Chart", "Data", "DataTable", "Layout", "TableNames", "find_data", "names_data"]


@dataclass(frozen=True, eq=False)
class Data:
    """All data of one document: its tables, how they are printed, its charts, and what is told of them.

    It is the same as itself only, so that what is drawn of it can be kept.
    """

    tables: Mapping[str, DataTable] = field(default_factory=dict)
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    charts: Mapping[str, Chart] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


NO_DATA = Data()


def names_data(kind: Kind) -> bool:
    """Say whether documents of a kind may have data."""
    return "data" in kind.schema.get("properties", {})


def find_data(
    project: Project, source: Source, kind: Kind, values: Mapping[str, Any], figures: Figures | None
) -> Data:
    """Return the data of a document, nothing for a kind without any.

    Raises ContentError with every problem of its sheets and declarations.
    """
    if not names_data(kind):
        return NO_DATA
    day = values.get(AS_OF) or values.get("date")
    known = sheets.files(project.content(sheets.FOLDER))
    reading = Reading(project, known, figures, str(source.path), day if isinstance(day, date) else date.min)
    declared = {word: declarations(word, source, kind, values) for word in FIELDS}
    made = {name: reading.table(one) for name, one in declared["data"].items()}
    tables = {name: table for name, table in made.items() if table}
    sound = len(tables) == len(made)
    shown = {name: layout(one, tables, reading.problems) for name, one in declared["tables"].items() if sound}
    drawn = {name: chart(one, tables, reading.problems) for name, one in declared["charts"].items() if sound}
    if reading.problems:
        raise ContentError(reading.problems)
    usual = {name: layouts.usual(table) for name, table in tables.items()}
    return Data(
        tables,
        usual | {name: one for name, one in shown.items() if one},
        {name: one for name, one in drawn.items() if one},
        tuple(reading.findings),
    )


class Reading:
    """Reads the tables of one document among the sheets `known`, and gathers what is told."""

    def __init__(
        self, project: Project, known: Mapping[str, Path], figures: Figures | None, subject: str, day: date
    ) -> None:
        self.project = project
        self.known = known
        self.day = day
        self.figures = figures
        self.subject = subject
        self.problems: list[Problem] = []
        self.findings: list[Finding] = []

    def table(self, declared: Declared) -> DataTable | None:
        """Return a table, None after noting what is wrong with it."""
        compare = declared.says.get("compare") or {}
        earlier = compare if isinstance(compare, Mapping) else {"上期": compare}
        if declared.text(REGISTER):
            declared, sheet = self.registered(declared)
        else:
            sheet = self.sheet(declared, declared.text(FILE), FILE)
        before = {name: self.sheet(declared, str(file), "compare", name) for name, file in earlier.items()}
        if sheet is None or None in before.values():
            return None
        builder = Builder(declared, sheet, {name: one for name, one in before.items() if one})
        if not builder.columns:
            self.problems.append(declared.problem("data-no-columns", known="、".join(sheet.known[:12])))
            return None
        rows = builder.rows()
        self.problems += builder.problems
        self.findings += unique([*sheet.sheet.notes, *builder.findings])
        if builder.problems:
            return None
        made = {name: one for name, one in builder.made.items() if one}
        totals: dict[str, Value] = {name: one.total for name, one in made.items()}
        key = declared.text("rows") or next(one.text for one in sheet.headings if one.column == sheet.key)
        table = DataTable(
            declared.name,
            declared.text("title"),
            Column("", key, "text"),
            {name: made[name].column for name in builder.columns},
            rows,
            totals,
            declared.text("total_name") or "合计",
            declared.says.get("as_of"),
            declared.text("source"),
            declared.text("note"),
            {},
        )
        return self.judged(declared, table, builder, sheet)

    def judged(self, declared: Declared, table: DataTable, builder: Builder, sheet: SheetRows) -> DataTable:
        """Return a table with its sentences, after holding it against itself and the figures."""
        told: Sequence[Finding | Problem] = [
            *disagreements(declared, table, builder.made, sheet),
            *strays(declared, table, self.figures, self.subject),
        ]
        self.problems += [one for one in told if not isinstance(one, Finding)]
        self.findings += [one for one in told if isinstance(one, Finding)]
        sentences = Sentences(table)
        said = sentences.made(declared)
        self.problems += sentences.problems
        return replace(table, sentences=said)

    def registered(self, declared: Declared) -> tuple[Declared, SheetRows | None]:
        """Return the rows that the register gives, None after noting why it cannot."""
        try:
            return from_register(self.project, declared, self.day)
        except ContentError as error:
            self.problems += error.problems
            return declared, None

    def sheet(self, declared: Declared, name: str, *keys: str) -> SheetRows | None:
        """Return the sheet of a name, None after noting why it cannot be had."""
        if name not in self.known:
            near = nearest(name, self.known) or "—"
            code = "data-sheet-unknown" if name else "data-sheet-unnamed"
            self.problems.append(declared.problem(code, *keys, name=name, near=near))
            return None
        try:
            return sheets.read_rows(self.known[name], declared.text("rows"))
        except ContentError as error:
            self.problems += error.problems
            return None

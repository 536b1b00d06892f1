"""What the register has, as papers: tables as workbooks, as sources of documents, and as scores of a year."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from docgen.content.data.sheets import read_rows
from docgen.content.offices import OFFICES
from docgen.content.project import Project
from docgen.content.source import read
from docgen.content.source.dump import dump_yaml
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.files import write_new
from docgen.foundation.spreadsheets.xlsx_writer import table_workbook
from docgen.register.views import MARKS, VIEWS, View

DISPATCH, LEDGER = "发文情况", "督办台账"
KIND = "reports/ledger"
COUNTY = "县（区）"
WIDE = {"标题": 44, "内容": 44, "事项": 30, "发文字号": 26, "主送机关": 30, "责任单位": 26}


def workbook(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook of a table; all its cells are text, so that nothing in it is ever calculated."""
    widths = [WIDE.get(heading, 14) for heading in headings]
    return table_workbook(title, [headings, *rows], widths)


def assessment(view: View, scores: Path | None) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Return headings and rows of a year's scores: those of the sheet `scores`, then the register's.

    Without a sheet they are the register's alone. Its marks for 问题整改 stand in for those of the sheet; a
    county of which nothing was asked has full marks. Raises ContentError for a sheet that is none, and for a
    county that only the register has.
    """
    if scores is None:
        return view.headings, list(view.rows)
    sheet = read_rows(scores, COUNTY)
    own = [one for one in sheet.headings if one.column != sheet.key and one.text != MARKS]
    told = {row[0]: row[1:] for row in view.rows}
    names = {name for name, _ in sheet.rows}
    if unknown := [name for name in told if name not in names]:
        values = {"names": "、".join(unknown)}
        raise ContentError([Problem("assessment-unknown", Place(scores), values)])
    nothing = [*["0"] * (len(view.headings) - 2), "20.0"]
    rows: list[Sequence[str]] = [
        (name, *(sheet.sheet.cells.get((number, one.column), "") for one in own), *told.get(name, nothing))
        for name, number in sheet.rows
    ]
    return (COUNTY, *(one.text for one in own), *view.headings[1:]), rows


def last_day(year: int, month: int, today: date) -> date:
    """Return the last day of a month, of the month we are in today."""
    last = date(year, month, monthrange(year, month)[1])
    return min(last, today) if today >= date(year, month, 1) else last


def begin_report(project: Project, name: str, on: date, office: str = "") -> Path:
    """Write the source of a document that prints a table of the register as of a day, and return it.

    One that is there already is left as it is.
    """
    period = f"{on:%Y-%m}" if name == DISPATCH else on.isoformat()
    path = project.content("reports") / f"{name}-{period}.yaml"
    if not path.exists():
        known = list(read(project.content(OFFICES)).values)
        values = report(name, on, office or str(known[0]))
        write_new({path: dump_yaml(values).encode()}, same=[path])
    return path


def report(name: str, on: date, office: str) -> Mapping[str, Any]:
    """Return the source of a document that prints a table of the register."""
    period = f"{on.year}年{on.month}月" if name == DISPATCH else f"{on.year}年度"
    body = f"截至{{{{ data.{name}.截止日期 }}}}，共{{{{ data.{name}.行数 }}}}项。\n\n{{{{ table {name} }}}}\n"
    return {
        "kind": KIND,
        "office": office,
        "title": f"{period}{name}",
        "as_of": on.isoformat(),
        "date": on.isoformat(),
        "data": {name: {"register": name, "source": "发文登记簿"}},
        "tables": {name: {"numbered": "是", "title": f"{period}{name}", "total": "否"}},
        "body": body,
    }


def view_named(name: str) -> str:
    """Return the name of a table of the register. Raises ContentError for any other."""
    if name not in VIEWS:
        raise ContentError([Problem("view-unknown", values={"name": name, "known": "、".join(VIEWS)})])
    return name

"""Blocks made of data: tables as HTML, charts as pictures, each with its caption and notes.

In go a document's layouts and charts, out comes HTML that prose puts in where a clerk wrote
`{{ table 名称 }}` or `{{ chart 名称 }}`. What has a title has a caption, to which `[表:名称]` refers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any

from docgen.content.assets import Assets, Drawn
from docgen.content.data import Chart, Data, DataTable, Layout
from docgen.content.data.amounts import SHARE, Value
from docgen.content.data.names import TableNames
from docgen.content.data.table import Column
from docgen.content.document import Document
from docgen.content.pictures import SVG, Picture
from docgen.foundation.numerals import official_date
from docgen.layout.charts import plan, svg
from docgen.prose.captions import anchor
from docgen.prose.tables import DENSE, PACKED

SERIAL = "序号"
SHORT = 12
"""Rows that are kept on one page."""
LONG_TITLE = 4
"""Characters of a heading from which its unit stands in a line of its own."""


def assets_of(document: Document) -> Assets:
    """Return the pictures that a document's pages may show, those drawn of its data among them."""
    return (
        replace(document.assets, drew=drawn_charts(document.data))
        if document.data.charts
        else document.assets
    )


@lru_cache(maxsize=16)
def drawn_charts(data: Data) -> tuple[Drawn, ...]:
    """Return the charts of a document, drawn."""
    return tuple(drawn(address(data, name), chart) for name, chart in data.charts.items())


def drawn(at: str, chart: Chart) -> Drawn:
    """Return one chart, drawn, to be found at an address."""
    where = plan(chart)
    return Drawn(at, Picture(svg(chart), SVG, where.width, where.height), chart)


def address(data: Data, name: str) -> str:
    """Return the address at which a page shows a chart."""
    return f"docgen-chart-{list(data.charts).index(name) + 1}.svg"


def data_names(data: Data) -> dict[str, object]:
    """Return what placeholders may name of a document's data: its numbers and sentences, and its blocks."""
    return {
        "data": {name: TableNames(table) for name, table in data.tables.items()},
        "tables": {name: table_block(layout) for name, layout in data.layouts.items()},
        "charts": {name: chart_block(chart, address(data, name)) for name, chart in data.charts.items()},
    }


def template_data(data: Data) -> dict[str, Any]:
    """Return the tables as a template sees them: rows in order, cells as they are printed."""
    return {name: rows_of(table) for name, table in data.tables.items()}


def rows_of(table: DataTable) -> Mapping[str, Any]:
    """Return a table of text: its columns with their units, its rows with their cells, its totals."""
    columns = [
        {"name": one.name, "title": one.title, "unit": one.printed_unit} for one in table.columns.values()
    ]
    rows = [
        {
            "name": row.name,
            "cells": {name: table.cell(row, name) for name in table.columns},
            "scores": [
                score(one, row.cells[one.name]) for one in table.columns.values() if one.full is not None
            ],
        }
        for row in table.rows
    ]
    totals = {name: one.shown(table.totals.get(name)) for name, one in table.columns.items()}
    full = sum((one.full for one in table.columns.values() if one.full is not None), Decimal(0))
    return {
        "columns": columns,
        "rows": rows,
        "totals": totals,
        "full": f"{full.normalize():f}",
        "key": table.key.title,
        "note": table.note,
    }


def score(column: Column, value: Value) -> Mapping[str, str]:
    """Return what a row was given of the full marks (满分) of a column, and what it was not."""
    full = column.full or Decimal(0)
    lost = full - value if isinstance(value, Decimal) else None
    texts = {"full": full, "given": value, "lost": lost}
    return {"title": column.title, **{name: column.shown(amount) for name, amount in texts.items()}}


def table_block(layout: Layout) -> str:
    """Return a table with its caption above and its notes below."""
    return f"{table(layout)}{''.join(notes(layout))}"


def table(layout: Layout) -> str:
    """Return a table."""
    of = layout.table
    columns = [of.columns[name] for name in layout.columns]
    count = len(columns) + 1 + layout.numbered
    names = ["data", *(["landscape"] if layout.landscape else [])]
    names += ["short"] if len(layout.rows) <= SHORT else []
    names += ["dense"] if count >= DENSE else []
    names += ["packed"] if count >= PACKED else []
    caption = caption_of("表", "table", layout.name, layout.title)
    head = [SERIAL, of.key.title] if layout.numbered else [of.key.title]
    heads = "".join(f"<th>{escape(title)}</th>" for title in head) + "".join(map(heading, columns))
    body = "".join(rows(layout, columns))
    above = f'<caption class="table-caption">{caption}</caption>' if caption else ""
    thead = f"<thead><tr>{heads}</tr></thead>"
    return f'<table class="{" ".join(names)}">{above}{thead}<tbody>{body}</tbody></table>'


def caption_of(word: str, kind: str, name: str, title: str) -> str:
    """Return the words of a caption, its number to be put in when the page is whole."""
    if not title:
        return ""
    return f'{word}<span class="{kind}-number" id="{escape(anchor(word, name))}"></span>\u3000{escape(title)}'


def heading(column: Column) -> str:
    """Return the head of a column, its unit in brackets."""
    unit = f"（{escape(column.printed_unit)}）" if column.printed_unit else ""
    parted = "<br>" if unit and len(column.title) >= LONG_TITLE else ""
    return f"<th>{escape(column.title)}{parted}{unit}</th>"


def rows(layout: Layout, columns: list[Column]) -> Iterator[str]:
    """Give the rows, and the totals below them."""
    for number, row in enumerate(layout.rows, 1):
        serial = f"<td>{number}</td>" if layout.numbered else ""
        cells = "".join(cell(one, one.shown(row.cells[one.name])) for one in columns)
        yield f'<tr>{serial}<td class="name">{escape(row.name)}</td>{cells}</tr>'
    if layout.with_total:
        totals = layout.table.totals
        cells = "".join(cell(one, one.shown(totals.get(one.name)), True) for one in columns)
        serial = '<td class="total"></td>' if layout.numbered else ""
        yield f'<tr>{serial}<td class="total">{escape(layout.table.total_name)}</td>{cells}</tr>'


def cell(column: Column, text: str, is_total: bool = False) -> str:
    """Return a cell: numbers by their points, since all of a column have as many decimals."""
    names = ["total"] if is_total else []
    names += ["number"] if column.is_number and column.way != "rank" else []
    names += ["text"] if column.kind == "text" else []
    said = f' class="{" ".join(names)}"' if names else ""
    return f"<td{said}>{escape(text)}</td>"


def notes(layout: Layout) -> Iterator[str]:
    """Give the lines under a table: its note, where its numbers come from and of which day they are."""
    of = layout.table
    said = "；".join(
        [
            *([f"数据来源：{of.source}"] if of.source else []),
            *([f"数据截至{official_date(of.as_of)}"] if of.as_of else []),
        ]
    )
    lines = [*([f"注：{layout.note}"] if layout.note else []), *([f"{said}。"] if said else [])]
    names = "table-note landscape" if layout.landscape else "table-note"
    for line in lines:
        yield f'<p class="{names}">{escape(line)}</p>'


def chart_block(chart: Chart, at: str) -> str:
    """Return a chart as a picture, its caption with the unit below, and its note."""
    unit = f"（单位：{chart.unit}）" if chart.unit and chart.unit != SHARE else ""
    caption = caption_of("图", "figure", chart.name, f"{chart.title}{unit}" if chart.title else "")
    picture = (
        f'<p class="picture{" captioned" if caption else ""}"><img src="{at}" alt="{escape(chart.alt)}"></p>'
    )
    below = f'<p class="figure-caption">{caption}</p>' if caption else ""
    note = f'<p class="table-note">注：{escape(chart.note)}</p>' if chart.note else ""
    return f"{picture}{below}{note}"

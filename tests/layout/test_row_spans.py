"""Cells over several rows at the end of a page, and heads before tall rows."""

import pymupdf

from docgen.write.pdf import single
from tests.support import foreign
from tests.support.reading import Word

SHEET = """@page { size: A5; margin: 15mm } body { font: 12pt/20pt 宋体 } p { margin: 0 }
table { width: 100%; border-collapse: collapse } td, th { border: 0.5pt solid; padding: 2pt 4pt }
tr { break-inside: avoid }"""
HEAD = "<table><thead><tr><th>序号</th><th>名称</th><th>备注</th></tr></thead><tbody>"


def spanning(rows: int, note: str) -> str:
    first = f"<tr><td rowspan={rows}>1</td><td>甲</td><td rowspan={rows}>{note}</td></tr>"
    return HEAD + first + "<tr><td>乙</td></tr>" * (rows - 1) + "</tbody></table>"


def drawn(html: str, css: str = SHEET) -> pymupdf.Document:
    return pymupdf.open(stream=single.write(foreign.page(html, css), foreign.typefaces()).data)


def lowest_lines(page: pymupdf.Page) -> list[tuple[float, float]]:
    """The stretches of the lowest level line of a page."""
    lines = [one["rect"] for one in page.get_drawings() if one["rect"].height < 1 < one["rect"].width]
    foot = max(line.y0 for line in lines)
    return [(line.x0, line.x1) for line in lines if foot - line.y0 < 1]


def test_the_rows_of_a_spanning_cell_stay_together_and_a_broken_table_is_closed() -> None:
    html = "<p>前文" * 19 + spanning(5, "备注文字较长，" * 8 + "完")
    first, second = drawn(html)
    assert "备注文字" not in first.get_text()
    assert second.get_text().count("乙") == 4
    broken = drawn("<p>前文" * 5 + spanning(30, "备注"))
    columns = lowest_lines(broken[0])
    assert max(x1 for _, x1 in columns) - min(x0 for x0, _ in columns) > 320
    assert sum(x1 - x0 for x0, x1 in columns) > 320
    assert broken[1].get_text().startswith("序号")
    word = Word(foreign.written(html, SHEET).data)
    keeping = set(word.find("//w:style[w:pPr/w:keepNext]/@w:styleId", "word/styles.xml"))
    rows = [set(row.xpath(".//w:pStyle/@w:val", namespaces=row.nsmap)) for row in word.find("//w:tr")]
    assert sum(bool(styles & keeping) for styles in rows) == 4


def test_the_head_is_repeated_before_a_row_as_tall_as_a_page() -> None:
    tall = "<br>".join(["很高的一行"] * 21)
    rows = (
        f"<tr><td>1<td>甲<td>短</tr><tr><td>2<td>乙<td>{tall}</tr><tr><td>3<td>丙<td>{tall}{tall}{tall}</tr>"
    )
    pages = list(drawn(HEAD + rows + "<tr><td>4<td>丁<td>短</tr></tbody></table>"))
    assert len(pages) == 4
    assert all("序号" in page.get_text() for page in pages)
    assert sum(page.get_text().count("很高的一行") for page in pages) == 4 * 21


def test_the_last_row_takes_the_one_before_it_along_where_the_style_sheet_says_so() -> None:
    """Of a table of two rows the last one may stand alone: there is nothing to leave behind."""
    css = SHEET + " table { table-layout: fixed } .kept { --last-row: accompanied }"
    alone, kept = with_last_row_alone(20, css)
    assert alone == ["20"]
    assert drawn(kept, css)[1].get_text().split() == ["19", "20"]
    short, same = with_last_row_alone(2, css)
    assert drawn(same, css)[1].get_text().split() == short == ["2"]
    word = Word(foreign.written(kept, css).data)
    keeping = set(word.find("//w:style[w:pPr/w:keepNext]/@w:styleId", "word/styles.xml"))
    said = [
        [
            *row.xpath(".//w:pStyle/@w:val", namespaces=row.nsmap),
            *row.xpath(".//w:keepNext", namespaces=row.nsmap),
        ]
        for row in word.find("//w:tr")
    ]
    kept_rows = [any(one in keeping or not isinstance(one, str) for one in row) for row in said]
    assert kept_rows == [False] * 18 + [True, False]


def with_last_row_alone(count: int, css: str) -> tuple[list[str], str]:
    """What the second page says of a table whose last row alone stands there, and the same table kept."""
    rows = "".join(f"<tr><td>{number}</td></tr>" for number in range(1, count + 1))
    for before in range(1, 30):
        pages = drawn(text := "<p>前文</p>" * before + f"<table>{rows}</table>", css)
        if len(pages) == 2:
            return pages[1].get_text().split(), text.replace("<table>", '<table class="kept">')
    raise AssertionError

"""Charts: the PDF's drawing and Word's native chart show the same numbers in the same places."""

import io
import zipfile
from functools import cache

import openpyxl
import pymupdf
import pytest
from lxml import etree

from docgen.content.document import open_document
from docgen.layout.charts import plan, svg
from tests.support import samples
from tests.support.validity import errors

NAME = "content/reports/survey-2024"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
CHARTS = list(open_document(samples.ROOT / f"{NAME}.yaml").data.charts.values())
NUMBERED = list(enumerate(CHARTS, 1))
NAMES = [f"{chart.kind}" for chart in CHARTS]


@cache
def package():
    """Return the Word file of a report with a chart of every kind."""
    return zipfile.ZipFile(io.BytesIO(samples.docx(NAME).data))


def test_there_is_a_chart_of_every_kind():
    assert sorted(NAMES) == ["bar", "line", "ranking", "share", "stacked"]


@pytest.mark.parametrize(("number", "chart"), NUMBERED, ids=NAMES)
def test_a_chart_in_word_has_its_numbers_in_its_part_and_in_its_workbook(number, chart):
    part = etree.fromstring(package().read(f"word/charts/chart{number}.xml"))
    book = openpyxl.load_workbook(io.BytesIO(package().read(f"word/embeddings/workbook{number}.xlsx")))
    rows = list(book.active.values)
    assert rows[0] == (chart.heading, *(series.title for series in chart.series))
    assert [row[0] for row in rows[1:]] == list(chart.categories)
    for column, (series, written) in enumerate(zip(chart.series, part.iter(f"{C}ser"), strict=True), 1):
        cached = [float(value.text) for value in written.find(f"{C}val").iter(f"{C}v")]
        assert [row[column] for row in rows[1:]] == cached == [float(value) for value in series.values]
        assert [value.text for value in written.find(f"{C}cat").iter(f"{C}v")] == list(chart.categories)


def test_every_chart_says_in_words_what_it_shows():
    body = etree.fromstring(package().read("word/document.xml"))
    said = [one.get("descr") for one in body.iter(f"{DRAWING}docPr")]
    assert [text[:20] for text in said] == [chart.alt[:20] for chart in CHARTS]
    assert "城关区90.0%" in CHARTS[NAMES.index("ranking")].alt


def test_word_files_with_charts_are_valid_and_the_same_each_time():
    data = samples.docx(NAME).data
    assert errors(data) == []
    assert samples.write(samples.pages(NAME)[0], "docx").data == data
    assert [svg(chart) for chart in CHARTS] == [svg(chart) for chart in CHARTS]


def test_type_in_the_drawing_is_live_text_in_a_face_of_docgen():
    text = "".join(page.get_text() for page in pymupdf.open(stream=samples.pdf(NAME).data))
    for chart in CHARTS:
        for series in chart.series[:1]:
            assert all(chart.label(value) in text for value in series.values)


@pytest.mark.parametrize("chart", CHARTS, ids=NAMES)
def test_nothing_of_a_drawing_lies_outside_it(chart):
    where, root = plan(chart), etree.fromstring(svg(chart))
    for text in root.iter("{*}text"):
        assert 0 <= float(text.get("x")) <= where.width
        assert 0 <= float(text.get("y")) <= where.height
    for box in root.iter("{*}rect"):
        assert float(box.get("x")) + float(box.get("width")) <= where.width
        assert float(box.get("y")) + float(box.get("height")) <= where.height


def test_a_page_for_the_screen_holds_its_charts():
    page = samples.write(samples.pages(NAME)[0], "html").data.decode()
    assert page.count('src="data:image/svg+xml;base64,') == len(CHARTS)
    assert "docgen-chart" not in page

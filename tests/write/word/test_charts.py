"""Charts: the PDF's drawing and Word's native chart show the same numbers in the same places."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache, reduce
from itertools import pairwise

import openpyxl
import pymupdf
import pytest
from lxml import etree
from PIL import Image, ImageChops

from docgen.content.data.chart import Chart, Series
from docgen.content.document import open_document
from docgen.layout.charts import is_labelled, part_lanes, plan, svg
from tests.support import parity, samples
from tests.support.measuring import MM
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
    drawn = list(part.iter(f"{C}ser"))
    numbers = [[float(value.text) for value in one.find(f"{C}val").iter(f"{C}v")] for one in drawn]
    names = [[value.text for value in one.find(f"{C}cat").iter(f"{C}v")] for one in drawn]
    if chart.kind == "share":  # each part is a series, and a row of the workbook all the same
        assert [one.find(f"{C}tx//{C}v").text for one in drawn] == list(chart.categories)
        assert [one.find(f"{C}val//{C}f").text for one in drawn] == [
            f"Sheet1!$B${row}" for row in range(2, len(rows) + 1)
        ]
        numbers, names = [[number for (number,) in numbers]], [list(chart.categories)]
    for column, series in enumerate(chart.series, 1):
        cached = numbers[column - 1]
        assert [row[column] for row in rows[1:]] == cached == [float(value) for value in series.values]
        assert names[column - 1] == list(chart.categories)


@cache
def printed() -> dict[str, bytes]:
    """Return the report as PDF, and its Word file as LibreOffice prints it."""
    return {"pdf": samples.pdf(NAME).data, "word": parity.drawn_samples()[NAME]}


def drawing(pdf: bytes, chart: Chart) -> tuple[list[float], set[str]]:
    """Return where the colours of a chart begin and end, in mm from its caption's middle, and its words."""
    height = plan(chart).height * 0.75
    for page in pymupdf.open(stream=pdf):
        for block in page.get_text("dict")["blocks"]:
            for line in block.get("lines", ()):
                words = "".join(span["text"] for span in line["spans"])
                if words.startswith("图") and chart.title in words:
                    left, top, right, bottom = line["bbox"]
                    middle, foot = (left + right) / 2, (top + bottom) / 2
                    box = pymupdf.Rect(0, top - height - 14, page.rect.width, top)
                    edges = coloured(page.get_pixmap(clip=box, dpi=100), box)
                    words = "".join(page.get_text(clip=box).split())
                    places = [edges[0] - middle, edges[1] - middle, foot - edges[2], foot - edges[3]]
                    return [place * MM for place in places], set(words)
    raise AssertionError(f"{chart.title} is not printed")


def coloured(picture: pymupdf.Pixmap, box: pymupdf.Rect) -> tuple[float, float, float, float]:
    """Return left, right, top and bottom of what has a colour in a picture of a box, in points."""
    channels = Image.frombytes("RGB", (picture.width, picture.height), picture.samples).split()
    most, least = (reduce(choose, channels) for choose in (ImageChops.lighter, ImageChops.darker))
    dots = ImageChops.subtract(most, least).point(lambda value: 255 * (value > 40)).getbbox()
    assert dots, "no colour in the drawing"
    left, top, right, bottom = dots
    step = 72 / 100
    return (
        box.x0 + left * step,
        box.x0 + (right - 1) * step,
        box.y0 + top * step,
        box.y0 + (bottom - 1) * step,
    )


@pytest.mark.parametrize("chart", CHARTS, ids=NAMES)
def test_a_chart_that_libreoffice_opens_from_word_is_the_pdfs_picture(chart):
    (ours, our_words), (theirs, their_words) = (drawing(pdf, chart) for pdf in printed().values())
    assert theirs == pytest.approx(ours, abs=3.0)
    values = [value for series in chart.series for value in series.values]
    shown = [value for value in values if is_labelled(chart, plan(chart), value)]
    labels = {sign for value in shown for sign in chart.label(value)}
    names = {sign for name in chart.categories for sign in name}
    assert labels | names <= our_words
    assert labels | names <= their_words


def test_a_share_of_nothing_and_one_of_very_little_have_their_names_apart():
    shares = tuple(map(Decimal, ("0.97", "0.01", "0.01", "0.01", "0")))
    small = replace(
        CHARTS[NAMES.index("share")], categories=tuple("甲乙丙丁戊"), series=(Series("占比", shares),)
    )
    lanes = part_lanes(small, plan(small))
    assert all(below - above >= 20 for above, below in pairwise(lanes))
    assert plan(small).top < lanes[0] < lanes[-1] < plan(small).top + plan(small).down


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

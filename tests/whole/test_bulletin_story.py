"""A month goes by: a new sheet and new dates, and the bulletin changes only where it must."""

import io
import zipfile

import pymupdf
import pytest

from docgen.foundation.errors import ContentError
from docgen.pipeline.stops import Pipeline, write
from tests.support.samples import OFFICES, write_files

BULLETIN = """\
kind: reports/bulletin
office: shili
doc_number: 示食安办〔2024〕6号
title: 关于6月份平台数据维护进度的通报
as_of: 2024-06-20
date: 2024-06-24
data:
  counties:
    sheet: 6月.csv
    compare: {上月: 5月.csv}
    source: 平台（示例）
body: |
  现将截至{{ data.counties.截止日期 }}的情况通报如下（示例）。

  全市应维护{{ data.counties.合计.应维护 | unit }}，维护率{{ data.counties.合计.维护率 | unit }}，比上月{{ data.counties.变化 }}。{{ data.counties.落后 }}。

  {{ table 进度 }}

  {{ chart 维护率 }}

  请各县（区）抓紧补录，见[表:进度]和[图:维护率]。
"""  # noqa: E501
HEAD = "县（区）,应维护主体（家）,已维护主体（家）,包保干部（名）,已更新干部（名）\n"
MAY = f"{HEAD}甲区,200,170,10,9\n乙县,100,95,5,5\n丙县,100,99,5,4\n"
JUNE = f"{HEAD}甲区,200,180,10,10\n乙县,100,96,5,5\n丙县,100,90,5,5\n"
JULY = f"{HEAD}甲区,200,198,10,10\n乙县,100,97,5,5\n丙县,100,90,5,5\n"
CHANGES = {
    "6月.csv": "7月.csv",
    "5月.csv": "6月.csv",
    "6月份": "7月份",
    "2024-06": "2024-07",
    "〕6号": "〕7号",
}


@pytest.fixture
def home(tmp_path):
    sheets = {
        f"content/data/{name}.csv": text for name, text in {"5月": MAY, "6月": JUNE, "7月": JULY}.items()
    }
    next_month = BULLETIN
    for before, after in CHANGES.items():
        next_month = next_month.replace(before, after)
    write_files(tmp_path, {
        "content/offices.yaml": OFFICES, **sheets, "content/reports/june.yaml": BULLETIN,
        "content/reports/july.yaml": next_month,
    })  # fmt: skip
    return tmp_path


def page_of(home, name):
    """Return the composed page of a bulletin."""
    stops = Pipeline()
    (job,) = stops.jobs(home / f"content/reports/{name}.yaml")
    return stops.composed(job)


def made(home, name):
    """Return the composed page of a bulletin, and its PDF's lines."""
    page = page_of(home, name)
    pdf = pymupdf.open(stream=write(page, "pdf").data)
    return page, [line for sheet in pdf for line in sheet.get_text().splitlines()]


def test_a_new_months_sheet_changes_the_bulletin_only_where_it_must(home):
    (june, before), (july, after) = (made(home, name) for name in ("june", "july"))
    assert not [*june.composed.findings, *july.composed.findings]
    text, later = "".join(before), "".join(after)
    assert "低于95%的县（区）：甲区（90.0%）、丙县（90.0%）" in text
    assert "低于95%的县（区）：丙县（90.0%）" in later
    assert "提高0.5个百分点" in text
    assert "提高4.8个百分点" in later
    for same in (
        "全市应维护400家",
        "平台（示例）",
        "请各县（区）抓紧补录，见表1和图1。",
        "表1　各县（区）平台数据维护进度",
    ):
        assert same in text
        assert same in later
    assert june.composed.css == july.composed.css
    charts = [one.composed.assets.drew[0].chart for one in (june, july)]
    assert [chart.categories for chart in charts] == [("乙县", "甲区", "丙县"), ("甲区", "乙县", "丙县")]


def test_word_and_pdf_change_alike_and_the_same_month_gives_the_same_bytes(home):
    page, again = page_of(home, "july"), page_of(home, "july")
    files = [write(one, form).data for form in ("docx", "pdf") for one in (page, again)]
    assert files[0] == files[1]
    assert files[2] == files[3]
    document = zipfile.ZipFile(io.BytesIO(files[0])).read("word/document.xml").decode()
    assert "97.0" in document


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("  {{ table 进展 }}", "block-unknown"),
        ("  见{{ table 进度 }}。", "block-not-alone"),
        ("  {{ chart 进度 }}", "block-unknown"),
        ("  {{ data.counties.合计.维护律 }}", "placeholder-unknown"),
        ("  {{ table 进度 }}\n\n  {{ table 进度 }}", "caption-twice"),
    ],
)
def test_a_block_that_cannot_stand_there_is_told_at_its_line(home, line, code):
    path = home / "content/reports/june.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  {{ table 进度 }}", line), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        page_of(home, "june")
    assert caught.value.problems[0].code == code
    assert caught.value.problems[0].place.line >= 16


@pytest.mark.parametrize(
    "line", ["｛｛　table　进度　｝｝", "{{ 表 进度 }}", "{{表格：进度}}", "{{table 进度}}"]
)
def test_a_block_may_be_typed_on_any_keyboard(home, line):
    path = home / "content/reports/june.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("{{ table 进度 }}", line), encoding="utf-8")
    page = page_of(home, "june")
    assert page.composed.html.count('<table class="data') == 1

"""Widths and landscape pages that stand beside an attachment's text."""

import itertools
from pathlib import Path

import pymupdf
import pytest

from tests.support import measuring, samples

TABLE = "| 序号 | 单位 | 任务 |\n|---|---|---|\n| 1 | 甲局 | 乙事 |\n"


def attached(fields: str) -> str:
    body = "".join(f"      {line}\n" for line in TABLE.splitlines())
    listed = f"attachments:\n  - title: 分工表（示例）\n{fields}    body: |\n{body}"
    return samples.document() + listed


def test_an_attachment_says_its_widths_and_lies_on_its_side(tmp_path) -> None:
    samples.project(tmp_path, letter=attached("    landscape: 是\n    widths: [1, 2, 7]\n"))
    page = samples.composed(tmp_path).composed
    assert '<section class="attachment landscape">' in page.html
    assert '<table class="measured"><colgroup><col class="part-100">' in page.html
    assert ".part-700 { width: 70% }" in page.css


def test_widths_of_no_table_are_told_at_their_place(tmp_path) -> None:
    samples.project(tmp_path, letter=attached("    widths: [1, 2]\n"))
    (problem,) = samples.problems(lambda: samples.composed(tmp_path))
    assert (problem.code, problem.values["count"]) == ("table-widths", 2)
    assert problem.place.line == samples.document().count("\n") + 3


def test_rows_left_empty_to_be_filled_in_are_as_high_as_a_line(tmp_path) -> None:
    body = "|\n  | 日期 | 事项 |\n  |---|---|\n  | | |\n  | | |\n  | 甲 | 乙 |\n"
    samples.project(tmp_path, letter=samples.document(body=body))
    drawn = measuring.rules(samples.drawn(tmp_path).data)
    edges = sorted({round(rule.top, 1) for rule in drawn if rule.page == 1 and rule.bottom - rule.top < 0.5})
    head, *rows = [below - above for above, below in itertools.pairwise(edges[-5:])]
    assert len(rows) == 3
    assert rows == pytest.approx([head] * 3, abs=0.3)


@pytest.mark.parametrize("before", ["", "单位：万元\n\n", "# 小标题\n\n"], ids=["", "a line", "a heading"])
def test_an_attachment_that_begins_with_a_landscape_table_has_its_title_on_that_page(
    before: str, tmp_path: Path
) -> None:
    text = f"{before}| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n{{: 横排 }}\n\n表后的话。"
    body = "\n".join(f"      {line}" for line in text.split("\n"))
    samples.project(
        tmp_path, letter=samples.document(attachments=f"\n  - title: 单位名单\n    body: |\n{body}")
    )
    pages = pymupdf.open(stream=samples.drawn(tmp_path).data)
    (page,) = (page for page in pages if "单位名单" in page.get_text() and page.number)
    assert page.rect.width > page.rect.height
    assert {"附件", "甲"} <= set(page.get_text().split())
    assert "表后的话。" in pages[page.number + 1].get_text()

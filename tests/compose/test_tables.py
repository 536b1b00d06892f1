"""Widths and landscape pages that stand beside an attachment's text."""

import itertools

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

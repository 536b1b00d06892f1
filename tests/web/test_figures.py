"""Figures as their form takes them: a number, several words, a total of others, a count of words."""

from pathlib import Path

import docgen
from docgen.web.tasks import data
from docgen.web.workers.process import Bench
from tests.support.samples import project


def test_a_new_figure_is_a_number_or_words_or_made_of_others(tmp_path: Path) -> None:
    bench = Bench(project(tmp_path), "zh", print)
    book = docgen.begin_figures("供水数据", "2026-10-31", "月报（示例）", "", bench.project)
    file = bench.project / f"content/figures/{book}.yaml"

    def added(**typed: str) -> tuple[str, list[str]]:
        key, wrong = data.add_figure(bench, book, "", {"unit": "个", **typed}, docgen.form(file).etag)
        return key, [one.code for one in wrong]

    asked = {one.path for one in data.new_figure_form(bench, book).fields}
    assert "value" in asked
    assert not asked & {"sum", "count_of"}, "there is none yet that it could be made of"
    for title, value in (("集中", "128"), ("分散", "46"), ("乡镇", "上坪镇\n 下坪镇\n\n石桥乡")):
        assert added(title=title, value=value) == (title, [])
    hints = {one.path: one.hint for one in data.new_figure_form(bench, book).fields}
    assert all("集中、分散、乡镇" in hints[name] for name in ("sum", "count_of"))
    assert added(title="合计", sum="集中\n分散") == ("合计", [])
    assert added(title="几个乡镇", count_of="乡镇") == ("几个乡镇", [])
    printed = {one.name: one.printed for one in docgen.list_figures(book, bench.project)}
    assert (printed["合计"], printed["几个乡镇"]) == ("174", "3")
    for typed in ({}, {"value": "1", "sum": "集中"}):
        assert added(title="别的", **typed)[1] == ["figure-value-count"]
    (words,) = (one for one in data.figure_form(bench, book, "乡镇").fields if one.path == "value")
    assert words.value.split("\n") == ["上坪镇", "下坪镇", "石桥乡"]
    assert (
        data.save_figure(bench, book, "乡镇", {"value": words.value + "\n新集镇"}, docgen.form(file).etag)
        == ()
    )
    assert {one.name: one.printed for one in docgen.list_figures(book, bench.project)}["几个乡镇"] == "4"

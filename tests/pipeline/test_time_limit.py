"""What takes too long is refused, or set aside as a letter of a roster; both are told, nothing is filed."""

from pathlib import Path

import pytest

from docgen.foundation import time_limit
from docgen.foundation.errors import ContentError
from docgen.pipeline import stops
from docgen.pipeline.batch import Inline, run
from docgen.pipeline.batch.backends import Limits
from docgen.pipeline.build import build
from docgen.pipeline.options import BatchOptions, Options
from tests.support.rosters import LETTER, batch, roster_project

ALONE = LETTER.replace("recipients: people\n", "").partition("title:")[0]


@pytest.fixture(autouse=True)
def no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "PATIENCE", 0.001)
    monkeypatch.setattr(stops, "SECONDS", 0)
    monkeypatch.setattr(stops, "CHARACTERS_A_SECOND", 1e9)


def test_a_document_that_takes_too_long_is_refused(tmp_path: Path) -> None:
    fields = (
        "title: 致示例的一封信\nsalutation: 尊敬的示例同志\ndate: 2024-06-28\nseal: 否\nbody: 谨致谢意！\n"
    )
    source = roster_project(tmp_path, 1, ALONE + fields)
    with pytest.raises(ContentError) as caught:
        build([source], Options(out=tmp_path / "out", batch=BatchOptions(workers=0)))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.path) == ("document-too-slow", source)
    assert "“letter”没有生成：排了 0 秒还没有排完" in problem.text("zh")
    assert "“letter” was not made: 0 seconds of work were not enough" in problem.text("en")
    assert not (tmp_path / "out").exists()


def test_letters_that_take_too_long_in_this_process_are_set_aside(tmp_path: Path) -> None:
    planned = batch(roster_project(tmp_path, 2))
    result = run(planned, Inline(Limits(seconds=0, seconds_a_letter=0)), tmp_path / "out", lambda count: None)
    assert [problem.code for problem in result.set_aside] == ["worker-too-slow"] * 2
    assert result.receipts == []

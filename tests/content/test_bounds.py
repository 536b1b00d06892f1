"""A title or a cell that goes on without end is refused with its place; what is said shows its beginning."""

from pathlib import Path

import pytest
import yaml

from docgen.content.document import open_document
from docgen.foundation.errors import Problem
from docgen.pipeline.stops import Pipeline
from tests.support.rosters import roster_project
from tests.support.samples import FIELDS, OFFICES, problems, write_files

LONG = "很长" * 1001


def told(folder: Path, **fields: object) -> Problem:
    """Return what is wrong with a notice that says this."""
    text = yaml.safe_dump({**FIELDS, **fields}, allow_unicode=True, width=10**6)
    write_files(folder, {"content/offices.yaml": OFFICES, "content/letters/x.yaml": text})
    (problem,) = problems(lambda: open_document(folder / "content/letters/x.yaml"))
    return problem


@pytest.mark.parametrize(
    ("fields", "limit"),
    [
        ({"title": f"关于{'某' * 197}的"}, 0),
        ({"title": f"关于{'某' * 197}的通知"}, 200),
        ({"title": LONG}, 2000),
        ({"addressees": ["甲局", LONG]}, 2000),
        ({"attachments": [{"title": LONG, "body": "甲"}]}, 2000),
    ],
)
def test_a_text_in_one_place_has_an_end(tmp_path: Path, fields: dict[str, object], limit: int) -> None:
    if not limit:
        write_files(tmp_path, {"content/offices.yaml": OFFICES})
        path = tmp_path / "content/letters/x.yaml"
        write_files(
            tmp_path, {"content/letters/x.yaml": yaml.safe_dump({**FIELDS, **fields}, allow_unicode=True)}
        )
        assert open_document(path).values["title"] == fields["title"]
        return
    problem = told(tmp_path, **fields)
    assert (problem.code, str(problem.values["limit"])) == ("value-too-long", str(limit))
    assert f"多于 {limit} 个字；请写得简短些" in problem.text("zh")
    assert f"is longer than {limit} characters; make it shorter" in problem.text("en")
    assert len(problem.text("zh")) < 300


def test_a_cell_of_a_roster_has_an_end(tmp_path: Path) -> None:
    source = roster_project(tmp_path, 1)
    (tmp_path / "content/recipients/people.yaml").unlink()
    rows = f"姓名,单位,联系主体数\n赵小明,甲县,3\n钱小红,{LONG * 10},3\n"
    write_files(tmp_path, {"content/recipients/people.csv": rows})
    found = problems(lambda: Pipeline().jobs(source))
    assert [(one.code, one.place.line, one.place.column) for one in found] == [("value-too-long", 3, 2)]

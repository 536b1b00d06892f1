"""Lists parted among recipients: each cadre's letter has the own 责任清单, and no item is for nobody."""

from pathlib import Path

import pytest
from lxml import html

from docgen.foundation.errors import ContentError
from docgen.pipeline.stops import Page, Pipeline
from tests.support.samples import ROOT, pages, problems, project, write_files

LETTER = (ROOT / "templates/letters/commitment/sample.yaml").read_text(encoding="utf-8")
ROSTER = "title: 示例\nrecipients: [{name: 甲某, post: 示例乡长}, {name: 乙某, post: 示例副乡长}]\n"


def letter(folder: Path, *subjects: str) -> Path:
    """Write a commitment for two cadres with these 包保主体, and return its path."""
    head, _, rest = LETTER.replace("office: lasa-shianban", "office: shili").partition("subjects:")
    rest = rest[rest.index("tasks:") :]
    listed = "".join(f"  - {subject}\n" for subject in subjects)
    write_files(
        project(folder),
        {
            "content/letters/commitment.yaml": f"{head}recipients: cadres\nsubjects:\n{listed}{rest}",
            "content/recipients/cadres.yaml": ROSTER,
        },
    )
    return folder / "content/letters/commitment.yaml"


def subjects(page: Page) -> list[str]:
    """Return the names in the 责任清单 of a composed letter."""
    tree = html.document_fromstring(page.composed.html)
    (table,) = tree.find_class("duties")
    return [row.findall("td")[1].text for row in table.findall(".//tbody/tr")]


def test_each_cadre_has_the_own_subjects_and_those_of_all(tmp_path: Path) -> None:
    path = letter(
        tmp_path,
        "{name: 示例餐馆, level: C, cadre: 乙某}",
        "{name: 示例超市, level: C}",
        "{name: 示例食堂, level: C, cadre: 甲某}",
    )
    first, second = Pipeline().pages(path)
    assert subjects(first) == ["示例超市", "示例食堂"]
    assert subjects(second) == ["示例餐馆", "示例超市"]


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        (["{name: 示例餐馆, level: C, cadre: 甲}", "{name: 示例超市, level: C}"], ("share-for-nobody", "甲")),
        (["{name: 示例餐馆, level: C, cadre: 甲某}"], ("share-missing", "乙某")),
    ],
    ids=["an item for nobody", "a cadre without any"],
)
def test_nothing_is_lost_and_nobody_is_forgotten(
    tmp_path: Path, listed: list[str], told: tuple[str, str]
) -> None:
    path = letter(tmp_path, *listed)
    with pytest.raises(ContentError) as caught:
        Pipeline().jobs(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["name"]) == told
    line = path.read_text("utf-8").splitlines()[(problem.place.line or 0) - 1]
    assert line.startswith(("  - {name: 示例餐馆", "subjects:"))


def test_the_commitments_of_2024_part_their_subjects() -> None:
    shares = [set(subjects(page)) for page in pages("content/letters/commitment-2024")]
    assert len(shares) == 2
    assert all(shares)
    assert not shares[0] & shares[1]


NAMESAKES = ROSTER.replace("乙某", "甲某")


@pytest.mark.parametrize("cadre", ["甲某（示例副乡长）", "甲某(示例副乡长)"])
def test_an_item_may_say_which_of_two_namesakes_it_is_for(tmp_path: Path, cadre: str) -> None:
    items = (f"{{name: 示例餐馆, level: C, cadre: {cadre}}}", "{name: 示例超市, level: C}")
    path = letter(tmp_path, *items)
    write_files(tmp_path, {"content/recipients/cadres.yaml": NAMESAKES})
    assert [subjects(page) for page in Pipeline().pages(path)] == [["示例超市"], ["示例餐馆", "示例超市"]]


def test_an_item_for_one_of_two_namesakes_is_refused_with_both_places(tmp_path: Path) -> None:
    path = letter(tmp_path, "{name: 示例餐馆, level: C, cadre: 甲某}", "{name: 示例超市, level: C}")
    write_files(tmp_path, {"content/recipients/cadres.yaml": NAMESAKES})
    (problem,) = problems(lambda: Pipeline().jobs(path))
    assert problem.code == "share-ambiguous"
    text = problem.text("zh")
    assert text.count("cadres.yaml:2:") == 2
    assert "甲某（示例乡长）、甲某（示例副乡长）" in text

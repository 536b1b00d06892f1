"""Editions: what is released stays, what changed since is said in words and marked in print."""

import errno
import json
import shutil

import pytest

from docgen import cli
from docgen.content.document import open_document
from docgen.foundation import files
from docgen.foundation.errors import TOLD, ContentError, MachineError
from docgen.handbook.changes import changes
from docgen.handbook.editions import edition, filled
from docgen.pipeline.build import build
from docgen.pipeline.options import Options
from tests.support.books import book, chapter, checked, drawn, prose
from tests.support.rosters import roster_project
from tests.support.samples import document, project, told, write_files
from tests.whole.test_book_pages import pages

FIGURES = """\
title: 数
as_of: 2024-06-20
source: 示例
figures: {cadres: {title: 干部, value: 2608, unit: 名}}
"""
ONE = {
    "a": chapter(
        "id: head\nheading: {zh: 人数}",
        prose("count", "全市有{{ figures.cadres }}名干部。", "བོད་ {{ figures.cadres }}།"),
        prose("visit", "每季度去一次。"),
        prose("same", "不变的话。"),
        prose("gone", "旧的话。"),
    ),
    "b": chapter(prose("moving", "挪动的话。"), title="{zh: 乙章}"),
}


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A book whose first edition was released, for all tests; its folder."""
    root = tmp_path_factory.mktemp("released")
    write_files(root, {"content/figures/city.yaml": FIGURES})
    made = book(root, ONE, figures="city", unready="加标记")
    release(made)
    return made


@pytest.fixture
def home(released, tmp_path):
    """A book whose first edition was released, for one test; its folder."""
    root = released.parents[2]
    shutil.copytree(root, tmp_path, dirs_exist_ok=True)
    return tmp_path / released.relative_to(root)


def release(home, **more):
    """Release the book as it is now."""
    return build([home], Options(("pdf",), home.parents[2] / "out", final=True, **more))


def rewritten(home, **fields):
    """Change the book: the count by its figure, one sentence by hand, one block new, one gone, one moved."""
    root = home.parents[2]
    chapters = {
        "a": ONE["a"]
        .replace("每季度去一次", "每季度至少去两次")
        .replace("gone", "fresh")
        .replace("旧的话", "新的话"),
        "b": chapter(prose("other", "另外的话。"), title="{zh: 乙章}"),
    }
    chapters["a"] += "  - id: moving\n    prose:\n      zh: |\n        挪动的话。\n"
    book(root, chapters, **{"figures": "city", "edition": "2", "unready": "加标记", **fields})
    write_files(root, {"content/figures/city.yaml": FIGURES.replace("2608", "2936")})


def test_an_edition_is_kept_with_its_figures_filled_in(home):
    kept = edition(checked(home), 1)
    assert kept.name == "demo-1"
    assert filled(kept)["a"]["blocks"][1] == {
        "id": "count",
        "prose": {"zh": "全市有2608名干部。\n", "bo": "བོད་ 2608།\n"},
    }


def test_an_edition_can_be_built_again_as_it_was(home):
    before = pages(drawn(home).data)
    rewritten(home)
    assert pages(drawn(home / "editions/demo-1").data) == before


def test_releasing_the_same_again_changes_nothing(home):
    kept = {path: path.read_bytes() for path in (home / "editions").rglob("*.yaml")}
    assert len(kept) == 3
    release(home)
    assert {path: path.read_bytes() for path in (home / "editions").rglob("*.yaml")} == kept


def test_an_edition_that_is_out_is_not_replaced_by_another_text(home):
    kept = (home / "editions/demo-1/chapters/a.yaml").read_bytes()
    path = home / "chapters/a.yaml"
    path.write_text(path.read_text().replace("每季度", "每月"))
    assert told(lambda: release(home)) == [("edition-released", "book.yaml:5:10")]
    assert (home / "editions/demo-1/chapters/a.yaml").read_bytes() == kept


def test_what_changed_is_told_block_by_block_and_in_words(home):
    rewritten(home)
    now = checked(home)
    found = {change.block: change for change in changes(edition(now, 1), now)}
    assert {block: change.kind for block, change in found.items()} == {
        "count": "changed",
        "visit": "changed",
        "fresh": "added",
        "other": "added",
        "moving": "moved",
        "gone": "removed",
    }
    words = [(w.language, w.old, w.new) for w in found["count"].wordings]
    assert words == [("zh", "2608", "2936"), ("bo", "2608", "2936")]
    assert [(w.old, w.new) for w in found["visit"].wordings] == [("去一", "至少去两")]
    assert found["visit"].name == "人数：每季度至少去两次。"
    assert found["gone"].chapter == "甲章"


def test_the_next_edition_says_what_changed_and_bars_it(home):
    rewritten(home)
    pdf = drawn(home).data
    (page,) = [text for text in pages(pdf) if "本版变更" in text]
    said = page.replace("\n", "")
    assert "与第1版相比，改动6处" in said
    assert "2608" in said
    assert "2936名干部" in said
    composed = drawn(home, "html").data.decode()
    barred = {line.split('id="')[1].split('"')[0] for line in composed.splitlines() if " changed" in line}
    assert barred == {"count", "visit", "fresh", "other", "moving"}


def test_a_first_edition_has_no_page_of_changes(home):
    assert not [text for text in pages(drawn(home).data) if "本版变更" in text]


def test_an_edition_is_held_against_the_one_it_names(home):
    rewritten(home, changes_since="3")
    assert told(lambda: drawn(home)) == [("edition-unknown", "book.yaml:9:16")]
    rewritten(home, changes_since="1")
    assert drawn(home).data


def test_diff_tells_the_changes_and_exits_1(home, capsys):
    before, now = str(home / "editions/demo-1"), str(home)
    assert cli.run(["diff", before, now]) == 0
    rewritten(home)
    assert cli.run(["--lang", "zh", "diff", before, now]) == 1
    out = capsys.readouterr().out
    assert "修改　“甲章”人数：全市有2936名干部。（count）" in out
    assert "…全市有[-2608-]{+2936+}名干部。…" in out
    assert cli.run(["diff", before, now, "--json"]) == 1
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (first["kind"], first["block"]) == ("changed", "count")


def test_an_edition_without_its_book_was_never_released(home):
    (home / "editions/demo-1/book.yaml").unlink()
    rewritten(home)
    assert not [text for text in pages(drawn(home).data) if "本版变更" in text]


def test_a_booklet_comes_beside_the_book(home):
    built = release(home, booklet=True)
    assert [path.name for path in built.paths] == ["demo.pdf", "demo-booklet.pdf"]


def test_a_roster_is_no_booklet(tmp_path):
    made = roster_project(tmp_path, 2)
    assert told(lambda: build([made], Options(("pdf",), tmp_path / "out", booklet=True))) == [
        ("booklet-of-roster", "letter.yaml:3:13")
    ]
    assert not (tmp_path / "out").exists()


def test_an_edition_that_cannot_be_kept_is_told_and_kept_the_next_time(home, monkeypatch):
    rewritten(home)
    write = files.write_file

    def full(path, data):
        if "editions" in path.parts and path.name == "book.yaml":
            raise OSError(errno.ENOSPC, "full", str(path))
        write(path, data)

    monkeypatch.setattr(files, "write_file", full)
    lost = [("disk-full", "book.yaml"), ("edition-not-kept", "book.yaml:5:10")]
    assert told(lambda: release(home), MachineError) == lost
    assert edition(checked(home), 2) is None
    monkeypatch.setattr(files, "write_file", write)
    release(home)
    assert edition(checked(home), 2) is not None


def test_only_handbooks_have_editions_to_compare(home):
    letter = open_document(project(home.parents[2], letter=document()) / "content/letters/letter.yaml")
    assert told(lambda: changes(letter, checked(home))) == [("diff-not-handbook", "letter.yaml:1:7")]


def test_what_is_not_settled_is_not_released_and_the_first_blocks_are_named(home):
    rewritten(home, unready=None)
    problems = told(lambda: release(home))
    assert {code for code, _ in problems} == {"translation-missing", "translation-draft"}


def test_a_person_is_shown_the_first_blocks_that_are_not_settled_and_a_program_all(tmp_path):
    blocks = [prose(f"block-{number}", "示例的话。") for number in range(TOLD + 5)]
    home = book(tmp_path, {"a": chapter(*blocks)})
    with pytest.raises(ContentError) as refused:
        release(home)
    assert [problem.code for problem in refused.value.shown[TOLD:]] == ["translation-more"]
    waiting = [problem for problem in refused.value.problems if problem.code == "translation-missing"]
    assert len(waiting) >= len(blocks)


def test_a_date_filled_into_tibetan_is_said_as_tibetan_says_it(tmp_path):
    write_files(tmp_path, {"content/figures/city.yaml": FIGURES})
    both = prose("when", "截至{{ figures.as_of }}。", "{{ figures.as_of }} བོད།")
    home = book(tmp_path, {"a": chapter(both)}, figures="city")
    text = "".join(pages(drawn(home).data))
    assert "截至2024年6月20日。" in text
    assert "2024ལོའི་ཟླ6པའི་ཚེས20 བོད།" in text
    assert filled(checked(home))["a"]["blocks"][0]["prose"]["bo"] == "2024ལོའི་ཟླ6པའི་ཚེས20 བོད།\n"

"""Translations that two work on at once, and imports that are killed: nothing is lost or passes as done."""

import shutil
from pathlib import Path

import pytest

from docgen.content.document import locked, open_document
from docgen.foundation.durable.changes import change_file
from docgen.foundation.errors import ContentError
from docgen.translation import exchange
from docgen.translation.importing import import_rows
from tests.support.handbooks import BO, states
from tests.torture.crashpoints import BOOK, COMMANDS, tried
from tests.torture.disk import Disk, hidden, run, visible
from tests.torture.together import PAIRS, halves, lost

TIMES = 8
"""Pairs of commands at once; `make torture` has more."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two") / "template"
    halves(folder)
    return folder


@pytest.mark.parametrize("name", ["imports", "accepts"])
def test_two_at_once_lose_nothing(tmp_path: Path, name: str) -> None:
    assert lost(PAIRS[name], tmp_path, TIMES) == []


@pytest.mark.parametrize("name", ["finals", "imported"])
def test_a_build_beside_a_release_or_an_import_is_of_one_moment(tmp_path: Path, name: str) -> None:
    assert lost(PAIRS[name], tmp_path, 1) == []


EVERY = 3
"""One of how many operations is tried here; `make torture` tries each."""


@pytest.mark.parametrize("command", ["import", "accept"])
@pytest.mark.parametrize("error", [0, 5])  # killed; EIO
def test_a_command_broken_off_anywhere_and_run_again_ends_as_if_undisturbed(
    tmp_path: Path, command: str, error: int
) -> None:
    row = tried(COMMANDS[command], tmp_path, error, EVERY)
    assert row.operations > 3
    assert row.wrong == ()


def broken_off(template: Path, home: Path) -> str:
    """Kill an import when it has written one chapter; return that chapter's name."""
    shutil.copytree(template, home)
    before = visible(home / BOOK)
    for at in range(40):
        run(COMMANDS["import"].arguments, home, Disk(at))
        written = [name for name, text in visible(home / BOOK).items() if text != before[name]]
        if written:
            return written[0]
    raise AssertionError("no chapter was written")


def test_whoever_opens_a_document_finishes_what_was_broken_off(template: Path, tmp_path: Path) -> None:
    home, peace = tmp_path / "home", shutil.copytree(template, tmp_path / "peace")
    run(COMMANDS["import"].arguments, peace)
    broken_off(template, home)
    assert change_file(home / BOOK / "book.yaml").exists()
    assert run(("translate", "status", BOOK), home).said == run(("translate", "status", BOOK), peace).said
    assert visible(home / BOOK) == visible(peace / BOOK)
    assert "stale" in states(home / BOOK).values()


def test_a_chapter_changed_after_a_crash_is_left_to_whoever_changed_it(
    template: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    done = broken_off(template, home)
    other = home / BOOK / ("chapters/how.yaml" if done.endswith("why.yaml") else "chapters/why.yaml")
    text = other.read_text("utf-8") + "# 改过\n"
    other.write_text(text, "utf-8")
    with locked(home / BOOK, "import") as document:
        found = import_rows(document, exchange.read(home / "back.xlsx")).findings
    assert [(one.code, one.place.path) for one in found if one.code == "change-not-finished"] == [
        ("change-not-finished", other)
    ]
    assert "# 改过" in other.read_text("utf-8")
    assert BO * 2 in other.read_text("utf-8")
    assert hidden(home) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda note: b"",
        lambda note: b"\xff\n[]",
        lambda note: note[:-9],
        lambda note: note.replace(b"how", b"who"),
        lambda note: note.partition(b"\n")[2],
    ],
)
def test_a_damaged_note_of_a_change_is_told(template: Path, tmp_path: Path, damage) -> None:
    home = tmp_path / "home"
    broken_off(template, home)
    note = change_file(home / BOOK / "book.yaml")
    note.write_bytes(damage(note.read_bytes()))
    before = visible(home)
    with pytest.raises(ContentError) as caught:
        open_document(home / BOOK)
    assert [problem.code for problem in caught.value.problems] == ["change-damaged"]
    assert visible(home) == before


def test_an_import_keeps_the_rights_and_the_links_of_chapters(template: Path, tmp_path: Path) -> None:
    home = shutil.copytree(template, tmp_path / "home")
    chapters = home / BOOK / "chapters"
    for path in chapters.iterdir():
        path.chmod(0o600)
    shared = shutil.move(chapters / "why.yaml", tmp_path / "shared.yaml")
    (chapters / "why.yaml").symlink_to(shared)
    assert run(COMMANDS["import"].arguments, home).code == 0
    assert {path.stat().st_mode & 0o777 for path in chapters.iterdir()} == {0o600}
    assert (chapters / "why.yaml").is_symlink()
    assert BO * 2 in Path(shared).read_text("utf-8")

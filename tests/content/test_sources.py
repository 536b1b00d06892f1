"""Documents are found as people type them: without .yaml, pasted, dragged, a folder, with blanks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.content.project import out_folder
from docgen.content.sources import listed, one
from docgen.foundation.errors import ContentError
from docgen.foundation.working_folder import working_in
from tests.support.samples import document, problems, project, write_files

LETTER = Path("content/letters/letter.yaml")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project with a letter, a handbook and all that is no document, in which one stands."""
    project(tmp_path, letter=document())
    write_files(tmp_path, {"content/letters/安全 通知 2025.yaml": document()})
    write_files(
        tmp_path, {f"content/handbooks/手册/{name}.yaml": "a: 1\n" for name in ("book", "chapters/a")}
    )
    write_files(
        tmp_path, {f"content/{name}.yaml": "a: 1\n" for name in ("glossary", "figures/f", "recipients/r")}
    )
    write_files(tmp_path, {"content/letters/.hidden.yaml": "a: 1\n", "content/letters/名单.xlsx": b"x"})
    monkeypatch.chdir(tmp_path)
    with working_in(tmp_path):
        yield tmp_path


@pytest.mark.parametrize(
    "typed",
    [
        "content/letters/letter.yaml",
        "content/letters/letter",
        "content\\letters\\letter.yaml",
        "content\\letters\\letter",
        '"content/letters/letter.yaml"',
        "“content/letters/letter.yaml”",
        " content/letters/letter.yaml\r",
        "‘content/letters/letter’",
    ],
)
def test_what_can_be_meant_in_one_way_only_is_meant(office: Path, typed: str) -> None:
    assert listed([Path(typed)]) == [LETTER]
    assert one(Path(typed)) == LETTER


def test_an_address_as_file_managers_give_it_is_a_path(office: Path) -> None:
    path = office / "content/letters/安全 通知 2025.yaml"
    assert listed([Path(path.as_uri())]) == [path]
    assert listed([Path(f"file://{path}")]) == [path]


def test_below_the_projects_folder_a_path_from_it_is_understood(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office / "content/letters")
    with working_in(office / "content/letters"):
        assert listed([Path("content/letters/letter")])[0].resolve() == office / LETTER
        assert listed([Path("letter")]) == [Path("letter.yaml")]


def test_a_folder_means_every_document_in_it_and_a_handbook_once(office: Path) -> None:
    everything = [
        "content/handbooks/手册",
        "content/letters/letter.yaml",
        "content/letters/安全 通知 2025.yaml",
    ]
    assert [path.as_posix() for path in listed([Path("content")])] == everything
    assert [path.as_posix() for path in listed([Path()])] == everything
    assert [path.as_posix() for path in listed([Path("content/letters")])] == everything[1:]
    assert listed([Path("content/handbooks/手册")]) == [Path("content/handbooks/手册")]


def test_a_document_that_names_no_kind_is_not_passed_over(office: Path) -> None:
    write_files(office, {"content/letters/bad.yaml": "title: 没有写种类\n"})
    assert Path("content/letters/bad.yaml") in listed([Path("content/letters")])


def test_a_folder_without_documents_is_told(office: Path) -> None:
    (problem,) = problems(lambda: listed([Path("content/figures")]))
    assert problem.code == "folder-without-documents"


@pytest.mark.parametrize(
    "pieces",
    [
        ["content/letters/安全", "通知", "2025.yaml"],
        ["content/letters/安全", "通知", "2025"],
        ["content/letters/letter.yaml", "content/letters/安全", "通知", "2025.yaml"],
    ],
)
def test_a_path_that_came_in_pieces_is_one_sentence_about_quotes(office: Path, pieces: list[str]) -> None:
    (problem,) = problems(lambda: listed([Path(piece) for piece in pieces]))
    assert problem.code == "source-unquoted"
    assert '"content/letters/安全 通知 2025' in problem.text("zh")


def test_a_path_that_leads_nowhere_is_told_with_the_nearest_document(office: Path) -> None:
    assert listed([Path("content/letters/lettre.yaml")]) == [Path("content/letters/lettre.yaml")]
    (problem,) = problems(lambda: one(Path("content/letters/lettre.yaml")))
    assert problem.code == "source-missing-near"
    assert "content/letters/letter.yaml" in problem.text("zh")
    (problem,) = problems(lambda: one(Path("content/letters/完全不同")))
    assert problem.code == "source-missing"


def test_a_name_that_no_file_can_have_is_missing(office: Path) -> None:
    with pytest.raises(ContentError):
        one(Path("x" * 300))


def test_files_go_to_the_projects_own_folder_wherever_one_stands(
    office: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert out_folder() == Path("out")
    with working_in(office / "content/letters"):
        assert out_folder() == Path("../../out")
    with working_in(tmp_path_factory.mktemp("elsewhere")):
        assert out_folder() == Path("out")

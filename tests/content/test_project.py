"""A project: which folder a document belongs to, and whose template is taken."""

import re
from pathlib import Path

import pytest

from docgen.content.project import Project, bundled, find, project_here, text_of
from docgen.foundation.errors import TemplateError
from docgen.foundation.working_folder import working_in
from tests.support.samples import ROOT, document, project, told, write_files

SHEET = "_shared/gb9704.css"


def test_a_nested_file_finds_the_folder_above_content(tmp_path: Path) -> None:
    project(tmp_path)
    deep = tmp_path / "content/letters/2024/june/letter.yaml"
    assert find(deep).root == tmp_path


def test_the_folder_itself_is_found_too(tmp_path: Path) -> None:
    assert find(project(tmp_path)).root == tmp_path


def test_the_nearest_project_is_the_files_own(tmp_path: Path) -> None:
    inner = project(project(tmp_path) / "content/letters/archive", letter=document())
    assert find(inner / "content/letters/letter.yaml").root == inner


def test_places_read_short_inside_the_folder_the_door_stands_in(tmp_path: Path) -> None:
    source = project(tmp_path / "office", letter=document()) / "content/letters/letter.yaml"
    with working_in(tmp_path):
        assert find(source).root == find(Path("office/content/offices.yaml")).root == Path("office")
    with working_in(source.parent):
        assert find(Path("letter.yaml")).root == tmp_path / "office"


def test_the_folder_of_the_process_is_not_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = project(tmp_path / "office", letter=document())
    monkeypatch.chdir(home)
    assert find(home / "content/letters/letter.yaml").root == home
    monkeypatch.chdir(home / "content/letters")
    assert told(lambda: find(Path("letter.yaml"))) == [("no-project", "letter.yaml")]
    assert project_here() is None


@pytest.mark.parametrize("path", sorted((ROOT / "docgen").rglob("*.py")), ids=lambda path: path.name)
def test_only_the_doors_ask_or_say_where_the_process_stands(path: Path) -> None:
    asked = re.findall(r"\bcwd\(|\bgetcwd\b|\bchdir\(|\.absolute\(\)", path.read_text(encoding="utf-8"))
    doors = {"docgen/cli/__init__.py": ["cwd("], "docgen/web/workers/process.py": ["chdir("]}
    assert asked == doors.get(path.relative_to(ROOT).as_posix(), [])


def test_outside_any_project_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "letter.yaml").touch()
    assert told(lambda: find(tmp_path / "letter.yaml")) == [("no-project", "letter.yaml")]


def test_the_offices_template_goes_before_the_bundled_one(tmp_path: Path) -> None:
    home = find(project(tmp_path))
    assert home.template(SHEET) == bundled() / "templates" / SHEET
    write_files(tmp_path, {f"templates/{SHEET}": "p { color: red }"})
    assert home.template(SHEET) == tmp_path / "templates" / SHEET


def test_a_template_nobody_has_is_named(tmp_path: Path) -> None:
    home = find(project(tmp_path))
    assert home.find_template("_shared/no.css") is None
    assert told(lambda: home.template("_shared/none.css"), TemplateError) == [
        ("template-missing", "none.css")
    ]


@pytest.mark.parametrize("name", ["../secret.css", "_shared/../../secret.css", "link.css", "folder"])
def test_what_leads_out_of_the_folder_is_no_template(tmp_path: Path, name: str) -> None:
    write_files(
        project(tmp_path), {"secret.css": "", "templates/_shared/own.css": "", "templates/folder/a": ""}
    )
    (tmp_path / "templates/link.css").symlink_to(tmp_path / "secret.css")
    home = Project(tmp_path, tmp_path)
    assert home.find_template("_shared/../_shared/own.css") is not None
    assert home.find_template(name) is None


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    write_files(project(tmp_path), {"templates/_shared/own.css": ""})
    (tmp_path / "templates/link.css").symlink_to(tmp_path / "templates/_shared/own.css")
    assert find(tmp_path).find_template("link.css") == tmp_path / "templates/link.css"


def test_content_is_named_whether_it_exists_or_not(tmp_path: Path) -> None:
    assert find(project(tmp_path)).content("figures/none.yaml") == tmp_path / "content/figures/none.yaml"


def test_a_template_may_begin_with_the_mark_windows_writes(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_bytes(b"\xef\xbb\xbfp {}")
    assert text_of(tmp_path / "a.css") == "p {}"


def test_a_template_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "gbk.css").write_bytes("/* 公文 */".encode("gbk"))
    assert told(lambda: text_of(tmp_path / "gbk.css"), TemplateError) == [("template-not-utf8", "gbk.css")]
    assert told(lambda: text_of(tmp_path), TemplateError) == [("template-unreadable", tmp_path.name)]

"""A save in a repository is a commit by whoever saved, of that file alone, and nothing of it is run."""

import subprocess
from pathlib import Path
from shutil import which

import pytest

from docgen.foundation.durable import repository
from docgen.foundation.durable.repository import commit_files
from docgen.foundation.errors import MachineError

pytestmark = pytest.mark.skipif(which("git") is None, reason="git is not on this machine")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A project that is a repository, with one file committed."""
    folder = tmp_path / "项目 a"
    (folder / "content").mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "content/old.yaml").write_text("a: 1\n")
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=前人", "-c", "user.email=a@b", "commit", "--quiet", "-m", "begun")
    return folder


def git(folder: Path, *arguments: str) -> str:
    """Return what git says in a folder."""
    done = subprocess.run(
        ["git", "-c", "core.quotePath=false", *arguments], cwd=folder, capture_output=True, check=True
    )
    return done.stdout.decode()


def last(home: Path) -> list[str]:
    """Return author, committer, message and files of the last commit."""
    return git(home, "show", "--format=%an <%ae>%n%cn%n%B", "--name-only").split("\n")


def test_only_the_file_that_was_saved_is_committed_by_whoever_saved_it(home: Path) -> None:
    old, other, new = (home / "content" / name for name in ("old.yaml", "staged.yaml", "新 [件]*.yaml"))
    other.write_text("b: 1\n")
    git(home, "add", "content/staged.yaml")
    old.write_text("a: 2\n")
    new.write_text("c: 1\n")
    assert commit_files(home, [new], "新件：新建\n", "扎西（示例）<x>\n甲", "zhaxi")
    assert [line for line in last(home) if line] == [
        "扎西（示例） x 甲 <zhaxi@localhost>", "docgen", "新件：新建", "content/新 [件]*.yaml",
    ]  # fmt: skip
    assert git(home, "status", "--porcelain") == " M content/old.yaml\nA  content/staged.yaml\n"
    assert not commit_files(home, [new], "again", "扎西")
    old.unlink()
    assert commit_files(home, [old, home / "content/never.yaml"], "gone", "卓玛")
    assert "content/old.yaml" in last(home)


def test_a_folder_is_committed_with_what_is_in_it_and_nothing_that_is_kept_out(home: Path) -> None:
    (home / ".gitignore").write_text("*.tmp\n")
    book = home / "content/book"
    book.mkdir()
    (book / "book.yaml").write_text("x: 1\n")
    (book / "a.tmp").write_text("")
    assert commit_files(home, [book], "book", "扎西")
    assert [line for line in last(home) if line][3:] == ["content/book/book.yaml"]
    assert not commit_files(home, [book / "a.tmp"], "nothing", "扎西")


def test_nothing_of_the_repository_is_run(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = home / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{home}/sprung'\nexit 1\n")
    trap.chmod(0o755)
    for hook in ("pre-commit", "commit-msg", "post-commit", "prepare-commit-msg", "post-index-change"):
        (home / ".git/hooks" / hook).symlink_to(trap)
    git(home, "config", "core.fsmonitor", str(trap))
    git(home, "config", "commit.gpgSign", "true")
    git(home, "config", "gpg.program", str(trap))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap))
    (home / "content/old.yaml").write_text("a: 3\n")
    assert commit_files(home, [home / "content/old.yaml"], "saved", "扎西")
    assert not (home / "sprung").exists()


def test_without_git_or_a_repository_of_its_own_nothing_is_done(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = home / "inner"
    (inner / "content").mkdir(parents=True)
    (inner / "content/a.yaml").write_text("")
    assert not commit_files(inner, [inner / "content/a.yaml"], "another's", "扎西")
    assert not commit_files(tmp_path, [tmp_path / "a"], "none", "扎西")
    (home / "content/old.yaml").write_text("a: 4\n")
    monkeypatch.setattr(repository, "which", lambda name: None)
    assert not commit_files(home, [home / "content/old.yaml"], "no git", "扎西")


def test_content_may_be_the_repository_and_have_no_commit_yet(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    git(tmp_path / "content", "init", "--quiet")
    (tmp_path / "content/a.yaml").write_text("a: 1\n")
    assert commit_files(tmp_path, [tmp_path / "content/a.yaml"], "first", "", "")
    assert "first" in last(tmp_path / "content")


def test_a_commit_that_is_refused_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository, "TRIES", 2)
    (home / "content/old.yaml").write_text("a: 5\n")
    (home / ".git/index.lock").touch()
    with pytest.raises(MachineError) as caught:
        commit_files(home, [home / "content/old.yaml"], "saved", "扎西")
    assert [one.code for one in caught.value.problems] == ["commit-refused"]
    assert (home / "content/old.yaml").read_text() == "a: 5\n"
    (home / ".git/index.lock").unlink()
    assert commit_files(home, [home / "content/old.yaml"], "saved", "扎西")

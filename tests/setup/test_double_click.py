"""A project's desk is opened by a double click, whatever its folder is called and whoever copies it."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from docgen.setup import starter
from docgen.setup.double_click import BATCH, ENTRY, starters
from docgen.setup.own_office import Office

OFFICE = Office("示例县教育局", "示教")
CALLED = '#!/bin/sh\npwd -P > "$CALLED"\necho "$0" "$@" >> "$CALLED"\n'


def started(entry: str, place: str, **environment: str) -> None:
    """Start a desktop entry as the specification says: unescape it, part it into words, fill in %k."""
    (line,) = [line.removeprefix("Exec=") for line in entry.splitlines() if line.startswith("Exec=")]
    command = words(line.replace("\\\\", "\\"))
    given = [place if word == "%k" else word.replace("%%", "%") for word in command if place or word != "%k"]
    subprocess.run(given, check=True, env={**os.environ, **environment}, cwd="/")


def words(line: str) -> list[str]:
    """Return the words of an `Exec` line: quoted ones, in which a backslash keeps the sign behind it."""
    found, at = [], 0
    while at < len(line):
        if line[at] == '"':
            word, at = "", at + 1
            while line[at] != '"':
                at += line[at] == "\\"
                word, at = word + line[at], at + 1
        else:
            word = line[at:].split(" ")[0]
            at += len(word) - 1
        found.append(word)
        at += 2
    return found


def program(path: Path) -> Path:
    """Make a program that notes how and where it was called."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CALLED)
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    "name", ["公文", "我的 公文", "一$HOME`ls`", '引"号', "反\\斜 100%", "%k 号", "it's"]
)
def test_the_desktop_entry_serves_its_folder(tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    starter.start_project(home, "zh", OFFICE)
    python, noted = program(tmp_path / "别 的/python"), tmp_path / "noted"
    entry = starters(home, "zh", str(python))[ENTRY].decode()
    started(entry, f"file://{home}/{ENTRY}", CALLED=str(noted), PATH="/usr/bin:/bin")
    assert noted.read_text().splitlines() == [str(home), f"{python} -m docgen serve ."]
    moved = home.rename(tmp_path / f"{name}（新）")
    program(tmp_path / "bin/docgen")
    started(entry, f"{moved}/{ENTRY}", CALLED=str(noted), PATH=f"{tmp_path}/bin:/usr/bin:/bin")
    assert noted.read_text().splitlines() == [str(moved), f"{tmp_path}/bin/docgen serve ."]


def test_a_new_project_has_both_and_may_run_them(tmp_path: Path) -> None:
    starter.start_project(tmp_path, "zh", OFFICE)
    assert {BATCH, ENTRY} <= {path.name for path in tmp_path.iterdir()}
    assert (tmp_path / ENTRY).stat().st_mode & stat.S_IXUSR
    assert f"双击 `{BATCH}`" in (tmp_path / "README.md").read_text("utf-8")


@pytest.mark.parametrize(("system", "own"), [("nt", True), ("posix", False)])
def test_the_batch_file_is_read_alike_by_every_windows(tmp_path: Path, system: str, own: bool) -> None:
    data = starters(tmp_path, "zh", r"C:\100%\python.exe", system)[BATCH]
    assert not data.startswith(b"\xef\xbb\xbf"), "cmd.exe would take the mark for a command"
    assert data.count(b"\n") == data.count(b"\r\n")
    lines = data.decode().split("\r\n")
    assert lines[:3] == ["@echo off", "chcp 65001 >nul", 'pushd "%~dp0"']
    assert (
        r'if exist "C:\100%%\python.exe" "C:\100%%\python.exe" -m docgen serve . & goto done' in lines
    ) == own
    labels = {line.removeprefix(":") for line in lines if line.startswith(":")}
    assert labels == {line.split()[-1] for line in lines if "goto " in line}
    assert str(tmp_path) not in data.decode(), "it finds its folder by itself, on whichever machine"

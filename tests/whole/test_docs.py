"""What the documentation says is so: commands, options, exit codes, packages, floors and the example."""

import re
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import click
import pytest

import docgen
from docgen import cli
from docgen.cli.command import word_of
from docgen.foundation.errors import DocgenError, MachineError
from docgen.foundation.messages import LANGUAGES, catalogue
from docgen.pipeline import build
from docgen.setup import doctor
from tests.cli.test_cli import COMMANDS, parameters
from tests.whole.test_floors import FLOORS, WORD

ROOT = Path(__file__).parents[2]
READMES = {"en": "README.md", "zh": "README.zh-CN.md"}
DOCUMENTS = [*READMES.values(), "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows_of(name: str) -> list[list[str]]:
    """Return the cells of all tables in a document; `\\|` stands for a bar inside a cell."""
    rows = [line for line in text_of(name).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]


def block_of(name: str, language: str) -> str:
    """Return the one fenced block of `language` in a document."""
    (block,) = re.findall(rf"```{language}\n(.*?)```", text_of(name), flags=re.DOTALL)
    return str(block)


@pytest.mark.parametrize("name", READMES.values())
def test_every_command_has_its_row_and_every_option_is_in_it(name: str) -> None:
    rows = [cells[0] for cells in rows_of(name) if cells[0].startswith("`docgen ")]
    calls = {
        words: row for words in COMMANDS for row in rows if row.startswith(" ".join(["`docgen", *words, ""]))
    }
    ends = [words for words, command in COMMANDS.items() if not isinstance(command, click.Group)]
    assert [words for words in calls if words in ends] == ends
    assert len(rows) == len(ends)
    own_table = "\n".join(cells[0] for cells in rows_of(name) if cells[0].startswith("`--"))
    calls["build",] += own_table
    for words, parameter in parameters():
        where = calls.get(words, text_of(name))
        spelled = parameter.opts[0] if isinstance(parameter, click.Option) else str(parameter.name).upper()
        assert spelled in (text_of(name) if spelled == "--help" else where)


def test_every_command_and_parameter_has_help_in_both_languages() -> None:
    entries = catalogue()["cli"]
    said = {(words or ("docgen",), word_of(parameter)) for words, parameter in parameters()}
    said |= {(words, "help") for words in (("docgen",), *COMMANDS)}
    for words, word in said:
        command = reduce(getitem, words, entries["commands"])
        entry = entries["common"][word] if word == "json" else command[word]
        assert all(entry[lang].strip() for lang in LANGUAGES), (words, word)


@pytest.mark.parametrize("name", READMES.values())
def test_every_exit_code_has_its_row(name: str) -> None:
    codes = {int(cells[0]) for cells in rows_of(name) if cells[0].isdigit()}
    raised = {DocgenError.exit_code, MachineError.exit_code, cli.MISTYPED, cli.OUR_BUG, cli.INTERRUPTED}
    assert codes == {0, 3, 4} | raised


@pytest.mark.parametrize("name", READMES.values())
def test_the_install_line_names_the_packages_docgen_needs(name: str) -> None:
    (line,) = re.findall(r"apt-get install -y --no-install-recommends (.*)", text_of(name))
    needed = [package.name for group in ("library", "font") for package in doctor.packages(group)]
    assert line.split() == ["pipx", *needed]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_of_the_readme_is_made_and_its_mistakes_are_told_as_shown(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    cli.run(["init", "."])
    mine = Path("content/letters/mine.yaml")
    example = block_of(READMES[lang], "yaml")
    mine.write_text(example, encoding="utf-8")
    capsys.readouterr()
    assert cli.run(["--lang", lang, "build", str(mine), "--to", "pdf", "--strict"]) == 0
    assert capsys.readouterr().out == "out/mine.pdf\n"

    mistaken = example.replace("addressees", "adressees").replace("2024-06-30", "2024-6-31")
    mine.write_text(mistaken, encoding="utf-8")
    assert cli.run(["--lang", lang, "build", str(mine)]) == 1
    assert capsys.readouterr().err == block_of(READMES[lang], "text")


def test_the_program_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    cli.run(["init", "."])
    capsys.readouterr()
    names: dict[str, Any] = {}
    exec(block_of("README.md", "python"), names)
    assert names["data"].startswith(b"PK")
    first, *_, problem = capsys.readouterr().out.splitlines()
    assert first == "out/reminder-2024-12.pdf"
    assert problem.startswith("('deadline',) content/letters/reminder-2024-12.yaml:")


def test_the_parts_of_the_word_writer_in_the_architecture_are_those_that_are_held() -> None:
    (told,) = re.findall(r"floors of its own: (.*)\.", text_of("ARCHITECTURE.md"))
    assert [{part} for part in re.findall(r"`(\w+)`", told)] == WORD


def test_every_room_has_its_line_in_the_architecture() -> None:
    told = re.findall(r"^- `(\w+)(?:/|\.py)` ", text_of("ARCHITECTURE.md"), flags=re.MULTILINE)
    assert set(told) == set().union(*FLOORS)


def test_the_floors_of_the_architecture_are_those_that_are_held() -> None:
    table = [cells for cells in rows_of("ARCHITECTURE.md") if cells[0].isdigit()]
    assert [int(cells[0]) for cells in table] == list(range(len(FLOORS)))
    assert [set(cells[1].split(", ")) for cells in table] == FLOORS


def test_the_stops_of_the_architecture_are_those_of_build() -> None:
    headings = re.findall(r"^### (\w+) — (.*)$", text_of("ARCHITECTURE.md"), flags=re.MULTILINE)
    stops = [stop for stop, _ in headings]
    assert stops == re.findall(r"`(\w+)`", build.__doc__ or "")
    assert set(stops) == set(re.findall(r'announce\("(\w+)"', text_of("docgen/pipeline/stops.py")))
    for _, modules in headings:
        named = re.findall(r"`([\w/.]+)`", modules)
        assert named
        assert all((ROOT / "docgen" / module).exists() for module in named)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_a_document_points_to_is_there(name: str) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", text_of(name))
    targets += re.findall(r"`((?:docgen|templates|tests|scripts|docs)/[\w/.-]+\.\w+)`", text_of(name))
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("name", READMES.values())
def test_every_make_target_of_the_readme_is_in_the_makefile(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), flags=re.MULTILINE))
    called = set(re.findall(r"\bmake ([a-z-]+)(?=[ `].*#|`)", text_of(name)))
    assert {"demo", "test"} <= called <= targets


@pytest.mark.parametrize(
    ("name", "words"),
    [("README.md", "{} kinds"), ("README.zh-CN.md", "{} 种文件"), ("ARCHITECTURE.md", "There are {}")],
)
def test_the_number_of_kinds_is_told_as_it_is(name: str, words: str) -> None:
    assert words.format(len(docgen.kinds(ROOT))) in text_of(name)


def test_every_picture_is_of_a_kind_and_shown() -> None:
    kinds = {kind.css_class for kind in docgen.kinds(ROOT)}
    drawn = {path.stem for path in (ROOT / "docs/pictures").glob("*.png")}
    assert drawn <= kinds
    for name in READMES.values():
        assert set(re.findall(r"docs/pictures/([a-z-]+)\.png", text_of(name))) == drawn

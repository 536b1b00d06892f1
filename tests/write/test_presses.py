"""What stands of one gathering serves the next of its run, and shows in no file and in nothing told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docgen.composed import Composed
from docgen.content import project
from docgen.layout import fonts
from docgen.pipeline.build import build
from docgen.pipeline.options import BatchOptions, Options, PrintOrder
from docgen.write.laid import letters as laying
from docgen.write.laid import presses
from docgen.write.pdf import chunk, parting
from tests.support.gathered import ROOT, letter, set_together
from tests.support.rosters import LETTER, roster_project

TYPEFACES = fonts.resolve(project.find(ROOT / "content"))
CSS = "@page { size: 100mm 60mm; margin: 10mm } p { font: 12pt/20pt 仿宋, 补字; margin: 0; opacity: 0.9 }"
NAMES = ("张三", "李四", "欧阳小五", "赵六", "张三丰")
CHARACTERS = frozenset("".join(NAMES))


@pytest.fixture(autouse=True)
def _nothing_stands() -> Iterator[None]:
    presses.leave_none()
    yield
    presses.leave_none()


@pytest.fixture
def typesetters(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The typesetters that were made."""
    made: list[object] = []
    original: Any = vars(presses)["Typesetter"]

    def noted(*settings: object) -> object:
        made.append(original(*settings))
        return made[-1]

    monkeypatch.setattr(presses, "Typesetter", noted)
    return made


def gatherings(css: str = CSS) -> list[list[Composed]]:
    letters = [letter(name, f"<p>{name}同志：</p><p>您好！</p>", css) for name in NAMES]
    return [letters[:2], letters[2:4], letters[4:]]


def parts(
    letters: list[Composed], besides: frozenset[str] = frozenset(), run: str = ""
) -> list[bytes] | None:
    return parting.part_letters(set_together(chunk.drawn, letters, TYPEFACES, besides, run), letters)


def test_letters_are_the_same_as_without_it(typesetters: list[object]) -> None:
    served = [parts(letters, CHARACTERS, "one run") for letters in gatherings()]
    assert len(typesetters) == 1
    assert served == [parts(letters) for letters in gatherings()]
    assert len(typesetters) == 4


def test_another_run_or_type_it_was_not_cut_to_has_its_own(typesetters: list[object]) -> None:
    first, second, third = gatherings()
    parts(first, run="one run")
    parts(second, run="one run")  # other characters
    parts(third, run="another")
    assert len(typesetters) == 3
    presses.leave_none()
    parts(third, run="another")
    assert len(typesetters) == 4


def test_what_is_to_be_told_is_told_of_each_gathering(typesetters: list[object]) -> None:
    css = CSS + " p { colour: red }"
    told = [
        set_together(chunk.drawn, letters, TYPEFACES, CHARACTERS, "one run").findings
        for letters in gatherings(css)
    ]
    assert [len(findings) for findings in told] == [1, 1, 1]
    assert len(typesetters) == 3


def test_letters_are_laid_out_once_for_all_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    original = laying.laid_out

    def noted(letters: Any, *settings: Any) -> Any:
        calls.append(len(letters))
        return original(letters, *settings)

    monkeypatch.setattr(laying, "laid_out", noted)
    batch = BatchOptions(workers=0, combined=PrintOrder())
    path = roster_project(tmp_path, 3, LETTER)
    built = build([path], Options(("pdf", "ofd", "docx"), tmp_path / "out", batch=batch))
    assert sum(calls) == 3
    assert len(built.paths) == 3 * 3 + 3  # two print files and a check list

"""Long documents: comparing them takes time in proportion, and what is found in short ones is found too."""

import random
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from docgen.inspect.docx.record import Content, Paragraph, Table
from docgen.inspect.edited.alignment import Entry, align
from docgen.inspect.edited.origins import Origins
from docgen.inspect.edited.report import Report
from docgen.inspect.edited.runs import longest_rising
from docgen.inspect.edited.three_ways import three_ways
from docgen.pipeline.stops import Pipeline
from tests.support.proportion import LINEAR, growth
from tests.support.samples import document, project

SIGNS = "市县区乡镇食品安全督导检查通知工作会议干部要求落实责任问题整改一二三四五六七八九十"
FEW, MANY = 75, 300

EDITS: dict[str, Callable[[list[str]], list[str]]] = {
    "every paragraph changed": lambda texts: [f"{text[:10]}新{text[12:]}" for text in texts],
    "every other one": lambda texts: [f"新{text}" if n % 2 else text for n, text in enumerate(texts)],
    "half of it rewritten": lambda texts: [
        *texts[: len(texts) // 2],
        *(t[::-1] for t in texts[len(texts) // 2 :]),
    ],
    "put in another order": lambda texts: random.Random(2).sample(texts, len(texts)),
    "one added to each": lambda texts: [one for text in texts for one in (text, f"增加{text[::2]}")],
    "each parted": lambda texts: [one for text in texts for one in (text[:30], text[30:])],
    "all of it one line": lambda texts: ["同样的一行"] * len(texts),
}


def texts(count: int) -> list[str]:
    """Return so many different paragraphs."""
    made = random.Random(1)
    return ["".join(made.choices(SIGNS, k=60)) + f"第{number}项。" for number in range(count)]


def content(of: list[str], table: bool) -> Content:
    """Return a file that says these paragraphs, or a table with one to a row."""
    paragraphs = [Paragraph(text) for text in of]
    rows = Table(tuple((Paragraph(str(number)), one) for number, one in enumerate(paragraphs)))
    return Content({"body": [rows] if table else list(paragraphs)})


def edited(count: int, edit: Callable[[list[str]], list[str]], table: bool) -> tuple[Content, Content]:
    """Return a file of so many paragraphs before and after an edit."""
    return content(texts(count), table), content(edit(texts(count)), table)


@pytest.mark.parametrize(("edit", "table"), [*((edit, False) for edit in EDITS), ("every other one", True)])
def test_four_times_as_many_paragraphs_take_less_than_eight_times_as_long(edit: str, table: bool) -> None:
    few, many = (edited(count, EDITS[edit], table) for count in (FEW, MANY))
    assert growth(lambda files: three_ways(files[0], *files), few, many) < LINEAR


def told(folder: Path, count: int) -> tuple[float, list[tuple[str, int | None]]]:
    """Return how long it takes to lead so many changes back to the YAML, and code and line of each."""
    old = texts(count)
    body = "|\n" + "".join(f"  {text}\n" for text in old)
    (job,) = Pipeline().jobs(project(folder, letter=document(body=body)) / "content/letters/letter.yaml")
    made, edited = content(old, False), content(EDITS["every paragraph changed"](old), False)
    found = three_ways(made, made, edited)
    begun = process_time()
    findings = list(Report(Origins(job, "<p></p>", made), "a.docx").all(found.differences, edited))
    return process_time() - begun, [(one.code, one.place.line) for one in findings]


def test_leading_changes_back_to_the_yaml_takes_time_in_proportion(tmp_path: Path) -> None:
    few, found = told(tmp_path / "few", FEW)
    assert found == [("edited-prose", 8 + number) for number in range(FEW)]
    many, _ = told(tmp_path / "many", MANY)
    assert many < 8 * max(few, 0.05)


def test_a_changed_paragraph_of_a_long_stretch_finds_its_own() -> None:
    old = [Entry(text, "") for text in texts(80)]
    new = [Entry(EDITS["every paragraph changed"]([one.text])[0], "") for one in old[7:]]
    aligned = align(old, new)
    assert aligned.pairs == [(number, number - 7) for number in range(7, 80)]
    assert aligned.removed == list(range(7))


def test_of_what_can_only_stay_or_move_the_first_stays() -> None:
    assert longest_rising([(0, 1), (2, 0)]) == [(0, 1)]
    assert longest_rising([(0, 3), (1, 0), (2, 1), (3, 4)]) == [(1, 0), (2, 1), (3, 4)]
    assert longest_rising([]) == []

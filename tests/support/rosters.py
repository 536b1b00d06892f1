"""Projects with a roster of invented people (示例), for batches."""

from itertools import islice, product
from pathlib import Path

import pytest

from docgen.pipeline.batch import Batch, Letter, plan
from docgen.pipeline.options import PrintOrder
from docgen.pipeline.stops import Pipeline
from tests.support.samples import OFFICES, write_files

LETTER = """\
kind: letters/leader-letter
office: shili
recipients: people
title: 致{{ recipient.name }}的一封信（示例）
salutation: 尊敬的{{ recipient.name }}同志
date: 2024-06-28
seal: 否
body: 您是{{ recipient.unit }}的包保干部，联系着{{ recipient.entities }}家食品经营主体。谨致谢意！
"""
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "伟芳娜敏静丽强磊军洋勇"
UNITS = ("甲县", "乙县", "丙县")


def people(count: int) -> list[str]:
    """Return `count` different names, of two characters, then of three, then of four."""
    given = ("".join(reversed(name)) for length in (1, 2, 3) for name in product(GIVEN, repeat=length))
    names = (surname + name for name in given for surname in SURNAMES)
    return list(islice(names, count))


def roster(count: int) -> str:
    """Return a roster as YAML, unit after unit."""
    rows = [
        f"  - {{name: {name}, unit: {UNITS[number * len(UNITS) // count]}, entities: {number % 30 + 1}}}\n"
        for number, name in enumerate(people(count))
    ]
    return "title: 名单（示例）\nrecipients:\n" + "".join(rows)


def roster_project(folder: Path, count: int, letter: str = LETTER) -> Path:
    """Make `folder` a project with one letter to `count` people; return the letter's path."""
    files = {
        "content/offices.yaml": OFFICES,
        "content/recipients/people.yaml": roster(count),
        "content/letters/letter.yaml": letter,
    }
    write_files(folder, files)
    return folder / "content/letters/letter.yaml"


def batch(path: Path, combined: PrintOrder | None = None, formats: tuple[str, ...] = ("pdf",)) -> Batch:
    """Return the batch of a letter with a roster."""
    pages = Pipeline().pages(path)
    letters = [Letter(page.composed, page.job.recipient or {}, page.job.place) for page in pages]
    document = pages[0].job.document
    return Batch(
        path.stem,
        letters,
        document.project,
        pages[0].typefaces,
        formats,
        document.source,
        combined=combined,
    )


def make_gatherings_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a batch of a dozen letters be of several gatherings."""
    for name, value in (("SMALLEST", 2), ("MEAN", 4), ("LARGEST", 5)):
        monkeypatch.setattr(plan, name, value)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder that is not hidden."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}

"""A small handbook in two languages, made for one test.

Its Tibetan is `བོད་སྐད་ཡིག` (藏语文, from the law) again and again: the tests look at states and places, and
nothing is to be passed off as a translation.
"""

from datetime import date
from pathlib import Path

from docgen.content.document import Document, open_document
from docgen.translation.reviewing import accept, chosen
from docgen.translation.states import Standing, standings
from tests.support.books import book
from tests.support.samples import write_files

BO = "བོད་སྐད་ཡིག"
FIGURES = """\
title: 示例
as_of: 2024-06-20
source: 示例
figures: {cadres: {title: 干部, value: 7, unit: 名}}
"""
WHY = f"""\
# 第一章
title: {{zh: 为什么, bo: {BO}}}   # 章名
blocks:
  - id: law
    prose:
      zh: |
        依据规定，2024年6月20日起施行。

        共有{{{{ figures.cadres }}}}名干部。
      # 译文
      bo: |
        {BO} 2024ལོའི་ཟླ6པའི་ཚེས20

        {{{{ figures.cadres }}}} {BO}
  - id: call
    note: {{zh: 请拨打0891-1234567, bo: {BO} 0891-1234567}}
  - id: asked
    question:
      zh:
        question: 还要去吗？
        answer: |
          要去（示例）。
      bo:
        question: {BO}
        answer: |
          {BO}
"""
HOW = f"""\
title: {{zh: 怎么办, bo: {BO}}}
blocks:
  - id: steps
    list: {{zh: [先看, 再问], bo: [{BO}, {BO}]}}
  - id: levels
    table:
      zh:
        head: [等级, 干部]
        rows:
          - [一级, 示例]
  - id: checks
    checklist: {{zh: [公示]}}
    answers: {{zh: [是, 否]}}
"""
REVIEWER = "示例审定人"


def handbook(folder: Path, **chapters: str) -> Path:
    """Make `folder` a project with one handbook, chapters changed as given; return the handbook's folder."""
    write_files(folder, {"content/figures/city.yaml": FIGURES})
    return book(folder, {"why": WHY, "how": HOW, **chapters}, figures="city", bo=f"{{title: {BO}}}")


def replaced(path: Path, old: str, new: str) -> None:
    """Replace the one `old` in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def standing(book: Path) -> dict[str, Standing]:
    """Return how every unit of a document stands, by id."""
    return {one.unit.id: one for one in standings(open_document(book))}


def states(book: Path) -> dict[str, str]:
    """Return the state of every unit of a document, by id."""
    return {name: str(one.state) for name, one in standing(book).items()}


def reviewed(book: Path, *blocks: str) -> Document:
    """Accept blocks of a document, all that is translated without any; return the document."""
    document = open_document(book)
    accept(document, chosen(document, blocks, (), not blocks), REVIEWER, date(2024, 6, 20))
    return document

"""Small handbooks for tests: a folder of one book, with chapters said in a few words."""

from collections.abc import Mapping
from pathlib import Path

from docgen.composed import Composed, Written
from docgen.content import document, project, source
from docgen.content.document import Document
from docgen.pipeline.stops import Pipeline, write
from tests.support.samples import OFFICES, write_files

BOOK = "content/handbooks/demo"
FIELDS = {
    "kind": "handbooks/cadre",
    "office": "shili",
    "title": "工作手册（示例）",
    "date": "2024-06-20",
    "edition": "1",
}


def book(folder: Path, chapters: Mapping[str, str], /, **fields: str | None) -> Path:
    """Make `folder` a project with one handbook of these chapters (YAML by name) and return its folder."""
    values = {**FIELDS, "chapters": f"[{', '.join(chapters)}]", **fields}
    said = "".join(f"{name}: {value}\n" for name, value in values.items() if value is not None)
    files = {"content/offices.yaml": OFFICES, f"{BOOK}/book.yaml": said}
    write_files(
        folder, {**files, **{f"{BOOK}/chapters/{name}.yaml": text for name, text in chapters.items()}}
    )
    return folder / BOOK


def chapter(*blocks: str, title: str = "{zh: 甲章}") -> str:
    """Return a chapter as YAML; each block is the lines of its mapping."""
    items = "".join("  - " + block.strip().replace("\n", "\n    ") + "\n" for block in blocks)
    return f"title: {title}\nblocks:\n{items}"


def prose(name: str, zh: str, bo: str = "") -> str:
    """Return a block of one paragraph in Chinese, and in Tibetan where there is any."""
    said = f"id: {name}\nprose:\n  zh: |\n    {zh}\n"
    return said + (f"  bo: |\n    {bo}\n" if bo else "")


def checked(home: Path) -> Document:
    """Return a handbook, checked."""
    path = home / "book.yaml"
    return document.check(project.find(path), source.read(path))


def composed(home: Path) -> Composed:
    """Return a handbook, composed."""
    (page,) = Pipeline().pages(home)
    return page.composed


def drawn(home: Path, form: str = "pdf") -> Written:
    """Return a handbook written as pdf or docx."""
    (page,) = Pipeline().pages(home)
    return write(page, form)

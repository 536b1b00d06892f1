"""The chapters of a handbook as its shelf has them: listed, and one more begun behind the last."""

from pathlib import Path
from typing import Any

from docgen.content.chapters import FOLDER, chapter_names
from docgen.content.project import Project
from docgen.content.source import read
from docgen.content.source.dump import dump_yaml
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.filenames import safe_name
from docgen.foundation.files import write_new

from ..desk.doors import form, save
from .beginning import free_name
from .names import is_book, main_file, name_in
from .reading import ShelvedChapter, seen

BEGUN = "请写正文（示例）。"
"""What a chapter says that was just begun: one without a block is none."""


def listed_chapters(project: Project, path: Path) -> tuple[ShelvedChapter, ...]:
    """Return the chapters, in order, of the handbook at `path` or around the chapter there."""
    home = path if is_book(path) else path.parent.parent
    return seen(project, home).chapters if is_book(home) else ()


def begun_chapter(project: Project, path: Path, title: str) -> str:
    """Begin a chapter behind the last of the handbook at `path`, and return the chapter's name.

    Raises ContentError for what is no handbook, for a title that is empty, and as `save` does; then nothing
    is written.
    """
    title = " ".join(title.split())
    if not is_book(path):
        raise ContentError([Problem("document-unknown", values={"name": path.name})])
    if not title:
        raise ContentError([Problem("head-missing", Place(keys=("title",)))])
    book = main_file(path)
    now, names = form(book), chapter_names(read(book))
    folder = path / FOLDER
    folder.mkdir(exist_ok=True)
    file = folder / f"{free_name(folder, safe_name(title))}.yaml"
    block = {"id": free_id(folder), "prose": {"zh": BEGUN}}
    write_new({file: dump_yaml({"title": {"zh": title}, "blocks": [block]}).encode()})
    try:
        save(book, {"chapters": [*names, file.stem]}, now.etag)
    except BaseException:
        file.unlink()
        raise
    return name_in(project, file)


def free_id(folder: Path) -> str:
    """Return an id that no block in a folder of chapters has."""
    taken = {id for path in folder.glob("*.yaml") for id in ids_in(path)}
    return next(id for number in range(1, 100_000) if (id := f"text-{number}") not in taken)


def ids_in(path: Path) -> list[Any]:
    """Return the ids of the blocks of a chapter; none of one that cannot be read."""
    try:
        blocks = read(path).values.get("blocks")
    except ContentError:
        return []
    return [one.get("id") for one in blocks if isinstance(one, dict)] if isinstance(blocks, list) else []

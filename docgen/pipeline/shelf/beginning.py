"""A new document: begun from its kind's sample, with a title and a day of its own, and no number."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from docgen.content import kinds
from docgen.content.chapters import names_chapters
from docgen.content.kinds import Kind
from docgen.content.project import Project
from docgen.foundation.errors import DocgenError, Place
from docgen.foundation.filenames import numbered_names, safe_name
from docgen.setup.starter import begin_document

from ..desk.doors import form, save, with_values
from ..refusals import checked_document
from .names import main_file, name_in

QUOTES = dict.fromkeys(map(ord, "“”《》"))
NUMBERS = ("doc_number", "copy_number")
"""What a sample has of its own and no other document may have."""


def proposed_name(project: Project, name: str, today: date) -> str:
    """Return a name for a new document of the kind called `name`, without its folder, that none has yet.

    Raises ContentError for a name of no kind or of several.
    """
    kind = kinds.load(project, name, Place())
    wanted = safe_name(f"{(kind.genre or kind.title).translate(QUOTES)}-{today.isoformat()}")
    return free_name(folder_of(project, kind), wanted)


def free_name(folder: Path, wanted: str) -> str:
    """Return the name that is wanted, or that with -2, -3 … behind it, which nothing in `folder` has."""
    taken = {path.name.partition(".yaml")[0].casefold() for path in folder.glob("*")}
    return next(name for name in numbered_names(wanted) if name.casefold() not in taken)


def folder_of(project: Project, kind: Kind) -> Path:
    """Return where documents of a kind lie."""
    return project.content(kind.name.partition("/")[0])


def begun(project: Project, kind_name: str, name: str, title: str, today: date) -> str:
    """Begin a document in a file called `name`, and return the document's name.

    Raises ContentError for a file that is there and an unknown kind, MachineError when the disk refuses.
    """
    kind = kinds.load(project, kind_name, Place())
    folder = folder_of(project, kind)
    folder.mkdir(exist_ok=True)
    path = folder / (safe_name(name) + ("" if names_chapters(kind.schema) else ".yaml"))
    begin_document(kind_name, path)
    fill_in(project, main_file(path), title, today)
    return name_in(project, path)


def fill_in(project: Project, file: Path, title: str, today: date) -> None:
    """Give a document that was just begun its title, and the day, if it is sound with that day."""
    now = form(file)
    named = title_value(now.values.get("title"), title)
    wanted: dict[str, Any] = {**named, **{name: "" for name in NUMBERS if name in now.values}}
    dated = {**wanted, "date": today.isoformat()}
    save(file, dated if is_sound(project, file, dated) else wanted, now.etag)


def title_value(before: Any, title: str) -> dict[str, Any]:
    """Return the title as a file has it: of a document in two languages only the Chinese; none as it was."""
    if not title.strip():
        return {}
    return {"title": {**before, "zh": title} if isinstance(before, Mapping) else title}


def is_sound(project: Project, file: Path, values: Mapping[str, Any]) -> bool:
    """Say whether a document could be built with other values."""
    from docgen.content import source

    try:
        checked_document(project, source.parse(with_values(file, values), file), {})
    except DocgenError:
        return False
    return True

"""Pictures and sheets that a person brings: judged as a build judges them, then put in their place.

Nothing is overwritten: a file of another content gets another name, which the caller is told. The name is one
that may stand in a text as it is.
"""

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from docgen.content import pictures
from docgen.content.assets import IMAGES, project_assets, project_pictures
from docgen.content.data.sheets import FOLDER as DATA
from docgen.content.project import Project
from docgen.content.unusable import TAKEN, UnusablePicture
from docgen.foundation import spreadsheets
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.filenames import safe_name
from docgen.foundation.files import write_beside

IN_TEXT = re.compile(r"[\s()\[\]{}<>#%&|'\"`$^!*]+")
"""What may not stand in the name of a picture that a text calls by it."""
SMALL = 240
"""Dots across a picture in a list."""


@dataclass(frozen=True)
class Brought:
    """A file that was put in its place: the name by which documents call it, and that it was to have."""

    path: Path
    name: str  # images/流程.png; 进度-2024-06.xlsx
    wanted: str

    @property
    def is_renamed(self) -> bool:
        """Whether another file has the name that was wanted."""
        return self.name != self.wanted


def brought_picture(project: Project, file: Path) -> Brought:
    """Put a picture among those of a project. Raises ContentError for what no page could print."""
    suffix = file.suffix.lower()
    place, told = Place(file), {"address": file.name, "taken": TAKEN}
    if suffix not in pictures.SUFFIXES:
        raise ContentError([Problem("image-suffix", place, told)])
    try:
        pictures.load(file)
    except UnusablePicture as error:
        raise ContentError([Problem(error.code, place, {**told, **error.values})]) from error
    stem = plain_stem(file)
    kept = write_beside(project.content(IMAGES), stem, suffix, file.read_bytes())
    return Brought(kept, f"{IMAGES}/{kept.name}", f"{IMAGES}/{stem}{suffix}")


def brought_sheet(project: Project, file: Path) -> Brought:
    """Put a sheet among those of a project. Raises ContentError for what cannot be read as a table."""
    suffix = file.suffix.lower()
    spreadsheets.read(file)
    if suffix not in spreadsheets.SUFFIXES:
        raise ContentError([Problem("sheet-not-workbook", Place(file))])
    stem = plain_stem(file)
    kept = write_beside(project.content(DATA), stem, suffix, file.read_bytes())
    return Brought(kept, kept.name, f"{stem}{suffix}")


def plain_stem(file: Path) -> str:
    """Return the name of a file without its ending and without signs that mean something in a text."""
    return safe_name(IN_TEXT.sub("-", file.stem).strip("-"))


def small_picture(project: Project, name: str) -> tuple[bytes, str]:
    """Return a picture of a project as a list shows it, cleaned, and its media type.

    Raises ContentError for a name of none, and for one that cannot be printed.
    """
    path = project_assets(project).inside(name) if name in project_pictures(project) else None
    if path is None:
        raise ContentError([Problem("document-absent", values={"name": PurePosixPath(name).name})])
    try:
        found = pictures.load(path, SMALL)
    except UnusablePicture as error:
        told = {"address": path.name, "taken": TAKEN, **error.values}
        raise ContentError([Problem(error.code, Place(path), told)]) from error
    return found.data, found.media_type

"""A document that is sent with its roster and its pictures: in a project of its own beside the office's.

What it may use of the office is put in: offices with their seals, figures, terms, days off, kinds and fonts.
Documents, rosters and pictures of others are not there, so that no name can reach them.
"""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from docgen.content import pictures
from docgen.content.assets import project_assets
from docgen.content.data.sheets import FOLDER as DATA
from docgen.content.following import holidays
from docgen.content.offices import OFFICES
from docgen.content.project import Project
from docgen.content.source import read
from docgen.content.source.rewriting import rewritten
from docgen.content.source.text import decode
from docgen.foundation import spreadsheets
from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.filenames import relative_name, safe_name
from docgen.foundation.files import explain_errors, write_new
from docgen.foundation.working_folder import whole

from ..review.rosters import use_roster
from .sight import seals_of

Sent = tuple[str, bytes]
"""A file that was sent: what its sender calls it, and its bytes."""
SHARED = (OFFICES, "glossary.yaml", holidays.FILE)
"""Files of the office that every document may use."""
FOLDERS = ("templates", "fonts")
"""Folders beside content/ that it uses as they are."""
FIGURES, HOME, KEY = "figures", "sent", "signing_key"


def sent_project(
    folder: Path, office: Project, source: Sent, roster: Sent | None = None, attachments: Sequence[Sent] = ()
) -> Path:
    """Make `folder` a project for a document that was sent, and return the document's file in it.

    The roster becomes the document's, whatever it names. What is there of an earlier try is made anew.
    Raises ContentError for a name that leads elsewhere, for an attachment that is neither a picture nor a
    sheet, for a roster that cannot be read as a table, and MachineError when the disk refuses.
    """
    home = Project(folder, office.bundled)
    placed = placed_attachments(home, attachments)
    path = home.content(HOME) / f"{safe_name(PurePosixPath(source[0]).stem)}.yaml"
    with explain_errors(folder.parent):
        shutil.rmtree(home.content(""), ignore_errors=True)
        home.content("").mkdir(parents=True)
        share(office, home)
    write_new({path: source[1], **placed})
    if roster is not None:
        take_roster(path, *roster)
    return path


def placed_attachments(home: Project, attachments: Sequence[Sent]) -> dict[Path, bytes]:
    """Return where the files lie that were sent along. Raises ContentError for all that have no place."""
    placed: dict[Path, bytes] = {}
    problems: list[Problem] = []
    for name, data in attachments:
        try:
            placed[home.content(str(place_of(name)))] = data
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return placed


def place_of(name: str) -> PurePosixPath:
    """Return where in content/ a file lies that was sent along: a sheet among the sheets, a picture as named.

    Raises ContentError for a name that leads elsewhere and for a file of another type.
    """
    relative = relative_name(name)
    if relative is None:
        raise ContentError([Problem("sent-name", values={"name": name})])
    suffix = relative.suffix.lower()
    if suffix in pictures.SUFFIXES:
        return relative
    if suffix in spreadsheets.SUFFIXES:
        return PurePosixPath(DATA, relative.name)
    raise ContentError([Problem("sent-type", values={"name": name})])


def share(office: Project, home: Project) -> None:
    """Put into `home` what documents may use of an office."""
    for name, file in shared_files(office).items():
        new = home.content(name)
        new.parent.mkdir(parents=True, exist_ok=True)
        if name == OFFICES:
            new.write_bytes(with_keys(office, file))
        else:
            shutil.copyfile(file, new)
    for name in FOLDERS:
        theirs, own = whole(office.root / name), home.root / name
        if theirs.is_dir() and not own.is_symlink():
            own.symlink_to(theirs, target_is_directory=True)


def shared_files(office: Project) -> Mapping[str, Path]:
    """Return the files that documents may use of an office, by their names in content/."""
    figures = sorted(office.content(FIGURES).glob("*.yaml"))
    seals = [seal for _, seal in seals_of(office) if project_assets(office).inside(seal)]
    named = {name: office.content(name) for name in (*SHARED, *seals)}
    return {
        **{name: file for name, file in named.items() if file.is_file()},
        **{f"{FIGURES}/{file.name}": file for file in figures},
    }


def with_keys(office: Project, file: Path) -> bytes:
    """Return what a project says of its offices, for another: their keys lie where they lie.

    A key is named from the project's folder; from any other the name would lead elsewhere. One within the
    project, where none may lie, is named so that it is refused there too. What cannot be read stays.
    """
    data = file.read_bytes()
    try:
        source = read(file)
        moved = {
            code: {**one, KEY: key_elsewhere(office, one[KEY])}
            for code, one in source.values.items()
            if isinstance(one, Mapping) and isinstance(one.get(KEY), str)
        }
        if not moved:
            return data
        return rewritten(source, source.values, decode(data, file), {**source.values, **moved}).encode()
    except ContentError:
        return data


def key_elsewhere(office: Project, named: str) -> str:
    """Return what a key is called in another project."""
    root = whole(office.root)
    path = (root / Path(named).expanduser()).resolve()
    return path.name if path.is_relative_to(root.resolve()) else str(path)


def take_roster(path: Path, name: str, data: bytes) -> None:
    """Make what was sent the document's roster. Raises ContentError for what cannot be read as one."""
    told = PurePosixPath(name)
    with TemporaryDirectory() as folder:
        file = Path(folder, f"{safe_name(told.stem)}{told.suffix.lower()}")
        file.write_bytes(data)
        use_roster(path, file)

"""The archive (归档) of what was issued: `archive/<year>/<number>/`, put there whole and never changed.

In go names and bytes; out comes a folder in which `record.json` tells the hash of every other file. The
register keeps the hash of that one, so that nothing in the archive can be changed, taken out or put in
without being found.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from docgen.foundation.errors import ConflictError, Place, Problem
from docgen.foundation.filenames import safe_name
from docgen.foundation.files import UNFINISHED, explain_errors, sync_folder, write_whole
from docgen.foundation.processes.owners import here, is_gone

FOLDER = "archive"
RECORD = "record.json"
LEFT = "未登记"
"""Where folders go that a crash left, and that are not what was issued in the end."""
READ_ONLY = 0o444


def folder_of(root: Path, year: int, number: str) -> Path:
    """Return where what was issued under a number is kept in the project at `root`."""
    return root / FOLDER / str(year) / safe_name(number)


def record(told: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """Return the record of a folder: what is told of it, and the hash of each of its files."""
    listed = {name: sha256(data).hexdigest() for name, data in sorted(files.items())}
    text = json.dumps({**told, "files": listed}, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def put_away(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put `files`, by names that may have folders in them, into the new folder `folder`, all or none.

    One that is there with the same files is left as it is. One with others was left by a crash, since the
    caller knows of no such issue: it is moved to 未登记, not deleted.
    Raises MachineError when the disk refuses.
    """
    if is_same(folder, files):
        return
    year = folder.parent
    with explain_errors(year):
        year.mkdir(parents=True, exist_ok=True)
        clear(year)
        made = year / f"{UNFINISHED}-{here()}-{folder.name[:40]}"
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        try:
            for name, data in files.items():
                write_new(made / name, data)
            for inner in (made, *(path for path in made.rglob("*") if path.is_dir())):
                sync_folder(inner)
            if folder.exists():
                move_aside(folder)
            made.rename(folder)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
        sync_folder(year)
        sync_folder(year.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that nobody is to change, and wait until the disk has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    descriptor = os.open(path, flags, READ_ONLY)
    try:
        write_whole(descriptor, data)
    finally:
        os.close(descriptor)


def clear(year: Path) -> None:
    """Take away what processes that have ended were putting into a year's folder."""
    for path in year.glob(f"{UNFINISHED}-*"):
        who = path.name.removeprefix(f"{UNFINISHED}-").split("-")
        if path.is_dir() and is_gone("-".join(who[:2])):
            shutil.rmtree(path, ignore_errors=True)


def move_aside(folder: Path) -> None:
    """Move a folder that no issue is known of to 未登记."""
    move_to_left(folder, folder.parent.parent, folder.name)


def move_file_aside(folder: Path, path: Path) -> None:
    """Move a file of a number's folder, of which the register knows nothing, to 未登记."""
    move_to_left(path, folder.parent.parent, f"{folder.name}-{path.name}")
    sync_folder(path.parent)


def move_to_left(path: Path, archive: Path, name: str) -> None:
    """Move a file or folder to 未登记, under a name that nothing has there."""
    aside = archive / LEFT
    aside.mkdir(exist_ok=True)
    places = (aside / f"{name}-{number}" for number in range(1, 10_000))
    path.rename(next(place for place in places if not place.exists()))
    sync_folder(aside)


def is_same(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Say whether a folder has just these files."""
    return contents(folder) == dict(files) if folder.is_dir() else False


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their names in it."""
    with explain_errors(folder):
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def issued_files(folder: Path, files: Mapping[str, str]) -> dict[str, bytes]:
    """Return the bytes of what was issued, `files` by name with their hashes.

    Raises ConflictError for what is gone or no longer what it was.
    """
    there = {name: folder / name for name in files if (folder / name).is_file()}
    with explain_errors(folder):
        found = {name: path.read_bytes() for name, path in there.items()}
    if wrong := [*differences(folder, files, found)]:
        raise ConflictError(wrong)
    return found


def differences(folder: Path, files: Mapping[str, str], found: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield what is wrong with files that should have these hashes."""
    for name, mark in files.items():
        if name not in found:
            yield Problem("archive-missing", Place(folder / name))
        elif sha256(found[name]).hexdigest() != mark:
            yield Problem("archive-changed", Place(folder / name))


def faults(folder: Path, files: Mapping[str, str]) -> list[Problem]:
    """Return what was changed in an archived folder: files changed, gone, or put in.

    `files` are those the register knows with their hashes; the record among them tells of the others.
    """
    if not folder.is_dir():
        return [Problem("archive-missing", Place(folder))]
    found = contents(folder)
    wrong = list(differences(folder, files, found))
    known = {*files, *(listed(found[RECORD]) if RECORD in found and not wrong else {})}
    if not wrong and RECORD in files:
        wrong += differences(folder, listed(found[RECORD]), found)
        wrong += [Problem("archive-foreign", Place(folder / name)) for name in found if name not in known]
    return wrong


def listed(data: bytes) -> dict[str, str]:
    """Return the files that a record tells of, with their hashes."""
    files: dict[str, str] = json.loads(data)["files"]
    return files


def records(root: Path) -> list[Path]:
    """Return the records of what was issued in the project at `root`."""
    return [path / RECORD for path in folders(root) if (path / RECORD).is_file()]


def told_of(folder: Path) -> dict[str, Any]:
    """Return what the record of a folder tells, nothing where there is none or it was changed."""
    try:
        told: dict[str, Any] = json.loads((folder / RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    return told


def folders(root: Path) -> list[Path]:
    """Return the folders of numbers that the archive of a project has."""
    years = [path for path in sorted((root / FOLDER).glob("*")) if path.is_dir() and path.name != LEFT]
    return [path for year in years for path in sorted(year.iterdir()) if not path.name.startswith(".")]

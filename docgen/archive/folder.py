"""The stop `file`: finished files are put into the output folder, whole or not at all.

In go names and bytes, out come paths. A file that someone has changed since, or that docgen never made, is
not overwritten: the folder's ledger `.docgen-made.jsonl` has a line for every file ever made, written before
the file itself, so that a file which a crash left behind is known as ours too.
"""

import os
from collections.abc import Container, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from docgen.foundation.durable.ledgers import Lines, line, lines, strike
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.filenames import numbered_names, path_within
from docgen.foundation.files import (
    KEPT,
    NEW_FILE,
    explain_errors,
    open_locked,
    sync_folder,
    write_file,
    write_whole,
)

LEDGER = ".docgen-made.jsonl"
OLD = "旧件"
"""Where files go that nothing makes any more; whoever made them may still need them."""


def store(folder: Path, name: str, data: bytes, private: bool = False) -> Path:
    """Write `data` as `name` in `folder`, which is made where needed, and return the path.

    A new file that is `private` is open to its owner alone; one that has these bytes already is left
    untouched. Raises ContentError for a file docgen did not make, MachineError when the disk refuses; either
    way nothing is half written.
    """
    return store_all(folder, [(name, data)], [name] if private else ())[0]


def store_all(folder: Path, files: Sequence[tuple[str, bytes]], private: Container[str] = ()) -> list[Path]:
    """Write `files` into `folder` and return their paths, in order; names must differ in more than case.

    New files named in `private` are open to their owner alone. All names are checked before the first file is
    written. Errors as `store`.
    """
    paths = [path_within(folder, name) for name, _ in files]
    if len({path.name.casefold() for path in paths}) < len(paths):
        raise ValueError("two files of one name")  # `filenames.unique` makes them differ
    with explain_errors(folder), opened_ledger(folder) as ledger:
        changed = [
            (path, data) for path, (_, data) in zip(paths, files, strict=True) if is_changed(path, data)
        ]
        # The ledger of a long batch is long, and asked only of what stands in the way.
        told = known(ledger) if any(path.exists() for path, _ in changed) else Lines()
        made = entries(told)
        if problems := [problem for path, _ in changed for problem in obstacles(path, made)]:
            raise ContentError([*problems, *garbled(folder / LEDGER, told)])
        if changed:
            record(ledger, changed)
            for path, data in changed:
                write_file(path, data, mode=KEPT if path.name in private else NEW_FILE)
            sync_folder(folder)
    return paths


def made(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the files in `folder` that docgen ever made, by their names without extension."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted({name for name, _ in recorded(folder)}):
        if (folder / name).is_file():
            found[Path(name).stem] = (*found.get(Path(name).stem, ()), name)
    return found


def recorded(folder: Path) -> set[tuple[str, str]]:
    """Return name and hash of every file docgen ever made in `folder`, nothing where it made none."""
    if not (folder / LEDGER).is_file():
        return set()
    with explain_errors(folder), opened_ledger(folder) as ledger:
        return entries(known(ledger))


def forget(folder: Path, names: Container[str]) -> int:
    """Take what is told of the files `names` out of the ledger; return how many lines it was."""
    return strike(folder / LEDGER, lambda entry: None if entry.get("name") in names else entry)


def put_away(folder: Path, names: Iterable[str]) -> tuple[list[Path], list[Path]]:
    """Move the files `names` of `folder` to its 旧件; return where they are now, and those that are left.

    Left is what someone has changed since docgen made it. A name that is taken there becomes -2, -3.
    Raises ContentError where 旧件 is no folder, MachineError when the disk refuses.
    """
    old, moved, left = folder / OLD, [], []
    with explain_errors(folder), opened_ledger(folder) as ledger:
        made = entries(known(ledger))
        if old.is_symlink() or (old.exists() and not old.is_dir()):
            raise ContentError([Problem("file-is-link", Place(old))])
        for path in (path_within(folder, name) for name in names):
            if any(obstacles(path, made)):
                left.append(path)
            else:
                old.mkdir(exist_ok=True)
                moved.append(path.rename(free(old, path)))
        if moved:
            sync_folder(old)
            sync_folder(folder)
    return moved, left


def free(folder: Path, path: Path) -> Path:
    """Return where in `folder` a file can be put under its name, or that with -2, -3 … after it."""
    names = numbered_names(path.stem, path.suffix)
    return next(folder / name for name in names if not os.path.lexists(folder / name))


def opened_ledger(folder: Path) -> BinaryIO:
    """Return the ledger of `folder`, making both where needed; only one process at a time is let in."""
    folder.mkdir(parents=True, exist_ok=True)
    return open_locked(folder / LEDGER)


def known(ledger: BinaryIO) -> Lines:
    """Return what an open ledger tells."""
    ledger.seek(0)
    return lines(ledger.read())


def entries(told: Lines) -> set[tuple[str, str]]:
    """Return name and hash of every file a ledger tells of."""
    pairs = ((entry.get("name"), entry.get("sha256")) for entry in told.entries)
    return {(name, mark) for name, mark in pairs if isinstance(name, str) and isinstance(mark, str)}


def garbled(ledger: Path, told: Lines) -> Iterator[Problem]:
    """Give what is to be said of a ledger that is damaged, when a file is not found in it."""
    if told.garbled:
        yield Problem("ledger-garbled", Place(ledger, told.garbled[0]), {"count": len(told.garbled)})


def is_changed(path: Path, data: bytes) -> bool:
    """Say whether writing `data` to `path` would change anything."""
    return path.is_symlink() or not path.is_file() or path.read_bytes() != data


def obstacles(path: Path, made: set[tuple[str, str]]) -> Iterator[Problem]:
    """Give what stands at `path` and may not be overwritten."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        yield Problem("file-is-link", Place(path))
    elif path.exists() and (path.name, sha256(path.read_bytes()).hexdigest()) not in made:
        yield Problem("not-ours", Place(path))


def record(ledger: BinaryIO, files: Iterable[tuple[Path, bytes]]) -> None:
    """Add a line to the ledger for each of `files`, all of them on disk when this returns."""
    told = ({"name": path.name, "sha256": sha256(data).hexdigest()} for path, data in files)
    write_whole(ledger.fileno(), "".join(line(entry) for entry in told).encode())

"""Pictures and sheets: brought into the project, listed, shown."""

from pathlib import Path
from typing import Any

import docgen

from ..workers.process import Bench
from .shared.history import record_save
from .shared.naming import scratch_path
from .shared.places import called_by_name
from .shared.sight import absent, hidden_files


def pictures(bench: Bench) -> list[str]:
    """Return the names of the pictures that texts can name."""
    hidden = hidden_files(bench)
    return [name for name in docgen.list_pictures(bench.project) if name not in hidden]


def small(bench: Bench, name: str) -> tuple[bytes, str]:
    """Return a picture as a list shows it, and its media type. Raises ContentError for one out of sight."""
    if name in hidden_files(bench):
        raise absent(name)
    return docgen.show_picture(name, bench.project)


def picture(bench: Bench, folder: str, file: str) -> dict[str, Any]:
    """Put a picture that was brought into the project."""
    with called_by_name(Path(folder)):
        found = docgen.bring_picture(scratch_path(folder, file), bench.project)
    return kept(bench, "picture", found)


def sheet(bench: Bench, folder: str, file: str) -> dict[str, Any]:
    """Put a sheet of data that was brought into the project."""
    with called_by_name(Path(folder)):
        found = docgen.bring_sheet(scratch_path(folder, file), bench.project)
    return kept(bench, "sheet", found)


def kept(bench: Bench, what: str, found: docgen.Brought) -> dict[str, Any]:
    """Record a file that was brought; return under which name it lies, and whether that is another one."""
    record_save(bench, what, found.name, found.path)
    return {"name": found.name, "is_renamed": found.is_renamed}

"""Names from addresses judged: which document or file they mean, none outside its folder."""

from pathlib import Path

import docgen

from ...workers.process import Bench
from .sight import absent, file_in_sight


def output_path(bench: Bench, name: str) -> Path:
    """Return the file `name` of the output folder. Raises ContentError when it has none of this name."""
    folder = (bench.project / docgen.Options().folder).resolve()
    plain = name and name == Path(name).name and "\0" not in name and not name.startswith(".")
    path = folder / name
    if plain and is_file(path) and path.resolve() == path and file_in_sight(bench, name):
        return path
    raise absent(name)


def is_file(path: Path) -> bool:
    """Say whether a file is there; a name that no file can have is none's."""
    try:
        return path.is_file()
    except OSError:
        return False


def scratch_path(folder: str, name: str) -> Path:
    """Return the file `name` of the server's own folder. Raises ContentError when it is not there."""
    path = Path(folder) / name
    if name == Path(name).name and is_file(path) and not path.is_symlink():
        return path
    raise absent(name)

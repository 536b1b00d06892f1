"""Files that a document names: figures, rosters, profiles, found by their names."""

from collections.abc import Mapping
from pathlib import Path

from docgen.foundation.errors import ContentError, Problem
from docgen.foundation.memory import look
from docgen.foundation.suggest import nearest

from .source import KeyPath, Source


def yaml_files(folder: Path) -> dict[str, Path]:
    """Return the YAML files of a folder by the names under which content refers to them."""
    return {path.stem: path for path in sorted(look(folder).glob("*.yaml"))}


def named_file(source: Source, keys: KeyPath, known: Mapping[str, Path]) -> Path | None:
    """Return the file among `known` that `source` names at `keys`, None when it names none.

    Raises ContentError at the place of the name for one that is not known.
    """
    name = source.value(*keys) if keys in source.places else ""
    if not isinstance(name, str) or not name:
        return None
    if name not in known:
        values = {"name": name, "nearest": nearest(name, known)}
        raise ContentError([Problem("file-unknown", source.place(*keys), values)])
    return known[name]

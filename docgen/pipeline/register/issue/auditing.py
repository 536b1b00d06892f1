"""The archive held against the register: every file of every number is there, unchanged, and no other."""

import json
from collections.abc import Iterator
from pathlib import Path

from docgen.archive import vault
from docgen.foundation.errors import DocgenError, Place, Problem
from docgen.register.entries import Entry
from docgen.register.register import Register


def archive_faults(root: Path, register: Register) -> list[Problem]:
    """Return what was changed in the archive of the project at `root`, as far as the register can be read."""
    known: set[Path] = set()
    shared: dict[str, dict[str, str]] = {}
    found: list[Problem] = []
    try:
        for entry in register.entries():
            if place := entry.more.get("archive"):
                known.add(root / str(place))
                found += vault.faults(root / str(place), entry.files)
                shared |= common_of(root, entry)
    except DocgenError:
        pass  # the register's own judgement tells
    for place, files in shared.items():
        known.add(root / place)
        found += vault.faults(root / place, files)
    found += [Problem("archive-foreign", Place(path)) for path in unknown(root, known)]
    return found


def common_of(root: Path, entry: Entry) -> dict[str, dict[str, str]]:
    """Return the folder that several numbers have in common, with the hash of its record, by one's record."""
    try:
        told = json.loads((root / str(entry.more["archive"]) / vault.RECORD).read_bytes())["made_of"]
        return {str(told["archive"]): {vault.RECORD: str(told[vault.RECORD])}}
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # none, or its record is changed, which is told


def unknown(root: Path, known: set[Path]) -> Iterator[Path]:
    """Yield the folders of the archive that no entry speaks of."""
    yield from (path for path in vault.folders(root) if path not in known)

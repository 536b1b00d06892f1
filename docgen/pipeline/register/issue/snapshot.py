"""What a document was made of: the files of its project that were read for it, and marks of all others.

The files are known without a list: whoever reads one says so (`foundation/memory.py`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from docgen.content.project import Project
from docgen.foundation.errors import ConflictError, Place, Problem
from docgen.foundation.memory import worked_out
from docgen.foundation.working_folder import whole

Made = TypeVar("Made")
OWN = ("content", "templates")
"""The folders of a project that a document is made of."""
DATA = "data"


@dataclass(frozen=True)
class Snapshot:
    """The files a document was made of, by their place in the project, and hashes of bundled templates."""

    files: Mapping[str, bytes]
    templates: Mapping[str, str]

    @cached_property
    def digest(self) -> str:
        """A mark of all that the office wrote: another content has another."""
        marks = [(name, sha256(data).hexdigest()) for name, data in sorted(self.files.items())]
        return sha256(repr(marks).encode()).hexdigest()

    @property
    def archived(self) -> dict[str, bytes]:
        """The files by their names in the archive."""
        return {f"{DATA}/{name}": data for name, data in self.files.items()}


def taken(project: Project, work: Callable[[], Made]) -> tuple[Made, Snapshot]:
    """Return what `work` returns, and the snapshot of what was read for it."""
    done = worked_out(work)
    return done.value, snapshot(project, (Path(path) for path in done.looks))


def snapshot(project: Project, paths: Iterable[Path]) -> Snapshot:
    """Return the snapshot of some files."""
    root, bundled = whole(project.root).resolve(), project.bundled.resolve()
    files: dict[str, bytes] = {}
    templates: dict[str, str] = {}
    for path in sorted({whole(one).resolve() for one in paths if whole(one).is_file()}):
        if path.is_relative_to(bundled / "templates"):
            templates[path.relative_to(bundled).as_posix()] = sha256(path.read_bytes()).hexdigest()
        elif any(path.is_relative_to(root / name) for name in OWN):
            files[path.relative_to(root).as_posix()] = path.read_bytes()
    return Snapshot(files, templates)


def refuse_changed(before: Snapshot, now: Snapshot, source: Path) -> None:
    """Raise ConflictError when files were changed while a document was made of them."""
    changed = [name for name, data in now.files.items() if before.files.get(name, data) != data]
    if changed:
        raise ConflictError(
            [Problem("issue-changed-meanwhile", Place(source), {"files": "、".join(changed)})]
        )

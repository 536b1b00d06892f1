"""The folders from which a page may take pictures; nothing outside them is read."""

from dataclasses import dataclass
from pathlib import Path

from docgen.foundation.filenames import relative_name
from docgen.foundation.memory import look

from .project import Project


@dataclass(frozen=True)
class Assets:
    """The folders from which a page may take images; nothing outside them is ever read."""

    roots: tuple[Path, ...] = ()

    def inside(self, address: str) -> Path | None:
        """Return the file that a relative address names in the first root that has it, None when none has.

        Links are followed before it is decided what lies inside.
        """
        name = relative_name(address)
        paths = [(root, look(root / name)) for root in self.roots if name is not None]
        return next((path for root, path in paths if is_file_within(path, root)), None)


def project_assets(project: Project) -> Assets:
    """Return the folders from which pages of `project` may take images."""
    return Assets((project.content(""), *project.template_folders))


def is_file_within(path: Path, root: Path) -> bool:
    """Say whether `path` is an existing file that lies, all links followed, in `root`."""
    return path.is_file() and path.resolve().is_relative_to(root.resolve())

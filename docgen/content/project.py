"""The folder a document belongs to, and where its templates and content are looked up.

A project is any folder with a `content` folder in it. The repository and an installed package are
projects too: what a project does not have itself is taken from the bundled one.
"""

import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from docgen.foundation.errors import ContentError, Place, Problem, TemplateError
from docgen.foundation.memory import look
from docgen.foundation.messages import Reason
from docgen.foundation.working_folder import shorter, whole, working_folder

OUT = "out"


@dataclass(frozen=True)
class Project:
    """A project folder and the bundled folder behind it."""

    root: Path
    bundled: Path

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked up: the office's own folder first."""
        return tuple(dict.fromkeys((self.root / "templates", self.bundled / "templates")))

    def find_template(self, name: str) -> Path | None:
        """Return the template file called `name` (`_shared/gb9704.css`), None when no folder has it.

        What a link or `..` leads to outside the folder is no template.
        """
        for folder in self.template_folders:
            path = look(folder / name)
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path
        return None

    def template(self, name: str) -> Path:
        """Return the template file called `name`.

        Raises TemplateError when neither the project nor the bundled folder has it.
        """
        path = self.find_template(name)
        if path is None:
            place = Place(self.template_folders[0] / name)
            raise TemplateError([Problem("template-missing", place, {"name": name})])
        return path

    def content(self, name: str) -> Path:
        """Return the path of the content file called `name`, whether it exists or not."""
        return self.root / "content" / name


def find(source: Path) -> Project:
    """Return the project that the content file or folder `source` belongs to.

    Raises ContentError when no folder above it has a `content` folder.
    """
    start = whole(source)
    for folder in (start, *start.parents):
        if (folder / "content").is_dir():
            return Project(shorter(folder), bundled())
    raise ContentError([Problem("no-project", Place(source))])


def text_of(template: Path) -> str:
    """Return what a template, style sheet or schema says.

    Raises TemplateError when the file cannot be read or is not UTF-8.
    """
    try:
        return look(template).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateError([Problem("template-not-utf8", Place(template))]) from error
    except OSError as error:
        reason = {"reason": Reason.of(error)}
        raise TemplateError([Problem("template-unreadable", Place(template), reason)]) from error


def bundled() -> Path:
    """Return the folder that holds the `templates` and `content` shipped with docgen.

    In the wheel both lie in `docgen/_bundled`; in a checkout they lie beside the package.
    """
    package = Path(str(files("docgen")))
    installed = package / "_bundled"
    return installed if (installed / "templates").is_dir() else shorter(package.parent)


def home(folder: Path | None) -> Project:
    """Return the project that `folder` lies in; without a folder, or outside any project, docgen's own."""
    try:
        return find(folder) if folder else bundled_project()
    except ContentError:
        return bundled_project()


def out_folder() -> Path:
    """Return where files go when nobody says where: `out` of the project one stands in, wherever in it.

    Outside any project it is `out` of the working folder.
    """
    here, stands_in = working_folder(), project_here()
    return Path(os.path.relpath(whole(stands_in.root / OUT), here)) if here and stands_in else Path(OUT)


def project_here() -> Project | None:
    """Return the project of the working folder, None outside any."""
    here = working_folder()
    try:
        return find(here) if here else None
    except ContentError:
        return None


def bundled_project() -> Project:
    """Return the project that docgen itself brings along."""
    return Project(bundled(), bundled())

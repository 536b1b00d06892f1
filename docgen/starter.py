"""Start a project, or one document, from copies of the bundled examples.

No template is copied (docgen's own are used until an office puts one in its place), and an existing file is
never overwritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from . import kinds
from .errors import ContentError, MachineError, Place, Problem
from .messages import say
from .project import Project, bundled, find
from .recipients import roster_file
from .source import read


@dataclass(frozen=True)
class Started:
    """What `start` did: the files it made, those it found, and an example to try."""

    created: tuple[Path, ...]
    already_there: tuple[Path, ...]
    example: Path


def here() -> Project:
    """Return the project of the working folder; outside any project, docgen's own."""
    try:
        return find(Path.cwd())
    except ContentError:
        return bundled_project()


def bundled_project() -> Project:
    """Return the project that docgen itself brings along."""
    return Project(bundled(), bundled())


def start(folder: Path, lang: str) -> Started:
    """Make `folder` a project, its README in `lang` (zh or en). Files that are already there are left alone.

    Raises MachineError with every file that could not be written.
    """
    files = {folder / name: data for name, data in starting_files(bundled_project(), lang).items()}
    created = tuple(path for path in files if not path.exists())
    write({path: files[path] for path in created})
    return Started(created, tuple(path for path in files if path not in created), next(iter(files)))


def begin(name: str, path: Path) -> Path:
    """Begin a document of the kind called `name` in the new file `path`, and return `path`.

    Raises ContentError when `path` exists, lies in no project, or the kind is unknown.
    """
    kind = kinds.load(find(path.parent), name, Place())
    if path.exists():
        raise ContentError([Problem("file-exists", Place(path))])
    write({path: kind.sample.read_bytes()})
    return path


def starting_files(project: Project, lang: str) -> dict[str, bytes]:
    """Return the files of a new project by name: examples, what they refer to, and a README in `lang`."""
    documents = examples(project)
    copies = {name: path.read_bytes() for name, path in {**documents, **referred(documents, project)}.items()}
    titles = "\n".join(f"- {kind.title}: `{kind.name}`" for kind in kinds.listing(project))
    readme = say("starter.readme", lang, kinds=titles, example=next(iter(documents)))
    return {**copies, "README.md": readme.encode(), ".gitignore": b"/out/\n"}


def examples(project: Project) -> dict[str, Path]:
    """Return one document of each kind: the first in `content/`, else the kind's sample."""
    documents: dict[str, Path] = {}
    for path in sorted(project.content(".").glob("*/*.yaml")):
        documents.setdefault(read(path).values.get("kind", ""), path)
    found: dict[str, Path] = {}
    for kind in kinds.listing(project):
        own = documents.get(kind.name)
        name = own.relative_to(project.root).as_posix() if own else f"content/{kind.name}.yaml"
        found[name] = own or kind.sample
    return found


def referred(documents: Mapping[str, Path], project: Project) -> dict[str, Path]:
    """Return the offices, and the figures and rosters that `documents` name."""
    paths = [project.content("offices.yaml")]
    for path in documents.values():
        source = read(path)
        figures, roster = source.values.get("figures"), roster_file(project, source)
        paths += [project.content(f"figures/{figures}.yaml")] if figures else []
        paths += [roster] if roster else []
    return {path.relative_to(project.root).as_posix(): path for path in paths}


def write(files: Mapping[Path, bytes]) -> None:
    """Write new files, never over an old one.

    Raises MachineError with every file that could not be written.
    """
    problems = []
    for path, data in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(data)
        except OSError as error:
            problems.append(Problem("not-written", Place(path), {"reason": error.strerror or str(error)}))
    if problems:
        raise MachineError(problems)

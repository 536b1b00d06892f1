"""Start a project, or one document, from copies of the bundled examples.

No template is copied (docgen's own are used until an office puts one in its place), and an existing file is
never overwritten.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docgen.address.jobs import roster_file
from docgen.content import kinds
from docgen.content.chapters import BOOK, FOLDER, named, names_chapters
from docgen.content.kinds import Kind
from docgen.content.offices import OFFICES
from docgen.content.project import Project, bundled_project, find
from docgen.content.source import read
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.files import write_new
from docgen.foundation.messages import say
from docgen.translation import glossary

FIRST = "letters/reminder"
"""The kind whose example is to be tried first."""


@dataclass(frozen=True)
class Started:
    """What `start` did: the files it made, those it found, and an example to try."""

    created: tuple[Path, ...]
    already_there: tuple[Path, ...]
    example: Path


def start(folder: Path, lang: str) -> Started:
    """Make `folder` a project, its README in `lang` (zh or en). Files that are already there are left alone.

    Raises MachineError with every file that could not be written.
    """
    files = {folder / name: data for name, data in starting_files(bundled_project(), lang).items()}
    created = tuple(path for path in files if not path.exists())
    write_new({path: files[path] for path in created})
    return Started(created, tuple(path for path in files if path not in created), next(iter(files)))


def begin(name: str, path: Path) -> tuple[Path, ...]:
    """Begin a document of the kind called `name` at `path`, a handbook's folder or a file; return its files.

    Raises ContentError when `path` exists, lies in no project, or the kind is unknown.
    """
    project = find(path.parent)
    kind = kinds.load(project, name, Place())
    if path.exists():
        raise ContentError([Problem("file-exists", Place(path))])
    if names_chapters(kind.schema) and path.suffix in (".yaml", ".yml"):
        raise ContentError([Problem("handbook-needs-folder", Place(path), {"folder": path.with_suffix("")})])
    copies = sample(project, kind, path)
    write_new({file: origin.read_bytes() for file, origin in copies.items()})
    return tuple(copies)


def sample(project: Project, kind: Kind, path: Path) -> dict[Path, Path]:
    """Return the files of a kind's sample by where they belong when `path` is begun with it."""
    if not names_chapters(kind.schema):
        return {path: kind.sample}
    names = [f"{FOLDER}/{name}.yaml" for name in named(read(kind.sample))]
    return {
        path / BOOK: kind.sample,
        **{path / name: project.template(f"{kind.name}/{name}") for name in names},
    }


def starting_files(project: Project, lang: str) -> dict[str, bytes]:
    """Return the files of a new project by name: examples, what they refer to, and a README in `lang`."""
    documents = examples(project)
    copies = {**documents, **referred(documents.values(), project)}
    titles = "\n".join(f"- {kind.title}: `{kind.name}`" for kind in kinds.listing(project))
    readme = say("starter.readme", lang, kinds=titles, example=next(iter(copies)).as_posix())
    data = {path.as_posix(): origin.read_bytes() for path, origin in copies.items()}
    return {**data, "README.md": readme.encode(), ".gitignore": b"/out/\n"}


def examples(project: Project) -> dict[Path, Path]:
    """Return the files of a document of each kind by name: of the first in `content/`, else of the sample."""
    documents: dict[str, Path] = {}
    home = project.content(".")
    for path in sorted([*home.glob("*/*.yaml"), *home.glob(f"*/*/{BOOK}")]):
        documents.setdefault(read(path).values.get("kind", ""), path)
    found: dict[Path, Path] = {}
    for kind in sorted(kinds.listing(project), key=lambda kind: kind.name != FIRST):
        own = documents.get(kind.name)
        place = Path("content", kind.name if names_chapters(kind.schema) else f"{kind.name}.yaml")
        found |= in_project(parts(own), project) if own else sample(project, kind, place)
    return found


def in_project(paths: Iterable[Path], project: Project) -> dict[Path, Path]:
    """Return files of a project by their names in it."""
    return {path.relative_to(project.root): path for path in paths}


def parts(document: Path) -> list[Path]:
    """Return the files of a document: the one it is written in, and a handbook's chapters."""
    chapters = document.parent / FOLDER
    return [document, *(chapters / f"{name}.yaml" for name in named(read(document)))]


def referred(documents: Iterable[Path], project: Project) -> dict[Path, Path]:
    """Return the offices and terms, and the figures, rosters and images that files of `documents` name."""
    paths = [project.content(name) for name in (OFFICES, glossary.FILE)]
    for path in documents:
        source = read(path)
        figures, roster = source.values.get("figures"), roster_file(project, source)
        paths += [project.content(f"figures/{figures}.yaml")] if figures else []
        paths += [roster] if roster else []
        blocks = source.values.get("blocks", ())
        paths += [project.content(block["image"]) for block in blocks if "image" in block]
    return in_project(paths, project)

"""Start a project, or one document, from copies of the bundled examples.

A project begun for an office by its name has that office and the samples of a few kinds; one begun without
has the examples of docgen's own. No template is copied (docgen's own are used until an office puts one in its
place), and an existing file is never overwritten.
"""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.address.jobs import roster_file
from docgen.content import kinds
from docgen.content.chapters import BOOK, FOLDER, chapter_names, names_chapters
from docgen.content.data.declared import sheet_names
from docgen.content.data.sheets import FOLDER as SHEETS
from docgen.content.kinds import Kind
from docgen.content.offices import OFFICES
from docgen.content.own_words import Words, instead, offices, said, words
from docgen.content.project import Project, bundled_project, find
from docgen.content.source import read
from docgen.content.source.splice import splice_text
from docgen.content.sources import SUFFIXES
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.filenames import safe_name
from docgen.foundation.files import UNFINISHED, tidy, write_new
from docgen.foundation.messages import say
from docgen.translation import glossary

from .double_click import ENTRY, starters
from .own_office import Office, offices_file

FIRST = "letters/reminder"
"""The kind whose example is to be tried first."""
USUAL = ("letters/notice", FIRST, "reports/work-report")
"""The kinds that every office needs."""
MADE = (".docx", ".doc", ".wps", ".pdf", ".html", ".txt")
"""Suffixes that people give a new document after what is to be made of it."""
IGNORED = "/out/\n/.docgen-*\n"
"""What is made anew, and what the desk keeps for itself."""
QUOTES = dict.fromkeys(map(ord, "“”《》"))


@dataclass(frozen=True)
class Started:
    """What `start` did: the files it made, those it found, and an example to try."""

    created: tuple[Path, ...]
    already_there: tuple[Path, ...]
    example: Path


def start_project(
    folder: Path, lang: str, office: Office | None = None, wanted: Sequence[str] = ()
) -> Started:
    """Make `folder` a project, its README in `lang` (zh or en). Files that are already there are left alone.

    It begins with `office`, if one is named, and with the kinds that are `wanted`.
    Raises ContentError for a kind there is none of, MachineError with every file that could not be written.
    """
    made = starting_files(bundled_project(), lang, office, wanted)
    return write_begun(folder, {**made, **starters(folder, lang)})


def write_begun(folder: Path, made: Mapping[str, bytes]) -> Started:
    """Write the files of a new project, those that are there left alone."""
    files = {folder / name: data for name, data in made.items()}
    tidy_around(files)
    created = tuple(path for path in files if not path.exists())
    write_new({path: files[path] for path in created})
    if (entry := folder / ENTRY) in created:
        entry.chmod(entry.stat().st_mode | 0o100)  # desktops start no file that its owner may not run
    return Started(created, tuple(path for path in files if path not in created), next(iter(files)))


def start_empty_project(folder: Path, lang: str) -> bool:
    """Make a folder in which there is nothing a project without documents and offices; say whether it is one.

    What is hidden counts as nothing. Of any other folder nothing is changed.
    """
    if not folder.is_dir() or any(not one.name.startswith(".") for one in folder.iterdir()):
        return False
    write_begun(folder, {".gitignore": IGNORED.encode(), **starters(folder, lang)})
    folder.joinpath("content").mkdir(exist_ok=True)
    return True


def begin_document(name: str, path: Path) -> tuple[Path, ...]:
    """Begin a document of the kind called `name` at `path`, a handbook's folder or a file; return its files.

    It speaks of the project's own office. A roster or figures that it names come along if the project has
    none of that name.
    Raises ContentError when `path` exists, lies in no project, or the kind is unknown.
    """
    project = find(path.parent)
    kind = kinds.load(project, name, Place())
    is_book = names_chapters(kind.schema)
    path = path if is_book else with_suffix(path)
    if is_book and path.suffix in SUFFIXES:
        raise ContentError([Problem("handbook-needs-folder", Place(path), {"folder": path.with_suffix("")})])
    own = adapted(sample(project, kind, path), kind, words(project))
    others = {
        project.root / place: origin.read_bytes() for place, origin in companions(kind, project).items()
    }
    tidy_around(own)
    if is_begun(path, own):
        raise ContentError([Problem("file-exists", Place(path))])
    main, *parts = own
    write_new({**others, **{part: own[part] for part in parts}}, same=(*others, *parts))
    write_new({main: own[main]})
    return (*own, *others)


def tidy_around(files: Iterable[Path]) -> None:
    """Take away what a crash left unfinished beside files, which may all be there already."""
    for folder in {path.parent for path in files}:
        tidy(folder)


def is_begun(path: Path, files: Mapping[Path, bytes]) -> bool:
    """Say whether there is a document at `path` already.

    Its main file, the first of `files`, is written last: a folder without it that holds nothing but some of
    the others, or nothing, was left by a crash.
    """
    if not path.is_dir() or path in files:
        return os.path.lexists(path)
    found = {file for file in path.rglob("*") if file.is_file() and not file.name.startswith(UNFINISHED)}
    return next(iter(files)) in found or not found <= files.keys()


def with_suffix(path: Path) -> Path:
    """Return the path of a YAML file: a name without suffix, or with that of what it makes, gets one."""
    suffix, yaml = path.suffix.lower(), SUFFIXES[0]
    if suffix in SUFFIXES:
        return path
    return path.with_suffix(yaml) if suffix in MADE else path.with_name(path.name + yaml)


def sample(project: Project, kind: Kind, path: Path) -> dict[Path, Path]:
    """Return the files of a kind's sample by where they belong when `path` is begun with it."""
    if not names_chapters(kind.schema):
        return {path: kind.sample}
    names = [f"{FOLDER}/{name}.yaml" for name in chapter_names(read(kind.sample))]
    return {
        path / BOOK: kind.sample,
        **{path / name: project.template(f"{kind.name}/{name}") for name in names},
    }


def adapted(copies: Mapping[Path, Path], kind: Kind, own: Words) -> dict[Path, bytes]:
    """Return the files of a sample in the words of an office, and of the 文种 that was asked for."""
    return {path: adapted_text(origin, kind, own).encode() for path, origin in copies.items()}


def adapted_text(origin: Path, kind: Kind, own: Words) -> str:
    """Return the text of a file of a sample in the words of an office; its title ends with its 文种."""
    text = said(origin.read_bytes().decode(), own)
    genre = str(read(origin).values.get("genre", "")) if kind.genre and origin == kind.sample else ""
    if not genre or genre == kind.genre:
        return text
    title = str(read(origin).values.get("title", ""))
    if title.endswith(genre):
        text = reworded(text, "title", title, title.removesuffix(genre) + kind.genre)
    return reworded(text, "genre", genre, kind.genre)


def reworded(text: str, key: str, before: str, after: str) -> str:
    """Return YAML with another value of a key, in the place and in the way of the one before."""
    line = f"\n{key}: {before}"
    return text.replace(line, f"\n{key}: {after}", 1) if line in text else splice_text(text, (key,), after)


def companions(kind: Kind, project: Project) -> dict[Path, Path]:
    """Return the files of docgen's own content that a sample names and `project` does not have, by place."""
    origin, source = bundled_project(), read(kind.sample)
    try:
        named = in_project(named_by(kind.sample, origin), origin)
    except ContentError:  # of an office's own sample, which names what its project has
        return {}
    try:
        has_roster = roster_file(project, source) is not None
    except ContentError:
        has_roster = False
    return {
        place: path
        for place, path in named.items()
        if not (project.root / place).exists() and not (has_roster and "recipients" in place.parts)
    }


def starting_files(
    project: Project, lang: str, office: Office | None = None, wanted: Sequence[str] = ()
) -> dict[str, bytes]:
    """Return the files of a new project by name: examples, what they refer to, and a README in `lang`."""
    chosen = [kinds.load(project, name, Place()) for name in wanted or (USUAL if office else ())]
    if office:
        files = samples(project, chosen, office)
        files[Path("content", OFFICES)] = offices_file(office, lang).encode()
    else:
        documents = examples(project, [kind.name for kind in chosen])
        copies = {**documents, **referred(documents.values(), project)}
        files = {path: origin.read_bytes() for path, origin in copies.items()}
    titles = "\n".join(f"- {kind.title}: `{kind.name}`" for kind in kinds.listing(project))
    readme = say("starter.readme", lang, kinds=titles, example=next(iter(files)).as_posix())
    data = {path.as_posix(): content for path, content in files.items()}
    return {**data, "README.md": readme.encode(), ".gitignore": IGNORED.encode()}


def samples(project: Project, chosen: Iterable[Kind], office: Office) -> dict[Path, bytes]:
    """Return samples under the Chinese names of kinds, in the words of an office, and what they name."""
    own = instead(offices(project.content(OFFICES)), office.id, office.entry)
    found: dict[Path, bytes] = {}
    named: dict[Path, Path] = {}
    for kind in chosen:
        genre = kind.genre or str(read(kind.sample).values.get("genre") or kind.title)
        place = Path("content", kind.name.partition("/")[0], safe_name(genre.translate(QUOTES)))
        is_book = names_chapters(kind.schema)
        copies = sample(project, kind, place if is_book else with_suffix(place))
        found |= adapted(copies, kind, own)
        named |= in_project(named_by(kind.sample, project), project)
    return {**found, **{place: origin.read_bytes() for place, origin in named.items()}}


def examples(project: Project, wanted: Collection[str] = ()) -> dict[Path, Path]:
    """Return the files of a document of each kind by name: of the first in `content/`, else of the sample.

    With `wanted`, of the kinds of these names only.
    """
    documents: dict[str, Path] = {}
    home = project.content(".")
    for path in sorted([*home.glob("*/*.yaml"), *home.glob(f"*/*/{BOOK}")]):
        documents.setdefault(read(path).values.get("kind", ""), path)
    found: dict[Path, Path] = {}
    for kind in sorted(kinds.listing(project), key=lambda kind: kind.name != FIRST):
        if wanted and kind.name not in wanted:
            continue
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
    return [document, *(chapters / f"{name}.yaml" for name in chapter_names(read(document)))]


def referred(documents: Iterable[Path], project: Project) -> dict[Path, Path]:
    """Return the offices and terms, and the figures, rosters and images that files of `documents` name."""
    paths = [project.content(name) for name in (OFFICES, glossary.FILE)]
    for path in documents:
        paths += named_by(path, project)
    return in_project(paths, project)


def named_by(document: Path, project: Project) -> list[Path]:
    """Return the figures, the roster, the sheets and the images that one file of a document names."""
    source = read(document)
    figures, roster = source.values.get("figures"), roster_file(project, source)
    blocks = source.values.get("blocks", ())
    return [
        *([project.content(f"figures/{figures}.yaml")] if figures else []),
        *([roster] if roster else []),
        *(project.content(f"{SHEETS}/{name}") for name in sheet_names(source)),
        *(project.content(block["image"]) for block in blocks if "image" in block),
    ]

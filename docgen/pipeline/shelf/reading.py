"""What a document's file says of itself, for the list: kept while the files it names stay as they are."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docgen.content import document, kinds
from docgen.content.assets import IMAGES
from docgen.content.chapters import BOOK, FOLDER, chapter_names
from docgen.content.offices import named, with_host
from docgen.content.project import Project
from docgen.content.source import Source, read
from docgen.foundation.errors import ContentError, DocgenError
from docgen.foundation.memory import kept
from docgen.register.entries import folded

from .names import main_file, name_in

MANY = 2_000
"""Documents of which it is kept what they say."""


@dataclass(frozen=True)
class ShelvedChapter:
    """A chapter of a handbook."""

    name: str
    title: str


@dataclass(frozen=True)
class Seen:
    """What a document's files say."""

    kind: str = ""
    kind_title: str = ""
    title: str = ""
    number: str = ""
    date: str = ""
    recipients: str = ""  # the roster it names
    chapters: tuple[ShelvedChapter, ...] = ()
    offices: tuple[str, ...] | None = None  # those that issue it; None where that cannot be read
    problems: int = 0  # what stands between it and a build
    words: str = ""  # all its text, as it is searched
    values: frozenset[str] = frozenset()  # its short texts, with its chapters': a sheet is named by one
    pictured: str = ""  # its texts in which pictures are named, with its chapters'


LONGEST = 255
"""Characters that a file's name has at most."""


@kept(MANY)
def seen(project: Project, path: Path) -> Seen:
    """Return what the document at `path` says; one that cannot be read says how many problems it has."""
    try:
        source = read(main_file(path))
    except ContentError as error:
        return Seen(problems=len(error.problems))
    chapters = tuple(chapters_of(project, source))
    texts = [*all_texts(source.values), *chapter_texts(source)]
    title, kind_title = text_of(source.values.get("title")), title_of_kind(project, source)
    words = "\n".join(
        folded(part)
        for part in (title, kind_title, *all_texts(source.values), *(one.title for one in chapters))
    )
    return Seen(
        text_of(source.values.get("kind")),
        kind_title,
        title,
        text_of(source.values.get("doc_number")),
        text_of(source.values.get("date")),
        text_of(source.values.get("recipients")),
        chapters,
        offices_of(source),
        problems_of(project, source),
        words,
        frozenset(text for text in texts if "." in text and len(text) <= LONGEST),
        "\n".join(unquote(text) for text in texts if IMAGES in text),
    )


def offices_of(source: Source) -> tuple[str, ...]:
    """Return the offices that issue a document, none for one that names none."""
    return tuple(dict.fromkeys(name for name in named(with_host(source)).values() if name))


def problems_of(project: Project, source: Source) -> int:
    """Return how many problems keep a document from being built, as far as its own files tell."""
    try:
        document.check(project, source)
    except DocgenError as error:
        return len(error.problems)
    return 0


def title_of_kind(project: Project, source: Source) -> str:
    """Return what a document's kind is called, empty for one of no kind."""
    try:
        kind = kinds.load(project, text_of(source.values.get("kind")), source.place("kind"))
    except DocgenError:
        return ""
    return text_of(source.values.get("genre")) or kind.genre or kind.title


def chapters_of(project: Project, source: Source) -> Iterator[ShelvedChapter]:
    """Yield the chapters that a handbook names; one that cannot be read goes by its name."""
    for name, path in chapter_files(source):
        try:
            title = text_of(read(path).values.get("title"))
        except ContentError:
            title = ""
        yield ShelvedChapter(name_in(project, path), title or name)


def chapter_files(source: Source) -> Iterator[tuple[str, Path]]:
    """Yield the names of the chapters that a handbook names, and their files."""
    for name in chapter_names(source) if source.path.name == BOOK else ():
        yield name, source.path.parent / FOLDER / f"{name}.yaml"


def chapter_texts(source: Source) -> Iterator[str]:
    """Yield every text of a handbook's chapters that can be read."""
    for _, path in chapter_files(source):
        with suppress(ContentError):
            yield from all_texts(read(path).values)


def text_of(value: object) -> str:
    """Return a value on one line: a text, or the Chinese of one that stands in two languages."""
    if isinstance(value, Mapping):
        value = value.get("zh")
    return "".join(line.strip() for line in value.splitlines()) if isinstance(value, str) else ""


def all_texts(value: Any) -> Iterator[str]:
    """Yield every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from all_texts(one)

"""The stop `model`: a content file becomes a checked document, with everything it refers to.

In goes a `Source`, out comes a `Document`: typed values, the kind, the office, the figures, the profile.
All problems of all the files it touches come out at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from docgen.foundation.durable import changes
from docgen.foundation.durable.locks import locked_document
from docgen.foundation.errors import ContentError, ErrorCollector, Finding, Problem, also_telling
from docgen.foundation.working_folder import shorter, whole

from . import figures, kinds, overrides, rules, sources
from .assets import Assets, project_assets
from .chapters import BOOK, Chapter, chapters, names_chapters
from .data import NO_DATA, Data, find_data
from .data.declared import FIELDS as DATA_FIELDS
from .figures import Figures
from .kinds import Kind
from .offices import JOINT, find_offices, with_host
from .profiles import read_profile
from .project import Project, find
from .references import named_file, yaml_files
from .rules.facts import Text
from .schemas import validation
from .schemas.fields import Fields
from .schemas.lists import with_lists
from .source import Source, contents, read

NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, eq=False)
class Document:
    """One content file, checked. It is the same as itself only, so that what is told of it can be kept."""

    project: Project
    source: Source
    kind: Kind
    values: Mapping[str, Any]  # typed by the kind's schema; what the clerk left out is absent
    office: Mapping[str, Any]
    figures: Figures | None
    profile: Mapping[str, str]
    chapters: tuple[Chapter, ...] = ()  # of a handbook
    findings: tuple[Finding, ...] = ()  # what it says against itself
    offices: tuple[Mapping[str, Any], ...] = ()  # all that issue it, `office` first
    data: Data = NO_DATA  # its sheets, and the tables and charts of them
    elsewhere: frozenset[str] = frozenset()  # ids of a handbook's chapters that are not among these

    @property
    def name(self) -> str:
        """What its files are named after: its own file, or a handbook's folder."""
        return name_of(self.source.path)

    @cached_property
    def fields(self) -> Fields:
        """What its kind says of each of its fields; all letters of a roster ask the same."""
        return Fields(self.kind.schema, self.source.values)

    @cached_property
    def named(self) -> Mapping[str, Any]:
        """Its values as placeholders may name them; None for what its kind knows and nobody wrote."""
        return self.fields.filled(self.values)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of a handbook's chapters and blocks: what its cross-references may name."""
        blocks = {block.id for chapter in self.chapters for block in chapter.blocks}
        return frozenset(blocks | {chapter.id for chapter in self.chapters} | self.elsewhere)

    @cached_property
    def assets(self) -> Assets:
        """The folders from which its pages may take images."""
        return project_assets(self.project)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every Chinese text of the file and its chapters, each with its place."""
        facts = rules.Facts(
            self.project, self.source, self.kind, self.values, self.office, self.figures, self.chapters
        )
        return facts.texts

    @property
    def acknowledged(self) -> Mapping[str, str]:
        """The inconsistencies the clerk has looked into: id of the check -> reason."""
        return self.values.get("acknowledge") or {}


def name_of(path: Path) -> str:
    """Return what the files of a source are named after: its own file, or a handbook's folder."""
    return whole(path).parent.name if path.name == BOOK else path.stem


def source_file(path: Path) -> Path:
    """Return the file that a source is written in: of a handbook's folder, its book.yaml.

    Raises ContentError when there is nothing that `path` can mean, and for a file of another type, which may
    lie outside any project.
    """
    path = sources.one(path)
    book = path / BOOK
    file = book if book.is_file() else path
    if file.is_file():
        contents(file)
    return file


def open_document(path: Path) -> Document:
    """Return the document at `path`, in the project it lies in. Raises as `check`, and when it is in none.

    What a crash broke off at it is finished first.
    """
    file = source_file(path)
    left = changes.finish(file)
    return noting(check(find(file), read(file)), left)


@contextmanager
def locked(path: Path, task: str) -> Iterator[Document]:
    """Open the document at `path` in order to change its files, which nobody else may for this block.

    Raises as `opened`, and MachineError when another is at work on it for too long.
    """
    file = source_file(path)
    with locked_document(file, task):
        left = changes.finish_locked(file)
        yield noting(check(find(file), read(file)), left)


def noting(document: Document, findings: Sequence[Finding]) -> Document:
    """Return a document with more that is to be held against it."""
    return replace(document, findings=(*document.findings, *findings)) if findings else document


def check(project: Project, source: Source, fields: overrides.Fields = overrides.NOTHING) -> Document:
    """Return the document that `source` describes, with `fields` in place of its own.

    Raises ContentError, or TemplateError, with every problem found in the file, its office, its figures and
    its profile, and with what is told of the file beside.
    """
    facts, profile, tries = examined(project, source, fields)
    told = (*rules.findings(facts), *facts.data.findings)
    with also_telling(lambda: told):
        tries.raise_all()
    return Document(
        project,
        facts.source,
        facts.kind,
        rules.mended(facts),
        facts.office,
        facts.figures,
        profile,
        facts.chapters,
        told,
        facts.offices,
        facts.data,
    )


def texts_as_typed(project: Project, source: Source, fields: overrides.Fields) -> tuple[Text, ...]:
    """Return the texts of a file that is no document yet; raises what `check` raises before it reads them."""
    return examined(project, source, fields)[0].texts


def examined(
    project: Project, source: Source, fields: overrides.Fields
) -> tuple[rules.Facts, Mapping[str, str], ErrorCollector]:
    """Return what a file says, the house rules it is set by, and what of all this is wrong.

    Raises ContentError for a file of no kind, whose values nobody can judge.
    """
    refuse_chapter(source)
    kind = kinds.load(project, str(source.values.get("kind", "")), source.place("kind"))
    source = with_lists(
        overrides.with_overrides(source, {**genre_of(source, kind), **fields}, kind), kind.schema
    )
    source = with_host(source) if JOINT in kind.schema["properties"] else source
    tries = ErrorCollector()
    values, wrong = validation.judged(source, kind.schema)
    tries.run(lambda: refuse(wrong), None)
    offices = tries.run(lambda: find_offices(project, source), ())
    office = offices[0] if offices else NOTHING
    found = tries.run(lambda: find_figures(project, source), None)
    profile = tries.run(lambda: read_profile(project, source, office), NOTHING)
    parts = tries.run(lambda: parts_of(project, source, kind), ())
    untaken = frozenset(problem.keys for problem in wrong)
    is_sound = not any(keys[:1] == (name,) for keys in untaken for name in DATA_FIELDS)
    data = (
        tries.run(lambda: find_data(project, source, kind, values, found), NO_DATA) if is_sound else NO_DATA
    )
    facts = rules.Facts(project, source, kind, values, office, found, parts, untaken, offices, data)
    tries.run(lambda: refuse(rules.problems(facts)), None)
    return facts, profile, tries


def refuse(problems: Sequence[Problem]) -> None:
    """Raise ContentError when there are any problems."""
    if problems:
        raise ContentError(problems)


def genre_of(source: Source, kind: Kind) -> overrides.Fields:
    """Return the 文种 that a document names as its kind (kind: 通报), where it says none itself.

    Raises ContentError when it names one as its kind and another as its 文种.
    """
    written = source.values.get("genre")
    if not kind.genre or written == kind.genre:
        return overrides.NOTHING
    if written:
        values = {"kind": kind.genre, "genre": written}
        raise ContentError([Problem("genre-other-than-kind", source.place("genre"), values)])
    return {"genre": kind.genre}


def refuse_chapter(source: Source) -> None:
    """Raise ContentError for a chapter of a handbook that is taken for a document."""
    book = whole(source.path).parent.parent / BOOK
    if "kind" not in source.values and "blocks" in source.values and book.is_file():
        raise ContentError([Problem("chapter-alone", source.place(), {"book": shorter(book.parent)})])


def parts_of(project: Project, source: Source, kind: Kind) -> tuple[Chapter, ...]:
    """Return the chapters of a handbook, none for any other document."""
    return chapters(project, source) if names_chapters(kind.schema) else ()


def find_figures(project: Project, source: Source) -> Figures | None:
    """Return the figures the document names, None when it names none."""
    path = named_file(source, ("figures",), yaml_files(project.content("figures")))
    if path is None:
        return None
    found = figures.read_file(path)
    found.check_acknowledged(source)
    return found

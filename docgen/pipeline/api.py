"""One door for programs: what `import docgen` offers, and all that a command line or a web page may call.

A function that draws looks first whether the machine has the libraries, and only then brings them in. All
take paths and records and return records; nothing is printed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.setup.doctor import require_libraries

from .options import DEFAULTS, Options

if TYPE_CHECKING:
    from docgen.address.jobs import Job
    from docgen.composed import Written
    from docgen.content.document import Document
    from docgen.content.kinds import Kind
    from docgen.content.project import Project
    from docgen.foundation.errors import Finding, Problem
    from docgen.handbook.changes import Change
    from docgen.inspect.edited import Compared
    from docgen.layout.fonts import Typeface
    from docgen.setup.doctor import Check
    from docgen.setup.starter import Started
    from docgen.translation.importing import Imported
    from docgen.translation.states import Standing

    from .batch.forgetting import Forgotten
    from .build import Built
    from .catalogue import KindGuide


def build(sources: Iterable[Path | str], options: Options = DEFAULTS) -> "Built":
    """Take `sources` through all eight stops and file what they give in `options.folder`.

    Of a folder all documents in it are made, a handbook's folder as one.

    Raises ContentError, TemplateError or MachineError with the problems of all sources, and FindingsError
    when `options.strict` and anything was found; nothing is filed then.
    """
    require_libraries()
    from docgen.content.sources import listed

    from .build import build as build_all

    return build_all(listed([Path(source) for source in sources]), options)


def forget(sources: Iterable[Path | str], folder: Path | str | None = None) -> "list[Forgotten]":
    """Take away what `folder` (None: where a build files) keeps of documents, and tell what that was.

    Letters and print files are left, and numbers that were given stay known, without names. A document whose
    letters are being made is waited for; of one that is not there any more its name is enough.

    Raises ContentError, before anything is taken away, for a source that neither is there nor is known in the
    folder, MachineError when the disk refuses.
    """
    from docgen.content import document
    from docgen.content.sources import found, listed, missing
    from docgen.foundation.errors import ContentError

    from .batch import forgetting

    out = Path(folder) if folder else DEFAULTS.folder
    meant = listed([Path(source) for source in sources])
    names = {path: document.name_of(document.source_file(path) if found(path) else path) for path in meant}
    lost = [path for path in meant if not found(path) and not forgetting.is_known(names[path], out)]
    if lost:
        raise ContentError(map(missing, lost))
    return [forgetting.forget(name, out) for name in dict.fromkeys(names.values())]


def load(path: Path | str, text: str | None = None, overrides: Mapping[str, Any] | None = None) -> "Document":
    """Return the checked document at `path`: the stops `find`, `load` and `model`.

    `text` stands in for what the file says, for a form that is not saved yet; `path` then only tells the
    project and need not exist. Raises ContentError or TemplateError with every problem found.
    """
    from docgen.content import document, project, source
    from docgen.foundation.durable.changes import finish

    from .refusals import checked_document

    path = document.source_file(Path(path)) if text is None else Path(path)
    home = project.find(path)
    left = finish(path)
    loaded = source.read(path) if text is None else source.parse(text, path)
    return document.noting(checked_document(home, loaded, overrides or {}), left)


def jobs(document: "Document") -> "list[Job]":
    """Return a job for each recipient of a document, or one job: the stop `address`.

    Raises ContentError for a roster that cannot be used.
    """
    from docgen.address.jobs import address

    return address(document)


def render(job: "Job", form: str = "pdf") -> "Written":
    """Return one job in one format, its bytes and what was found; nothing is filed.

    A finding of the grade `must` is among them: a build stops its document with it, unless it is accepted.

    Raises ContentError, TemplateError or MachineError, and ValueError for a format that no writer knows.
    """
    require_libraries()
    from .stops import rendered

    return rendered(job, Options(formats=(form,)))[form]


def kinds(folder: Path | str | None = None) -> "list[Kind]":
    """Return the kinds of documents that can be made in the project that `folder` lies in, by name.

    Without a folder, or outside any project, these are docgen's own.
    """
    from docgen.content import kinds as catalogue

    return catalogue.listing(project_of(folder))


def describe_kind(name: str, folder: Path | str | None = None) -> "KindGuide":
    """Return what a kind (letters/notice, 通知) asks for: its fields, its roster's columns, its chapters'.

    Raises ContentError for a name of no kind or of several.
    """
    from . import catalogue

    return catalogue.describe_kind(project_of(folder), name)


def project_of(folder: Path | str | None) -> "Project":
    """Return the project that `folder` lies in; without one, or outside any, docgen's own."""
    from docgen.content.project import home

    return home(Path(folder) if folder else None)


def start_project(
    folder: Path | str, lang: str = "zh", office: str = "", code: str = "", kinds: Sequence[str] = ()
) -> "Started":
    """Make `folder` a project, for the office of that name and 代字 if one is named, with those `kinds`.

    Files that are there are left alone. Raises ContentError for a kind there is none of, MachineError.
    """
    from docgen.setup.own_office import Office
    from docgen.setup.starter import start_project

    own = Office(office.strip(), code.strip()) if office.strip() else None
    return start_project(Path(folder), lang, own, kinds)


def start_empty_project(folder: Path | str, lang: str = "zh") -> bool:
    """Make a folder with nothing in it a project without documents; say whether it is one now.

    Any other folder is left as it is. Raises MachineError when the disk refuses.
    """
    from docgen.setup.starter import start_empty_project

    return start_empty_project(Path(folder), lang)


def start_document(kind: str, file: Path | str) -> tuple[Path, ...]:
    """Begin a document of `kind` in `file`, a handbook in that folder, and return its files.

    Raises ContentError for a file that is there, one outside a project, and an unknown kind.
    """
    from docgen.setup.starter import begin_document

    return begin_document(kind, Path(file))


def write_roster(source: str, file: Path | str, folder: Path | str | None = None) -> Path:
    """Write the blank roster (.xlsx) of a document or of a kind of `folder`'s project; return `file`."""
    from docgen.address.workbooks import write_blank

    return write_blank(source, Path(file), Path(folder) if folder else None)


def mark_roster(source: Path | str, file: Path | str, lang: str = "zh") -> "list[Problem]":
    """Return all problems of a document's roster; if there are any, `file` is the roster with them marked."""
    from docgen.address.workbooks import write_marked

    return write_marked(Path(source), Path(file), lang)


def compare(
    edited: Iterable[Path | str],
    source: Path | str,
    recipient: str | None = None,
    options: Options = DEFAULTS,
) -> "Iterator[Compared]":
    """Give what a person changed in each of the Word files `edited`, which were made from `source`.

    `recipient` names the row of a roster a file is for, where its name does not tell. When all others are
    through, raises ContentError for files that cannot be read or were made from something else.
    """
    require_libraries()
    from .compare import compare as compare_all

    return compare_all([Path(path) for path in edited], Path(source), recipient, options)


def changes(before: Path | str, after: Path | str, options: Options = DEFAULTS) -> "list[Change]":
    """Return what differs between two documents, or two editions of a handbook.

    A number of the register means what was issued under it. Raises ContentError for documents that cannot be
    read, and a handbook held against another; ConflictError for a number the register does not have.
    """
    from docgen.foundation.errors import collect_each

    from .register.issue.differing import changes as changes_between
    from .register.issue.differing import source_of
    from .stops import Pipeline

    wanted = [source_of(Path(name)) for name in (before, after)]
    earlier, later = collect_each(wanted, Pipeline(options).checked)
    return changes_between(earlier, later)


def inspect_file(path: Path | str) -> "list[Finding]":
    """Return what is to be held against a finished PDF, Word or OFD file, whoever made it, before it is sent.

    Raises ContentError for a file that is none of them, or that cannot be read.
    """
    from docgen.inspect.file import findings

    return findings(Path(path))


def translation_states(source: Path | str) -> "list[Standing]":
    """Return how the translation of each unit of a document stands."""
    from docgen.content.document import open_document
    from docgen.translation.states import standings

    return list(standings(open_document(Path(source))))


def export_translations(source: Path | str, file: Path | str, lang: str = "zh", every: bool = False) -> int:
    """Write what is to be translated, or `every` unit, into a new file; return how many rows it has."""
    from docgen.content.document import open_document
    from docgen.foundation.files import write_new
    from docgen.translation import exchange

    file = Path(file)
    rows = exchange.rows(open_document(Path(source)), every)
    write_new({file: exchange.write(file, rows, lang)})
    return len(rows)


def import_translations(source: Path | str, file: Path | str) -> "Imported":
    """Take in what a translator filled in, as drafts; return what was taken, refused and left."""
    from docgen.content.document import locked
    from docgen.translation import exchange
    from docgen.translation.importing import import_rows

    received = exchange.read(Path(file))
    with locked(Path(source), "import") as document:
        return import_rows(document, received)


def accept_translations(
    source: Path | str,
    units: Sequence[str],
    by: str,
    on: date,
    chapters: Sequence[str] = (),
    every: bool = False,
) -> "dict[str, list[Finding]]":
    """Record units as reviewed `by` someone `on` a day; return what is to be held against each."""
    from docgen.content.document import locked
    from docgen.translation import reviewing
    from docgen.translation.checks import held_against, rules

    with locked(Path(source), "accept") as document:
        chosen = reviewing.chosen(document, units, chapters, every)
        reviewing.accept(document, chosen, by, on)
    known = rules(document.project)
    return {one.unit.id: list(held_against(one.unit, known, "")) for one in chosen}


def examine_machine(folder: Path | str | None = None) -> "list[Check]":
    """Return what docgen needs on this machine, each with the problem of what is not there."""
    from docgen.setup.doctor import examine

    return examine(project_of(folder))


def remedies(problems: "Iterable[Problem]") -> list[str]:
    """Return the commands that mend what `examine_machine` found."""
    from docgen.setup.doctor import remedies as commands

    return commands(problems)


def typefaces(folder: Path | str | None = None) -> "dict[str, tuple[Typeface, int, int]]":
    """Return by type role the face that draws it, how many usual characters it has, and of how many."""
    from docgen.layout.fonts import resolve
    from docgen.setup.doctor import coverage

    return {role: (face, *coverage(face)) for role, face in resolve(project_of(folder)).items()}


def verify_code(code: str, key: Path | str) -> list[str]:
    """Return number, name and date of a certificate's code that the office's public key in `key` proves.

    Raises ContentError for a code it does not prove.
    """
    from docgen.compose.signed_codes import verify_code

    return verify_code(code, Path(key))

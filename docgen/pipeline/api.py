"""One door for programs: what `import docgen` offers, and all that a command line or a web page may call.

A function that draws looks first whether the machine has the libraries, and only then brings them in. All
take paths and records and return records; nothing is printed.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.setup.doctor import require_libraries

from .options import DEFAULTS, Options

if TYPE_CHECKING:
    from docgen.address.jobs import Job
    from docgen.composed import Written
    from docgen.content.document import Document
    from docgen.content.kinds import Kind
    from docgen.foundation.errors import Finding
    from docgen.handbook.changes import Change
    from docgen.inspect.edited import Compared

    from .build import Built


def build(sources: Iterable[Path | str], options: Options = DEFAULTS) -> "Built":
    """Take `sources` through all eight stops and file what they give in `options.out`.

    Of a folder all documents in it are made, a handbook's folder as one.

    Raises ContentError, TemplateError or MachineError with the problems of all sources, and FindingsError
    when `options.strict` and anything was found; nothing is filed then.
    """
    require_libraries()
    from docgen.content.sources import listed

    from .build import build as build_all

    return build_all(listed([Path(source) for source in sources]), options)


def load(path: Path | str, text: str | None = None, overrides: Mapping[str, Any] | None = None) -> "Document":
    """Return the checked document at `path`: the stops `find`, `load` and `model`.

    `text` stands in for what the file says, for a form that is not saved yet; `path` then only tells the
    project and need not exist. Raises ContentError or TemplateError with every problem found.
    """
    from docgen.content import document, project, source

    path = document.source_file(Path(path))
    home = project.find(path)
    loaded = source.read(path) if text is None else source.parse(text, path)
    return document.check(home, loaded, overrides or {})


def jobs(document: "Document") -> "list[Job]":
    """Return a job for each recipient of a document, or one job: the stop `address`.

    Raises ContentError for a roster that cannot be used.
    """
    from docgen.address.jobs import address

    return address(document)


def render(job: "Job", form: str = "pdf") -> "Written":
    """Return one job in one format, its bytes and what was found; nothing is filed.

    Raises ContentError, TemplateError or MachineError, and ValueError for a format that no writer knows.
    """
    require_libraries()
    from .stops import rendered

    return rendered(job, Options(formats=(form,)))[form]


def kinds(folder: Path | str) -> "list[Kind]":
    """Return the kinds of documents that can be made in the project that `folder` lies in, by name.

    Outside any project these are docgen's own.
    """
    from docgen.content import kinds as catalogue
    from docgen.content.project import home

    return catalogue.listing(home(Path(folder)))


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
    """Return what differs between two editions of a handbook. Raises ContentError for other documents."""
    from docgen.foundation.errors import each
    from docgen.handbook.changes import changes as changes_between

    from .stops import Pipeline

    earlier, later = each((Path(before), Path(after)), Pipeline(options).checked)
    return changes_between(earlier, later)


def inspect_file(path: Path | str) -> "list[Finding]":
    """Return what is to be held against a finished PDF or Word file, whoever made it, before it is sent.

    Raises ContentError for a file that is neither, or that cannot be read.
    """
    from docgen.inspect.file import findings

    return findings(Path(path))

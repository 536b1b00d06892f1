"""What was saved, in the history of a project whose content git keeps: a commit of whoever saved it."""

from collections.abc import Iterator
from glob import escape
from pathlib import Path

from docgen.foundation.durable.repository import commit_files
from docgen.foundation.errors import MachineError

from ...words import words
from ...workers.process import Bench, told

BOOK = "book.yaml"


def record_save(bench: Bench, what: str, name: str, *paths: Path) -> None:
    """Commit what was saved of the document `name` at `paths`; `what` was done is a word of `history.yaml`.

    A commit that is refused is told beside the answer, and what was saved stays saved.
    """
    files = [file for path in paths for file in files_of(path)]
    message = words(bench.lang, f"history.{what}", name=name)
    try:
        commit_files(bench.project, files, message, bench.asker.name, bench.asker.login)
    except MachineError as error:
        bench.notes.extend(told(one, bench.lang) for one in error.problems)


def files_of(path: Path) -> Iterator[Path]:
    """Yield what belongs to a document at `path`: a handbook's folder, or the files of its name beside it."""
    yield path
    if path.suffix:
        yield from (one for one in path.parent.glob(f"{escape(path.stem)}.*") if one != path)
    home = path.parent.parent
    if (home / BOOK).is_file():
        yield from home.glob(f"{Path(BOOK).stem}.*")

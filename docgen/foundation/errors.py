"""What can go wrong, sorted by who must act, in words that person can act on.

A `Problem` is a key into the catalogue (`docgen/foundation/messages/`), the place it was seen and the values
its sentence names. The sentence itself is chosen when it is printed, in Chinese or English.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

from .messages import say

TOLD = 20
"""Problems that are told of one by one; one wrong column of a workbook would otherwise fill screens."""


@dataclass(frozen=True)
class Place:
    """Where something stands: a file, and in it a line and column counted from 1.

    In a table (`sheet` is its name, empty for a CSV file) line and column are those of a cell.
    `keys` name the field, for forms and programs; places are the same where they are the same for the eye.
    """

    path: Path | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    keys: tuple[str | int, ...] = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        """Return `file:line:column`, as terminals make clickable; in a table `file:Sheet1!C12`."""
        if self.sheet is not None:
            return ":".join(str(part) for part in (self.path, self.sheet_and_cell()) if part)
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)

    def sheet_and_cell(self) -> str:
        """Return `Sheet1!C12` as spreadsheet programs write it; without a column a whole row, `12:12`."""
        cell = f"{column_letters(self.column)}{self.line}" if self.column else f"{self.line}:{self.line}"
        return "!".join(part for part in (self.sheet, cell if self.line else "") if part)


def column_letters(column: int) -> str:
    """Return a column's name in a table: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


NOWHERE = Place()
MUST, TOLD_ONLY, ACCEPTED = "must", "told", "accepted"
"""The grades of a finding: nothing goes out with it; it goes out and is told of; someone has looked at it."""


@dataclass(frozen=True)
class Problem:
    """One thing to mend.

    `code` is its key in the catalogue, `values` what its sentence names.
    """

    code: str
    place: Place = NOWHERE
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str | int, ...]:
        """The key path of the field it is about: ("contact", "phone"); in a table the column; else ()."""
        return self.place.keys

    def said(self, lang: str) -> Mapping[str, object]:
        """Return what its sentence names, each as it is said in `lang`."""
        return self.values

    def text(self, lang: str) -> str:
        """Return `file:line:col: what; what to do` in `lang` (zh or en)."""
        where = f"{self.place}: " if str(self.place) else ""
        return where + say(f"{self.code}.what", lang, **self.values) + self._remedy(lang)

    def _remedy(self, lang: str) -> str:
        return ("；" if lang == "zh" else "; ") + say(f"{self.code}.do", lang, **self.values)


@dataclass(frozen=True)
class Finding(Problem):
    """What inspection measured or compared and holds against a document.

    One of the grade `must` stops its document unless it is accepted (`--accept`), others stop a build only
    under `--strict`. `subject` names the document.
    """

    subject: str = ""
    grade: str = TOLD_ONLY

    def text(self, lang: str) -> str:
        """Return the sentence, after it the document it is held against, and whether it was accepted."""
        subject = f" [{self.subject}]" if self.subject else ""
        accepted = f" {say('accepted', lang)}" if self.grade == ACCEPTED else ""
        return super().text(lang) + subject + accepted


Noticed = TypeVar("Noticed", bound=Problem)
Item = TypeVar("Item")
Made = TypeVar("Made")
Other = TypeVar("Other")


def unique(problems: Iterable[Noticed]) -> list[Noticed]:
    """Return the problems in order, those that read the same only once."""
    return list({problem.text("en"): problem for problem in problems}.values())


def first_problems(problems: Sequence[Problem], code: str, path: Path) -> list[Problem]:
    """Return the first of many problems, and as `code` how many more there are in the file at `path`."""
    more = len(problems) - TOLD
    return [*problems[:TOLD], *([Problem(code, Place(path), {"count": more})] if more > 0 else [])]


class DocgenError(Exception):
    """Something a person can mend. Carries every problem found, not the first.

    `shown` are those that a person is told of, where all would fill screens.
    """

    exit_code = 1

    def __init__(self, problems: Iterable[Problem], shown: Iterable[Problem] | None = None) -> None:
        self.problems = tuple(problems)
        self.shown = self.problems if shown is None else tuple(shown)
        super().__init__("\n".join(problem.text("en") for problem in self.shown))


class ContentError(DocgenError):
    """A content file is missing something, or says something impossible: the clerk mends it."""


class TemplateError(DocgenError):
    """A template, style sheet or schema is broken: its author mends it."""


class MachineError(DocgenError):
    """This machine lacks something (a library, a font, a writable folder): its keeper mends it."""

    exit_code = 5


class ConflictError(DocgenError):
    """The register, or whoever is at work on it, says otherwise: its keeper decides."""

    exit_code = 4


def combined(errors: Sequence[DocgenError]) -> DocgenError:
    """Return one error with the problems of all, each once, of the kind whose exit code is the highest."""
    worst = max(errors, key=lambda error: error.exit_code)
    return type(worst)(
        unique(problem for error in errors for problem in error.problems),
        unique(problem for error in errors for problem in error.shown),
    )


@contextmanager
def also_telling(noticed: Callable[[], Iterable[Problem]]) -> Iterator[None]:
    """Let an error raised in the block tell also what is `noticed`, behind what must be mended."""
    try:
        yield
    except DocgenError as error:
        told = list(noticed())
        raise type(error)(unique([*error.problems, *told]), unique([*error.shown, *told])) from error


class ErrorCollector:
    """Runs one check after another and keeps what each holds against the content."""

    def __init__(self) -> None:
        self.errors: list[DocgenError] = []

    def run(self, check: Callable[[], Made], otherwise: Other) -> Made | Other:
        """Return what `check` returns, or `otherwise` when it finds something wrong."""
        try:
            return check()
        except DocgenError as error:
            self.errors.append(error)
            return otherwise

    def raise_all(self) -> None:
        """Raise one error for all that was found, each problem once."""
        if self.errors:
            raise combined(self.errors)


def collect_each(
    items: Iterable[Item],
    make: Callable[[Item], Made],
    noticed: Callable[[Made], Iterable[Problem]] = lambda made: (),
) -> list[Made]:
    """Return what `make` returns for every item.

    Raises one error for all items that cannot be made, which tells also what is `noticed` of the others.
    """
    tries = ErrorCollector()
    made = [tries.run(partial(make, item), None) for item in items]
    with also_telling(lambda: (one for each in made if each is not None for one in noticed(each))):
        tries.raise_all()
    return cast("list[Made]", made)  # None stands only for what was just raised

"""The doors to a project's register: begun, asked, written to, verified, saved. Issuing is `issue/`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.archive import vault
from docgen.content.project import Project, find
from docgen.foundation.errors import ConflictError, ContentError, Finding, Place, Problem
from docgen.foundation.working_folder import working_folder
from docgen.setup.doctor import require_libraries

from ..options import DEFAULTS, Options

if TYPE_CHECKING:
    from docgen.register.entries import Entry, Query
    from docgen.register.importing import Imported
    from docgen.register.register import Register
    from docgen.register.verifying import Verified

    from .issue.again import Issued
    from .issue.signing import Step


@dataclass
class Listed:
    """Entries of a register in the order they came, how many there are in all, and what is told of it."""

    entries: "list[Entry]"
    total: int
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Noted:
    """An entry as it is after a change, and what is to be told of that."""

    entry: "Entry"
    findings: tuple[Finding, ...] = ()


def project_with(folder: Path | str | None) -> Project:
    """Return the project that `folder` (None: the working folder) lies in, or raise ContentError."""
    return find(Path(folder) if folder else working_folder() or Path())


@contextmanager
def opened(folder: Path | str | None, person: str = "") -> "Iterator[Register]":
    """Open the register of the project that `folder` lies in; `person` is who sees to what is done."""
    from docgen.register.opening import open_register

    with open_register(project_with(folder).root) as register:
        register.person = person or register.person
        yield register


def begin_register(folder: Path | str | None = None, counted: Sequence[str] = (), server: str = "") -> Path:
    """Begin the register of the project that `folder` lies in, and return its file.

    `counted` are the last numbers that were given before, each of its series: 示教〔2024〕36号. `server`
    says, as libpq has it, which PostgreSQL server keeps it.
    Raises ContentError for what is no such number, ConflictError where there is one or was one; then none
    is begun.
    """
    from docgen.register import opening, series

    if wrong := [number for number in counted if series.read(number) is None]:
        raise ContentError([Problem("register-no-number", values={"number": one}) for one in wrong])
    root = project_with(folder).root
    if not opening.is_begun(root) and vault.records(root):
        raise ConflictError([Problem("register-lost", Place(root / opening.FILE))])
    with opening.begin_register(root, counted, server=server) as register:
        return register.store.place


def reserve_number(
    code: str,
    folder: Path | str | None = None,
    year: int = 0,
    office: str = "",
    title: str = "",
    addressees: str = "",
    person: str = "",
    note: str = "",
) -> Noted:
    """Keep the next number of a 代字 in a year (0: this year) for a document that is not there yet.

    Raises ContentError for what is no 代字, ConflictError or MachineError as the register does.
    """
    from docgen.register.register import Wanted
    from docgen.register.series import of_code

    if not code.strip() or set(code) & set("〔〕[]"):
        raise ContentError([Problem("register-no-code", values={"code": code})])
    fields = {"office": office, "title": title, "addressees": addressees, "note": note}
    with opened(folder, person) as register:
        series = of_code(code.strip(), year or register.clock().year)
        (entry,) = register.give([Wanted(series, "", fields)])
        return Noted(entry, tuple(register.noticed))


def void_number(number: str, reason: str, folder: Path | str | None = None, person: str = "") -> Noted:
    """Set a number that was kept, and not issued, down as void (作废); it is never given again.

    Raises ConflictError for a number that there is none of, or that was issued.
    """
    with opened(folder, person) as register:
        return Noted(register.void(number, reason), tuple(register.noticed))


def register_entries(query: "Query | None" = None, folder: Path | str | None = None) -> Listed:
    """Return the entries of a register that are asked for; a kind may go by any of its names (提醒函)."""
    from dataclasses import replace

    from docgen.register.entries import Query
    from docgen.register.following import OVERDUE, overdue_entries

    query = query or Query()
    if query.kind:
        query = replace(query, kind=kind_called(query.kind, folder))
    with opened(folder) as register:
        if OVERDUE in query.states:
            late = overdue_entries(register, query)
            return Listed(late[-query.newest :], len(late), register.noticed)
        return Listed(list(register.entries(query)), register.count(query), register.noticed)


def kind_called(name: str, folder: Path | str | None) -> str:
    """Return the name of the kind that `name` means, `name` itself where it is none."""
    from docgen.content import kinds

    try:
        return kinds.load(project_with(folder), name, Place()).name
    except ContentError:
        return name


def import_register(file: Path | str, folder: Path | str | None = None, person: str = "") -> "Imported":
    """Take in an office's register of earlier years, a workbook or CSV; return what it had wrong.

    Raises ContentError for a file that is none, ConflictError for rows that contradict the register; nothing
    is taken in then.
    """
    from docgen.register.importing import import_book

    from .earlier import EarlierPeriodicals

    periodicals = EarlierPeriodicals(project_with(folder))
    with opened(folder, person) as register:
        done = import_book(register, Path(file), periodicals=periodicals.series)
        done.findings += register.noticed
        return done


def verify_register(folder: Path | str | None = None) -> "Verified":
    """Return what the register and its archive prove, and what was changed in them from outside."""
    from docgen.register.verifying import verify

    from .issue.auditing import archive_faults

    root = project_with(folder).root
    with opened(folder) as register:
        found = verify(register)
        found.problems += archive_faults(root, register)
        return found


def back_up_register(file: Path | str, folder: Path | str | None = None) -> "Verified":
    """Write a verified copy of the register into a new file. Raises ConflictError for one that is damaged."""
    from docgen.register.backups import back_up

    with opened(folder) as register:
        return back_up(register, Path(file))


def write_register(entries: "Sequence[Entry]", file: Path | str, lang: str = "zh") -> Path:
    """Write entries into a new workbook and return it. Raises ContentError when the file is there already."""
    from docgen.foundation.files import write_new
    from docgen.register.listing import workbook

    write_new({Path(file): workbook(entries, lang)})
    return Path(file)


def register_table(entries: "Sequence[Entry]", lang: str = "zh") -> list[list[str]]:
    """Return entries as rows of text, headings first."""
    from docgen.register import listing

    return [listing.headings(lang), *(listing.cells(entry, lang) for entry in entries)]


def issue(
    sources: Sequence[Path | str],
    options: Options = DEFAULTS,
    person: str = "",
    corrects: str = "",
    replaces: str = "",
) -> "Iterator[Issued]":
    """Issue documents one after another, and give what came of each: numbers, files, findings.

    One that was issued and is unchanged gives its archived bytes again. Raises as `build` does, and
    ConflictError when the register says otherwise; those before are issued then.
    """
    from docgen.content.sources import listed

    from .issue.issuing import Ordered
    from .issue.issuing import issue as issue_one

    require_libraries()
    for path in listed([Path(source) for source in sources]):
        yield issue_one(path, options, Ordered(person, corrects, replaces))


def issue_again(
    sources: Sequence[Path | str], options: Options = DEFAULTS, folder: Path | str | None = None
) -> "Iterator[Issued]":
    """Give the archived bytes of what was issued, whatever the files say now, and put them out again.

    `sources` are documents, or numbers of the project that `folder` lies in. Raises ConflictError for what
    was not issued, or was changed since.
    """
    from .issue.again import again

    for source in sources:
        yield again(str(source), options, Path(folder) if folder else None)


def recall_number(number: str, reason: str, folder: Path | str | None = None, person: str = "") -> Noted:
    """Set down that what was issued under a number is recalled (撤回). Raises ConflictError."""
    with opened(folder, person) as register:
        return Noted(register.recall(number, reason), tuple(register.noticed))


def sign_document(source: Path | str, step: str, person: str, options: Options = DEFAULTS) -> "list[Step]":
    """Set down that `person` did a step before issue (核稿, 签发 …), and return how all of them stand.

    Raises ContentError for a step the office does not ask for, ConflictError for one out of its turn.
    """
    from .issue.signing import sign

    return sign(Path(source), step, person, options)

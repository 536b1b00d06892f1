"""The register: listed and searched, one paper of it, and what is done to numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import docgen
from docgen.foundation.errors import ContentError

from ..workers.process import Bench, Told, told
from .shared.places import Upload, uploaded, written
from .shared.sight import require_all, require_number, sees

SHOWN = 200
"""Papers that a page shows; a search finds the others."""
DUE = "overdue"
SEALED = "sealed"
"""What a search asks for as if it were a state."""
TONES = {
    "overdue": "bad",
    "void": "quiet",
    "recalled": "warn",
    "replaced": "warn",
    "reserved": "warn",
    "closed": "good",
    "answered": "good",
    "mended": "good",
}


@dataclass(frozen=True)
class Line:
    """A paper as a list shows it."""

    number: str
    printed: str
    title: str
    kind: str
    addressees: str
    date: str
    due: str
    state: str
    word: str
    tone: str
    person: str
    note: str
    book: str


@dataclass(frozen=True)
class Listing:
    """The papers that were asked for, the newest first, how many there are, and what there is to choose."""

    lines: tuple[Line, ...]
    total: int
    kinds: tuple[tuple[str, str], ...]
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Happening:
    """One thing that happened: when, what, who saw to it, and its details by name."""

    moment: str
    type: str
    word: str
    person: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Item:
    """A matter of a paper: a row of its list, or an addressee; the day of each step it took."""

    row: int
    who: str
    what: str
    due: str
    days: tuple[tuple[str, str], ...]
    word: str
    is_late: bool
    days_late: int
    is_closed: bool


@dataclass(frozen=True)
class File:
    """A file of a paper's archive."""

    name: str
    sha256: str
    is_letter: bool
    is_evidence: bool
    is_sound: bool


@dataclass(frozen=True)
class Sheet:
    """One paper with all that is known of it; `document` is what pages call its document."""

    line: Line
    document: str
    happenings: tuple[Happening, ...]
    files: tuple[File, ...]
    sealed: tuple[tuple[str, str], ...]  # letter and day
    items: tuple[Item, ...]
    relations: tuple[tuple[str, str], ...]
    is_followed: bool
    digest: str


@dataclass(frozen=True)
class Change:
    """What became of a number, and what is told of that."""

    number: str
    told: tuple[Told, ...] = ()


def line_of(entry: "docgen.Entry", lang: str) -> Line:
    """Return an entry as a list shows it today."""
    state = docgen.state_on(entry, date.today())
    return Line(
        entry.number,
        entry.printed,
        " ".join(entry.title.split()),
        str(entry.more.get("kind_title") or entry.kind),
        entry.addressees,
        entry.date,
        entry.due,
        state,
        docgen.entry_state(entry, lang),
        TONES.get(state, ""),
        entry.person,
        entry.note,
        entry.book,
    )


def listing(bench: Bench, asked: Mapping[str, Any]) -> Listing | None:
    """Return the papers that answer what was asked, None while no register is begun."""
    if not docgen.is_register_begun(bench.project):
        return None
    found = docgen.register_entries(query_of(bench, asked, SHOWN), bench.project)
    lines = [line_of(one, bench.lang) for one in reversed(found.entries)]
    kinds = tuple((one.name, one.title) for one in docgen.kinds(bench.project))
    return Listing(tuple(lines), found.total, kinds, tuple(told(one, bench.lang) for one in found.findings))


def query_of(bench: Bench, asked: Mapping[str, Any], newest: int = 0) -> "docgen.Query":
    """Return the query of what a page asks for by its fields."""
    state = str(asked.get("state") or "")
    is_sealed = state == SEALED
    return docgen.Query(
        book=str(asked.get("book") or ""),
        kind=str(asked.get("kind") or ""),
        seen_by=bench.asker.office,
        addressee=str(asked.get("addressee") or ""),
        states=(state,) if state and not is_sealed else (),
        sealed=is_sealed,
        since=asked.get("since"),
        until=asked.get("until"),
        words=tuple(str(asked.get("words") or "").split()),
        newest=newest,
    )


def workbook(bench: Bench, asked: Mapping[str, Any]) -> bytes:
    """Return the papers that answer what was asked as a workbook."""
    entries = docgen.register_entries(query_of(bench, asked), bench.project).entries
    return written("register.xlsx", lambda path: docgen.write_register(entries, path, bench.lang))


def begin(bench: Bench, counted: Sequence[str]) -> None:
    """Begin the register, each series counted on behind its last number."""
    require_all(bench)
    docgen.begin_register(bench.project, counted)


def paper(bench: Bench, number: str) -> Sheet:
    """Return one paper. Raises ConflictError for a number that there is none of."""
    require_number(bench, number)
    found = docgen.register_paper(number, bench.project)
    entry, today = found.entry, found.today
    document = docgen.name_document(entry.document, bench.project) if entry.key else ""
    return Sheet(
        line_of(entry, bench.lang),
        document,
        tuple(happening(one, bench.lang) for one in found.events),
        tuple(File(**vars(one)) for one in found.files),
        tuple((name, one["on"]) for name, one in entry.sealed.items()),
        tuple(item(one, today, bench.lang) for one in found.matters),
        entry.relations,
        found.is_followed,
        str(entry.more.get("digest") or ""),
    )


def item(matter: Any, today: str, lang: str) -> Item:
    """Return a matter as a page shows it."""
    days = tuple(
        (docgen.state_word(step, lang), day)
        for step in ("received", "answered", "mended", "closed")
        if (day := getattr(matter, step))
    )
    late = matter.is_late(today)
    return Item(
        matter.row,
        matter.who,
        " ".join(matter.what.split()),
        matter.due,
        days,
        docgen.state_word(DUE if late else matter.state, lang),
        late,
        matter.days_late(today),
        bool(matter.closed),
    )


DETAILS = ("step", "reason", "on", "until", "rows", "who", "note", "by", "file", "last", "path", "files")


def happening(event: Any, lang: str) -> Happening:
    """Return an event as a page shows it."""
    details = tuple((name, text) for name in DETAILS if (text := plain(event.body.get(name))))
    moment = event.moment.replace("T", " ")[:16]
    return Happening(moment, event.type, docgen.state_word(event.type, lang), event.person, details)


def plain(value: object) -> str:
    """Return what an event says of something as text."""
    if isinstance(value, Mapping):
        return "、".join(PurePosixPath(str(name)).name for name in value)
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return "" if value is None else str(value)


def archived(bench: Bench, number: str, name: str) -> bytes:
    """Return a file of a paper's archive. Raises ConflictError when it is not what was archived."""
    require_number(bench, number)
    return docgen.archived_file(number, name, bench.project)


def void(bench: Bench, number: str, reason: str, person: str) -> Change:
    """Set a number down as void."""
    require_number(bench, number)
    return changed(docgen.void_number(number, reason, bench.project, person), bench)


def seal(bench: Bench, number: str, on: date | None, files: Sequence[Upload], person: str) -> Change:
    """Note letters that came back with the seal."""
    require_number(bench, number)
    with uploaded(files) as paths:
        return changed(docgen.note_sealed(number, paths, on, bench.project, person), bench)


def recall(bench: Bench, number: str, reason: str, person: str) -> Change:
    """Set down that what was issued under a number is recalled."""
    require_number(bench, number)
    return changed(docgen.recall_number(number, reason, bench.project, person), bench)


def reserve(bench: Bench, code: str, year: int, fields: Mapping[str, str], person: str) -> Change:
    """Keep the next number of a 代字."""
    of_codes = offices_by_code(bench)
    if bench.asker.office and code not in of_codes:
        raise ContentError([docgen.Problem("register-no-code", values={"code": code})])
    kept = docgen.reserve_number(code, bench.project, year, of_codes.get(code, ""), person=person, **fields)
    return changed(kept, bench)


def changed(noted: Any, bench: Bench) -> Change:
    """Return what became of a number."""
    return Change(noted.entry.number, tuple(told(one, bench.lang) for one in noted.findings))


def take_in(bench: Bench, file: Upload, person: str) -> tuple[int, int, tuple[Told, ...]]:
    """Take in a register of earlier years: how many are new, how many were there, what it has wrong."""
    require_all(bench)
    with uploaded([file]) as (path,):
        done = docgen.import_register(path, bench.project, person)
        return done.taken, done.known, tuple(placed(one, bench.lang) for one in done.findings)


def placed(problem: Any, lang: str) -> Told:
    """Return a problem of a sheet with its cell alone as its place: where the file lay is nobody's matter."""
    return replace(told(problem, lang), place=problem.place.sheet_and_cell())


def verify(bench: Bench) -> tuple[int, int, str, tuple[Told, ...], tuple[Told, ...]]:
    """Return how many events and entries were judged, the last mark, what is wrong and what unproved."""
    require_all(bench)
    found = docgen.verify_register(bench.project)
    wrong, notes = (tuple(told(one, bench.lang) for one in some) for some in (found.problems, found.notes))
    return found.events, found.entries, found.last, wrong, notes


def codes(bench: Bench) -> tuple[str, ...]:
    """Return the 代字 of the project's offices, of those in sight."""
    return tuple(offices_by_code(bench))


def offices_by_code(bench: Bench) -> dict[str, str]:
    """Return the offices in sight by their 代字."""
    offices = docgen.form(bench.project / "content/offices.yaml").values.items()
    own = [(name, one) for name, one in offices if sees(bench, [name])]
    found: dict[str, str] = {}
    for name, one in own:
        for code in filter(None, (one.get("code"), one.get("letter_code"))):
            found.setdefault(str(code), name)
    return found

"""What is followed up: the board, what came back of a paper, incoming papers, and the tables of all this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import docgen

from ..workers.process import Bench, Told, told
from .documents import begun
from .register import Change, Item, changed, item
from .shared.places import Upload, uploaded, written
from .shared.sight import require_all, require_number, sees


@dataclass(frozen=True)
class Card:
    """A paper on the board. `days` is by how many days it is late, below 0 how many are left."""

    number: str
    printed: str
    title: str
    kind: str
    addressees: str
    due: str
    standing: str
    days: int
    items: tuple[Item, ...]
    open: int
    next: str
    draft: str
    followed_by: str
    is_incoming: bool


@dataclass(frozen=True)
class Board:
    """All papers that are followed up, the most urgent first, as of a day."""

    cards: tuple[Card, ...]
    today: str


def board(bench: Bench) -> Board | None:
    """Return what is followed up, None while no register is begun."""
    if not docgen.is_register_begun(bench.project):
        return None
    today = date.today()
    papers = docgen.followed_papers(today, bench.project)
    own = [one for one in papers if sees(bench, one.entry.offices)]
    cards = (card(bench, one, today.isoformat()) for one in own)
    return Board(tuple(cards), today.isoformat())


def card(bench: Bench, one: Any, today: str) -> Card:
    """Return one paper as the board shows it."""
    entry = one.entry
    still = [matter for matter in one.matters if matter.is_open()]
    names = dict.fromkeys(matter.who for matter in still or one.matters if matter.who)
    return Card(
        entry.number,
        entry.printed,
        " ".join(entry.title.split()),
        str(entry.more.get("kind_title") or entry.kind),
        "、".join(names) or entry.addressees,
        entry.due,
        one.standing,
        one.days,
        tuple(item(matter, today, bench.lang) for matter in one.matters),
        len(still),
        one.next,
        docgen.name_document(one.draft, bench.project) if one.draft else "",
        one.followed_by,
        entry.book != "发文",
    )


def note(
    bench: Bench, number: str, step: str, fields: Mapping[str, Any], files: Sequence[Upload], person: str
) -> Change:
    """Note what came back of a paper, or that it is closed; `files` prove it."""
    require_number(bench, number)
    with uploaded(files) as paths:
        made = docgen.note_reply(
            number, state=step, files=paths, folder=bench.project, person=person, **fields
        )
    return changed(made, bench)


def extend(bench: Bench, number: str, reason: str, fields: Mapping[str, Any], person: str) -> Change:
    """Put off the day on which a paper, or rows of it, are due."""
    require_number(bench, number)
    made = docgen.extend_deadline(number, reason, folder=bench.project, person=person, **fields)
    return changed(made, bench)


def draft(bench: Bench, person: str) -> tuple[tuple[str, ...], tuple[Told, ...]]:
    """Draft what comes next of each paper that is late: what pages call the drafts, and what is told."""
    require_all(bench)
    made = docgen.draft_next_papers(folder=bench.project, person=person)
    names = tuple(begun(bench, docgen.name_document(path, bench.project)) for path in made.paths)
    return names, tuple(told(one, bench.lang) for one in made.findings)


def receive(bench: Bench, file: Upload, fields: Mapping[str, Any], person: str) -> Change:
    """Register a paper that came in."""
    with uploaded([file]) as (path,):
        made = docgen.receive_paper(path, folder=bench.project, person=person, **fields)
    return changed(made, bench)


def table(bench: Bench, name: str, on: date | None) -> bytes:
    """Return a table of the register as a workbook."""
    require_all(bench)
    view = docgen.register_view(name, on, bench.project)
    return written("table.xlsx", lambda path: docgen.write_view(view, path))


def report(bench: Bench, name: str, on: date | None) -> str:
    """Begin a document that prints a table of the register; return what pages call it."""
    require_all(bench)
    made = docgen.start_report(name, on, folder=bench.project)
    return begun(bench, docgen.name_document(made, bench.project))


def month(bench: Bench, year: int, month: int) -> str:
    """Begin a document that prints what went out in a month; return what pages call it."""
    require_all(bench)
    made = docgen.start_dispatch_report(year, month, folder=bench.project)
    return begun(bench, docgen.name_document(made, bench.project))


def assessment(bench: Bench, year: int, scores: Sequence[Upload]) -> bytes:
    """Return how each county did in a year as a workbook; `scores` is the sheet of marks that others give."""
    require_all(bench)
    with uploaded(scores) as paths:
        marks = paths[0] if paths else None
        return written(
            "assessment.xlsx", lambda path: docgen.write_assessment(path, year, marks, bench.project)
        )

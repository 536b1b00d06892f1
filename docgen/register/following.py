"""Following up (跟踪督办): what a paper asks for, item by item, and how far each item has come.

An entry keeps under `more` its matters (事项): one for each addressee who has to answer, or one for each row
of a list of problems, which is closed for itself (逐项销号). A matter has the day of each step it took; its
state follows from these, and whether it is late (逾期) from the clock: that is never kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from docgen.foundation.errors import Finding
from docgen.foundation.messages import say

from .entries import ISSUED, Entry, Query
from .register import Register

RECEIVED, ANSWERED, MENDED, CLOSED = "received", "answered", "mended", "closed"
STEPS = (RECEIVED, ANSWERED, MENDED, CLOSED)
"""What becomes of a matter, in order: 已收, 已反馈, 已整改, 已销号."""
STATES = (ISSUED, *STEPS)
"""States of an entry that is followed up, in order."""
OVERDUE = "overdue"
"""What a person asks for as if it were a state."""
EVERYTHING = Query()
MATTERS, EXTENDED = "matters", "extended"


@dataclass(frozen=True)
class Matter:
    """One thing that is asked for: an answer of one addressee, or that one problem be mended."""

    row: int = 0  # of the list of problems, from 1; 0: the paper as a whole
    who: str = ""  # who has to see to it
    what: str = ""
    due: str = ""  # ISO
    until: str = ANSWERED  # the step that is asked for by then
    received: str = ""  # the day of each step, ISO
    answered: str = ""
    mended: str = ""
    closed: str = ""

    @property
    def state(self) -> str:
        """How far it has come."""
        return next((step for step in reversed(STEPS) if getattr(self, step)), ISSUED)

    @cached_property
    def done_on(self) -> str:
        """The day on which what is asked for was done, empty while it is open."""
        steps = STEPS[STEPS.index(self.until) :]
        return min((day for step in steps if (day := getattr(self, step))), default="")

    def is_open(self, on: str = "") -> bool:
        """Say whether it is still to be done, now or on the evening of a day."""
        return not self.done_on or bool(on and self.done_on > on)

    def is_late(self, on: str) -> bool:
        """Say whether it was not done in time, as of a day."""
        return bool(self.due) and self.due < on and self.is_open(on)

    def days_late(self, on: str) -> int:
        """Return by how many days it is, or was, late as of a day; 0 for what is in time."""
        end = on if self.is_open(on) else self.done_on
        return max((date.fromisoformat(end) - date.fromisoformat(self.due)).days, 0) if self.due else 0

    def kept(self) -> dict[str, Any]:
        """Return it as the register keeps it: without what is not known."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class Step:
    """What is noted of a paper: which step, on which day, of which of its matters, with what proof."""

    step: str
    on: date
    rows: tuple[int, ...] = ()  # none: all
    who: str = ""  # one of several who have to see to it, or a part of the name
    note: str = ""
    files: Mapping[str, str] = field(default_factory=dict)  # hashes of evidence by names in the archive
    archive: str = ""  # where that is in the project

    def details(self) -> dict[str, Any]:
        """Return what the event says of it."""
        told = {"on": self.on.isoformat(), "rows": list(self.rows), "who": self.who, "note": self.note}
        return {**told, "files": dict(self.files)}


NAMES = frozenset(one.name for one in fields(Matter))


def matters(entry: Entry) -> list[Matter]:
    """Return the matters of an entry; one whose paper lists none is a matter itself, if it is due."""
    told = entry.more.get(MATTERS)
    if told:
        return [Matter(**{name: value for name, value in one.items() if name in NAMES}) for one in told]
    state: dict[str, Any] = {entry.state: entry.date} if entry.state in STEPS else {}
    return [Matter(who=entry.addressees, what=entry.title, due=entry.due, **state)]


def is_followed(entry: Entry) -> bool:
    """Say whether a paper is out and anything is asked for in it."""
    return entry.state in STATES and bool(entry.due or entry.more.get(MATTERS))


def late_matters(entry: Entry, on: date) -> list[Matter]:
    """Return the matters of an entry that are late on a day."""
    day = on.isoformat()
    return [one for one in matters(entry) if one.is_late(day)] if is_followed(entry) else []


def state_on(entry: Entry, on: date) -> str:
    """Return the state of an entry as a person is told it on a day: late comes before all others."""
    return OVERDUE if late_matters(entry, on) else entry.state


@lru_cache(maxsize=64)
def state_word(state: str, lang: str) -> str:
    """Return what a person calls a state."""
    try:
        return say(f"register-states.{state}", lang)
    except KeyError:
        return state


def overdue_entries(register: Register, query: Query = EVERYTHING, on: date | None = None) -> list[Entry]:
    """Return all entries that answer a query but for its states, and are late on a day (None: today)."""
    day = on or register.clock().date()
    asked = replace(query, states=STATES[:-1], due_before=day, newest=0)  # what is closed is not late
    return [entry for entry in register.entries(asked) if late_matters(entry, day)]


def state_of(found: Iterable[Matter]) -> str:
    """Return the state of a paper: it is as far as the matter that is farthest behind."""
    return min((one.state for one in found), key=STATES.index)


def due_of(found: Sequence[Matter]) -> str:
    """Return the next day on which anything is due; of a paper that is done, the last there was."""
    still = [one.due for one in found if one.due and one.is_open()]
    return min(still) if still else max((one.due for one in found), default="")


def take_step(register: Register, number: str, step: Step, person: str = "") -> Entry:
    """Note that a step was taken, and return the entry as it is then; noting the same again changes nothing.

    Raises ConflictError for a paper that is not out, for rows or addressees that it does not have, for what
    is closed already, and for a day before the paper's or after today.
    """
    with register.changing():
        entry = followed(register, number)
        refuse_days(register, entry, step.on)
        found = matters(entry)
        meant = meant_by(register, entry, found, step)
        if step.who and len({one.who for one in meant}) == 1:
            step = replace(step, who=meant[0].who)
        if is_noted(register, entry, step):
            register.notice(finding(register, "follow-known", number=entry.number))
            return entry
        refuse_closed(register, entry, meant, step)
        changed = [taken(one, step) if one in meant else one for one in found]
        notice_late(register, entry, [one for one in changed if one not in found])
        more: dict[str, Any] = {MATTERS: [one.kept() for one in changed]}
        if step.files:
            more |= {"files": {**entry.files, **step.files}, "archive": step.archive}
        columns = {"state": state_of(changed), "due": due_of(changed)}
        register.record(step.step, entry.number, columns, more, person=person, **step.details())
        return register.find(entry.number)


def extend(
    register: Register,
    number: str,
    until: Callable[[date], date],
    reason: str,
    rows: tuple[int, ...] = (),
    who: str = "",
    person: str = "",
) -> Entry:
    """Put off the day on which matters are due, and return the entry; `until` makes the new day of the old.

    Raises ConflictError for a paper that is not out, for rows it does not have, for what is done, and for a
    new day that is no later.
    """
    with register.changing():
        entry = followed(register, number)
        found = matters(entry)
        asked = Step(EXTENDED, date.min, rows, who)
        meant = [one for one in meant_by(register, entry, found, asked) if one.is_open()]
        if not meant:
            register.conflict("follow-done", number=entry.number)
        if not all(one.due for one in meant):
            register.conflict("follow-no-due", number=entry.number)
        today = register.clock().date().isoformat()
        if any(one.is_late(today) for one in meant):
            due = min(one.due for one in meant)
            register.notice(finding(register, "follow-extended-late", number=entry.number, due=due))
        changed = [extended(register, entry, one, until) if one in meant else one for one in found]
        columns = {"due": due_of(changed)}
        more = {MATTERS: [one.kept() for one in changed]}
        told: dict[str, Any] = {"reason": reason, "rows": list(rows), "who": who, "until": due_of(changed)}
        register.record(EXTENDED, entry.number, columns, more, person=person, **told)
        return register.find(entry.number)


def extended(register: Register, entry: Entry, one: Matter, until: Callable[[date], date]) -> Matter:
    """Return a matter with a later day. Raises ConflictError for one that is no later."""
    new = until(date.fromisoformat(one.due)).isoformat()
    if new <= one.due:
        register.conflict("follow-not-later", number=entry.number, until=new, due=one.due)
    return replace(one, due=new)


def followed(register: Register, number: str) -> Entry:
    """Return the entry of a paper that is out. Raises ConflictError for any other number."""
    entry = register.find(number)
    if entry.state not in STATES:
        register.conflict("follow-not-issued", number=entry.number)
    return entry


def refuse_days(register: Register, entry: Entry, on: date) -> None:
    """Raise ConflictError for a day on which nothing can have been done about a paper yet."""
    today = register.clock().date()
    if on > today:
        register.conflict("follow-in-future", on=on.isoformat(), today=today.isoformat())
    if entry.date and on.isoformat() < entry.date:
        told = {"number": entry.number, "on": on.isoformat(), "date": entry.date}
        register.conflict("follow-before-issue", **told)


def is_noted(register: Register, entry: Entry, step: Step) -> bool:
    """Say whether just this was noted before."""
    told = {name: value for name, value in step.details().items() if value}
    return any(
        event.type == step.step
        and told == {name: value for name, value in event.body.items() if name not in ("entry", "more")}
        for event in register.events(about=entry.number)
    )


def meant_by(register: Register, entry: Entry, found: Sequence[Matter], step: Step) -> list[Matter]:
    """Return the matters that a step is about. Raises ConflictError for rows or names that there are none of.

    An answer to a paper that several have to answer is one of them's.
    """
    rows = {one.row for one in found if one.row}
    if unknown := [row for row in step.rows if row not in rows]:
        code = "follow-no-row" if rows else "follow-no-rows"
        register.conflict(code, number=entry.number, row=unknown[0], last=max(rows, default=0))
    meant = [one for one in found if not step.rows or one.row in step.rows]
    if step.who:
        exact = [one for one in meant if one.who == step.who]
        meant = exact or [one for one in meant if step.who in one.who]
    names = list(dict.fromkeys(one.who for one in meant if one.who))
    if not meant:
        known = "、".join(dict.fromkeys(one.who for one in found if one.who)) or "—"
        register.conflict("follow-no-addressee", number=entry.number, who=step.who, known=known)
    if not rows and len(names) > 1 and step.step not in (EXTENDED, CLOSED):
        register.conflict("follow-which-addressee", number=entry.number, known="、".join(names))
    return meant


def refuse_closed(register: Register, entry: Entry, meant: Sequence[Matter], step: Step) -> None:
    """Raise ConflictError for a step about what is closed, and for closing what nothing is known of."""
    closed = [one for one in meant if one.closed]
    if len(closed) == len(meant) or (closed and step.rows):
        register.conflict("follow-closed", number=entry.number, what=called(closed), on=closed[0].closed)
    unproved = [one for one in meant if not one.done_on and one not in closed]
    if step.step == CLOSED and unproved and not (step.note or step.files):
        register.conflict("follow-unproved", number=entry.number, what=called(unproved))


def called(found: Sequence[Matter]) -> str:
    """Return what matters are called: their rows, else who has to see to them."""
    if rows := [one.row for one in found if one.row]:
        return "第" + "、".join(map(str, rows)) + "项"
    return "、".join(one.who for one in found if one.who)


def taken(one: Matter, step: Step) -> Matter:
    """Return a matter after a step; one that was taken before keeps its day, what is closed stays closed."""
    if one.closed or getattr(one, step.step):
        return one
    day = step.on.isoformat()
    answered = day if step.step == MENDED and not one.answered else one.answered
    days: dict[str, Any] = {"answered": answered, step.step: day}
    return replace(one, **days)


def notice_late(register: Register, entry: Entry, changed: Iterable[Matter]) -> None:
    """Have it told that what was asked for came after its day."""
    late = [one for one in changed if one.done_on and one.due and one.done_on > one.due]
    if late:
        days = max(one.days_late(one.done_on) for one in late)
        told = {"number": entry.number, "due": min(one.due for one in late), "days": days}
        register.notice(finding(register, "follow-late", what=called(late), **told))


def finding(register: Register, code: str, **values: object) -> Finding:
    """Return what is to be told of a change."""
    return Finding(code, register.place, values)

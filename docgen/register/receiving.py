"""Papers that come in (收文): a book with numbers of its own, followed up like what goes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .entries import INCOMING, Entry, Query, words_of
from .following import MATTERS, RECEIVED, Matter, finding
from .register import Register, Wanted
from .series import Series, tidied

FORM = "收文〔{}〕{{}}号"
SENDER, THEIRS = "sender", "their_number"


@dataclass(frozen=True)
class Incoming:
    """What is known of a paper that came in."""

    sender: str
    title: str
    came: date
    number: str = ""  # its sender's
    dated: date | None = None
    due: date | None = None
    note: str = ""


def key_of(mark: str) -> str:
    """Return by what the register knows a paper that came in: the hash of its file."""
    return f"{RECEIVED}:{mark}"


def number_incoming(register: Register, told: Incoming, mark: str) -> Entry:
    """Return the entry of a paper whose file has the hash `mark`, with the next number where it has none yet.

    Raises ConflictError for days that cannot be.
    """
    with register.changing():
        known = register.entry_of(key_of(mark))
        if known:
            register.notice(finding(register, "receive-known", number=known.number, title=known.title))
            return known
        refuse_days(register, told)
        notice_doubts(register, told)
        series = Series(FORM.format(told.came.year), told.came.year)
        fields = {
            "book": INCOMING,
            "title": told.title,
            "addressees": told.sender,
            "date": (told.dated or told.came).isoformat(),
            "due": told.due.isoformat() if told.due else "",
            "note": told.note,
        }
        more = {SENDER: told.sender, THEIRS: told.number, "came": told.came.isoformat()}
        return register.give([Wanted(series, key_of(mark), fields, more)])[0]


def settle_incoming(
    register: Register, entry: Entry, told: Incoming, files: Mapping[str, str], place: str
) -> Entry:
    """Set down that a paper is there, archived at `place` in `files` with their hashes; return its entry."""
    if entry.state == RECEIVED:
        return entry
    matter = Matter(0, told.sender, told.title, entry.due, received=told.came.isoformat())
    more: dict[str, Any] = {"files": dict(files), "archive": place, MATTERS: [matter.kept()]}
    words = words_of(entry, (told.number, told.note))
    register.record(
        RECEIVED, entry.number, {"state": RECEIVED}, more, words, on=told.came.isoformat(), note=told.note
    )
    return register.find(entry.number)


def refuse_days(register: Register, told: Incoming) -> None:
    """Raise ConflictError for a paper that came after today, or before it was written."""
    today = register.clock().date()
    if told.came > today:
        register.conflict("follow-in-future", on=told.came.isoformat(), today=today.isoformat())
    if told.dated and told.dated > told.came:
        days = {"dated": told.dated.isoformat(), "came": told.came.isoformat()}
        register.conflict("receive-before-written", **days)


def notice_doubts(register: Register, told: Incoming) -> None:
    """Have it told that a paper was due before it came, or that another of its number is registered."""
    if told.due and told.due < told.came:
        days = {"due": told.due.isoformat(), "came": told.came.isoformat()}
        register.notice(finding(register, "receive-late", **days))
    for one in register.entries(Query(book=INCOMING, addressee=told.sender)) if told.number else ():
        if tidied(str(one.more.get(THEIRS))) == tidied(told.number):
            register.notice(finding(register, "receive-number-twice", theirs=told.number, number=one.number))

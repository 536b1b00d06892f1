"""What a register can prove of itself: that nothing in it was changed, taken out or put in from outside.

The file is held against its seal, each event against the hash of the one before, each entry against the sum
of its events, each count against the numbers given. Of a damaged file all that can still be read is judged,
and what cannot is named.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from docgen.foundation.errors import DocgenError, Problem

from .entries import COLUMNS, FIRST, PERIODICAL, SERIAL, Entry, Event, applied, hash_of
from .register import COUNTED, Register
from .stores import sealing
from .stores.sqlite import SqliteStore

IMPORTED = "imported"
SHOWN = 10
"""Numbers that a sentence names."""


@dataclass
class Verified:
    """What was found: the events and entries that were judged, the last hash, and what is wrong."""

    events: int = 0
    entries: int = 0
    last: str = ""
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)  # what cannot be proved, and is no fault by itself


def verify(register: Register) -> Verified:
    """Return what a register proves. Raises ConflictError while others have it for too long."""
    found = Verified()
    judge_file(register, found)
    found.problems += [register.problem("verify-store", reason=told) for told in register.store.faults()]
    journal = readable_events(register, found)
    found.events, found.last = len(journal), journal[-1].hash if journal else ""
    judge_chain(register, journal, found)
    entries = judge_entries(register, journal, found)
    found.entries = len(entries)
    judge_counts(register, journal, entries, found)
    judge_words(register, journal, found)
    return found


def judge_file(register: Register, found: Verified) -> None:
    """Hold the bytes of a register file against its seal."""
    store = register.store
    if not isinstance(store, SqliteStore):
        return
    sealed = sealing.read(store.file)
    if sealed is None:
        is_there = sealing.seal_file(store.file).exists()
        (found.problems if is_there else found.notes).append(
            register.problem("verify-seal-damaged" if is_there else "verify-seal-missing")
        )
        return
    with store.still():
        if sealing.has_log(store.file):
            found.notes.append(register.problem("verify-in-use"))
            return
        is_whole = sealing.hash_of(store.file) == sealed.sha256
        known = event_at(store, sealed.events)
        if is_whole and store.last_place() == sealed.events and known == sealed.last:
            return
        if is_whole:
            found.problems.append(register.problem("verify-seal-damaged"))
        elif known == sealed.last and event_at(store, sealed.events + 1):
            found.notes.append(register.problem("verify-seal-older", at=sealed.events))
        else:
            found.problems.append(register.problem("verify-file-changed"))


def event_at(store: SqliteStore, place: int) -> str:
    """Return the hash that the event at a place tells, as far as there is one that can be read."""
    try:
        event = store.event(place)
    except DocgenError:
        event = None
    return event.hash if event else ""


def readable_events(register: Register, found: Verified) -> list[Event]:
    """Return the events that can be read, and note those that cannot."""
    try:
        return list(register.events())
    except DocgenError:
        pass
    read, lost = [], []
    for at in range(1, last_place(register) + 1):
        try:
            event = register.store.event(at)
        except DocgenError:
            lost.append(at)
        else:
            read += [event] if event else []
    found.problems.append(register.problem("verify-event-unreadable", places=ranges(lost) or "—"))
    return read


def last_place(register: Register) -> int:
    """Return the place of the last event, as far as a damaged register or its seal tells."""
    sealed = sealing.read(register.store.place) if register.store.place else None
    try:
        return max(register.store.last_place(), sealed.events if sealed else 0)
    except DocgenError:
        return sealed.events if sealed else 0


def judge_chain(register: Register, journal: Sequence[Event], found: Verified) -> None:
    """Hold each event against the hash of the one before it."""
    before, expected = FIRST, 1
    missing: list[int] = []
    for event in journal:
        missing += range(expected, event.at)
        if event.at == expected and hash_of(event, before) != event.hash:
            told = {"at": event.at, "about": event.about, "moment": event.moment}
            found.problems.append(register.problem("verify-event-changed", **told))
        before, expected = event.hash, event.at + 1
    if missing:
        found.problems.append(register.problem("verify-event-missing", places=ranges(missing)))


def judge_entries(register: Register, journal: Iterable[Event], found: Verified) -> Mapping[str, Entry]:
    """Hold each entry against the sum of its events; return the entries as they should be."""
    should: dict[str, Entry] = {}
    for event in journal:
        entry = applied(should.get(event.about), event)
        if entry:
            should[event.about] = entry
    known: set[str] = set()
    try:
        for entry in register.entries():
            known.add(entry.number)
            told = should.get(entry.number)
            if told is None:
                found.problems.append(register.problem("verify-entry-unknown", number=entry.number))
            elif told != entry:
                values = {"number": entry.number, "fields": "、".join(different(told, entry))}
                found.problems.append(register.problem("verify-entry-changed", **values))
    except DocgenError as error:
        found.problems += error.problems
    if lost := [number for number in should if number not in known]:
        shown = "、".join(lost[:SHOWN]) + ("…" if len(lost) > SHOWN else "")
        found.problems.append(register.problem("verify-entry-missing", count=len(lost), numbers=shown))
    return should


def different(told: Entry, entry: Entry) -> list[str]:
    """Return the columns in which an entry is not as it should be."""
    return [name for name in (*COLUMNS, "more") if getattr(told, name) != getattr(entry, name)]


def judge_counts(
    register: Register, journal: Iterable[Event], entries: Mapping[str, Entry], found: Verified
) -> None:
    """Hold the count of each series against its numbers: none may be lacking, none beyond the last."""
    floor: dict[str, int] = {}
    given: dict[str, set[int]] = {}
    for event in journal:
        if elsewhere := counted_by(event, entries):
            series, serial = elsewhere
            floor[series] = max(floor.get(series, 0), serial)
    for entry in entries.values():
        if entry.series:
            given.setdefault(entry.series, set()).add(entry.serial)
    try:
        counters = register.store.counters()
    except DocgenError as error:
        found.problems += error.problems
        return
    for series in sorted({*floor, *given, *counters}):
        first, last = floor.get(series, 0), max(given.get(series, set()), default=0)
        told, counted = counters.get(series, (0, ""))[0], max(first, last)
        if told != counted:
            values = {"series": series, "found": told, "counted": counted}
            found.problems.append(register.problem("verify-count", **values))
        if lacking := [one for one in range(first + 1, last) if one not in given[series]]:
            found.problems.append(register.problem("verify-gap", series=series, places=ranges(lacking)))


def counted_by(event: Event, entries: Mapping[str, Entry]) -> tuple[str, int] | None:
    """Return the series and the count up to which an event says that numbers were given elsewhere.

    A 期数 that its clerk wrote may leave some out, which was told then.
    """
    entry = entries.get(event.about)
    if event.type == COUNTED:
        return event.about, int(event.body["last"])
    if event.type == IMPORTED and entry and entry.series:
        return entry.series, entry.serial
    if event.type == SERIAL:
        return str(event.body["more"][PERIODICAL]), int(event.body["more"][SERIAL])
    return None


def judge_words(register: Register, journal: Iterable[Event], found: Verified) -> None:
    """Hold the words by which entries are found against the hashes that events tell."""
    should = {event.about: event.body["words"] for event in journal if "words" in event.body}
    try:
        for number, words in register.store.all_words():
            if should.pop(number, "") != sha256(words.encode()).hexdigest():
                found.problems.append(register.problem("verify-words", number=number))
    except DocgenError as error:
        found.problems += error.problems
        return
    found.problems += [register.problem("verify-words", number=number) for number in should]


def ranges(places: Iterable[int]) -> str:
    """Return counts in order as a person writes them: 3、5–7."""
    return "、".join(f"{first}" if first == last else f"{first}–{last}" for first, last in runs(places))


def runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of counts that follow one another."""
    first = last = None
    for place in places:
        if first is None or last is None or place != last + 1:
            if first is not None and last is not None:
                yield first, last
            first = place
        last = place
    if first is not None and last is not None:
        yield first, last

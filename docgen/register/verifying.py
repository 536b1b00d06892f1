"""What a register can prove of itself: that nothing in it was changed, taken out or put in from outside.

The file is held against its seal, each event against the hash of the one before, each entry against the sum
of its events, each count against the numbers given. Of a damaged file all that can still be read is judged,
and what cannot is named.
"""

from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256

from docgen.foundation.errors import DocgenError, Problem

from .entries import COLUMNS, FIRST, PERIODICAL, SERIAL, Entry, Event, applied, hash_of
from .register import COUNTED, Register
from .stores import sealing
from .stores.sqlite import SqliteStore

IMPORTED = "imported"


@dataclass
class Verified:
    """What was found: the events and entries that were judged, the last hash, and what is wrong."""

    events: int = 0
    entries: int = 0
    last: str = ""
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)  # what cannot be proved, and is no fault by itself
    lost: frozenset[int] = frozenset()  # places of events that are there and cannot be read
    unproved: frozenset[str] = frozenset()  # numbers that such events may be about


@dataclass
class Journal:
    """What the events tell, taken in one after another: none of them is held."""

    events: int = 0
    last: str = ""  # the hash of the last one
    changed: list[Event] = field(default_factory=list)  # their hashes do not hold
    missing: list[int] = field(default_factory=list)  # places where none is
    entries: dict[str, Entry] = field(default_factory=dict)  # as they should be
    words: dict[str, str] = field(default_factory=dict)  # the hashes of those by which entries are found
    counted: dict[str, int] = field(default_factory=dict)  # up to where series were counted elsewhere
    imported: set[str] = field(default_factory=set)  # numbers of earlier registers
    place: int = 0  # of the last one

    def take(self, event: Event, lost: Set[int]) -> None:
        """Take in the next event; those at the places `lost` cannot be read."""
        self.missing += (at for at in range(self.place + 1, event.at) if at not in lost)
        if event.at == self.place + 1 and hash_of(event, self.last or FIRST) != event.hash:
            self.changed.append(replace(event, body={}))
        self.events, self.place, self.last = self.events + 1, event.at, event.hash
        entry = applied(self.entries.get(event.about), event)
        if entry:
            self.entries[event.about] = entry
        if "words" in event.body:
            self.words[event.about] = event.body["words"]
        if event.type == IMPORTED:
            self.imported.add(event.about)
        if elsewhere := counted_by(event):
            series, serial = elsewhere
            self.counted[series] = max(self.counted.get(series, 0), serial)


def verify(register: Register) -> Verified:
    """Return what a register proves. Raises ConflictError while others have it for too long."""
    found = Verified()
    judge_file(register, found)
    found.problems += [register.problem("verify-store", reason=told) for told in register.store.faults()]
    journal = read_journal(register, found)
    found.events, found.last = journal.events, journal.last
    judge_chain(register, journal, found)
    given = judge_entries(register, journal, found)
    judge_counts(register, journal, given, found)
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
            if lost := events_lost(store):
                found.problems.append(register.problem("register-behind", places=lost))


def events_lost(store: SqliteStore) -> str:
    """Return which events a file had when it was sealed and lacks now, as far as it can be read."""
    try:
        return sealing.events_lost(store)
    except DocgenError:
        return ""


def event_at(store: SqliteStore, place: int) -> str:
    """Return the hash that the event at a place tells, as far as there is one that can be read."""
    try:
        event = store.event(place)
    except DocgenError:
        event = None
    return event.hash if event else ""


def read_journal(register: Register, found: Verified) -> Journal:
    """Return what the events tell that can be read, and note those that cannot."""
    journal = Journal()
    with suppress(DocgenError):
        for event in register.events():
            journal.take(event, found.lost)
        return journal
    read, lost = [], []
    for at in range(1, last_place(register) + 1):
        try:
            event_there = register.store.event(at)
        except DocgenError:
            lost.append(at)
        else:
            read += [event_there] if event_there else []
    found.lost = frozenset(lost)
    found.problems.append(register.problem("verify-event-unreadable", places=ranges(lost) or "—"))
    journal = Journal()
    for event in read:
        journal.take(event, found.lost)
    return journal


def last_place(register: Register) -> int:
    """Return the place of the last event, as far as a damaged register or its seal tells."""
    sealed = sealing.read(register.store.place) if register.store.place else None
    try:
        return max(register.store.last_place(), sealed.events if sealed else 0)
    except DocgenError:
        return sealed.events if sealed else 0


def judge_chain(register: Register, journal: Journal, found: Verified) -> None:
    """Tell the events whose hash does not follow from the one before, and those that are not there."""
    for event in journal.changed:
        told = {"at": event.at, "about": event.about, "moment": event.moment}
        found.problems.append(register.problem("verify-event-changed", **told))
    if journal.missing:
        found.problems.append(register.problem("verify-event-missing", places=ranges(journal.missing)))


Given = dict[str, set[int]]
"""The counts that were given, by series."""


def judge_entries(register: Register, journal: Journal, found: Verified) -> Given:
    """Hold each entry against the sum of its events; return the counts of those there should be."""
    should, known, unlike = journal.entries, set[str](), list[Entry]()
    for entry in readable_entries(register, should):
        known.add(entry.number)
        if should.get(entry.number) != entry:
            unlike.append(entry)
    if unlike and found.lost:  # what made them so may be among the events that cannot be read
        found.unproved = frozenset(entry.number for entry in unlike)
        values = {"count": len(unlike), "numbers": numbers_of(unlike)}
        found.problems.append(register.problem("verify-unproved", **values))
    else:
        found.problems += [unlike_problem(register, should.get(entry.number), entry) for entry in unlike]
    if gone := [entry for number, entry in should.items() if number not in known]:
        values = {"count": len(gone), "numbers": numbers_of(gone)}
        found.problems.append(register.problem("verify-entry-missing", **values))
    unproved = [one for one in unlike if one.number in found.unproved and one.number not in should]
    found.entries = len(should) + len(unproved)
    given: Given = {}
    for entry in (*should.values(), *unproved):
        if entry.series:
            given.setdefault(entry.series, set()).add(entry.serial)
    return given


def readable_entries(register: Register, should: Iterable[str]) -> Iterator[Entry]:
    """Yield the entries that can be read; of a damaged register those of numbers that there should be."""
    told: set[str] = set()
    with suppress(DocgenError):
        for entry in register.entries():
            told.add(entry.number)
            yield entry
        return
    for number in should:
        with suppress(DocgenError):
            if number not in told and (one := register.store.entry(number)):
                yield one


def unlike_problem(register: Register, told: Entry | None, entry: Entry) -> Problem:
    """Return what is said of an entry that is not what its events tell."""
    if told is None:
        return register.problem("verify-entry-unknown", number=entry.number)
    changed = "、".join(different(told, entry))
    return register.problem("verify-entry-changed", number=entry.number, fields=changed)


def different(told: Entry, entry: Entry) -> list[str]:
    """Return the columns in which an entry is not as it should be."""
    return [name for name in (*COLUMNS, "more") if getattr(told, name) != getattr(entry, name)]


def judge_counts(register: Register, journal: Journal, given: Given, found: Verified) -> None:
    """Hold the count of each series against its numbers: none may be lacking, none beyond the last."""
    floor = dict(journal.counted)
    for number in journal.imported:
        if (entry := journal.entries[number]).series:
            floor[entry.series] = max(floor.get(entry.series, 0), entry.serial)
    try:
        counters = register.store.counters()
    except DocgenError:
        found.problems.append(register.problem("verify-counts-unreadable"))
        return
    for series in sorted({*floor, *given, *counters}):
        first, last = floor.get(series, 0), max(given.get(series, set()), default=0)
        told, counted = counters.get(series, (0, ""))[0], max(first, last)
        name = series.replace("{}", "×")
        if told != counted:
            values = {"series": name, "found": told, "counted": counted}
            found.problems.append(register.problem("verify-count", **values))
        if lacking := [one for one in range(first + 1, last) if one not in given[series]]:
            found.problems.append(register.problem("verify-gap", series=name, places=ranges(lacking)))


def counted_by(event: Event) -> tuple[str, int] | None:
    """Return the series and the count up to which an event says that numbers were given elsewhere.

    A 期数 that its clerk wrote, or that an earlier register has, may leave some out, which was told then.
    """
    if event.type == COUNTED:
        return event.about, int(event.body["last"])
    if event.type in (SERIAL, IMPORTED) and PERIODICAL in (more := event.body.get("more", {})):
        return str(more[PERIODICAL]), int(more[SERIAL])
    return None


def judge_words(register: Register, journal: Journal, found: Verified) -> None:
    """Hold the words by which entries are found against the hashes that events tell."""
    should = dict(journal.words)
    try:
        for number, words in register.store.all_words():
            mark = should.pop(number, "")
            if mark != sha256(words.encode()).hexdigest() and number not in found.unproved:
                found.problems.append(register.problem("verify-words", number=number))
    except DocgenError:
        found.problems.append(register.problem("verify-words-unreadable"))
        return
    found.problems += [register.problem("verify-words", number=number) for number in should]


def numbers_of(entries: Iterable[Entry]) -> str:
    """Return the numbers of entries as a person writes them: 示教〔2024〕3、5–7号; others one by one."""
    series: dict[str, list[int]] = {}
    for entry in entries:
        series.setdefault(entry.series or entry.number, []).append(entry.serial)
    return "、".join(name.replace("{}", ranges(sorted(serials))) for name, serials in series.items())


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

"""The statements that every store of a register runs; each brings a connection and its own way of searching.

Statements are written with `?` for a value. Rows are given as tuples, whatever the driver calls them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docgen.foundation.errors import MachineError, Problem

from ..entries import COLUMNS, SEALED, Entry, Event, Query, canonical, folded, joint_mark

EVENT = "at, moment, type, about, person, body, hash"
ENTRY = ", ".join((*COLUMNS, "more"))
VALUES = ", ".join("?" * (len(COLUMNS) + 1))
CHANGED = ", ".join(f"{name} = excluded.{name}" for name in (*COLUMNS[1:], "more"))
NEXT = "(SELECT coalesce(max(id), 0) + 1 FROM entries)"
PUT = (
    f"INSERT INTO entries (id, {ENTRY}) VALUES ({NEXT}, {VALUES}) "
    f"ON CONFLICT (number) DO UPDATE SET {CHANGED}"
)
COUNT = (
    "INSERT INTO counters (series, last, office) VALUES (?, ?, ?) "
    "ON CONFLICT (series) DO UPDATE SET last = excluded.last, office = excluded.office"
)
KEEPS = "replace(more, ?, '') <> more"
"""Of an entry that keeps something, asked by how JSON writes its key: in a text quotes are escaped."""

Row = Sequence[Any]


class Statements:
    """What is the same for every store."""

    locking = ""
    """What ends a SELECT whose row nobody else may have."""

    def run(self, statement: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Run a statement and return its rows."""
        raise NotImplementedError

    def many(self, statement: str) -> Iterator[Row]:
        """Run a statement that may give very many rows, and yield them; not all are held at once."""
        return self.run(statement)

    def found_by(self, words: Sequence[str]) -> list[tuple[str, object]]:
        """Return the conditions under which an entry has all of some words, each with the value it needs."""
        raise NotImplementedError

    def one(self, statement: str, *values: object) -> Row | None:
        """Return the first row of what a statement gives."""
        return next(iter(self.run(statement, values)), None)

    def last_event(self) -> Event | None:
        """Return the last event of the journal."""
        row = self.one(f"SELECT {EVENT} FROM events ORDER BY at DESC LIMIT 1")
        return event_of(row) if row else None

    def last_place(self) -> int:
        """Return the place of the last event, 0 where there is none."""
        row = self.one("SELECT max(at) FROM events")
        return int(row[0] or 0) if row else 0

    def event(self, at: int) -> Event | None:
        """Return the event at a place of the journal."""
        row = self.one(f"SELECT {EVENT} FROM events WHERE at = ?", at)
        return event_of(row) if row else None

    def add(self, event: Event) -> None:
        """Add an event to the journal."""
        values = (event.at, event.moment, event.type, event.about, event.person, canonical(event.body))
        self.run(f"INSERT INTO events ({EVENT}) VALUES (?, ?, ?, ?, ?, ?, ?)", (*values, event.hash))

    def events(self, about: str = "", type: str = "") -> Iterator[Event]:
        """Yield the events in order, of one matter or type if one is named."""
        asked = {name: value for name, value in (("about", about), ("type", type)) if value}
        if not asked:
            yield from map(event_of, self.many(f"SELECT {EVENT} FROM events ORDER BY at"))
            return
        where = " AND ".join(f"{name} = ?" for name in asked)
        statement = f"SELECT {EVENT} FROM events WHERE {where} ORDER BY at"
        yield from map(event_of, self.run(statement, tuple(asked.values())))

    def entry(self, number: str) -> Entry | None:
        """Return the entry of a number."""
        row = self.one(f"SELECT {ENTRY} FROM entries WHERE number = ?", number)
        return entry_of(row) if row else None

    def entry_of(self, key: str) -> Entry | None:
        """Return the entry of a document."""
        row = self.one(f"SELECT {ENTRY} FROM entries WHERE key = ? AND key <> ''", key)
        return entry_of(row) if row else None

    def put(self, entry: Entry) -> None:
        """Put an entry in the place of what was known of its number."""
        self.run(PUT, (*(getattr(entry, name) for name in COLUMNS), canonical(dict(entry.more))))

    def words(self, number: str) -> str:
        """Return the words by which an entry is found."""
        found = self.one(
            "SELECT words FROM words WHERE id = (SELECT id FROM entries WHERE number = ?)", number
        )
        return str(found[0]) if found else ""

    def all_words(self) -> Iterator[tuple[str, str]]:
        """Yield number and words of every entry that has any."""
        for row in self.many("SELECT number, words FROM words JOIN entries ON entries.id = words.id"):
            yield str(row[0]), str(row[1])

    def entries(self, query: Query) -> Iterator[Entry]:
        """Yield the entries that are asked for, in the order they came."""
        where, values = self.conditions(query)
        if not where and not query.newest:
            yield from map(entry_of, self.many(f"SELECT {ENTRY} FROM entries ORDER BY id"))
            return
        if query.newest:
            chosen = f"SELECT id FROM entries{where} ORDER BY id DESC LIMIT {int(query.newest)}"
            where = f" WHERE id IN (SELECT id FROM ({chosen}) AS newest)"
        yield from map(entry_of, self.run(f"SELECT {ENTRY} FROM entries{where} ORDER BY id", values))

    def count(self, query: Query) -> int:
        """Return how many entries would be given, were there no limit."""
        where, values = self.conditions(query)
        row = self.one(f"SELECT count(*) FROM entries{where}", *values)
        return int(row[0]) if row else 0

    def conditions(self, query: Query) -> tuple[str, tuple[object, ...]]:
        """Return a query as ` WHERE …`, with its values."""
        asked: list[tuple[str, tuple[object, ...]]] = [
            (f"{name} = ?", (getattr(query, name),))
            for name in ("book", "kind", "office", "person", "year")
            if getattr(query, name)
        ]
        for sign, name, day in (
            (">=", "date", query.since),
            ("<=", "date", query.until),
            ("<", "due", query.due_before),
        ):
            if day:
                asked.append((f"{name} {sign} ? AND {name} <> ''", (day.isoformat(),)))
        if query.seen_by:
            asked.append((f"office IN ('', ?) OR {KEEPS}", (query.seen_by, joint_mark(query.seen_by))))
        if query.sealed:
            asked.append((KEEPS, (f'"{SEALED}":{{"',)))
        if query.addressee:
            asked.append(("addressees LIKE ? ESCAPE '!'", (f"%{escaped(query.addressee)}%",)))
        if query.letters_of:
            start = f"{query.letters_of}#"
            asked.append((f"substr(key, 1, {len(start)}) = ?", (start,)))
        if words := [word for one in query.words if (word := folded(one))]:
            asked += [(condition, (value,)) for condition, value in self.found_by(words)]
        if query.states:
            asked.append((f"state IN ({', '.join('?' * len(query.states))})", query.states))
        told = " AND ".join(f"({condition})" for condition, _ in asked)
        return (f" WHERE {told}" if told else ""), tuple(value for _, values in asked for value in values)

    def last_serial(self, series: str) -> int | None:
        """Return the last count of a series, None for one not begun."""
        row = self.one(f"SELECT last FROM counters WHERE series = ?{self.locking}", series)
        return int(row[0]) if row else None

    def set_serial(self, series: str, serial: int, office: str) -> None:
        """Put the last count of a series, and the office that has it."""
        self.run(COUNT, (series, serial, office))

    def counters(self) -> Mapping[str, tuple[int, str]]:
        """Return last count and office of every series."""
        rows = self.run("SELECT series, last, office FROM counters WHERE series <> '' ORDER BY series")
        return {str(row[0]): (int(row[1]), str(row[2])) for row in rows}


def entry_of(row: Row) -> Entry:
    """Return the entry that a row is."""
    return Entry(*(*row[:-1], loaded(row[-1])))


def event_of(row: Row) -> Event:
    """Return the event that a row is."""
    at, moment, type, about, person, body, mark = row
    return Event(at, moment, type, about, person, loaded(body), mark)


def loaded(text: str) -> dict[str, Any]:
    """Return what a row keeps as JSON. Raises MachineError for what somebody made of it."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MachineError([Problem("register-damaged", values={"reason": str(error)})]) from error
    if not isinstance(told, dict):
        raise MachineError([Problem("register-damaged", values={"reason": text[:40]})])
    return told


def escaped(text: str) -> str:
    """Return a text that LIKE takes as it is, where ! escapes."""
    return "".join(f"!{sign}" if sign in "!%_" else sign for sign in text)

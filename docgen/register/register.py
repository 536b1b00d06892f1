"""The register itself gives numbers and writes down what happened; nothing in a store changes otherwise.

Each change is one transaction: an event, its hash behind the last one's, and the entry and count that follow
from it. A count is raised in the transaction that gives the number, so none is lost and none given twice.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NoReturn

from docgen.foundation.durable.locks import user
from docgen.foundation.errors import ConflictError, Finding, Place, Problem
from docgen.foundation.suggest import nearest

from .entries import RECALLED, REPLACED, RESERVED, VOID, Entry, Event, Query, applied, following, words_of
from .series import Series, read, tidied
from .stores import Store

BACKWARDS = timedelta(minutes=5)
"""By so much the clocks of two machines may differ; more is told."""
COUNTED = "counted"
"""The type of event that says up to where a series was counted before the register."""


Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the time of day, with the zone."""
    return datetime.now().astimezone()


@dataclass(frozen=True)
class Wanted:
    """A number that is asked for: of which series, for which document, and what is known of that."""

    series: Series
    key: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)  # columns of the entry
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Register:
    """A register that is open; `noticed` is what is to be told of the changes that were made."""

    store: Store
    person: str = field(default_factory=user)
    clock: Clock = now
    noticed: list[Finding] = field(default_factory=list)
    is_changing: bool = field(default=False, init=False)

    def __enter__(self) -> "Register":
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    @property
    def place(self) -> Place:
        """Where it is, for what is told of it."""
        return Place(self.store.place)

    def problem(self, code: str, **values: object) -> Problem:
        """Return a problem of the register."""
        return Problem(code, self.place, values)

    def find(self, number: str) -> Entry:
        """Return the entry of a number, however its brackets are written. Raises ConflictError."""
        entry = self.known(number)
        if entry is None:
            known = [one.number for one in self.store.entries(Query(newest=500))]
            self.conflict("register-unknown-number", number=number, nearest=nearest(number, known))
        return entry

    def known(self, number: str, scope: str = "") -> Entry | None:
        """Return the entry of a number as someone wrote it; one that recurs (第3期) goes by its `scope`."""
        names = dict.fromkeys((f"{scope}{tidied(number)}", number, tidied(number)))
        return next((entry for name in names if (entry := self.store.entry(name))), None)

    def entry_of(self, key: str) -> Entry | None:
        """Return the entry of a document."""
        return self.store.entry_of(key)

    def entries(self, query: Query | None = None) -> Iterator[Entry]:
        """Yield the entries that are asked for, in the order they came."""
        return self.store.entries(query or Query())

    def count(self, query: Query) -> int:
        """Return how many entries answer a query, were there no limit."""
        return self.store.count(query)

    def events(self, about: str = "", type: str = "") -> Iterator[Event]:
        """Yield what happened, of one matter or type if one is named."""
        return self.store.events(about, type)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Have several changes be one: all of them are kept or none. May stand within another."""
        if self.is_changing:
            yield
            return
        self.is_changing = True
        try:
            with self.store.writing():
                yield
        finally:
            self.is_changing = False

    def record(
        self,
        type: str,
        about: str,
        entry: Mapping[str, Any] | None = None,
        more: Mapping[str, Any] | None = None,
        words: str | None = None,
        person: str = "",
        **details: Any,
    ) -> Event:
        """Write down that something happened to `about`: a number, or what has none yet.

        `entry` are the columns that change by it, `more` what else is kept of the entry, `words` those it is
        found by from now on, `details` what the event alone says. Of a number that there is none of, an
        event with `entry` makes one.
        """
        body = {name: value for name, value in details.items() if value not in (None, "", [], {})}
        if entry is not None:
            body |= {"entry": dict(entry)} | ({"more": dict(more)} if more else {})
        if words is not None:
            body["words"] = sha256(words.encode()).hexdigest()
        with self.changing():
            last = self.store.last_event()
            event = following(last, self.moment_after(last), type, about, person or self.person, body)
            self.store.add(event)
            if entry is not None:
                changed = applied(self.store.entry(about), event)
                assert changed is not None
                self.store.put(changed)
            if words is not None:
                self.store.put_words(about, words)
        return event

    def moment_after(self, last: Event | None) -> str:
        """Return the time of day; that it is before the last event's is told."""
        moment = self.clock()
        if last and moment < datetime.fromisoformat(last.moment) - BACKWARDS:
            told = {"now": moment.isoformat(" ", "minutes"), "last": last.moment.replace("T", " ")}
            self.notice(Finding("register-clock", self.place, told))
        return moment.isoformat("T", "seconds")

    def notice(self, finding: Finding) -> None:
        """Have something told, once."""
        if finding not in self.noticed:
            self.noticed.append(finding)

    def give(self, wanted: Sequence[Wanted], person: str = "") -> list[Entry]:
        """Return an entry with a number for each of `wanted`: the one its document has, else the next.

        All are given in one transaction: in a series they follow one another.
        """
        with self.changing():
            return [self.given(one, person) for one in wanted]

    def given(self, wanted: Wanted, person: str) -> Entry:
        """Return the entry of a document: the one it has, else a new one with the next number."""
        known = self.store.entry_of(wanted.key) if wanted.key else None
        if known:
            return known
        office = str(wanted.fields.get("office", ""))
        series = wanted.series
        serial = (self.store.last_serial(series.name) or 0) + 1
        self.notice_shared(series, office)
        self.notice_older_year(series)
        self.store.set_serial(series.name, serial, office)
        return self.entered(series.entry(serial), wanted, person)

    def entered(self, entry: Entry, wanted: Wanted, person: str) -> Entry:
        """Return a new entry with what is known of its document; it is kept for that."""
        new = {**asdict(entry), **wanted.fields, "key": wanted.key, "state": RESERVED}
        more = {**entry.more, **wanted.more}
        columns = {name: value for name, value in new.items() if name not in ("number", "more", "person")}
        words = words_of(replace(entry, **{name: new[name] for name in ("title", "addressees")}))
        self.record("reserved", entry.number, columns, more, words, person)
        made = self.store.entry(entry.number)
        assert made is not None
        return made

    def notice_shared(self, series: Series, office: str) -> None:
        """Have it told that two offices count in one series, since they have one 代字."""
        other = self.store.counters().get(series.name, (0, ""))[1]
        if other and office and other != office:
            told = {"series": series.name.replace("{}", "×"), "office": office, "other": other}
            self.notice(Finding("register-shared-code", self.place, told))

    def notice_older_year(self, series: Series) -> None:
        """Have it told that a number is of another year than it is now, as at the turn of a year."""
        if series.year and series.year != self.clock().year:
            told = {"year": series.year, "now": self.clock().year}
            self.notice(Finding("register-other-year", self.place, told))

    def claim(self, number: str, wanted: Wanted, person: str = "") -> Entry:
        """Return the entry of a document that names its number: one kept for it, or the one that comes next.

        Raises ConflictError for a number that another has, that was voided, or that would leave a gap.
        """
        with self.changing():
            known = self.store.entry_of(wanted.key)
            entry = self.known(number, wanted.series.scope)
            if known and entry and known.number == entry.number:
                return known
            if known:
                self.conflict("register-has-number", number=number, other=known.number)
            if entry is None and wanted.series.serial(number) is None and read(number) is None:
                return self.entered(Entry(number.strip()), wanted, person)
            if entry is None:
                serial = wanted.series.serial(number)
                upcoming = (self.store.last_serial(wanted.series.name) or 0) + 1
                if serial != upcoming:
                    told = {"number": number, "next": wanted.series.printed(upcoming)}
                    self.conflict("register-not-given", **told)
                return self.given(wanted, person)
            if entry.state == VOID:
                self.conflict("register-void", number=number, note=entry.note)
            if entry.key or entry.state != RESERVED:
                told = {"number": number, "title": entry.title, "document": entry.document}
                self.conflict("register-anothers", **told)
            columns = {**wanted.fields, "key": wanted.key}
            self.record("claimed", entry.number, columns, wanted.more, person=person)
            return self.find(entry.number)

    def conflict(self, code: str, **values: object) -> NoReturn:
        """Raise ConflictError."""
        raise ConflictError([self.problem(code, **values)])

    def void(self, number: str, reason: str, person: str = "") -> Entry:
        """Set a number down as void (作废): it stays in the register and is never given again.

        What was issued is not voided but recalled. Raises ConflictError.
        """
        with self.changing():
            entry = self.find(number)
            if entry.state != RESERVED:
                self.conflict("register-not-reserved", number=entry.number)
            changed = {"state": VOID, "note": reason, "key": ""}
            self.record("void", entry.number, changed, {"was": entry.key}, person=person, reason=reason)
            return self.find(entry.number)

    def recall(self, number: str, reason: str, person: str = "") -> Entry:
        """Set down that what was issued is recalled (撤回). Raises ConflictError for what is not out."""
        with self.changing():
            entry = self.find(number)
            if entry.state in (RESERVED, VOID, RECALLED, REPLACED):
                self.conflict("register-not-out", number=entry.number)
            changed = {"state": RECALLED, "note": reason}
            self.record("recalled", entry.number, changed, person=person, reason=reason)
            return self.find(entry.number)

    def count_from(self, number: str, office: str = "", person: str = "") -> Series:
        """Set down that a series was counted up to `number` before the register began, and return it.

        Raises ConflictError for what is no 发文字号, and for a series that has gone further.
        """
        found = read(number)
        if found is None:
            self.conflict("register-no-number", number=number)
        series, serial = found
        with self.changing():
            before = self.store.last_serial(series.name)
            if before is not None and before >= serial:
                self.conflict("register-counted-further", number=number, last=series.printed(before))
            if before is not None:
                self.conflict("register-gap", number=number, last=series.printed(before))
            self.store.set_serial(series.name, serial, office)
            self.record(COUNTED, series.name, person=person, last=serial, office=office)
        return series

"""What the register keeps: events, each with a hash that includes the one before, and entries made of them.

An event says what happened, to what, when, and who saw to it; its body says under `entry` which columns of
the entry change and under `more` what else is kept of it. So an entry is the sum of its events (`applied`), a
new kind of event needs no other schema, and whoever changes either without the other is found out.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from hashlib import sha256
from typing import Any

OUTGOING, INCOMING = "发文", "收文"
"""The two books of a register."""
RESERVED, ISSUED, VOID, RECALLED, REPLACED = "reserved", "issued", "void", "recalled", "replaced"
"""States of an entry; following up has more. What a person calls them is in the catalogue."""
SERIAL, PERIODICAL = "serial", "periodical"
"""What is kept of a 期数 beside the number: the count, which also names the event, and of which series."""
JOINT = "issued with "
"""Before the short name of an office that issues a paper together with its host (联合行文)."""
SEALED = "sealed"
"""What is kept of the letters that bear the seal: day and file by the name of each."""
FIRST = "0" * 64
"""What stands for the hash of the event before the first."""


@dataclass(frozen=True)
class Entry:
    """One number and what stands behind it, as it is now.

    `number` is what no other entry has: where the printed number may recur (第3期 of several kinds), the
    office, kind and year stand before it. `key` tells which document has the number, so that asking again
    gives the same; one that was promised by telephone has none yet.
    """

    number: str
    book: str = OUTGOING
    series: str = ""  # of which the number is one; empty for a number of no known form
    serial: int = 0
    year: int = 0
    state: str = RESERVED
    key: str = ""
    kind: str = ""  # letters/reminder
    title: str = ""
    office: str = ""  # as content/offices.yaml calls it
    addressees: str = ""
    date: str = ""  # 成文日期, ISO
    person: str = ""  # who saw to it last
    due: str = ""  # until when an answer is asked for, ISO
    note: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)  # files, relations, and what following up keeps

    @property
    def printed(self) -> str:
        """The number as the document has it."""
        return str(self.more.get("printed") or self.number)

    @property
    def document(self) -> str:
        """The document's file, of which the key of each letter of a roster has a mark more behind `#`.

        The file's own name may have that sign (3#楼.yaml).
        """
        for ending in (".yaml", ".yml"):
            file, mark, _ = self.key.partition(f"{ending}#")
            if mark:
                return file + ending
        return self.key

    @property
    def offices(self) -> tuple[str, ...]:
        """The offices that issue it, the host first; none of a paper that nobody's office has."""
        others = (name.removeprefix(JOINT) for name in self.more if name.startswith(JOINT))
        return tuple(dict.fromkeys(name for name in (self.office, *others) if name))

    @property
    def files(self) -> Mapping[str, str]:
        """The hashes of its archived files by name."""
        return self.more.get("files") or {}

    @property
    def sealed(self) -> Mapping[str, Mapping[str, str]]:
        """Its letters that bear the seal (已盖章), each with its day (`on`) and its `file`."""
        return self.more.get(SEALED) or {}

    @property
    def relations(self) -> tuple[tuple[str, str], ...]:
        """What it has to do with other numbers: ("corrects", "示教〔2024〕3号")."""
        return tuple((str(how), str(number)) for how, number in self.more.get("relations") or ())


COLUMNS = tuple(one.name for one in fields(Entry) if one.name != "more")


@dataclass(frozen=True)
class Event:
    """One thing that happened, as it stands in the journal."""

    at: int  # counted from 1, without a gap
    moment: str  # ISO, with the zone
    type: str
    about: str  # a number, a document's key, or a series
    person: str
    body: Mapping[str, Any]
    hash: str

    def told(self) -> str:
        """Return all that the event says, in the one form its hash is made of."""
        return canonical([self.at, self.moment, self.type, self.about, self.person, self.body])


def following(
    last: Event | None, moment: str, type: str, about: str, person: str, body: Mapping[str, Any]
) -> Event:
    """Return the event that comes after `last`."""
    event = Event((last.at if last else 0) + 1, moment, type, about, person, body, "")
    return replace(event, hash=hash_of(event, last.hash if last else FIRST))


def hash_of(event: Event, before: str) -> str:
    """Return the hash of an event that comes after one with the hash `before`."""
    return sha256(f"{before}\n{event.told()}".encode()).hexdigest()


def applied(entry: Entry | None, event: Event) -> Entry | None:
    """Return the entry an event is about as it is after it; None for an event that is about no entry."""
    changed = event.body.get("entry")
    if changed is None:
        return entry
    before = entry or Entry(event.about)
    more = {**before.more, **(event.body.get("more") or {})}
    return Entry(**{**vars(before), **changed, "person": event.person or before.person, "more": more})


def joint_mark(office: str) -> str:
    """Return what, as it is kept, only the `more` of a paper has that `office` issues with its host."""
    return canonical({JOINT + office: True})[1:-1]


def canonical(value: Any) -> str:
    """Return a value as JSON in the one form that is hashed and kept."""
    return PLAIN.encode(value)


PLAIN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class Query:
    """Which entries are asked for; what is not said does not matter."""

    book: str = ""
    kind: str = ""
    office: str = ""
    seen_by: str = ""  # those of this office, alone or with others, and those of none
    addressee: str = ""  # a part of it
    states: tuple[str, ...] = ()
    sealed: bool = False  # those of which a letter bears the seal
    person: str = ""
    year: int = 0
    since: date | None = None  # of the document's date
    until: date | None = None
    due_before: date | None = None  # what is due before that day
    letters_of: str = ""  # the key of a document each of whose recipients has a number
    words: tuple[str, ...] = ()  # all of them, anywhere in number, title, addressees or body
    newest: int = 0  # only so many, the last; 0: all


def folded(text: str) -> str:
    """Return a text as it is searched: one width, one case, without blanks."""
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def words_of(entry: Entry, body: Iterable[str] = ()) -> str:
    """Return what is searched of an entry: number, title, addressees, and the words of its body."""
    return "\n".join(folded(part) for part in (entry.number, entry.title, entry.addressees, *body) if part)

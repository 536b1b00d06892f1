"""Where a register is kept. A `Store` writes and reads; it does not judge what is written.

`sqlite.py` keeps it in one file of the project, `postgresql.py` on a server; both run the statements of
`sql.py` and bring their own migrations.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from ..entries import Entry, Event, Query


class Store(Protocol):
    """What a register needs of whatever keeps it."""

    @property
    def place(self) -> Path:
        """The file it is kept in, or that names its server."""

    def writing(self) -> AbstractContextManager[None]:
        """Have the store alone for a block; all that is written in it is kept, or nothing.

        Raises ConflictError when others have it for too long, MachineError when the disk refuses.
        """

    def last_event(self) -> Event | None:
        """Return the last event of the journal."""

    def last_place(self) -> int:
        """Return the place of the last event, 0 where there is none."""

    def event(self, at: int) -> Event | None:
        """Return the event at a place of the journal."""

    def add(self, event: Event) -> None:
        """Add an event to the journal; only within `writing`."""

    def events(self, about: str = "", type: str = "") -> Iterator[Event]:
        """Yield the events in order, of one matter or type if one is named."""

    def entry(self, number: str) -> Entry | None:
        """Return the entry of a number."""

    def entry_of(self, key: str) -> Entry | None:
        """Return the entry of a document."""

    def put(self, entry: Entry) -> None:
        """Put an entry in the place of what was known of its number; only within `writing`."""

    def put_words(self, number: str, words: str) -> None:
        """Put the words by which an entry is found; only within `writing`."""

    def words(self, number: str) -> str:
        """Return the words by which an entry is found."""

    def all_words(self) -> Iterator[tuple[str, str]]:
        """Yield number and words of every entry that has any."""

    def entries(self, query: Query) -> Iterator[Entry]:
        """Yield the entries that are asked for, in the order they came."""

    def count(self, query: Query) -> int:
        """Return how many entries would be given, were there no limit."""

    def last_serial(self, series: str) -> int | None:
        """Return the last count of a series, None for one not begun; within `writing` it waits for others."""

    def set_serial(self, series: str, serial: int, office: str) -> None:
        """Put the last count of a series, and the office that has it; only within `writing`."""

    def counters(self) -> Mapping[str, tuple[int, str]]:
        """Return last count and office of every series."""

    def faults(self) -> list[str]:
        """Return what the store itself finds wrong with what it keeps."""

    def copy_to(self, file: Path) -> None:
        """Write all it keeps into a new register file."""

    def close(self) -> None:
        """Let go of it."""

"""A register on a PostgreSQL server, for an office whose people work at several machines.

Whoever writes locks one row first, so that all writing has one order and a count that is given back leaves no
gap: a SEQUENCE would. Words are found by trigrams (pg_trgm), those of one or two signs by an index of their
own. The server is named by a line in the project's `register.server`, in libpq's words; passwords stay where
libpq keeps them (`~/.pgpass`, a service).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.foundation.errors import ConflictError, ContentError, DocgenError, MachineError, Place, Problem

from . import sqlite
from .sql import Row, Statements, escaped

if TYPE_CHECKING:
    import psycopg

VERSION = 3
"""Of the schema; migrations/postgresql-N.sql leads to version N."""
PATIENCE = 20
"""Seconds to wait for another who writes."""
PAGE = 5000
"""Rows that the server sends at once where there may be very many."""
cursors = count(1)

ALONE = "SELECT last FROM counters WHERE series = '' FOR UPDATE"
"""What makes all others who write wait."""
TRIGRAM, FEW = 3, 2000
"""Signs that pg_trgm needs of a word; the papers up to which a shorter one is looked up in its own index."""


@dataclass
class PostgresqlStore(Statements):
    """A register on a server; `file` is what names the server in the project."""

    file: Path
    connection: "psycopg.Connection[Any]"

    locking = " FOR UPDATE"

    @property
    def place(self) -> Path:
        """The file that names it."""
        return self.file

    def run(self, statement: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Run a statement and return its rows. Raises ConflictError or MachineError."""
        with explained(self.file):
            cursor = self.connection.execute(as_driven(statement), tuple(values))
            return iter(cursor.fetchall()) if cursor.description else iter(())

    def many(self, statement: str) -> Iterator[Row]:
        """Run a statement and yield its rows, which come from the server page by page."""
        name = f"rows_{next(cursors)}"
        with explained(self.file), self.connection.cursor(name, withhold=True) as cursor:
            cursor.itersize = PAGE
            yield from cursor.execute(statement)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Have the register alone for a block; all that is written in it is kept, or nothing."""
        with explained(self.file), self.connection.transaction():
            self.run(ALONE)
            yield

    def found_by(self, words: Sequence[str]) -> list[tuple[str, object]]:
        """Return the conditions under which an entry has all of some words, each with the value it needs."""
        return [has_word(word, is_short=len(word) < TRIGRAM and self.is_rare(word)) for word in words]

    def is_rare(self, word: str) -> bool:
        """Say whether few papers have a word of one or two signs: all others are found as quickly without."""
        row = self.one("SELECT count(*) FROM (SELECT papers_with(?) LIMIT ?) AS found", word, FEW + 1)
        return bool(row and row[0] <= FEW)

    def put_words(self, number: str, words: str) -> None:
        """Put the words by which an entry is found."""
        self.run(
            "INSERT INTO words (id, words) SELECT id, ? FROM entries WHERE number = ? "
            "ON CONFLICT (id) DO UPDATE SET words = excluded.words",
            (words, number),
        )

    def faults(self) -> list[str]:
        """Return nothing: the server keeps its own pages, and the journal proves the rows."""
        return []

    def copy_to(self, file: Path) -> None:
        """Write all it keeps into a new register file of SQLite."""
        sqlite.begin(file)
        copy = sqlite.opened(file)
        with self.connection.transaction(), copy.writing():
            self.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            copy_all(self, copy)
        copy.close()

    def close(self) -> None:
        """Let go of the server."""
        self.connection.close()


def has_word(word: str, is_short: bool) -> tuple[str, object]:
    """Return the condition under which an entry has a word, and the value it needs."""
    if is_short:
        return "id IN (SELECT papers_with(?))", word
    return "id IN (SELECT id FROM words WHERE words LIKE ? ESCAPE '!')", f"%{escaped(word)}%"


def copy_all(store: Statements, copy: sqlite.SqliteStore) -> None:
    """Put all that one store keeps into another."""
    from ..entries import Query

    for event in store.events():
        copy.add(event)
    for entry in store.entries(Query()):
        copy.put(entry)
    for number, words in store.all_words():
        copy.put_words(number, words)
    for series, (last, office) in store.counters().items():
        copy.set_serial(series, last, office)


def as_driven(statement: str) -> str:
    """Return a statement as the driver has it, with %s for a value."""
    return statement.replace("%", "%%").replace("?", "%s")


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn what the server says while the block runs into a sentence for the clerk."""
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        raise explanation(file, error) from error


def explanation(file: Path, error: "psycopg.Error") -> DocgenError:
    """Return what is said of a server that could not do what was asked."""
    from psycopg import errors

    reason = {"reason": " ".join(str(error).split())}
    if isinstance(error, errors.LockNotAvailable | errors.DeadlockDetected):
        return ConflictError([Problem("register-busy", Place(file))])
    if isinstance(error, errors.UndefinedTable):
        return ContentError([Problem("register-missing", Place(file))])
    if isinstance(error, errors.DuplicateTable):
        return ConflictError([Problem("register-begun", Place(file))])
    return MachineError([Problem("register-server", Place(file), reason)])


def connected(file: Path, server: str, patience: int = PATIENCE) -> PostgresqlStore:
    """Connect to the server that `server` names, as libpq has it. Raises MachineError when that fails."""
    try:
        import psycopg
    except ImportError as error:
        raise MachineError([Problem("register-no-driver", Place(file))]) from error
    with explained(file):
        connection = psycopg.connect(server, autocommit=True, connect_timeout=patience)
        connection.execute(f"SET lock_timeout = '{patience}s'")
        connection.execute("SET synchronous_commit = on")
    return PostgresqlStore(file, connection)


def begin(file: Path, server: str) -> None:
    """Make a new, empty register on a server. Raises ConflictError when there is one."""
    store = connected(file, server)
    try:
        with explained(file), store.connection.transaction():
            migrate(store, 0)
    finally:
        store.close()


def opened(file: Path, server: str, patience: int = PATIENCE) -> PostgresqlStore:
    """Open the register on a server, brought to this docgen's schema if it is older.

    Raises ContentError where none is begun, MachineError for a newer docgen's and a server out of reach.
    """
    store = connected(file, server, patience)
    try:
        with store.connection.transaction():
            version = version_of(store)
            if version > VERSION:
                told = {"version": version, "known": VERSION}
                raise MachineError([Problem("register-newer", Place(file), told)])
            if version < VERSION:
                store.run(ALONE)
                migrate(store, version_of(store))
    except BaseException:
        store.close()
        raise
    return store


def version_of(store: PostgresqlStore) -> int:
    """Return the version of a register's schema."""
    row = store.one("SELECT max(version) FROM register_version")
    return int(row[0]) if row else 0


def migrate(store: PostgresqlStore, version: int) -> None:
    """Bring a register to this docgen's schema, within the caller's transaction."""
    for number in range(version + 1, VERSION + 1):
        store.connection.execute((sqlite.MIGRATIONS / f"postgresql-{number}.sql").read_bytes())

"""Where a server keeps what outlives it: a file of the project's hidden folder, or a PostgreSQL server.

Both run the same statements, each block of them a transaction.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from docgen.foundation.errors import MachineError, Place, Problem

from .hidden import FOLDER, hidden_folder

if TYPE_CHECKING:
    import psycopg

FILE = "jobs.sqlite3"
TABLES = (
    """create table if not exists jobs (
  number {counted}, id text not null unique, sender text not null,
  key text, state text not null, record text not null, unique (sender, key)
)""",
    """create table if not exists sessions (
  id text primary key, login text not null, used double precision not null, ends double precision not null
)""",
)
ALONE = 9704
"""The lock that a server holds on its database: what another began is not its own to tell of."""
AGAIN = 2.0
"""Seconds after which a server that could not be reached is asked anew: nobody waits for it meanwhile."""


class AwayError(ConnectionError):
    """The server on which things are kept cannot be reached now: nothing was looked up or kept."""


class Base(Protocol):
    """One transaction: statements with `?` for values."""

    def execute(self, statement: str, values: Sequence[object] = ()) -> Any:
        """Run a statement and return its cursor."""


class Storage(Protocol):
    """Where tables are kept; each block raises AwayError where that cannot be reached."""

    def writing(self) -> AbstractContextManager[Base]:
        """Open a transaction, for which the tables are there."""

    def reading(self) -> AbstractContextManager[Base | None]:
        """Open a transaction to look something up; None where nothing was ever kept."""

    def close(self) -> None:
        """Let go of where they are kept."""


class Sqlite:
    """One file of the project's hidden folder; neither is made before there is something to keep.

    The file tells of people, so the folder is open to its owner alone.
    """

    def __init__(self, project: Path) -> None:
        self.file = project / FOLDER / FILE

    @contextmanager
    def writing(self) -> Iterator[Base]:
        """Open the file, made if it is not there."""
        hidden_folder(self.file.parent.parent)
        with self.opened() as base:
            yield base

    @contextmanager
    def reading(self) -> Iterator[Base | None]:
        """Open the file, if there is one."""
        if not self.file.is_file():
            yield None
            return
        with self.opened() as base:
            yield base

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction. Read-ahead logging: who reads never waits for who writes."""
        with closing(sqlite3.connect(self.file, timeout=10)) as base:
            base.execute("pragma journal_mode = wal")
            base.execute("pragma synchronous = normal")
            for table in TABLES:
                base.execute(table.format(counted="integer primary key autoincrement"))
            with base:
                yield base

    def close(self) -> None:
        """Do nothing: it is open for one transaction at a time."""


class Postgresql:
    """A PostgreSQL server, named in libpq's words; passwords stay where libpq keeps them.

    One server of the office has it at a time. A connection that was lost is opened anew.
    Raises MachineError at the start for a database that cannot be reached, or that another server has.
    """

    def __init__(self, address: str, named_in: Path) -> None:
        self.address, self.named_in = address, named_in
        self.away_until = 0.0
        self.connection = self.connected()

    def connected(self) -> "psycopg.Connection[Any]":
        """Return a connection that has the database for itself, with its tables."""
        import psycopg

        try:
            connection = psycopg.connect(self.address, autocommit=True, connect_timeout=5)
        except psycopg.Error as error:
            raise self.explained(error) from error
        try:
            locked = "select pg_try_advisory_lock(%s, hashtext(current_schema()))"
            if not (connection.execute(locked, (ALONE,)).fetchone() or (False,))[0]:
                raise MachineError([Problem("service-database-taken", Place(self.named_in))])
            for table in TABLES:
                connection.execute(table.format(counted="bigserial primary key"))
        except psycopg.Error as error:
            connection.close()
            raise self.explained(error) from error
        except MachineError:
            connection.close()
            raise
        return connection

    def explained(self, error: Exception) -> MachineError:
        """Return what is said of a database that cannot be used."""
        told = {"reason": " ".join(str(error).split())}
        return MachineError([Problem("service-database", Place(self.named_in), told)])

    @contextmanager
    def writing(self) -> Iterator[Base]:
        """Open a transaction."""
        import psycopg

        self.connect_anew()
        try:
            with self.connection.transaction():
                yield Driven(self.connection)
        except (psycopg.OperationalError, psycopg.InterfaceError, psycopg.InternalError) as error:
            raise AwayError(" ".join(str(error).split())) from error

    def connect_anew(self) -> None:
        """Open a connection that was lost. Raises AwayError where that cannot be done now."""
        if not self.connection.closed and self.is_answering():
            return
        self.connection.close()
        if monotonic() < self.away_until:
            raise AwayError
        try:
            self.connection = self.connected()
        except MachineError as error:
            self.away_until = monotonic() + AGAIN
            raise AwayError(str(error)) from error

    @contextmanager
    def reading(self) -> Iterator[Base | None]:
        """Open a transaction."""
        with self.writing() as base:
            yield base

    def is_answering(self) -> bool:
        """Say whether the server is still there."""
        import psycopg

        try:
            self.connection.execute("select 1")
        except psycopg.Error:
            return False
        return True

    def close(self) -> None:
        """Let go of the server, and of the lock with it."""
        self.connection.close()


class Driven:
    """A connection of psycopg, which wants %s for a value."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self.connection = connection

    def execute(self, statement: str, values: Sequence[object] = ()) -> Any:
        """Run a statement and return its cursor."""
        return self.connection.execute(statement.replace("?", "%s"), tuple(values))

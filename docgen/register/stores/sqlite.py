"""A register in one file of the project (`register.db`), by Python's own SQLite.

Readers disturb no one and a crash at any moment loses nothing that was told as done: a write-ahead log, each
transaction on disk before it counts (`synchronous=FULL`), one writer at a time from its first statement on
(`BEGIN IMMEDIATE`). On a network share, where such a log must not be used, it is the older rollback journal.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import uniform
from time import monotonic, sleep

from docgen.foundation.errors import ConflictError, DocgenError, MachineError, Place, Problem
from docgen.foundation.files import explain_errors, tidy, write_new

from . import sealing, shares
from .sql import Row, Statements

VERSION = 1
"""Of the schema; migrations/sqlite-N.sql leads to version N."""
MARK = 0x64676E31
"""Tells a register from any other SQLite file (`application_id`)."""
PATIENCE = 20.0
"""Seconds to wait for another who writes."""
ASKING, GIVING_WAY = (0.001, 0.008), 0.001
"""Seconds between two tries for the file, and those for which who has written leaves it to others."""
SHOWN = 3
"""Faults that SQLite is asked to name: the first tell where it begins."""
MIGRATIONS = Path(__file__).parent / "migrations"
INDEX = "CREATE VIRTUAL TABLE words_index USING fts5(words, content='', tokenize='ascii')"
HEADER = {"version": slice(60, 64), "mark": slice(68, 72)}
"""Where a SQLite file says what it is (Database File Format, 1.3)."""


@dataclass
class SqliteStore(Statements):
    """A register file that is open."""

    file: Path
    connection: sqlite3.Connection
    on_share: bool = False
    was_written: bool = False
    patience: float = PATIENCE

    @property
    def place(self) -> Path:
        """The file it is kept in."""
        return self.file

    def run(self, statement: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Run a statement and return its rows. Raises ConflictError or MachineError for what SQLite says."""
        with explained(self.file):
            return rows(self.connection.execute(statement, tuple(values)), self.file)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Have the file alone for a block; all that is written in it is kept, or nothing."""
        with explained(self.file):
            self.begin_alone()
        self.was_written = True
        try:
            yield
            self.run("COMMIT")
        finally:
            if self.connection.in_transaction:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
        sleep(GIVING_WAY)

    def begin_alone(self) -> None:
        """Begin a transaction that nobody else writes beside, as soon as it is one's turn.

        SQLite itself asks ten times a second: where many write without a pause, some would never have a turn.
        """
        until = monotonic() + self.patience
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    self.connection.execute("BEGIN IMMEDIATE")
                    return
                except sqlite3.OperationalError as error:
                    is_busy = error.sqlite_errorname.startswith("SQLITE_BUSY")
                    if not is_busy or monotonic() > until:
                        raise
                sleep(uniform(*ASKING))
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(self.patience * 1000)}")

    @contextmanager
    def still(self) -> Iterator[None]:
        """Keep others from writing for a block, as far as the file lets itself be kept."""
        with suppress(sqlite3.Error):
            self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")

    def found_by(self, words: Sequence[str]) -> list[tuple[str, object]]:
        """Return the conditions under which an entry has all of some words, each with the value it needs."""
        if self.is_indexed:
            found = "id IN (SELECT rowid FROM words_index WHERE words_index MATCH ?)"
            return [(found, " AND ".join(map(asked, words)))]
        return [("id IN (SELECT id FROM words WHERE instr(words, ?))", word) for word in words]

    def put_words(self, number: str, words: str) -> None:
        """Put the words by which an entry is found."""
        (row,) = self.run("SELECT id FROM entries WHERE number = ?", (number,))
        old = self.one("SELECT words FROM words WHERE id = ?", row[0])
        if old and self.is_indexed:
            self.run(
                "INSERT INTO words_index (words_index, rowid, words) VALUES ('delete', ?, ?)",
                (row[0], pairs(str(old[0]))),
            )
        self.run("INSERT OR REPLACE INTO words (id, words) VALUES (?, ?)", (row[0], words))
        if self.is_indexed:
            self.run("INSERT INTO words_index (rowid, words) VALUES (?, ?)", (row[0], pairs(words)))

    @property
    def is_indexed(self) -> bool:
        """Whether words are indexed here, and this SQLite can use the index."""
        if not knows_indexes():
            return False
        return self.one("SELECT 1 FROM sqlite_master WHERE name = 'words_index'") is not None

    def faults(self) -> list[str]:
        """Return what SQLite finds wrong with the file; its index is not judged while others write."""
        try:
            found = self.run(f"PRAGMA integrity_check({SHOWN})")
            told = [line for row in found for line in str(row[0]).splitlines()]
            if self.is_indexed:
                self.run("INSERT INTO words_index (words_index) VALUES ('integrity-check')")
        except ConflictError:
            pass
        except DocgenError as error:
            return [str(problem.values.get("reason", problem.code)) for problem in error.problems]
        return [one for one in told if one != "ok" and not one.startswith("***")][:SHOWN]

    def copy_to(self, file: Path) -> None:
        """Write all it keeps into a new register file."""
        self.run("VACUUM INTO ?", (str(file),))

    def close(self) -> None:
        """Let go of the file; if it was written to, it is sealed first (`sealing.py`)."""
        try:
            if self.was_written:
                sealing.seal(self)
        finally:
            self.connection.close()


def rows(cursor: sqlite3.Cursor, file: Path) -> Iterator[Row]:
    """Yield the rows of a statement; what SQLite says while they are read is explained too."""
    with explained(file):
        yield from cursor


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn what SQLite says while the block runs into a sentence for the clerk."""
    try:
        yield
    except sqlite3.Error as error:
        raise explanation(file, error) from error


def explanation(file: Path, error: sqlite3.Error) -> DocgenError:
    """Return what is said of a register file that SQLite could not work with."""
    name = getattr(error, "sqlite_errorname", "") or ""
    reason = {"reason": str(error)}
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ConflictError([Problem("register-busy", Place(file))])
    for start, code in (
        ("SQLITE_FULL", "disk-full"),
        ("SQLITE_READONLY", "register-read-only"),
        ("SQLITE_CANTOPEN", "register-read-only"),
        ("SQLITE_PERM", "register-read-only"),
        ("SQLITE_CORRUPT", "register-damaged"),
        ("SQLITE_NOTADB", "register-damaged"),
        ("SQLITE_IOERR", "register-disk"),
    ):
        if name.startswith(start):
            return MachineError([Problem(code, Place(file), reason)])
    return MachineError([Problem("register-damaged", Place(file), reason)])


def begin(file: Path) -> None:
    """Make a new, empty register file. Raises ContentError when there is one by then, MachineError."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with closing(connection), explained(file):
        migrated(connection, file)
        data = connection.serialize()
    write_new({file: data})


def opened(file: Path, patience: float = PATIENCE, seals: bool = False) -> SqliteStore:
    """Open a register file, brought to this docgen's schema if it is older.

    It is sealed when it is closed if anything was written, or if one asks for it (`seals`).

    Raises MachineError for one that is damaged, that a newer docgen made, or that lies where files cannot be
    locked; nothing is touched then. ConflictError when others have it for too long.
    """
    refuse_foreign(file)
    on_share = shares.is_on_share(file)
    if on_share and not shares.can_lock(file):
        raise MachineError([Problem("register-no-locks", Place(file))])
    with explained(file):
        connection = sqlite3.connect(file, timeout=patience, isolation_level=None)
    store = SqliteStore(file, connection, on_share, seals, patience)
    tidy(file.parent)
    try:
        store.run("PRAGMA trusted_schema = OFF")
        refuse_newer(version_of(connection, file), file)
        keep_log(store)
        store.run("PRAGMA synchronous = FULL")
        if version_of(connection, file) < VERSION:
            with store.writing():
                migrated(connection, file)
        store.was_written = store.was_written or sealing.is_older(store)
    except BaseException:
        connection.close()
        raise
    return store


def keep_log(store: SqliteStore) -> None:
    """Have a file keep the log that suits where it lies; changing that changes the file."""
    mode = "delete" if store.on_share else "wal"
    if [str(row[0]) for row in store.run("PRAGMA journal_mode")] != [mode]:
        list(store.run(f"PRAGMA journal_mode = {mode}"))
        store.was_written = True


def version_of(connection: sqlite3.Connection, file: Path) -> int:
    """Return the version of a file's schema."""
    with explained(file):
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_foreign(file: Path) -> None:
    """Raise MachineError for a file that is no register, or a newer docgen's; it is not opened for that."""
    with explain_errors(file.parent), file.open("rb") as opened_file:
        head = opened_file.read(100)
    if not head.startswith(b"SQLite format 3\0") or int.from_bytes(head[HEADER["mark"]], "big") != MARK:
        raise MachineError([Problem("register-damaged", Place(file), {"reason": "not a register"})])
    refuse_newer(int.from_bytes(head[HEADER["version"]], "big"), file)


def refuse_newer(version: int, file: Path) -> None:
    """Raise MachineError for the schema of a docgen that comes after this one."""
    if version > VERSION:
        raise MachineError([Problem("register-newer", Place(file), {"version": version, "known": VERSION})])


def migrated(connection: sqlite3.Connection, file: Path) -> None:
    """Bring a file to this docgen's schema; whoever calls it sees to it that all is done or nothing."""
    for number in range(version_of(connection, file) + 1, VERSION + 1):
        for statement in statements((MIGRATIONS / f"sqlite-{number}.sql").read_text("utf-8")):
            connection.execute(statement)
        if number == 1 and knows_indexes():
            connection.execute(INDEX)
    connection.execute(f"PRAGMA application_id = {MARK}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def statements(text: str) -> Iterator[str]:
    """Yield the statements of a migration one by one: `executescript` would end the transaction."""
    found = ""
    for line in text.splitlines(keepends=True):
        found += line
        if found.strip() and sqlite3.complete_statement(found):
            yield found
            found = ""


def pairs(words: str) -> str:
    """Return words as they are indexed: each sign with the one after it, so that any word is found in them.

    Chinese words are mostly of two signs, which SQLite's own trigrams do not find. A pair is written in
    hexadecimals, five for a sign, so that no sign is taken for anything but itself.
    """
    signs = [f"{ord(sign):05x}" for sign in words]
    return " ".join(map("".join, zip(signs, [*signs[1:], ""], strict=True)))


def asked(word: str) -> str:
    """Return the query that finds a word among pairs: they follow one another, a single sign begins one."""
    if len(word) == 1:
        return f"{ord(word):05x} *"
    return '"' + pairs(word).rpartition(" ")[0] + '"'


@cache
def knows_indexes() -> bool:
    """Say whether this SQLite can index words (FTS5)."""
    with suppress(sqlite3.Error):
        connection = sqlite3.connect(":memory:")
        connection.execute(INDEX)
        connection.close()
        return True
    return False

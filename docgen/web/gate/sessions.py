"""Sessions of people who logged in: a random name for each, that ends by itself; only its hash is kept."""

from contextlib import suppress
from hashlib import sha256
from secrets import token_urlsafe
from sqlite3 import DatabaseError
from time import time

from ..storage import Storage

IDLE, LONGEST = 3600.0, 10 * 3600.0
"""Seconds after which a session ends that nobody uses, and any."""
NOTED = 60.0
"""Seconds after which it is noted anew that one is in use."""


class SessionTable:
    """The sessions of one server, kept where its jobs are."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def begin(self, login: str) -> tuple[str, float]:
        """Begin a session; return its name, and after how many seconds it ends at the latest."""
        name, now = token_urlsafe(32), time()
        with self.storage.writing() as base:
            base.execute("delete from sessions where ends < ? or used < ?", (now, now - IDLE))
            base.execute(
                "insert into sessions (id, login, used, ends) values (?, ?, ?, ?)",
                (hashed(name), login, now, now + LONGEST),
            )
        return name, LONGEST

    def login(self, name: str) -> str:
        """Return who has the session `name`, empty for one that has ended or never was."""
        if not name:
            return ""
        now, id = time(), hashed(name)
        with self.storage.reading() as base:
            asked = "select login, used from sessions where id = ? and ends >= ? and used >= ?"
            row = base.execute(asked, (id, now, now - IDLE)).fetchone() if base else None
        if row is None:
            return ""
        if row[1] < now - NOTED:
            # On a full disk nobody is shut out for it.
            with suppress(OSError, DatabaseError), self.storage.writing() as base:
                base.execute("update sessions set used = ? where id = ?", (now, id))
        return str(row[0])

    def end(self, name: str) -> None:
        """End a session."""
        with self.storage.writing() as base:
            base.execute("delete from sessions where id = ?", (hashed(name),))


def hashed(name: str) -> str:
    """Return what is kept of a session's name: who reads the table cannot take one over."""
    return sha256(name.encode()).hexdigest()

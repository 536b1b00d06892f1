"""The seal of a register file: the hash of all its bytes, beside it, as of the last event in it.

Whoever has written closes the file with its log written back, and seals it while nobody else may write. Then
a byte changed from outside is found wherever it lies, also where no row is. A crash, or another who still
writes, leaves the seal of an earlier event: the journal's own hashes prove the rows until the next sealing.
"""

import json
import sqlite3
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.foundation.errors import DocgenError
from docgen.foundation.files import explain_errors, sync_folder, write_file

if TYPE_CHECKING:
    from .sqlite import SqliteStore

SUFFIX = ".seal"


@dataclass(frozen=True)
class Seal:
    """What a seal says: how many events the file had, the last one's hash, and the hash of its bytes."""

    events: int
    last: str
    sha256: str

    def data(self) -> bytes:
        """Return the seal as it is written."""
        return (json.dumps(asdict(self)) + "\n").encode()


def seal_file(file: Path) -> Path:
    """Return where the seal of a register file is."""
    return file.with_name(file.name + SUFFIX)


def seal(store: "SqliteStore") -> None:
    """Seal a register file, unless others are at work on it: then the last of them does."""
    try:
        store.connection.execute("PRAGMA busy_timeout = 0")
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.connection.execute("BEGIN IMMEDIATE")
    except sqlite3.Error:
        return
    try:
        if has_log(store.file):
            return
        made = seal_of(store)
        with explain_errors(store.file.parent):
            if read(store.file) != made:
                write_file(seal_file(store.file), made.data(), like=store.file)
                sync_folder(store.file.parent)
    except DocgenError:
        return  # what was written stands; the next who can seals it
    finally:
        store.connection.execute("ROLLBACK")


def is_older(store: "SqliteStore") -> bool:
    """Say whether a file was sealed before the last event in it: whoever wrote that was broken off."""
    sealed = read(store.file)
    try:
        return sealed is not None and sealed.events < store.last_place()
    except DocgenError:
        return False


def events_lost(store: "SqliteStore") -> str:
    """Return which events a file lacks that it had when it was sealed, as an older copy of it does; or ''."""
    sealed = read(store.file)
    last = store.last_place()
    return f"{last + 1}–{sealed.events}" if sealed and sealed.events > last else ""


def seal_of(store: "SqliteStore") -> Seal:
    """Return the seal that a register file should have, while nobody may write to it."""
    last = store.last_event()
    return Seal(last.at if last else 0, last.hash if last else "", hash_of(store.file))


def hash_of(file: Path) -> str:
    """Return the hash of a file's bytes."""
    with explain_errors(file.parent), file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def has_log(file: Path) -> bool:
    """Say whether there is a log that is not written back into the file."""
    log = file.with_name(file.name + "-wal")
    return log.is_file() and log.stat().st_size > 0


def read(file: Path) -> Seal | None:
    """Return the seal of a register file, None where there is none or it was changed."""
    try:
        data = seal_file(file).read_bytes()
        found = Seal(**json.loads(data))
    except (OSError, ValueError, TypeError):
        return None
    return found if found.data() == data else None

"""Jobs: what takes longer than a request, with progress, an end that is kept, and a way to begin again.

`record` says what a job is, `store` keeps it (SQLite in the project's hidden folder), `jobs` has it done by
the build processes and tells whoever follows. What a job has finished stays: a batch that was
cancelled, or whose process was lost, goes on where it was, for its journal knows.
"""

from .jobs import Jobs, KeyTakenError
from .record import OPEN, Job, State
from .store import PostgresqlStore, SqliteStore, Store

__all__ = [
    "OPEN",
    "Job",
    "Jobs",
    "KeyTakenError",
    "PostgresqlStore",
    "SqliteStore",
    "State",
    "Store",
]

"""Where jobs are kept: rows that survive a restart of the server."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from ..hidden import FOLDER, hidden_folder
from .record import OPEN, Job, State

FILE = "jobs.sqlite3"
KEPT = 500
"""Jobs that are remembered; those that ended longest ago are forgotten first."""
TABLE = """
create table if not exists jobs (
  number integer primary key autoincrement, id text not null unique, sender text not null,
  key text, state text not null, record text not null, unique (sender, key)
)"""


class Store(Protocol):
    """Keeps jobs and judges nothing."""

    def add(self, job: Job, key: str | None) -> Job | None:
        """Keep a new job, and under which `key` its sender will ask for it again.

        Where the sender has begun one under this key, that is returned, and the new one is not kept.
        """

    def save(self, job: Job) -> None:
        """Keep what became of a job."""

    def find(self, id: str) -> Job | None:
        """Return a job, None when there is none of this id."""

    def keyed(self, by: str, key: str) -> Job | None:
        """Return the job that `by` began under this key, None when there is none."""

    def newest(self, count: int) -> list[Job]:
        """Return the jobs that were begun last, newest first."""

    def open_jobs(self) -> list[Job]:
        """Return the jobs that were waiting or running when they were last saved."""


class SqliteStore:
    """Jobs in one file of the project's hidden folder; neither is made before there is a job.

    The file tells of people, so the folder is open to its owner alone.
    """

    def __init__(self, project: Path) -> None:
        self.file = project / FOLDER / FILE

    def add(self, job: Job, key: str | None) -> Job | None:
        """Keep a new job, unless its sender has one under this key; the oldest that ended go."""
        hidden_folder(self.file.parent.parent)
        with self.opened() as base:
            done = base.execute(
                "insert into jobs (id, sender, key, state, record) values (?, ?, ?, ?, ?) "
                "on conflict (sender, key) do nothing",
                (job.id, job.by, key, job.state, written(job)),
            )
            if not done.rowcount:
                return self.keyed(job.by, key or "")
            base.execute(
                "delete from jobs where state not in (?, ?) and number <= (select max(number) from jobs) - ?",
                (*sorted(OPEN), KEPT),
            )
        return None

    def save(self, job: Job) -> None:
        """Keep what became of a job."""
        with self.opened() as base:
            base.execute(
                "update jobs set state = ?, record = ? where id = ?", (job.state, written(job), job.id)
            )

    def find(self, id: str) -> Job | None:
        """Return a job, None when there is none of this id."""
        return next(self.selected("where id = ?", id), None)

    def keyed(self, by: str, key: str) -> Job | None:
        """Return the job that `by` began under this key, None when there is none."""
        return next(self.selected("where sender = ? and key = ?", by, key), None)

    def newest(self, count: int) -> list[Job]:
        """Return the jobs that were begun last, newest first."""
        return list(self.selected("order by number desc limit ?", count))

    def open_jobs(self) -> list[Job]:
        """Return the jobs that were waiting or running when they were last saved."""
        return list(self.selected("where state in (?, ?) order by number", *sorted(OPEN)))

    def selected(self, clause: str, *values: object) -> Iterator[Job]:
        """Yield jobs; none where no file was made yet."""
        if self.file.is_file():
            with self.opened() as base:
                yield from map(read, base.execute(f"select record from jobs {clause}", values).fetchall())

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction. Read-ahead logging: who reads never waits for who writes."""
        with closing(sqlite3.connect(self.file, timeout=10)) as base:
            base.execute("pragma journal_mode = wal")
            base.execute("pragma synchronous = normal")
            base.execute(TABLE)
            with base:
                yield base


def written(job: Job) -> str:
    """Return a job as text."""
    return json.dumps(asdict(job), ensure_ascii=False)


def read(row: tuple[str]) -> Job:
    """Return a job from its text."""
    told = json.loads(row[0])
    return Job(**{**told, "state": State(told["state"]), "problems": tuple(told["problems"])})

"""Where jobs are kept: rows that survive a restart of the server.

They are in a file of the project, or on a PostgreSQL server; both run the same statements.
"""

import json
from dataclasses import asdict
from typing import Protocol

from ..storage import Postgresql, Sqlite, Storage
from .record import OPEN, Job, State

KEPT = 500
"""Jobs that are remembered; those that ended longest ago are forgotten first."""


class Store(Storage, Protocol):
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


class Rows(Storage, Protocol):
    """A store that runs statements."""

    def add(self, job: Job, key: str | None) -> Job | None:
        """Keep a new job, unless its sender has one under this key; the oldest that ended go."""
        with self.writing() as base:
            done = base.execute(
                "insert into jobs (id, sender, key, state, record) values (?, ?, ?, ?, ?) "
                "on conflict (sender, key) do nothing",
                (job.id, job.by, key, str(job.state), written(job)),
            )
            is_new = bool(done.rowcount)
            base.execute(
                "delete from jobs where state not in (?, ?) and number <= (select max(number) from jobs) - ?",
                (*sorted(map(str, OPEN)), KEPT),
            )
        return None if is_new else self.keyed(job.by, key or "")

    def save(self, job: Job) -> None:
        """Keep what became of a job."""
        with self.writing() as base:
            values = (str(job.state), written(job), job.id)
            base.execute("update jobs set state = ?, record = ? where id = ?", values)

    def find(self, id: str) -> Job | None:
        """Return a job, None when there is none of this id."""
        return next(iter(self.selected("where id = ?", id)), None)

    def keyed(self, by: str, key: str) -> Job | None:
        """Return the job that `by` began under this key, None when there is none."""
        return next(iter(self.selected("where sender = ? and key = ?", by, key)), None)

    def newest(self, count: int) -> list[Job]:
        """Return the jobs that were begun last, newest first."""
        return self.selected("order by number desc limit ?", count)

    def open_jobs(self) -> list[Job]:
        """Return the jobs that were waiting or running when they were last saved."""
        return self.selected("where state in (?, ?) order by number", *sorted(map(str, OPEN)))

    def selected(self, clause: str, *values: object) -> list[Job]:
        """Return jobs; none where none was ever kept."""
        with self.reading() as base:
            if base is None:
                return []
            return [read(row) for row in base.execute(f"select record from jobs {clause}", values).fetchall()]


class SqliteStore(Sqlite, Rows):
    """Jobs in one file of the project's hidden folder."""


class PostgresqlStore(Postgresql, Rows):
    """Jobs on a PostgreSQL server."""


def written(job: Job) -> str:
    """Return a job as text."""
    return json.dumps(asdict(job), ensure_ascii=False)


def read(row: tuple[str]) -> Job:
    """Return a job from its text."""
    told = json.loads(row[0])
    return Job(**{**told, "state": State(told["state"]), "problems": tuple(told["problems"])})

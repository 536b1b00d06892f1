"""Jobs: done once for one order, followed while they go on, and whole after whatever ended them."""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import pytest

from docgen.foundation.errors import MachineError
from docgen.web.jobs import Job, Jobs, KeyTakenError, PostgresqlStore, SqliteStore, State, Store
from docgen.web.workers import Pool
from tests.support.postgres import new_server
from tests.support.rosters import roster_project
from tests.support.samples import problems

LETTERS = 120
"""Several gatherings, so that a run can be broken off between two of them."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one letter to many."""
    folder = tmp_path_factory.mktemp("jobs")
    roster_project(folder, LETTERS)
    return folder


Kept = Callable[[Path], Store]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest) -> Kept:
    """Where the jobs of a project are kept: in its file, or in a schema of a PostgreSQL server."""
    if request.param == "sqlite":
        return SqliteStore
    address = new_server()
    return lambda home: PostgresqlStore(address, home / "service.yaml")


@asynccontextmanager
async def at_work(home: Path, kept: Kept):
    """Give the jobs of a server over a project."""
    pool = Pool(home, seconds=300)
    jobs = Jobs(kept(home), pool)
    try:
        yield jobs
    finally:
        await jobs.close()
        jobs.store.close()
        pool.close()


async def ended(jobs: Jobs, id: str):
    """Return a job when nothing more will come of it."""
    return [job async for job in jobs.follow(id) if job][-1]


ORDER = ("building.make", {"document": "letters/letter", "formats": ["pdf"]})


def test_a_job_that_is_killed_goes_on_where_it_was(home: Path, kept: Kept) -> None:
    async def story() -> None:
        async with at_work(home, kept) as jobs:
            job = jobs.begin(*ORDER, by="甲", key="订单")
            assert jobs.begin(*ORDER, by="甲", key="订单").id == job.id, "ordered twice it is done once"
            with pytest.raises(KeyTakenError):
                jobs.begin("building.check", ORDER[1], by="甲", key="订单")
            seen = []
            async for told in jobs.follow(job.id):
                if told and told.done and not seen:
                    seen.append(told.done)
                    (worker,) = jobs.pool.workers
                    os.kill(worker.process.pid, signal.SIGKILL)
            told = jobs.find(job.id)
            assert told
            assert (told.state, told.total) == (State.STOPPED, LETTERS)
            assert 0 < seen[0] < LETTERS
            jobs.again(job.id)
            told = await ended(jobs, job.id)
            assert told.state == State.DONE
            assert told.result["letters"] == LETTERS
            assert told.result["kept"] >= seen[0], "what was finished is not made twice"

    asyncio.run(story())


def test_what_ran_when_the_server_ended_is_told_as_broken_off(home: Path, kept: Kept) -> None:
    async def first() -> str:
        async with at_work(home, kept) as jobs:
            job = jobs.begin(*ORDER)
            jobs.note(job.id, {"stop": "find"})
            return job.id

    async def second(id: str) -> None:
        async with at_work(home, kept) as jobs:
            assert jobs.find(id).state == State.STOPPED
            assert jobs.newest(5)[0].id == id
            jobs.again(id)
            assert jobs.cancel(id).state == State.CANCELLED
            assert jobs.cancel(id).state == State.CANCELLED, "cancelled twice is cancelled"
            assert jobs.find(id).can_begin_again
            assert jobs.find("nothing") is None

    asyncio.run(second(asyncio.run(first())))


def test_a_service_goes_on_once_with_what_it_was_told_to_end_in(home: Path, kept: Kept) -> None:
    async def first() -> tuple[str, str]:
        async with at_work(home, kept) as jobs:
            order = {**ORDER[1], "document": "no/where"}
            return jobs.begin("building.make", order, "甲").id, jobs.begin("building.check", order).id

    async def second(made: str, checked: str) -> None:
        async with at_work(home, kept) as jobs:
            jobs.resume(begin_again=True)
            assert (jobs.find(made).is_open, jobs.find(checked).state) == (True, State.STOPPED)
            assert (await ended(jobs, made)).state == State.FAILED
            jobs.store.save(replace(jobs.find(made), state=State.RUNNING))
            jobs.resume(begin_again=True)
            assert jobs.find(made).state == State.STOPPED, "what ended a server twice is left to a person"

    asyncio.run(second(*asyncio.run(first())))


def test_what_must_be_mended_is_kept_with_the_job(home: Path, kept: Kept) -> None:
    async def story() -> None:
        async with at_work(home, kept) as jobs:
            job = jobs.begin("building.make", {**ORDER[1], "document": "../letters/letter"})
            told = await ended(jobs, job.id)
            assert (told.state, told.who) == (State.FAILED, "content")
            assert [one["code"] for one in told.problems] == ["document-unknown"]

    asyncio.run(story())


def test_a_slow_follower_is_told_of_the_end(home: Path, kept: Kept) -> None:
    async def story() -> None:
        async with at_work(home, kept) as jobs:
            job = jobs.begin("building.check", {"document": "no/where"})
            told = []
            async for now in jobs.follow(job.id):
                assert now, "nothing more is told of it"
                told.append(now)
                await asyncio.sleep(0)
                jobs.end(job.id, State.STOPPED)  # while the follower is busy with what it was told
            assert [one.state for one in told] == [State.WAITING, State.STOPPED]

    asyncio.run(story())


def test_nothing_is_written_before_there_is_a_job(tmp_path: Path) -> None:
    assert SqliteStore(tmp_path).newest(5) == []
    assert SqliteStore(tmp_path).find("nothing") is None
    assert list(tmp_path.iterdir()) == []


def test_one_key_is_one_job_and_what_ended_long_ago_is_forgotten(
    tmp_path: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = kept(tmp_path)
    monkeypatch.setattr("docgen.web.jobs.store.KEPT", 3)
    first = Job("一", "building.make", {"document": "信’%s?"}, "甲")
    assert store.add(first, "号") is None
    assert store.add(Job("二", "building.make", {}, "甲"), "号") == first
    assert store.add(Job("三", "building.make", {}, "乙"), "号") is None, "another sender has keys of his own"
    assert store.find("二") is None
    assert store.keyed("甲", "号") == first
    for number in range(6):
        store.add(Job(f"{number}", "building.make", {}, state=State.DONE), None)
    assert {"一", "三"} <= {one.id for one in store.open_jobs()}, "what is open is not forgotten"
    assert [one.id for one in store.newest(3)] == ["5", "4", "3"]
    assert store.find("0") is None
    store.close()


def test_one_service_has_a_database_and_opens_a_lost_connection_anew(
    tmp_path: Path,
) -> None:
    import psycopg  # here, as wherever it is used: every process that runs tests loads every file of them

    address = new_server()
    store = PostgresqlStore(address, tmp_path / "service.yaml")
    (taken,) = problems(lambda: PostgresqlStore(address, tmp_path / "service.yaml"), MachineError)
    assert taken.code == "service-database-taken"
    store.add(Job("一", "building.make", {}), None)
    with psycopg.connect(address, autocommit=True) as other:
        other.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid = %s",
            (store.connection.info.backend_pid,),
        )
    assert store.find("一")
    store.close()
    with closing(PostgresqlStore(address, tmp_path / "service.yaml")) as again:
        assert again.find("一")
    (away,) = problems(lambda: PostgresqlStore("host=/none", tmp_path / "service.yaml"), MachineError)
    assert away.code == "service-database"

"""Jobs: done once for one order, followed while they go on, and whole after whatever ended them."""

import asyncio
import os
import signal
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from docgen.web.jobs import Jobs, KeyTakenError, SqliteStore, State
from docgen.web.workers import Pool
from tests.support.rosters import roster_project

LETTERS = 120
"""Several gatherings, so that a run can be broken off between two of them."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one letter to many."""
    folder = tmp_path_factory.mktemp("jobs")
    roster_project(folder, LETTERS)
    return folder


@asynccontextmanager
async def at_work(home: Path):
    """Give the jobs of a server over a project."""
    pool = Pool(home, seconds=300)
    jobs = Jobs(SqliteStore(home), pool)
    try:
        yield jobs
    finally:
        await jobs.close()
        pool.close()


async def ended(jobs: Jobs, id: str):
    """Return a job when nothing more will come of it."""
    return [job async for job in jobs.follow(id) if job][-1]


ORDER = ("building.make", {"document": "letters/letter", "formats": ["pdf"]})


def test_a_job_that_is_killed_goes_on_where_it_was(home: Path) -> None:
    async def story() -> None:
        async with at_work(home) as jobs:
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


def test_what_ran_when_the_server_ended_is_told_as_broken_off(home: Path) -> None:
    async def first() -> str:
        async with at_work(home) as jobs:
            job = jobs.begin(*ORDER)
            jobs.note(job.id, {"stop": "find"})
            return job.id

    async def second(id: str) -> None:
        async with at_work(home) as jobs:
            assert jobs.find(id).state == State.STOPPED
            assert jobs.newest(5)[0].id == id
            jobs.again(id)
            assert jobs.cancel(id).state == State.CANCELLED
            assert jobs.cancel(id).state == State.CANCELLED, "cancelled twice is cancelled"
            assert jobs.find(id).can_begin_again
            assert jobs.find("nothing") is None

    asyncio.run(second(asyncio.run(first())))


def test_what_must_be_mended_is_kept_with_the_job(home: Path) -> None:
    async def story() -> None:
        async with at_work(home) as jobs:
            job = jobs.begin("building.make", {**ORDER[1], "document": "../letters/letter"})
            told = await ended(jobs, job.id)
            assert (told.state, told.who) == (State.FAILED, "content")
            assert [one["code"] for one in told.problems] == ["document-unknown"]

    asyncio.run(story())


def test_a_slow_follower_is_told_of_the_end(home: Path) -> None:
    async def story() -> None:
        async with at_work(home) as jobs:
            job = jobs.begin("building.check", {"document": "no/where"})
            told = []
            async for now in jobs.follow(job.id):
                told.append(now)
                await asyncio.sleep(0)
                jobs.end(job.id, State.STOPPED)  # while the follower is busy with what it was told
            assert [one.state for one in told if one] == [State.WAITING, State.STOPPED]

    asyncio.run(asyncio.wait_for(story(), 60))


def test_nothing_is_written_before_there_is_a_job(tmp_path: Path) -> None:
    assert SqliteStore(tmp_path).newest(5) == []
    assert SqliteStore(tmp_path).find("nothing") is None
    assert list(tmp_path.iterdir()) == []

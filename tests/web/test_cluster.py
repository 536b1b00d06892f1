"""A batch that is ordered of the service is made by a Dask cluster of two processes, as it is made here."""

import asyncio
from hashlib import sha256
from pathlib import Path

import pytest

pytest.importorskip("distributed")

from docgen.web.jobs import Jobs, SqliteStore, State
from docgen.web.workers import Pool
from tests.pipeline.test_batch_cluster import processes, scheduler, start
from tests.support.rosters import roster_project

__all__ = ["processes"]
LETTERS = 120


def made(home: Path, address: str) -> tuple[State, dict[str, str]]:
    """Have a batch made by a job; return how it ended, and the hashes of its files by name."""
    roster_project(home, LETTERS)

    async def story() -> State:
        pool = Pool(home, seconds=300)
        jobs = Jobs(SqliteStore(home), pool)
        jobs.given["scheduler"] = address
        job = jobs.begin("building.make", {"document": "letters/letter", "formats": ["pdf"]})
        ended = [one async for one in jobs.follow(job.id) if one][-1]
        await jobs.close()
        pool.close()
        return ended.state

    state = asyncio.run(story())
    return state, {one.name: sha256(one.read_bytes()).hexdigest() for one in (home / "out").glob("*.pdf")}


def test_a_cluster_makes_what_the_service_would(tmp_path: Path, processes: list) -> None:
    address = scheduler(processes)
    for _ in range(2):
        start(processes, "dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
    there, here = made(tmp_path / "there", address), made(tmp_path / "here", "")
    assert there == here
    assert (there[0], len(there[1])) == (State.DONE, LETTERS)
    assert made(tmp_path / "none", "tcp://127.0.0.1:9")[0] == State.FAILED

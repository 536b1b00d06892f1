"""A batch ordered of the service and made by a Dask cluster: `python -m tests.torture.cluster [LETTERS]`.

A scheduler and two worker processes make it as the service itself does, byte for byte; a cluster that is not
there fails the job and says so.
"""

import asyncio
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from docgen.web.jobs import Job, Jobs, SqliteStore, State
from docgen.web.workers import Pool
from tests.pipeline.test_batch_cluster import scheduler, start
from tests.support.rosters import roster_project

LETTERS = 120
NOWHERE = "tcp://127.0.0.1:9"


def main(letters: int = LETTERS) -> int:
    """Print what came of it, and return 1 when the files differ."""
    processes: list[subprocess.Popen[str]] = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            address = scheduler(processes)
            for _ in range(2):
                start(processes, "dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
            there = made(Path(folder, "there"), address, letters)
        finally:
            for process in processes:
                process.kill()
                process.communicate()
        here, lost = made(Path(folder, "here"), "", letters), made(Path(folder, "lost"), NOWHERE, letters)
    told = [one["code"] for one in lost[0].problems]
    is_same = there[1] == here[1] and len(here[1]) == letters
    sys.stdout.write(
        f"{len(there[1])} letters by two workers, the same here: {is_same}; none there: {told}\n"
    )
    return int(not is_same or told != ["scheduler-missing"])


def made(home: Path, address: str, letters: int) -> tuple[Job, dict[str, str]]:
    """Have a batch made by a job; return how it ended, and the hashes of its files by name."""
    roster_project(home, letters)

    async def story() -> Job:
        pool = Pool(home, seconds=600)
        jobs = Jobs(SqliteStore(home), pool)
        jobs.given["scheduler"] = address
        job = jobs.begin("building.make", {"document": "letters/letter", "formats": ["pdf"]})
        ended = [one async for one in jobs.follow(job.id) if one][-1]
        await jobs.close()
        pool.close()
        return ended

    ended = asyncio.run(story())
    files = (home / "out").glob("*.pdf") if ended.state == State.DONE else ()
    return ended, {one.name: sha256(one.read_bytes()).hexdigest() for one in files}


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))

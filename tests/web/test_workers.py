"""Build processes: whatever befalls the fork server they come from, none is lost and none is left."""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from docgen.web.workers import LostError, Pool, pool
from tests.support.browser import builders, children, served
from tests.support.samples import document, project


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project."""
    return project(tmp_path_factory.mktemp("workers"), letter=document())


def parent(process: int) -> int:
    """Return the process that a process was started by."""
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def command(process: int) -> bytes:
    """Return the command by which a process was started."""
    return Path(f"/proc/{process}/cmdline").read_bytes()


def is_running(process: int) -> bool:
    """Say whether a process is more than an entry that nobody took away."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def end(process: int) -> None:
    """Kill a child of this process, and leave it to whoever started it to see so."""
    os.kill(process, signal.SIGKILL)
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    while not is_so():
        time.sleep(0.05)


def test_a_fork_server_that_is_killed_takes_no_process_along(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "LOOK", 0.02)

    async def story() -> None:
        with closing(Pool(home)) as first, closing(Pool(home)) as second:
            await first.call("documents.ready")
            (worker,) = first.workers
            server = parent(worker.process.pid)
            assert parent(server) == os.getpid()
            os.kill(worker.process.pid, signal.SIGSTOP)
            task = asyncio.create_task(first.call("documents.ready"))
            while not first.running():
                await asyncio.sleep(0)
            end(server)
            await second.call("documents.ready")  # from a new server, while the first pool looks many times
            (other,) = second.workers
            assert parent(parent(other.process.pid)) == os.getpid()
            assert first.alive()
            os.kill(worker.process.pid, signal.SIGCONT)
            assert await task
            assert first.workers == {worker}, "who answers is who was asked"

            os.kill(worker.process.pid, signal.SIGSTOP)
            task = asyncio.create_task(first.call("documents.ready"))
            while not first.running():
                await asyncio.sleep(0)
            os.kill(worker.process.pid, signal.SIGKILL)
            with pytest.raises(LostError):
                await task
            assert await first.call("documents.ready")
            (newer,) = first.workers
            assert parent(newer.process.pid) == parent(other.process.pid), "pools share one server"
            numbers = [worker.process.pid, newer.process.pid, other.process.pid]
        until(lambda: not any(map(is_running, numbers)))

    asyncio.run(story())


def test_where_no_fork_server_can_be_had_processes_start_from_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deadly.py").write_text("import os\nos._exit(1)\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(pool, "LOADED", ("deadly",))

    async def story() -> None:
        with closing(Pool(home)) as own:
            await own.call("documents.ready")
            (worker,) = own.workers
            assert parent(worker.process.pid) == os.getpid()
            assert os.getsid(worker.process.pid) == worker.process.pid

    for process in children(os.getpid()):
        if b"forkserver" in command(process):
            end(process)
    asyncio.run(story())


def test_what_a_desk_started_ends_with_it_when_it_is_killed(home: Path) -> None:
    with served(home):
        (desk,) = (one for one in children(os.getpid()) if b"serve" in command(one))
        until(lambda: bool(builders()))
        numbers = [desk, *children(desk), *builders()]
        os.kill(desk, signal.SIGKILL)
        until(lambda: not any(map(is_running, numbers)))

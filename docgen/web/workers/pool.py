"""Build processes from without: started, given one task each, replaced when they die, hang or did enough."""

import asyncio
import logging
import os
import signal
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import ContextVar
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from docgen.foundation.processes.forks import GONE, Child, preload, ways

from .process import Asker, Bug, Done, Event, Refusal, Task, Told, work

TASKS = 500
"""What one process does before another takes its place: what it keeps does not grow for ever."""
LOADED = ("docgen.web.tasks.shared.loaded",)
"""What a process has loaded when it starts."""
START = 120.0
"""Seconds a new process may take until it listens."""
LOOK = 1.0
"""Seconds between two looks whether a process that says nothing is there at all: what it started may hold its
end of the pipe open, so that its death does not show there."""
log = logging.getLogger("docgen.web")


ASKER: ContextVar[Asker] = ContextVar("asker", default=Asker())  # noqa: B039 - it is frozen
"""For whom the request or the job that runs asks; a job keeps whoever began it."""
BESIDE: dict[str, deque[Told]] = {}
"""What tasks told beside their answers, by the name of the asker, until he has read it; the newest few."""
FEW = 5


def told_beside() -> tuple[Told, ...]:
    """Return what is still to be told to whoever asks: each is told once."""
    return tuple(BESIDE.pop(ASKER.get().name, ()))


def tell_beside(notes: Sequence[Told]) -> None:
    """Keep what a task told beside its answer, and log it for whoever keeps the machine."""
    BESIDE.setdefault(ASKER.get().name, deque(maxlen=FEW)).extend(notes)
    for one in notes:
        log.warning("%s: %s", one.code, one.text)


class BusyError(Exception):
    """Too many tasks wait already; `after` is in how many seconds one may ask again."""

    def __init__(self, after: int) -> None:
        super().__init__(after)
        self.after = after


class LateError(Exception):
    """A task took longer than it may; its process was ended."""


class LostError(Exception):
    """A build process ended before its task, or failed by our fault."""


class RefusedError(Exception):
    """A task was refused: a person must mend something."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.who)
        self.refusal = refusal


def new_worker(project: Path) -> "Worker":
    """Return a build process that is a fork; where that cannot be, one that is started from nothing."""
    *forked, afresh = ways()
    for way in forked:
        with suppress(*GONE):
            return Worker(project, way)
    return Worker(project, afresh)


class Worker:
    """One build process."""

    def __init__(self, project: Path, way: str) -> None:
        preload(LOADED)
        self.connection, theirs = Pipe()
        try:
            # Not a daemon: a batch starts processes of its own, which Python forbids to daemons.
            self.process = Child(way, work, (theirs, project), name="docgen-build")
        except BaseException:
            self.connection.close()
            raise
        finally:
            theirs.close()
        self.listens = False  # it has a group of its own, and waits for tasks
        self.done = 0

    async def do(self, task: Task, seconds: float, on_event: Callable[[Any], None]) -> Any:
        """Return what `task` gives. Raises RefusedError, LateError and LostError."""
        try:
            async with asyncio.timeout(seconds):
                self.connection.send(task)
                answer = await self.received(on_event)
        except TimeoutError as error:
            raise LateError from error
        except OSError as error:
            raise LostError from error
        self.done += 1
        if isinstance(answer, Refusal):
            raise RefusedError(answer)
        if isinstance(answer, Bug):
            log.error("%s failed:\n%s", task.name, answer.trace)
            raise LostError
        if answer.notes:
            tell_beside(answer.notes)
        return answer.value

    async def received(self, on_event: Callable[[Any], None]) -> Done | Refusal | Bug:
        """Return the answer to a task, events before it handed on. Raises LostError when the process ends."""
        while True:
            while not await readable(self.connection.fileno(), LOOK):
                if not self.process.is_alive() and not self.connection.poll():
                    raise LostError
            try:
                message: Done | Event | Refusal | Bug = self.connection.recv()
            except (EOFError, OSError) as error:
                raise LostError from error
            if not isinstance(message, Event):
                return message
            on_event(message.value)

    def end(self) -> None:
        """End the process and whatever it started."""
        with suppress(OSError):
            self.connection.close()
        for number in (signal.SIGTERM, signal.SIGKILL):
            with suppress(OSError):
                os.killpg(self.process.pid, number) if self.has_group() else self.process.kill()
            self.process.join(1)

    def has_group(self) -> bool:
        """Say whether the group of its number is its own, so that ending the group ends no other.

        A number is given anew only when nobody is left in the group it was of.
        """
        lives = self.process.is_alive()
        try:
            return os.getpgid(self.process.pid) == self.process.pid and lives
        except ProcessLookupError:
            return self.listens


async def readable(descriptor: int, seconds: float) -> bool:
    """Say whether there is something to read within so many seconds: no thread waits for it."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    loop.add_reader(descriptor, ready.set)
    try:
        async with asyncio.timeout(seconds):
            return await ready.wait()
    except TimeoutError:
        return False
    finally:
        loop.remove_reader(descriptor)


class Pool:
    """`size` build processes for one sort of task; at most `waiting` tasks wait for one of them."""

    def __init__(
        self, project: Path, size: int = 1, waiting: int = 50, seconds: float = 60.0, tasks: int = TASKS
    ) -> None:
        self.project, self.size, self.waiting, self.seconds = project, size, waiting, seconds
        self.tasks = tasks
        self.free: asyncio.Queue[Worker | None] = asyncio.Queue()
        self.workers: set[Worker] = set()
        self.queued = 0
        for _ in range(size):
            self.free.put_nowait(None)  # a process is started when it is first needed

    async def call(
        self,
        name: str,
        *arguments: Any,
        lang: str = "zh",
        seconds: float | None = None,
        on_event: Callable[[Any], None] = lambda value: None,
    ) -> Any:
        """Return what the task `name` gives, when a process is free for it.

        Raises BusyError at once when too many wait, RefusedError, LateError, LostError. A caller that is
        cancelled ends the process with its task.
        """
        if self.queued >= self.waiting:
            raise BusyError(after=5)
        self.queued += 1
        try:
            kept = await self.free.get()
        finally:
            self.queued -= 1
        worker = kept
        try:
            worker = self.sound(kept) or await self.started()
            answer = await worker.do(
                Task(name, arguments, lang, ASKER.get()), seconds or self.seconds, on_event
            )
        except RefusedError:
            raise
        except BaseException:
            self.dismiss(worker)
            worker = None
            raise
        finally:
            if worker and worker.done >= self.tasks:
                self.dismiss(worker)
                worker = None
            self.free.put_nowait(worker)
        return answer

    def running(self) -> int:
        """Return how many tasks are being done."""
        return self.size - self.free.qsize()

    def sound(self, kept: Worker | None) -> Worker | None:
        """Return a process that was kept if it still lives: its death in the meantime is no loss."""
        if kept and not kept.process.is_alive():
            self.dismiss(kept)
            return None
        return kept

    async def started(self) -> Worker:
        """Return a new process that listens. Raises LostError when it does not."""
        worker = None
        try:
            async with asyncio.timeout(START):
                worker = await asyncio.to_thread(new_worker, self.project)
                self.workers.add(worker)
                await worker.received(lambda value: None)
        except BaseException as error:
            self.dismiss(worker)
            if isinstance(error, TimeoutError):
                raise LostError from error
            raise
        worker.listens = True
        return worker

    async def warm(self, task: str) -> None:
        """Have a task done before anyone asks, so that the first page is quick; its errors are told then."""
        with suppress(LostError, LateError, BusyError, RefusedError):
            await self.call(task)

    def dismiss(self, worker: Worker | None) -> None:
        """End a process without waiting for it here."""
        if worker:
            self.workers.discard(worker)
            asyncio.get_running_loop().run_in_executor(None, worker.end)

    def alive(self) -> bool:
        """Say whether a process is at hand or can be started for the next task."""
        return all(worker.process.is_alive() for worker in self.workers)

    def close(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.end()
        self.workers.clear()

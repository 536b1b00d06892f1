"""Worker processes of our own, each given one task at a time through a pipe.

A worker that dies or takes too long costs one task, which is told lost; another worker takes its place.
Python's own pools lose every task in hand when one worker dies.
"""

import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import forkserver, get_context
from multiprocessing.connection import Connection, wait
from time import monotonic

from .work import Lost, Outcome, Product, Refused, Task, make

Work = Callable[[Task], Product | Refused]
PATIENCE = 1.0
"""Seconds between two looks at whether a worker has taken too long."""
LOADED = ("docgen.batch.work",)
"""What the fork server has loaded: a worker starts with all of it, and with nothing else of this process."""
START = 120.0
"""Seconds a worker may take to start on a busy machine."""


def prepare() -> None:
    """Have the fork server load what workers need, while this process goes on with something else."""
    forkserver.set_forkserver_preload(list(LOADED))
    forkserver.ensure_running()


@dataclass(frozen=True)
class Limits:
    """What a worker may take."""

    memory: int = 4 << 30  # bytes of address space (RLIMIT_AS); fonts are mapped whole
    seconds: float = 30  # for a task, and …
    seconds_a_letter: float = 5
    tasks: int = 10  # after which a worker is replaced, so that nothing can pile up

    def allowed(self, task: Task) -> float:
        """Return how many seconds a task may take."""
        return self.seconds + self.seconds_a_letter * len(task.letters)


@dataclass
class Worker:
    """One process and the task it has in hand."""

    work: Work
    limits: Limits
    task: Task | None = None
    deadline: float = 0
    ready: bool = False  # it has started and taken up its first task
    done: int = 0
    line: Connection = field(init=False)

    def __post_init__(self) -> None:
        context = get_context("forkserver")
        self.line, theirs = context.Pipe()
        arguments = (theirs, self.work, self.limits.memory)
        self.process = context.Process(target=serve, args=arguments, daemon=True)
        self.process.start()
        theirs.close()

    def give(self, task: Task) -> None:
        """Hand over a task; a worker found dead is told by `taken`."""
        self.task = task
        self.deadline = monotonic() + (self.limits.allowed(task) if self.ready else START)
        try:
            self.line.send(task)
        except OSError:
            self.process.kill()

    def taken(self) -> Outcome | None:
        """Return what became of the task in hand, None while it is being done."""
        try:
            while self.line.poll():
                told: Outcome | None = self.line.recv()
                if told is not None:
                    return told
                self.ready = True
                self.deadline = monotonic() + (self.limits.allowed(self.task) if self.task else 0)
        except (EOFError, OSError):
            return Lost("worker-died")
        if not self.process.is_alive():
            return Lost("worker-died")
        return Lost("worker-too-slow") if monotonic() > self.deadline else None

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()
        self.line.close()


def serve(line: Connection, work: Work, memory: int) -> None:
    """Do tasks as they come, until the other end of the line is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's affair
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    line.send(None)  # ready: the time a task may take is counted from now
    while True:
        try:
            task = line.recv()
        except EOFError:
            return
        line.send(attempt(work, task))


def attempt(work: Work, task: Task) -> Outcome:
    """Do a task; what goes wrong with one letter must not end the batch."""
    try:
        return work(task)
    except MemoryError:
        return Lost("worker-no-memory")
    except Exception as error:  # our bug, told as the reason why a letter is set aside
        return Lost("worker-failed", f"{type(error).__name__}: {error}")


class Local:
    """Some worker processes on this machine."""

    def __init__(self, count: int, limits: Limits | None = None, work: Work = make) -> None:
        self.room = count
        self.limits = limits or Limits()
        self.work = work
        prepare()
        # All at once, so that they start while the first tasks are still being handed over.
        self.idle = [Worker(work, self.limits) for _ in range(count)]
        self.busy: list[Worker] = []

    def submit(self, task: Task) -> None:
        """Give a task to a worker; one is started where none is free."""
        worker = self.idle.pop() if self.idle else Worker(self.work, self.limits)
        worker.give(task)
        self.busy.append(worker)

    def outcome(self) -> tuple[Task, Outcome]:
        """Wait until a worker is done, dead or too slow."""
        while True:
            for worker in self.busy:
                outcome = worker.taken()
                if outcome is not None:
                    return self.released(worker, outcome), outcome
            wait([*(w.line for w in self.busy), *(w.process.sentinel for w in self.busy)], PATIENCE)

    def released(self, worker: Worker, outcome: Outcome) -> Task:
        """Return the task that `worker` had in hand, and keep the worker if it is to do more."""
        self.busy.remove(worker)
        task, worker.task, worker.done = worker.task, None, worker.done + 1
        if isinstance(outcome, Lost) or worker.done >= self.limits.tasks:
            worker.stop()
        else:
            self.idle.append(worker)
        assert task is not None
        return task

    def close(self) -> None:
        """End all workers."""
        for worker in (*self.idle, *self.busy):
            worker.stop()
        self.idle, self.busy = [], []

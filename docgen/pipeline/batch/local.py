"""Worker processes of our own, each given one task at a time through a pipe.

A worker that dies or takes too long costs one task, which is told lost; another worker takes its place.
Python's own pools lose every task in hand when one worker dies.
"""

import resource
import signal
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread
from time import monotonic

from docgen.foundation.durable.scratch import temporary_folder, use
from docgen.foundation.processes.forks import GONE, SERVER, STARTS, Child, preload, prepare

from .backends import Limits
from .work import Lost, Outcome, Product, Refused, Task, make

Work = Callable[[Task], Product | Refused]
PATIENCE = 1.0
"""Seconds between two looks at whether a worker has taken too long."""
LOADED = ("docgen.pipeline.batch.work", "docgen.write.pdf.chunk")
"""What a worker has loaded when it starts."""
TASKS = Path("/proc/self/task")
"""Where Linux lists the threads of a process."""
START = 120.0
"""Seconds a worker may take to start on a busy machine."""
AHEAD = 8
"""How many tasks may lie finished that no one has asked for yet."""


def is_alone() -> bool:
    """Return whether this process has one thread, those of libraries counted in, so that it may be forked."""
    return TASKS.is_dir() and len(list(TASKS.iterdir())) == 1


@dataclass
class Worker:
    """One process and the task it has in hand."""

    work: Work
    limits: Limits
    inherited: tuple[Connection, ...] | None = None  # ends of others' lines; None: start from the fork server
    scratch: Path | None = None  # for temporary files
    task: Task | None = None
    deadline: float = 0
    ready: bool = False  # it has started and taken up its first task
    done: int = 0
    line: Connection = field(init=False)
    process: Child = field(init=False)

    def __post_init__(self) -> None:
        way = SERVER if self.inherited is None else "fork"
        self.line, theirs = Pipe()
        # Our ends in a fork would keep lines open, and with them the others alive, when this process is gone.
        ours = () if self.inherited is None else (self.line, *self.inherited)
        arguments = (theirs, self.work, self.limits.memory, ours, self.scratch)
        try:
            preload(LOADED)
            self.process = Child(way, serve, arguments, daemon=True)
        except BaseException:
            self.line.close()
            raise
        finally:
            theirs.close()

    @property
    def is_dead(self) -> bool:
        """Whether a fork of ours has ended; of others the server would tell, which may be dead itself."""
        return self.inherited is not None and not self.process.is_alive()

    @property
    def signs(self) -> "list[Connection | int]":
        """What is to be waited for: an answer, or an end."""
        return [self.line] if self.inherited is None else [self.line, self.process.sentinel]

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
        if self.is_dead:
            return Lost("worker-died")
        return Lost("worker-too-slow") if monotonic() > self.deadline else None

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()
        self.line.close()


def serve(
    line: Connection, work: Work, memory: int, ours: tuple[Connection, ...], scratch: Path | None
) -> None:
    """Do tasks as they come, until the other end of the line is closed; `ours` are ends not to hold."""
    for end in ours:
        end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's affair
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    use(scratch)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with suppress(*GONE):  # the main process has ended, or given us up
        line.send(None)  # ready: the time a task may take is counted from now
        while True:
            line.send(attempt(work, line.recv()))


def attempt(work: Work, task: Task) -> Outcome:
    """Do a task; what goes wrong with one letter must not end the batch."""
    try:
        return work(task)
    except MemoryError:
        return Lost("worker-no-memory")
    except Exception as error:  # our bug, told as the reason why a letter is set aside
        return Lost("worker-failed", f"{type(error).__name__}: {error}")


class Local:
    """Some worker processes on this machine.

    The first are forks of this process, made while it is small and has one thread, for a start from nothing
    costs as much as sixty letters. Where that cannot be, and for those that replace others later, there is a
    server to be forked, which has loaded what they need and holds nothing else.
    """

    def __init__(self, count: int, limits: Limits | None = None, work: Work = make) -> None:
        self.room = count
        self.limits = limits or Limits()
        self.work = work
        self.idle: list[Worker] = []
        self.busy: list[Worker] = []
        self.begun: list[Task] = []  # tasks that no one has asked for yet
        self.waiting: deque[Task] = deque()  # tasks that were asked for and no worker has yet
        self.done: list[tuple[Task, Outcome]] = []
        self.start: Thread | None = None
        self.ending = ExitStack()
        self.scratch = self.ending.enter_context(temporary_folder())
        if is_alone():
            for module in LOADED:
                import_module(module)
            for _ in range(count):
                self.idle.append(self.forked())
        else:
            prepare(LOADED)
            # Beside what else goes on: the server answers only when it has loaded everything.
            self.start = Thread(target=self.started_beside, args=(count,), daemon=True)
            self.start.start()

    def forked(self) -> Worker:
        """Return a worker that is a fork of this process."""
        return Worker(self.work, self.limits, tuple(worker.line for worker in self.idle), self.scratch)

    def started(self, count: int) -> None:
        """Start so many workers from the server."""
        for _ in range(count):
            self.idle.append(Worker(self.work, self.limits, scratch=self.scratch))

    def started_beside(self, count: int) -> None:
        """Start so many workers in a thread; where that fails, whoever needs one tries again and is told."""
        with suppress(*GONE):
            self.started(count)

    def settle(self) -> None:
        """Wait until the first workers have started."""
        if self.start:
            self.start.join()

    def begin(self, task: Task) -> None:
        """Begin with a task that may be asked for later, if a worker is free and not too much is done."""
        self.collect()
        if self.idle and len(self.done) < AHEAD:
            self.give(task)
            self.begun.append(task)

    @property
    def is_used(self) -> bool:
        """Whether a task was ever given to it."""
        return bool(self.busy or self.done or self.waiting) or any(worker.done for worker in self.idle)

    def submit(self, task: Task) -> None:
        """See to it that a task is done."""
        if task in self.begun:
            self.begun.remove(task)
        else:
            self.waiting.append(task)
            self.give_out()

    def outcome(self) -> tuple[Task, Outcome]:
        """Wait until a worker is done, dead or too slow with what was asked for."""
        while True:
            self.collect()
            self.give_out()
            for index, (task, _) in enumerate(self.done):
                if task not in self.begun:
                    return self.done.pop(index)
            wait([sign for worker in self.busy for sign in worker.signs], PATIENCE)

    def give_out(self) -> None:
        """Give tasks to workers that are free; one is started in the place of each that was stopped.

        Where none can be started, this process does a task itself.
        """
        self.settle()
        while self.waiting and len(self.busy) < self.room:
            if self.idle or self.is_replaced():
                self.give(self.waiting.popleft())
            elif self.busy:
                return  # those that still work will take it
            else:
                task = self.waiting.popleft()
                self.done.append((task, attempt(self.work, task)))
                return

    def is_replaced(self) -> bool:
        """Start a worker from the server, which is started again where it has died; say whether that went."""
        for _ in range(STARTS):
            with suppress(*GONE):
                self.started(1)
                return True
        return False

    def give(self, task: Task) -> None:
        """Give a task to a worker that is free."""
        worker = self.idle.pop()
        worker.give(task)
        self.busy.append(worker)

    def collect(self) -> None:
        """Take over what became of tasks."""
        for worker in list(self.busy):
            outcome = worker.taken()
            if outcome is not None:
                self.done.append((self.released(worker, outcome), outcome))

    def released(self, worker: Worker, outcome: Outcome) -> Task:
        """Return the task that `worker` had in hand, and keep the worker if it is to do more."""
        self.busy.remove(worker)
        task, worker.task, worker.done = worker.task, None, worker.done + 1
        if isinstance(outcome, Lost) or worker.done >= self.limits.tasks:
            worker.stop()
        else:
            self.idle.append(worker)
        if worker.done == self.limits.tasks - 1:
            prepare(LOADED)  # it will soon be replaced
        assert task is not None
        return task

    def close(self) -> None:
        """End all workers."""
        self.settle()
        for worker in (*self.idle, *self.busy):
            worker.stop()
        self.idle, self.busy = [], []
        self.ending.close()

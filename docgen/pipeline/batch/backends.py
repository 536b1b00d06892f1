"""Who does the work of a batch: this process, processes of its own, or a Dask cluster.

A backend only carries tasks to workers and outcomes back, in any order; what is finished the journal knows.
"""

from collections import deque
from dataclasses import dataclass
from typing import Protocol

from docgen.foundation.time_limit import TooLongError, time_limit

from .work import Lost, Outcome, Task, leave_none, make


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


class Backend(Protocol):
    """Does tasks."""

    room: int
    """How many tasks it takes on at once."""

    def submit(self, task: Task) -> None:
        """Take on a task."""

    def outcome(self) -> tuple[Task, Outcome]:
        """Wait until a task taken on is done, and return what became of it."""

    def close(self) -> None:
        """Let all workers go; tasks not yet done are given up."""


class Inline:
    """Does every task in this process: for few letters, for which a worker's start would cost more."""

    room = 1

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.tasks: deque[Task] = deque()

    def submit(self, task: Task) -> None:
        """Take on a task; it is done when its outcome is asked for."""
        self.tasks.append(task)

    def outcome(self) -> tuple[Task, Outcome]:
        """Do the oldest task."""
        task = self.tasks.popleft()
        try:
            with time_limit(self.limits.allowed(task)):
                return task, make(task)
        except TooLongError:
            return task, Lost("worker-too-slow")

    def close(self) -> None:
        """Let go of what stands of the last task."""
        leave_none()

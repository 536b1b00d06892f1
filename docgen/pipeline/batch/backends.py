"""Who does the work of a batch: this process, processes of its own, or a Dask cluster.

A backend only carries tasks to workers and outcomes back, in any order; what is finished the journal knows.
"""

from collections import deque
from typing import Protocol

from .work import Outcome, Task, make


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

    def __init__(self) -> None:
        self.tasks: deque[Task] = deque()

    def submit(self, task: Task) -> None:
        """Take on a task; it is done when its outcome is asked for."""
        self.tasks.append(task)

    def outcome(self) -> tuple[Task, Outcome]:
        """Do the oldest task."""
        task = self.tasks.popleft()
        return task, make(task)

    def close(self) -> None:
        """Nothing is to be let go."""

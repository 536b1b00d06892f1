"""How batches are made: by whom, whether a print file is wanted, and who is told how far they are."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.foundation.errors import MachineError, Problem

from .backends import Backend, Inline
from .plan import LARGEST, Batch, PrintOrder
from .running import Progress, Result, run

if TYPE_CHECKING:
    from .local import Local


EARLY = 4
"""How many workers are started at most before it is known how many letters there are."""


@contextmanager
def silently(name: str, total: int) -> Iterator[Progress]:
    """Tell no one how far the batch `name` of `total` letters is."""
    yield lambda count: None


@dataclass(frozen=True)
class Manner:
    """What the caller asks of all batches of a run."""

    workers: int | None = None  # 0: this process does all; None: as the number of letters suggests
    scheduler: str = ""  # of a Dask cluster
    combined: PrintOrder | None = None
    counting: Callable[[str, int], AbstractContextManager[Progress]] = silently

    def count(self, letters: int) -> int:
        """Return how many worker processes so many letters get."""
        if self.workers is not None:
            return self.workers
        return len(os.sched_getaffinity(0)) if letters > LARGEST else 0


class Hands:
    """Who makes the batches of a run. Workers begin with the first gatherings while others are composed."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.local: Local | None = None

    def foresee(self) -> None:
        """Have workers start before a roster is read: so small a process is quickly forked."""
        count = min(self.manner.count(LARGEST + 1), EARLY)
        if self.local is None and count and not self.manner.scheduler:
            from .local import Local

            self.local = Local(count)

    def expect(self, letters: int) -> None:
        """Let workers go again if so many letters need none; else there may be as many as they get."""
        count = self.manner.count(letters) if letters > 1 else 0
        if self.local and count:
            self.local.room = count
        elif self.local and not self.local.is_used:
            self.close()

    def begin(self, batch: Batch) -> None:
        """Begin with letters of a batch as far as workers are free; nothing is filed before `made`."""
        if self.local:
            for task in batch.tasks():
                self.local.begin(task)

    def made(self, batch: Batch, out: Path) -> Result:
        """Make a batch and file it in `out`. Raises what `run` and `backend` raise."""
        letters = len(batch.letters)
        with self.backend(letters) as backend, self.manner.counting(batch.name, letters) as told:
            return run(batch, backend, out, told)

    @contextmanager
    def backend(self, letters: int) -> Iterator[Backend]:
        """Give who is to make a batch of so many letters.

        Raises MachineError when the cluster asked for cannot be reached.
        """
        if self.local:
            yield self.local
            return
        with closing(cluster(self.manner.scheduler) if self.manner.scheduler else Inline()) as backend:
            yield backend

    def close(self) -> None:
        """Let all workers go."""
        if self.local:
            self.local.close()
        self.local = None


def cluster(address: str) -> Backend:
    """Return the cluster at `address`."""
    try:
        from .cluster import Cluster
    except ModuleNotFoundError as error:
        raise MachineError([Problem("cluster-not-installed")]) from error
    return Cluster(address)


USUAL = Manner()
ALONE = Manner(workers=0)
"""This process does all."""

"""How batches are made: by whom, whether a print file is wanted, and who is told how far they are."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..errors import MachineError, Problem
from .backends import Backend, Inline
from .plan import LARGEST, Batch, PrintOrder
from .running import Progress, Result, run


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

    def expect(self, letters: int) -> None:
        """Have workers' libraries loaded while so many letters are composed, if they get any workers."""
        if self.count(letters) and letters > 1 and not self.scheduler:
            from .local import prepare

            prepare()

    def made(self, batch: Batch, out: Path) -> Result:
        """Make a batch and file it in `out`. Raises what `run` and `backend` raise."""
        letters = len(batch.letters)
        with closing(self.backend(letters)) as backend, self.counting(batch.name, letters) as told:
            return run(batch, backend, out, told)

    def count(self, letters: int) -> int:
        """Return how many worker processes so many letters get."""
        if self.workers is not None:
            return self.workers
        return len(os.sched_getaffinity(0)) if letters > LARGEST else 0

    def backend(self, letters: int) -> Backend:
        """Return who is to make a batch of so many letters.

        Raises MachineError when the cluster asked for cannot be reached.
        """
        if self.scheduler:
            return cluster(self.scheduler)
        if not self.count(letters):
            return Inline()
        from .local import Local

        return Local(self.count(letters))


def cluster(address: str) -> Backend:
    """Return the cluster at `address`."""
    try:
        from .cluster import Cluster
    except ModuleNotFoundError as error:
        raise MachineError([Problem("cluster-not-installed")]) from error
    return Cluster(address)


USUAL = Manner()

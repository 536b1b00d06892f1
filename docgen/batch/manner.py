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


@dataclass
class Crew:
    """Who makes the batches of one run. Workers start while the letters are still being composed."""

    manner: Manner
    workers: Backend | None = None

    def expect(self, letters: int) -> None:
        """Have worker processes start, if so many letters get any."""
        if self.workers is None and not self.manner.scheduler and self.manner.count(letters) and letters > 1:
            self.workers = self.manner.backend(letters)

    def made(self, batch: Batch, out: Path) -> Result:
        """Make a batch and file it in `out`. Raises what `run` and `Manner.backend` raise."""
        letters = len(batch.letters)
        with self.backend(letters) as backend, self.manner.counting(batch.name, letters) as told:
            return run(batch, backend, out, told)

    @contextmanager
    def backend(self, letters: int) -> Iterator[Backend]:
        """Lend the workers that have started, or others for so many letters."""
        if self.workers and self.manner.count(letters):
            yield self.workers
        else:
            with closing(self.manner.backend(letters)) as backend:
                yield backend

    def close(self) -> None:
        """Let the workers go."""
        if self.workers:
            self.workers.close()


def cluster(address: str) -> Backend:
    """Return the cluster at `address`."""
    try:
        from .cluster import Cluster
    except ModuleNotFoundError as error:
        raise MachineError([Problem("cluster-not-installed")]) from error
    return Cluster(address)


USUAL = Manner()

"""Who makes the batches of a build: this process, workers that begin early, or a cluster."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from docgen.foundation.errors import MachineError, Problem

from ..options import BatchOptions
from . import running
from .backends import Backend, Inline
from .plan import LARGEST, Batch
from .running import Result

if TYPE_CHECKING:
    from .local import Local


EARLY = 4
"""How many workers are started at most before it is known how many letters there are."""


class BatchRunner:
    """Has the batches of a build made by as many processes as suit them.

    Workers begin with the first gatherings while others are composed.
    """

    def __init__(self, options: BatchOptions) -> None:
        self.options = options
        self.local: Local | None = None
        self.run_mark = token_hex(8)  # of all that is made by it, of one state of the files

    def prestart(self) -> None:
        """Have workers start before a roster is read: so small a process is quickly forked."""
        count = min(self.options.count(LARGEST + 1), EARLY)
        if self.local is None and count and not self.options.scheduler:
            from .local import Local

            self.local = Local(count)

    def resize(self, letters: int) -> None:
        """Let workers go again if so many letters need none; else there may be as many as they get."""
        count = self.options.count(letters) if letters > 1 else 0
        if self.local and count:
            self.local.room = count
        elif self.local and not self.local.is_used:
            self.close()

    def begin(self, batch: Batch) -> None:
        """Begin with letters of a batch as far as workers are free; nothing is filed before `run`."""
        if self.local:
            for task in batch.tasks():
                self.local.begin(task)

    def run(self, batch: Batch, out: Path) -> Result:
        """Make a batch and file it in `out`. Raises what `run` and `backend` raise."""
        letters = len(batch.letters)
        with self.backend(letters) as backend, self.options.counting(batch.name, letters) as progress:
            return running.run(batch, backend, out, progress)

    @contextmanager
    def backend(self, letters: int) -> Iterator[Backend]:
        """Give who is to make a batch of so many letters.

        Raises MachineError when the cluster asked for cannot be reached.
        """
        if self.local:
            yield self.local
            return
        with closing(cluster(self.options.scheduler) if self.options.scheduler else Inline()) as backend:
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


ALONE = BatchOptions(workers=0)
"""This process does all."""

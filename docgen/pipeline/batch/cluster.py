"""A Dask cluster as the workers of a batch: `docgen[cluster]`, `--scheduler tls://…`.

Letters are personal, and whoever speaks to a Dask worker runs what he likes on it: another machine is
reached by TLS alone, with the certificates of Dask's own settings (`distributed.comm.tls`).

Dask carries tasks to workers and does them again where a worker dies; what is finished the journal knows.
Tasks go out in windows, for a worker that dies puts all tasks queued on it under suspicion. Pages travel
composed, so it reads no templates; its fonts and its docgen must be those of the machine that composed them.
"""

import ipaddress
from urllib.parse import urlsplit

from distributed import Client, Future, as_completed

from docgen.foundation.errors import MachineError, Problem

from .work import Lost, Outcome, Task, make

PATIENCE = "10s"
"""How long the scheduler is waited for."""


class Cluster:
    """The workers of a Dask scheduler."""

    def __init__(self, address: str) -> None:
        """Connect to the scheduler; raises MachineError when it cannot be reached, or not safely."""
        if not is_private(address):
            raise MachineError([Problem("scheduler-unsafe", values={"address": address})])
        try:
            self.client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, TypeError, ValueError) as error:  # TypeError: TLS without a certificate
            raise MachineError([Problem("scheduler-missing", values={"address": address})]) from error
        self.room = 2 * max(1, sum(self.client.nthreads().values()))
        self.tasks: dict[Future, Task] = {}
        self.done = as_completed(loop=self.client.loop)

    def submit(self, task: Task) -> None:
        """Send a task to the cluster."""
        future = self.client.submit(make, task, pure=False)
        self.tasks[future] = task
        self.done.add(future)

    def outcome(self) -> tuple[Task, Outcome]:
        """Wait for a task."""
        future = next(self.done)
        task = self.tasks.pop(future)
        error = future.exception()
        if error is None:
            return task, future.result()
        return task, Lost("worker-failed", f"{type(error).__name__}: {error}")

    def close(self) -> None:
        """Leave the cluster; its workers go on for others."""
        self.client.close()


def is_private(address: str) -> bool:
    """Return whether nobody else can listen on the way to an address: TLS, or this machine itself."""
    try:
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme in ("tls", "wss"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""Processes that are forks of one which has loaded what they need and holds nothing else: a fork server's.

A start from nothing costs seconds, and a program with threads may not be forked itself. Python's server may
die, and takes none of its forks along; whether a process lives is therefore asked of the system, not of it.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, get_all_start_methods, get_context
from multiprocessing.connection import wait
from typing import Any
from weakref import finalize

SERVER, AFRESH = "forkserver", "spawn"
"""Python's names for two ways to start a process: from the server, and from nothing."""
GONE = (OSError, EOFError)
"""What is raised where the fork server has died; it is started again with the next process."""
STARTS = 3
"""How often a process is to be started from the server before one goes on without."""


def ways() -> tuple[str, ...]:
    """Return how a process is to be started, the next way where one did not go: the server may have died.

    Each try needs a pipe of its own: of one that failed a fork may be left.
    """
    return (*[SERVER for _ in range(STARTS) if SERVER in get_all_start_methods()], AFRESH)


def prepare(modules: Sequence[str]) -> None:
    """Have the fork server load what its forks need, while this process goes on with something else."""
    preload(modules)
    with without_interrupts(), suppress(*GONE):
        forkserver.ensure_running()


def preload(modules: Sequence[str]) -> None:
    """Have the fork server load modules when it starts, also when it is started again."""
    forkserver.set_forkserver_preload([*modules])


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Have processes that are started in this block not heed Ctrl-C, which is the main process's affair."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Child:
    """A process that was started, by Python's name for the way: `fork` is one of this process itself.

    A daemon starts no process by Python's means. Raises OSError and EOFError where it could not be started.
    """

    def __init__(
        self,
        way: str,
        work: Callable[..., None],
        arguments: tuple[Any, ...],
        name: str | None = None,
        daemon: bool = False,
    ) -> None:
        context: Any = get_context(way)
        self.process = context.Process(target=work, args=arguments, name=name, daemon=daemon)
        with without_interrupts():
            self.process.start()
        self.handle = handle_of(self.pid)  # once it has ended, its number may be another's
        if self.handle is not None:
            finalize(self, os.close, self.handle).atexit = False

    @property
    def pid(self) -> int:
        """The number of the process."""
        return int(self.process.pid)

    @property
    def sentinel(self) -> int:
        """What can be waited for until a fork of this process ends; of others also until the server does."""
        return int(self.process.sentinel)

    def is_alive(self) -> bool:
        """Say whether the process lives, also one whose server has died."""
        has_ended = not self.process.is_alive()  # asked in any case: it takes away what is left of one
        return not has_ended if self.handle is None else not wait([self.handle], 0)

    def kill(self) -> None:
        """End the process, also one whose server has died and does not know it any more."""
        if self.handle is None:
            self.process.kill()
        else:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.handle, signal.SIGKILL)

    def join(self, seconds: float | None = None) -> None:
        """Wait until the process has ended, no longer than so many seconds."""
        if self.handle is None or wait([self.handle], seconds):
            self.process.join(seconds)


def handle_of(number: int) -> int | None:
    """Return a handle of a process, None where the system has none."""
    try:
        return os.pidfd_open(number)
    except (OSError, AttributeError):
        return None

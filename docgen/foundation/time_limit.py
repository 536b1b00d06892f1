"""Work that may take so much of the processor's time and no more.

Counted is the time that the thread itself is at work, so a busy machine stops nothing that is sound. A thread
that watches has Python raise in the one that works; what runs outside Python (a font being cut) ends first.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread, get_ident

PATIENCE = 0.25
"""Seconds by the clock between two looks."""


class TooLongError(BaseException):
    """The time is up; no Exception, so that nothing that is tried on the way takes it for its own."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooLongError in this thread when the block takes more than `seconds` of the processor's time.

    None is raised after the block: that it is over is said first, and an error on its way is met here.
    """
    watch = Watch(get_ident(), seconds)
    try:
        watch.thread.start()
        watch.armed = True
        yield
    finally:
        watch.over = True
        while True:
            try:
                if watch.is_due():
                    watch.thread.join()
                    raise_in(watch.worker, None)
                break
            except TooLongError:
                continue


class Watch:
    """Looks at how long a thread has worked, until that is over."""

    def __init__(self, worker: int, seconds: float) -> None:
        self.worker, self.clock = worker, time.pthread_getcpuclockid(worker)
        self.until = time.clock_gettime(self.clock) + seconds
        self.armed = self.over = False  # nothing is raised before the one or after the other
        self.thread = Thread(target=self.look, daemon=True)

    def is_due(self) -> bool:
        """Say whether the thread has worked for longer than it may; only then is anything raised in it."""
        return time.clock_gettime(self.clock) > self.until

    def look(self) -> None:
        """Raise in the thread that works, again and again when its time is up: one error may go unheard."""
        with suppress(OSError):  # the thread has ended, and its clock with it
            while not self.over:
                time.sleep(PATIENCE)
                if self.armed and not self.over and self.is_due() and not self.over:
                    raise_in(self.worker, TooLongError)


def raise_in(worker: int, error: type[BaseException] | None) -> None:
    """Have Python raise an error in a thread before its next step; None takes back what is not raised yet."""
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(worker), error and ctypes.py_object(error))

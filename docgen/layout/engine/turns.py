"""WeasyPrint by turns: of the threads of one process only one is in it at a time.

Pango lets several threads work at once only where they share no font map, and WeasyPrint's
objects are freed by whichever thread happens to collect garbage, while another may be drawing; the doors in
this folder keep what they know in plain dictionaries. Threads lose little by taking turns: most of the work
is Python's, which lets one run at a time anyway.

For WeasyPrint 70. Upstream: its makers know of crashes in threads and of no cure (Kozea/WeasyPrint #684,
#1402). Held by: tests/layout/test_turns.py::test_no_two_threads_are_in_weasyprint_at_once
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock, RLock, active_count

turn = RLock()
"""Held by the thread that is in WeasyPrint."""


class Collector:
    """Python's search for cycles, put off while anybody asks for that; then as it was before."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.askers = 0
        self.was_on = False

    @contextmanager
    def put_off(self) -> Iterator[None]:
        """Put it off while the block runs, in all threads."""
        with self.lock:
            if not self.askers:
                self.was_on = gc.isenabled()
                gc.disable()
            self.askers += 1
        try:
            yield
        finally:
            with self.lock:
                self.askers -= 1
                if not self.askers and self.was_on:
                    gc.enable()


collector = Collector()


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait for the turn, and have it while the block runs; no thread frees what is drawn with meanwhile."""
    with turn, collector.put_off() if active_count() > 1 else nullcontext():
        yield


def collect() -> None:
    """Clear away what was left behind in cycles, while nobody draws."""
    with turn:
        gc.collect()

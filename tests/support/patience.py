"""Waits for what is to come as long as the machine needs now: by a ratio, for how fast it is says nothing."""

import time
from collections.abc import Callable

TIMES = 40
"""How many times longer than what came before the next may take, on a machine that is busy by turns."""


def comes(wanted: Callable[[], object], since: float) -> bool:
    """Say whether something comes within TIMES as long as has passed since a moment of time.monotonic()."""
    now = time.monotonic()
    while not (found := wanted()) and time.monotonic() - now < TIMES * (now - since):
        time.sleep(0.02)
    return bool(found)

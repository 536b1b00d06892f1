"""Tells whether work grows in proportion to its input: by a ratio, for how fast a machine is says nothing."""

import time
from collections.abc import Callable
from typing import TypeVar

Input = TypeVar("Input")

NOTICED = 0.02
"""Seconds below which a time is mostly the clock's own."""

LINEAR = 8
"""The growth still called linear: four times the input takes 4 times as long, 16 when all meets all."""


def growth(work: Callable[[Input], object], small: Input, fourfold: Input) -> float:
    """Return how many times longer the fourfold input takes in processor time, the least of three tries."""
    return _seconds(work, fourfold) / max(_seconds(work, small), NOTICED)


def _seconds(work: Callable[[Input], object], given: Input) -> float:
    def once() -> float:
        begun = time.thread_time()
        work(given)
        return time.thread_time() - begun

    return min(once() for _ in range(3))

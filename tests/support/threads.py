"""Work done by several threads at once, which take turns as often as can be."""

import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")
HASTY = 1e-4
"""Seconds after which a thread is interrupted; usually it is fifty times as long."""


def in_threads(work: Callable[[Item], Made], items: Iterable[Item]) -> list[Made]:
    """Return what `work` returns for each item, four at a time."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(HASTY)
    try:
        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(work, items))
    finally:
        sys.setswitchinterval(before)

"""Processes that build: each does one task at a time, and one that dies or hangs costs one task.

They are started afresh (`spawn`), so they share nothing with the web process or with each other.
"""

from .pool import ASKER, BusyError, LateError, LostError, Pool, RefusedError, told_beside
from .process import Asker, Refusal, Told

__all__ = [
    "ASKER",
    "Asker",
    "BusyError",
    "LateError",
    "LostError",
    "Pool",
    "Refusal",
    "RefusedError",
    "Told",
    "told_beside",
]

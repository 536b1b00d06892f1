"""Processes that build: each does one task at a time, and one that dies or hangs costs one task.

They are started afresh (`spawn`), so they share nothing with the web process or with each other.
"""

from .pool import (
    ASKER,
    Asker,
    BusyError,
    LateError,
    LostError,
    Pool,
    Refusal,
    RefusedError,
    Told,
    told_beside,
)

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

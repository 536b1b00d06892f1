"""Processes that build: each does one task at a time, and one that dies or hangs costs one task.

They are forks of a server that has loaded what they need and does nothing itself, so they share nothing with
the web process or with each other.
"""

from .pool import ASKER, BusyError, LateError, LostError, Pool, RefusedError, told_beside
from .process import Asker, Refusal, Told

POOLS = ("previews", "records", "rosters", "builds")
"""The pools of a server, by what their tasks are about: none waits for another."""

__all__ = [
    "ASKER",
    "POOLS",
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

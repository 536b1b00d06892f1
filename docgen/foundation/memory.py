"""What was worked out from files, kept while those files stay as they are: for processes that run for months.

A function marked `kept` works anew only when a file it looked at has changed, come or gone, so that another
template, font or list of offices shows in the next build. Nobody lists those files: whoever reads one, or
looks whether it is there, says so by `look`. What is kept is shared, by threads too: no one may change it.
"""

import os
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")

State = tuple[int, ...]
"""What tells one state of a file from another; empty for a file that is not there."""
Looks = dict[str, State]
"""What was looked at, and how it was before it was read."""

FRESH = 50_000_000
"""Nanoseconds after a change in which another one might bear the same time (a tick of the kernel is 1 to 10
ms): what was read then is not kept."""

looks: ContextVar[Looks | None] = ContextVar("looks", default=None)
"""What the kept function that is at work has looked at so far."""
sure: ContextVar["set[Entry[Any]] | None"] = ContextVar("sure", default=None)
"""What was found to hold within the block of `steady`."""
once_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("once_known", default=None)
"""What was worked out within that block by `once`."""
young: ContextVar["dict[Hashable, Entry[Any]] | None"] = ContextVar("young", default=None)
"""What was worked out within that block from files changed too lately to be kept beyond it."""


def state(path: str) -> State:
    """Return the state of a file or folder: which it is, how long, when its content and its entry changed."""
    try:
        found = os.stat(path)  # noqa: PTH116 - by name: a build looks some hundred times
    except (OSError, ValueError):
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def look(path: Path) -> Path:
    """Return `path`, noting that what is being worked out depends on it: call this before reading it.

    Of a folder its list of names is looked at.
    """
    noted = looks.get()
    if noted is not None:
        name = os.fspath(path)
        if name not in noted:
            noted[name] = state(name)
    return path


@dataclass(frozen=True, eq=False)
class Entry(Generic[Value]):
    """One value, and what was looked at for it."""

    value: Value
    looks: Looks

    def holds(self) -> bool:
        """Return whether everything is as it was; asked once in a `steady` block."""
        known = sure.get()
        if known is not None and self in known:
            return True
        if any(state(path) != was for path, was in self.looks.items()):
            return False
        self.become_sure()
        return True

    def become_sure(self) -> None:
        """Note that this need not be looked at again within the `steady` block."""
        if (known := sure.get()) is not None:
            known.add(self)

    @property
    def is_settled(self) -> bool:
        """Whether nothing looked at was changed so lately that a next change might not show."""
        now = time.time_ns()
        return not any(now - changed < FRESH for found in self.looks.values() for changed in found[-1:])


def kept(most: int) -> Callable[[Callable[Arguments, Value]], Callable[Arguments, Value]]:
    """Return a decorator that keeps what a function returns for its last `most` arguments.

    Errors are not kept.
    """

    def decorated(function: Callable[Arguments, Value]) -> Callable[Arguments, Value]:
        entries: OrderedDict[Hashable, Entry[Value]] = OrderedDict()
        lock = Lock()

        @wraps(function)
        def asked(*arguments: Arguments.args, **named: Arguments.kwargs) -> Value:
            key = (arguments, tuple(named.items()))
            unsettled = young.get()
            with lock:
                entry = entries.get(key)
                if entry:
                    entries.move_to_end(key)
            for known in (entry, unsettled and unsettled.get((function, key))):
                if known and known.holds():
                    note(known.looks)
                    return known.value
            entry = worked_out(lambda: function(*arguments, **named))
            if entry.is_settled:
                with lock:
                    entries[key] = entry
                    entries.move_to_end(key)
                    while len(entries) > most:
                        entries.popitem(last=False)
            elif unsettled is not None:
                unsettled[function, key] = entry
            return entry.value

        return asked

    return decorated


def worked_out(work: Callable[[], Value]) -> Entry[Value]:
    """Return what `work` returns, and what it looked at."""
    noted: Looks = {}
    before = looks.set(noted)
    try:
        entry = Entry(work(), noted)
    finally:
        looks.reset(before)
        note(noted)
    entry.become_sure()
    return entry


def once(key: Hashable, work: Callable[[], Value]) -> Value:
    """Return what `work` returns, worked out once within a `steady` block, and outside of one each time.

    For what keeps itself, and takes long to see that it still holds.
    """
    known = once_known.get()
    if known is None or looks.get() is not None:  # who notes what was looked at must have it looked at
        return work()
    if key not in known:
        known[key] = work()
    found: Value = known[key]
    return found


def note(others: Looks) -> None:
    """Note for the function at work what one that it asked has looked at."""
    noted = looks.get()
    if noted is not None:
        for path, was in others.items():
            noted.setdefault(path, was)


@contextmanager
def steady() -> Iterator[None]:
    """Let what is kept be compared with its files once only while the block runs: one build, one state.

    So the letters of a batch cannot be of two templates, and a thousand of them cost no thousand looks.
    """
    before, kept_before, once_before = sure.set(set()), young.set({}), once_known.set({})
    try:
        yield
    finally:
        sure.reset(before)
        young.reset(kept_before)
        once_known.reset(once_before)

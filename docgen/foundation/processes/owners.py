"""Who is at work on a file: a machine and a process, in a name that another process can judge."""

import os
import platform
from functools import cache
from hashlib import sha256
from pathlib import Path

SPACE = Path("/proc/self/ns/pid")
"""Where Linux says among which processes ours has its number: containers of one machine count apart."""


@cache
def machine() -> str:
    """Return a short mark of where a process has its number: of the machine, and the container in it."""
    try:
        space = str(SPACE.readlink())
    except OSError:
        space = ""
    return sha256(f"{platform.node()} {space}".encode()).hexdigest()[:8]


def here() -> str:
    """Return the name of this process: `3f2a9c01-4711`."""
    return f"{machine()}-{os.getpid()}"


def is_gone(name: str) -> bool:
    """Say whether a process is known to have ended; of another machine's nothing is known."""
    where, _, number = name.partition("-")
    if where != machine() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False

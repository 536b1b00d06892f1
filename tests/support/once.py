"""What is made once in a run of all tests, by whichever of its processes asks for it first.

tests/conftest.py says where it is kept; a process that pytest did not begin keeps nothing and finds nothing:
it may be there to make all anew and show that the bytes are the same.
"""

import fcntl
import pickle
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

Value = TypeVar("Value")

folder: Path | None = None
"""Where this run keeps what it made."""


def made_once(key: str, make: Callable[[], Value]) -> Value:
    """Return what `make` returns, made before under the same key or now; others wait for it meanwhile."""
    if folder is None:
        return make()
    path = folder / sha256(key.encode()).hexdigest()
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if path.exists():
            kept: Value = pickle.loads(path.read_bytes())
            return kept
        value = make()
        path.write_bytes(pickle.dumps(value))
        return value

"""Where a project's register is, and how it is begun and opened.

It is `register.db` in the project's folder, or the PostgreSQL server that `register.yaml` there names.
"""

from collections.abc import Sequence
from pathlib import Path

from docgen.foundation.errors import ConflictError, ContentError, Finding, Place, Problem

from .register import Clock, Register, now
from .stores import sqlite

FILE = "register.db"


def is_begun(root: Path) -> bool:
    """Say whether the project at `root` has a register."""
    return (root / FILE).exists()


def begin_register(root: Path, counted: Sequence[str] = (), clock: Clock = now) -> Register:
    """Begin the register of the project at `root` and return it, open.

    `counted` are the last numbers that were given before, each of its series.
    Raises ConflictError where there is one already, MachineError when the disk refuses.
    """
    file = root / FILE
    if file.exists():
        raise ConflictError([Problem("register-begun", Place(file))])
    sqlite.begin(file)
    register = open_register(root, clock)
    with register.changing():
        register.record("begun", "")
        for number in counted:
            register.count_from(number)
    return register


def open_register(root: Path, clock: Clock = now) -> Register:
    """Open the register of the project at `root`.

    Raises ContentError where none is begun, MachineError for one that cannot be used here, ConflictError when
    others have it for too long.
    """
    file = root / FILE
    if not file.exists():
        raise ContentError([Problem("register-missing", Place(file))])
    store = sqlite.opened(file)
    register = Register(store, clock=clock)
    if store.on_share:
        register.notice(Finding("register-on-share", Place(file)))
    return register

"""Where a project's register is, and how it is begun and opened.

It is `register.db` in the project's folder, or the PostgreSQL server that `register.server` there names.
"""

from collections.abc import Sequence
from pathlib import Path

from docgen.foundation.errors import ConflictError, ContentError, Finding, Place, Problem
from docgen.foundation.files import explain_errors, write_new

from .register import Clock, Register, now
from .stores import postgresql, sealing, sqlite

FILE = "register.db"


SERVER = "register.server"


def is_begun(root: Path) -> bool:
    """Say whether the project at `root` has a register."""
    return (root / FILE).exists() or (root / SERVER).exists()


def server_of(root: Path) -> str:
    """Return the server that a project names for its register, empty for none."""
    with explain_errors(root):
        told = (root / SERVER).read_text("utf-8-sig") if (root / SERVER).exists() else ""
    lines = (line.strip() for line in told.splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "")


def begin_register(root: Path, counted: Sequence[str] = (), clock: Clock = now, server: str = "") -> Register:
    """Begin the register of the project at `root` and return it, open.

    `counted` are the last numbers that were given before, each of its series; `server` says, as libpq has it,
    where a PostgreSQL server keeps it: else it is a file.
    Raises ConflictError where there is one or was one, MachineError when the disk or the server refuses.
    """
    if is_begun(root):
        raise ConflictError([Problem("register-begun", Place(root / FILE))])
    refuse_lost(root / FILE)
    if server:
        postgresql.begin(root / SERVER, server)
        write_new({root / SERVER: f"{server}\n".encode()})
    else:
        sqlite.begin(root / FILE)
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
    if server := server_of(root):
        return Register(postgresql.opened(root / SERVER, server), clock=clock)
    if not file.exists():
        refuse_lost(file)
        raise ContentError([Problem("register-missing", Place(file))])
    store = sqlite.opened(file)
    register = Register(store, clock=clock)
    if store.on_share:
        register.notice(Finding("register-on-share", Place(file)))
    if behind := sealing.events_lost(store):
        register.notice(Finding("register-behind", Place(file), {"places": behind}))
    return register


def refuse_lost(file: Path) -> None:
    """Raise ConflictError where a register was: one begun anew would give its numbers again."""
    if sealing.seal_file(file).exists():
        raise ConflictError([Problem("register-lost", Place(file))])

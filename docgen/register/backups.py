"""A copy of the register that is known to be whole: made, opened, verified, and only then given its name."""

from pathlib import Path
from tempfile import TemporaryDirectory

from docgen.foundation.errors import ConflictError, Problem
from docgen.foundation.files import explain_errors, write_new

from .register import Register
from .stores import sealing, sqlite
from .verifying import Verified, verify


def back_up(register: Register, file: Path) -> Verified:
    """Write a copy of the register to the new file `file`, and its seal; return what the copy proves.

    Raises ContentError when there is such a file, ConflictError when the copy does not prove itself whole,
    MachineError when the disk refuses; no file is there then.
    """
    with explain_errors(file.parent), TemporaryDirectory(prefix="docgen-") as folder:
        made = Path(folder) / file.name
        register.store.copy_to(made)
        sqlite.opened(made, seals=True).close()
        with Register(sqlite.opened(made), register.person, register.clock) as copy:
            found = verify(copy)
        if found.problems:
            raise ConflictError([Problem("register-backup", register.place), *found.problems])
        seal = sealing.seal_file(made).read_bytes()
        data = made.read_bytes()
    write_new({file: data, sealing.seal_file(file): seal})
    return found

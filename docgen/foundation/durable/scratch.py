"""A folder for the temporary files of this process and its children, which leaves nothing behind.

Libraries make temporary files of their own, and clear them away only when they end in peace. All of them go
into one folder that bears the name of the process; one whose process has ended is taken away by the next.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from ..processes.owners import here, is_gone

PREFIX = "docgen-tmp-"


@contextmanager
def temporary_folder() -> Iterator[Path | None]:
    """Make a folder for temporary files, gone after the block; give None where there is no room for one.

    Others of this name whose processes have ended, and which are ours, are taken away.
    """
    try:
        home = Path(tempfile.gettempdir())
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{here()}-"))
    except OSError:
        yield None
        return
    tidy(home)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def use(folder: Path | None) -> None:
    """Have this process make its temporary files in a folder."""
    if folder:
        tempfile.tempdir = str(folder)


def keep_together() -> None:
    """Have this process make its temporary files in a folder of their own, which goes when it ends.

    To be called before `multiprocessing` is loaded, which clears away its own files in it at the very end.
    """
    until_the_end = ExitStack()
    use(until_the_end.enter_context(temporary_folder()))
    atexit.register(until_the_end.close)


def tidy(home: Path) -> None:
    """Take away the folders of processes that have ended."""
    with suppress(OSError):
        for path in home.glob(f"{PREFIX}*"):
            who = path.name.removeprefix(PREFIX).rpartition("-")[0]
            if is_gone(who) and not path.is_symlink() and path.stat().st_uid == os.getuid():
                shutil.rmtree(path, ignore_errors=True)

"""Read .xls and .et (BIFF) through a child process that may die without harm: the sheets, and each."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import ContentError, Place, Problem
from .cells import TRUTH
from .choosing import Listed, Wanted, chosen
from .gathering import Gathering
from .number_format import builtin
from .sheet import Fault, Sheet

CHILD = Path(__file__).with_name("xls_child.py")
SECONDS = 180
"""The child may use a third of this; on a busy machine it waits for the rest."""

SPENT = (-signal.SIGXCPU, -signal.SIGKILL)
"""How a child ends that has used up its time."""

# -P: the child's own folder is no place to import from; its neighbours are named like the library's modules.
COMMAND = (sys.executable, "-P", str(CHILD))


def read(path: Path, data: bytes, wanted: Wanted | None, all_columns: bool) -> Sheet:
    """Return the table in an old workbook.

    Raises ContentError for one that is damaged, too big or locked.
    """
    found = answer(path, data)
    if "locked" in found:
        raise ContentError([Problem("sheet-locked", Place(path))])
    return chosen(path, list(listed(path, found, all_columns)), wanted)


def answer(path: Path, data: bytes) -> dict[str, Any]:
    """Return what the child says of the file; whatever it dies of, the file is to blame."""
    try:
        done = subprocess.run(COMMAND, input=data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise ContentError([Problem("sheet-unfinished", Place(path))]) from error
    if done.returncode:
        is_spent = done.returncode in SPENT or b"MemoryError" in done.stderr
        raise ContentError([Problem("sheet-unfinished" if is_spent else "sheet-damaged", Place(path))])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def listed(path: Path, found: dict[str, Any], all_columns: bool) -> Iterator[Listed]:
    """Yield the sheets in their order."""
    for one in found["sheets"]:
        read_one = partial(sheet, path, one, found["from_1904"], all_columns)
        yield Listed(one["name"], one["is_visible"], read_one, partial(bool, one["cells"]))


def sheet(path: Path, described: dict[str, Any], from_1904: bool, all_columns: bool) -> Sheet:
    """Return one sheet."""
    found = Gathering(path, described["name"], from_1904, all_columns)
    found.hidden_rows = {row + 1 for row in described["hidden_rows"]}
    found.hide_columns(column + 1 for column in described["hidden_columns"])
    for row, column, kind, value, form in described["cells"]:
        at = row + 1, column + 1
        if not found.shows(*at):
            continue
        code = form if isinstance(form, str) else builtin(form)
        if kind == "s":
            found.add_string(at, value, code)
        elif kind == "n":
            found.add_number(at, value, code)
        else:
            found.put(at, TRUTH[bool(value)] if kind == "b" else Fault("cell-error", {"found": value}))
    for top, bottom, left, right in described["merged"]:  # the last row and column are the next ones
        corners = Place(None, top + 1, left + 1, ""), Place(None, bottom, right, "")
        found.merge((top + 1, left + 1), ":".join(map(str, corners)))
    return found.sheet()

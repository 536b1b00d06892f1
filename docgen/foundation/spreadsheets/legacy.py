"""Read .xls, .et and .ods through a child process that may die without harm.

In go the bytes, out comes the first visible sheet that holds anything. The surprise: these formats do not
tell hidden rows or errors such as #N/A, so every such roster comes with a finding that says so.
"""

import json
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from ..errors import ContentError, Finding, Place, Problem
from .cells import cell_text
from .sheet import COLUMN_LIMIT, ROW_LIMIT, Address, Fault, Sheet

CHILD = Path(__file__).with_name("legacy_child.py")
SECONDS = 30
"""The child may use a third of this; on a busy machine it waits for the rest."""
# -P: the child's own folder is no place to import from; its neighbours are named like the library's modules.
COMMAND = (sys.executable, "-P", str(CHILD), str(ROW_LIMIT), str(COLUMN_LIMIT))


def read(path: Path, data: bytes) -> Sheet:
    """Return the table in an old workbook.

    Raises ContentError for one that is damaged, too big, locked, or empty.
    """
    found = answer(path, data)
    name = found.get("name")
    if name is None:
        return Sheet(path, "", {})
    if "far" in found:
        values = {"rows": ROW_LIMIT, "columns": COLUMN_LIMIT}
        raise ContentError(
            [Problem("sheet-too-big", Place(path, found["far"][0], found["far"][1], name), values)]
        )
    cells: dict[Address, str] = {}
    faults = {merged_at(area): Fault("cell-merged", {"range": range_name(area)}) for area in found["merged"]}
    for row, values in enumerate(found["rows"], 1):
        for column, value in enumerate(values, 1):
            text = cell_text(as_value(value))
            if isinstance(text, Fault):
                faults.setdefault((row, column), text)
            elif text:
                cells[row, column] = text
    return Sheet(path, name, cells, faults, notes(path, found))


def answer(path: Path, data: bytes) -> dict[str, Any]:
    """Return what the child says of the file; whatever it dies of, the file is to blame."""
    try:
        done = subprocess.run(COMMAND, input=data, capture_output=True, timeout=SECONDS, check=True)
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise ContentError([Problem("sheet-damaged", Place(path))]) from error
    return found


def as_value(value: Any) -> object:
    """Return a value as it was before it went through JSON."""
    if not isinstance(value, dict):
        return value
    if "other" in value:
        return str(value["other"])
    text = value["date"]
    kind = time if text[2:3] == ":" else datetime if "T" in text else date
    return kind.fromisoformat(text)


def merged_at(area: list[int]) -> Address:
    """Return the first cell of a merged range."""
    return area[0] + 1, area[1] + 1


def range_name(area: list[int]) -> str:
    """Return a merged range as `C3:C9`."""
    corners = Place(None, area[0] + 1, area[1] + 1, ""), Place(None, area[2] + 1, area[3] + 1, "")
    return ":".join(map(str, corners))


def notes(path: Path, found: dict[str, Any]) -> tuple[Finding, ...]:
    """Say what this format does not tell, and which sheets were not read."""
    notes = [Finding("sheet-old-format", Place(path))]
    for code, names in (("sheet-others", found["others"]), ("sheet-hidden", found["hidden"])):
        if names:
            notes.append(Finding(code, Place(path), {"names": "、".join(names)}))
    return tuple(notes)

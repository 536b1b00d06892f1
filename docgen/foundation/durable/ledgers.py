"""Files of lines that are only ever added to: what docgen made, what is finished, what was said.

Lines are taken out only where a document is to be forgotten, and then the file is put anew, whole.

A line is JSON with a sum of itself at its end, so that one that was garbled (a bad disk, an editor, a merge)
is not believed; lines of an older docgen have none. A crash may tear the last line: a line feed comes before
each new one, so that a torn line stays alone, and it is passed over without a word.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..files import explain_errors, open_locked, sync_folder, write_file

SUM_LENGTH = 12
LAST = ', "sum": "'


@dataclass(frozen=True)
class Lines:
    """What a ledger tells, and the numbers (from 1) of the lines that are neither understood nor torn."""

    entries: list[Mapping[str, Any]] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)


def line(entry: Mapping[str, Any]) -> str:
    """Return an entry as it is added to a ledger."""
    told = json.dumps(entry, ensure_ascii=False)[:-1]
    return f'\n{told}{LAST}{sum_of(told.encode())}"}}\n'


def sum_of(told: bytes) -> str:
    """Return the sum of a line up to where its sum is told."""
    return sha256(told).hexdigest()[:SUM_LENGTH]


def lines(data: bytes) -> Lines:
    """Return what a ledger tells."""
    found = Lines()
    for number, told in enumerate(data.split(b"\n"), 1):
        entry = entry_of(told) if told.strip() else {}
        if entry:
            found.entries.append(entry)
        elif entry is None and not is_torn(told):
            found.garbled.append(number)
    return found


Entry = Mapping[str, Any]


def strike(path: Path, left: Callable[[Entry], Entry | None]) -> int:
    """Put the ledger at `path` anew with what is `left` of each entry; return how many are not as they were.

    Lines that nobody can read go with them, since nobody can tell whose they are; a ledger without any line
    is taken away. Raises MachineError when the disk refuses: the ledger is then as it was.
    """
    if not path.exists():
        return 0
    with explain_errors(path.parent), open_locked(path) as file:
        file.seek(0)
        told = [(raw, without_sum(entry)) for raw in file.read().split(b"\n") if (entry := entry_of(raw))]
        kept = [(raw, entry, left(entry)) for raw, entry in told]
        changed = sum(now != before for _, before, now in kept)
        if changed:
            data = b"".join(line_left(raw, before, now) for raw, before, now in kept)
            write_file(path, data) if data else path.unlink()
            sync_folder(path.parent)
    return changed


def without_sum(entry: Entry) -> Entry:
    """Return what a line tells, without the sum of it."""
    return {name: value for name, value in entry.items() if name != "sum"}


def line_left(told: bytes, before: Entry, now: Entry | None) -> bytes:
    """Return the line of an entry that is left, as it was told where it is the same."""
    if now is None:
        return b""
    return told + b"\n" if now == before else line(now).encode()


def entry_of(told: bytes) -> Mapping[str, Any] | None:
    """Return the entry of a line, None for what is none or has another sum than it says."""
    try:
        entry = json.loads(told)
    except (ValueError, RecursionError):
        return None
    if not isinstance(entry, dict):
        return None
    if "sum" in entry and sum_of(told.rpartition(LAST.encode())[0]) != entry["sum"]:
        return None
    return entry


def is_torn(told: bytes) -> bool:
    """Say whether a line is the beginning of one, which a crash kept from being written whole."""
    return told.startswith(b"{") and not told.endswith(b"}") and b"\0" not in told

"""Files of lines that are only ever added to: what docgen made, what is finished, what was said.

A line is JSON with a sum of itself at its end, so that one that was garbled (a bad disk, an editor, a merge)
is not believed; lines of an older docgen have none. A crash may tear the last line: a line feed comes before
each new one, so that a torn line stays alone, and it is passed over without a word.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

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

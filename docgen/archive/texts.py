"""The texts of Word files as they were made, kept in the output folder: later changes are told from them.

`.docgen-texts.jsonl` has a line for each Word file, beside the ledger of hashes: its name, its hash and its
text as whoever keeps it has packed it. Nothing is taken out before its document is forgotten: an older file
may still be on its way back. Word files themselves hold nothing of it, since what a leader strikes out of one
must not travel on inside it.
"""

import json
import os
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from docgen.foundation.durable import ledgers
from docgen.foundation.files import explain_errors, open_locked, write_whole

FILE = ".docgen-texts.jsonl"


@dataclass(frozen=True)
class Text:
    """What one Word file said when it was made."""

    name: str  # of the file
    sha256: str  # of its bytes
    packed: str  # its text, in whatever form


def keep(folder: Path, texts: Iterable[Text]) -> None:
    """Add those of `texts` to the folder that it has not yet, all on disk when this returns.

    Raises MachineError when they cannot be written.
    """
    wanted = list(texts)
    if not wanted:
        return
    with explain_errors(folder), open_locked(folder / FILE) as file:
        file.seek(0, os.SEEK_SET)
        known = file.read()
        new = [one for one in wanted if line_head(one).encode() not in known]
        write_whole(file.fileno(), "".join(line(one) for one in new).encode())


def line_head(text: Text) -> str:
    """Return what a text's line begins with."""
    return json.dumps({"name": text.name, "sha256": text.sha256}, ensure_ascii=False)[:-1]


def line(text: Text) -> str:
    """Return the line of a text."""
    return ledgers.line({"name": text.name, "sha256": text.sha256, "text": text.packed})


def kept(folder: Path) -> Iterator[Text]:
    """Yield what is kept in a folder, the oldest first: nothing where nothing is, or nobody may read it."""
    try:
        told = ledgers.lines((folder / FILE).read_bytes())
    except OSError:
        return
    for entry in told.entries:
        match entry:
            case {"name": str(name), "sha256": str(mark), "text": str(text)}:
                yield Text(name, mark, text)


def forget(folder: Path, names: Container[str]) -> int:
    """Take the texts of the files `names` out of what is kept; return how many they were."""
    return ledgers.strike(folder / FILE, lambda entry: None if entry.get("name") in names else entry)

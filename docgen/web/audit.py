"""Who did what and when, for an office: a line for each request that may change something, only ever added.

It names person, address and outcome; what a letter says is not in it.
"""

import json
import os
from datetime import datetime
from pathlib import Path

from .hidden import FOLDER, hidden_folder

FILE = "audit.jsonl"


class Audit:
    """The record of one project, in its hidden folder; only the server's user may read it."""

    def __init__(self, project: Path) -> None:
        self.file = project / FOLDER / FILE

    def note(self, person: str, method: str, path: str, status: int) -> None:
        """Add a line, whole: it is written by one call, and to the end."""
        moment = datetime.now().astimezone().isoformat(timespec="seconds")
        record = {"at": moment, "person": person, "method": method, "path": path, "status": status}
        hidden_folder(self.file.parent.parent)
        handle = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, (json.dumps(record, ensure_ascii=False) + "\n").encode())
        finally:
            os.close(handle)

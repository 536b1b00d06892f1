"""What a server of an office writes to its log: a line of JSON for each request and each trouble.

No line has a word of a letter: of an address what stands before its question mark, of an error its kind and
where it came from.
"""

import json
import logging
import sys
from datetime import datetime
from typing import Any

LOG = logging.getLogger("docgen.web")
FIELDS = ("method", "path", "status", "person", "ms")


class Lines(logging.Formatter):
    """Records as JSON, one a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as a line; of an exception only where it was raised."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        told |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            told["error"] = record.exc_info[0].__name__
            told["trace"] = where(record.exc_info[2])
        return json.dumps(told, ensure_ascii=False)


def where(traceback: Any) -> list[str]:
    """Return the places that an error went through, the innermost last."""
    found = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        found.append(f"{code.co_filename}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return found


def begin() -> None:
    """Have everything that is logged written to the standard error as lines of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    LOG.setLevel(logging.INFO)


def note(method: str, path: str, person: str, status: int, ms: float) -> None:
    """Log an answer."""
    more = {"method": method, "path": path, "status": status, "person": person, "ms": round(ms, 1)}
    LOG.info("answered", extra=more)

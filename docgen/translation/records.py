"""The records of translation (译文状态): what was translated from which Chinese, and who reviewed it.

One file beside each document, `book.translation` beside book.yaml; its name ends otherwise than content does
so that nothing takes it for a document. The Chinese is kept itself and not as a hash alone, since the
translator wants to see what has changed in it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from docgen.content import schemas
from docgen.content.schemas import validation
from docgen.content.source import read
from docgen.content.source.dump import dump_yaml
from docgen.foundation.messages import say

SCHEMA = Path(__file__).with_name("record.schema.yaml")
SUFFIX = ".translation"
DRAFT, REVIEWED = "draft", "reviewed"
MARK_LENGTH = 12

Records = Mapping[str, "Record"]


@dataclass(frozen=True)
class Record:
    """What is known of one unit's translation."""

    zh: Mapping[str, str]  # the Chinese it was made from, by part
    bo: str  # the mark of the Tibetan
    figures: Mapping[str, str] = field(default_factory=dict)  # as they were printed then, by name
    by: str = ""  # who reviewed it; nobody did while it is a draft
    day: date | None = None  # of the review
    basis: str = ""  # the mark of the Tibetan that an imported file was exported with

    @property
    def state(self) -> str:
        """The state it was in when it was recorded."""
        return REVIEWED if self.by else DRAFT


def mark(texts: Mapping[str, str]) -> str:
    """Return a short hash of texts by part, whatever their order, to tell whether they have changed."""
    data = json.dumps(sorted(texts.items()), ensure_ascii=False).encode()
    return sha256(data).hexdigest()[:MARK_LENGTH]


def records_file(source: Path) -> Path:
    """Return where the records of the document at `source` are kept."""
    return source.with_suffix(SUFFIX)


def read_records(path: Path) -> dict[str, Record]:
    """Return the records in a file by unit, none when there is no file.

    Raises ContentError with every line that is not as it was written.
    """
    if not path.exists():
        return {}
    source = read(path)
    return {name: record(entry) for name, entry in validation.check(source, schemas.read(SCHEMA)).items()}


def record(entry: Mapping[str, Any]) -> Record:
    """Return one record from its entry."""
    zh = entry["zh"]
    texts = {"": zh} if isinstance(zh, str) else zh
    return Record(
        texts,
        entry["bo"],
        entry.get("figures", {}),
        entry.get("by", ""),
        entry.get("date"),
        entry.get("basis", ""),
    )


def told(records: Records, order: Iterable[str]) -> bytes:
    """Return the file that tells records, those of `order` first and in it.

    Those of blocks that the document does not have (now) are kept: a chapter left out may come back.
    """
    names = [*(name for name in order if name in records), *records]
    entries = {name: entry_of(records[name]) for name in dict.fromkeys(names)}
    return (say("translation.file", "zh") + dump_yaml(entries)).encode()


def entry_of(record: Record) -> dict[str, Any]:
    """Return a record as it is written; a unit that is one text is written as one."""
    texts = dict(record.zh)
    entry: dict[str, Any] = {"state": record.state}
    if record.by:
        entry |= {"by": record.by, "date": record.day}
    entry |= {"bo": record.bo, "zh": texts[""] if list(texts) == [""] else texts}
    entry |= {"basis": record.basis} if record.basis else {}
    return entry | ({"figures": dict(record.figures)} if record.figures else {})

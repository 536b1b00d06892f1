"""Which value of the YAML, or of the roster, printed words that neither a field nor prose is known to print.

Templates set out lists and rosters as tables without naming the field of each cell. In goes what a paragraph
or cell said and where it was changed, out comes the value whose words stand there: of several the longest,
and in a table the one whose neighbours stand in the same row. White space is passed over: a name of two
characters is printed with some between them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from docgen.address.jobs import Job
from docgen.content.source import KeyPath
from docgen.foundation.numerals import official_date

from ..docx.record import plain

RECIPIENT, ROSTER = "recipient", "recipients"
SURE = 2
"""Characters from which a value is known by itself; a shorter one only by its neighbours."""


@dataclass(frozen=True)
class Value:
    """A value, where it stands, how it is printed, and how those beside it are."""

    keys: KeyPath
    printed: str
    beside: frozenset[str]


def values_of(job: Job) -> list[Value]:
    """Return all that a job may have printed: its document's values, its recipient's, those of its roster."""
    numbered = {"copy_number": job.copy_number} if job.copy_number else {}
    told = {**job.document.values, **numbered, RECIPIENT: job.recipient or {}, ROSTER: list(job.recipients)}
    return list(below(told, (), frozenset()))


def below(value: Any, keys: KeyPath, beside: frozenset[str]) -> Iterator[Value]:
    """Yield every single value below one."""
    parts: dict[Any, Any] = (
        dict(value)
        if isinstance(value, Mapping)
        else dict(enumerate(value))
        if isinstance(value, list)
        else {}
    )
    if text := printed(value):
        yield Value(keys, text, beside - {text})
    near = frozenset(text for part in parts.values() if (text := printed(part)))
    for key, part in parts.items():
        yield from below(part, (*keys, key), near if keys else frozenset())


def printed(value: Any) -> str:
    """Return a single value as it is printed, '' for what is none."""
    if isinstance(value, date):
        return official_date(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return bare(plain(str(value)))


def bare(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


class Values:
    """The values of a job, to be found by what they printed; each text asks only those it may hold."""

    def __init__(self, values: Iterable[Value]) -> None:
        self.by_start: dict[str, list[tuple[int, Value]]] = {}
        for number, value in enumerate(values):
            self.by_start.setdefault(value.printed[:SURE], []).append((number, value))

    def holder(self, text: str, start: int, end: int, row: Sequence[str] = ()) -> Value | None:
        """Return the value that stands in `text` where it was changed, None when none is known to.

        `row` are the other cells of its row.
        """
        others = frozenset(map(bare, row))
        whole, start, end = bare(text), len(bare(text[:start])), len(bare(text[:end]))
        found = [
            (len(value.beside & others), len(value.printed), -number, value)
            for number, value in self.within(whole, start)
            if covers(whole, value.printed, start, end)
        ]
        known = [one for one in found if len(one[-1].printed) >= SURE or one[0]]
        return max(known, key=lambda one: one[:-1], default=(None,))[-1]

    def within(self, whole: str, start: int) -> Iterator[tuple[int, Value]]:
        """Yield the values that may begin in a text up to `start`, each once, with its number."""
        starts = {whole[at : at + size] for at in range(start + 1) for size in range(1, SURE + 1)}
        for begun in sorted(starts):
            yield from self.by_start.get(begun, ())


def covers(text: str, part: str, start: int, end: int) -> bool:
    """Say whether `part` stands in `text` around what was changed."""
    at = text.find(part)
    while at >= 0:
        if at <= start and end <= at + len(part):
            return True
        at = text.find(part, at + 1)
    return False

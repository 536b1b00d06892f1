"""The rows of a translator's file by unit, as far as programs have left them their names.

In go the rows that came back and the units of the document, out come parcels. A row whose file no longer says
what unit it belongs to goes wherever its Chinese stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from docgen.foundation.errors import Place, Problem

from .exchange import Returned
from .records import mark
from .units import Unit

SHOWN = 20
"""Characters of a Chinese text that stands for a name."""


@dataclass(frozen=True)
class Parcel:
    """The rows of one unit in a translator's file."""

    unit: str
    rows: Sequence[Returned]

    @property
    def place(self) -> Place:
        """Where its first row stands."""
        return self.rows[0].place

    @property
    def zh(self) -> dict[str, str]:
        """Its Chinese by part."""
        return {row.part: row.zh for row in self.rows}

    @property
    def bo(self) -> dict[str, str]:
        """Its Tibetan by part, as far as it is filled in."""
        return {row.part: row.bo for row in self.rows if row.bo}

    @property
    def is_marked(self) -> bool:
        """Whether it still says what it was exported with."""
        return self.rows[0].mark is not None

    @property
    def marks(self) -> tuple[str, str]:
        """The marks of the Chinese and of the Tibetan with which it was exported."""
        zh, _, bo = (self.rows[0].mark or "").partition("-")
        return zh, bo

    @property
    def is_done(self) -> bool:
        """Whether there is anything to take: the Tibetan is new, or the translator says it is right."""
        new = not self.is_marked or mark(self.bo) != self.marks[1]
        return bool(self.bo) and (new or all(row.is_done for row in self.rows))


def parcels(rows: Iterable[Returned]) -> list[Parcel]:
    """Return rows by unit, in the order in which the units first appear."""
    found: dict[str, list[Returned]] = {}
    for row in rows:
        found.setdefault(row.unit, []).append(row)
    return [Parcel(unit, some) for unit, some in found.items()]


def located(rows: Sequence[Returned], units: Mapping[str, Unit]) -> tuple[list[Returned], list[Problem]]:
    """Return rows with their units, and why some can be given none."""
    nameless: dict[str, list[Returned]] = {}
    for row in rows:
        if not row.unit:
            nameless.setdefault(row.zh, []).append(row)
    spots = {text: list(standing(text, units.values())) for text in nameless}
    named = [row for row in rows if row.unit]
    problems = []
    for text, some in nameless.items():
        if not spots[text] or (len({row.bo for row in some}) > 1 and len(some) != len(spots[text])):
            code = "translation-many" if spots[text] else "translation-unknown"
            problems += [Problem(code, row.place, {"id": text[:SHOWN]}) for row in some]
        else:
            named += spread(some, spots[text])
    return named, problems


def standing(text: str, units: Iterable[Unit]) -> Iterator[tuple[str, str]]:
    """Yield every unit and part whose Chinese is `text`."""
    for unit in units:
        yield from ((unit.id, part) for part, zh in unit.zh.items() if zh == text)


def spread(some: Sequence[Returned], spots: Sequence[tuple[str, str]]) -> Iterator[Returned]:
    """Yield rows of one Chinese text for all places in which it stands: in order, or one for all."""
    for number, (unit, part) in enumerate(spots):
        row = some[number] if len(some) == len(spots) else some[0]
        yield replace(row, unit=unit, part=part, mark=row.mark if len(spots) == 1 else None)

"""Take in what a translator sent back, unit by unit, and never over newer work.

In go a checked `Document` and the rows of a file, out comes what was taken and what was not and why. A
unit is taken whole or not at all. Its Tibetan is recorded with the Chinese it was exported with, so that one
whose Chinese was changed meanwhile is stale at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docgen.content.document import Document
from docgen.content.figures import Figures
from docgen.foundation.errors import Finding, Place, Problem

from .agreement import placeholders
from .checks import Rules, code, compared, rules, told
from .exchange import Received, Returned
from .records import Record, mark
from .reviewing import save
from .states import Standing, State, figures_of, standings
from .writing import write_translations


@dataclass(frozen=True)
class Imported:
    """What an import did, by unit: taken, left alone because nothing was new, or not taken and why."""

    taken: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)  # of what was taken


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
    def marks(self) -> tuple[str, str]:
        """The marks of the Chinese and of the Tibetan with which it was exported."""
        zh, _, bo = self.rows[0].mark.partition("-")
        return zh, bo

    @property
    def is_done(self) -> bool:
        """Whether there is anything to take: the Tibetan is new, or the translator says it is right."""
        return bool(self.bo) and (mark(self.bo) != self.marks[1] or all(row.is_done for row in self.rows))


def parcels(rows: Sequence[Returned]) -> list[Parcel]:
    """Return rows by unit, in the order in which the units first appear."""
    found: dict[str, list[Returned]] = {}
    for row in rows:
        found.setdefault(row.unit, []).append(row)
    return [Parcel(unit, some) for unit, some in found.items()]


def take(document: Document, received: Received) -> Imported:
    """Write what is new in a translator's file into the files of a document, and record it as draft.

    Raises ContentError when a file cannot be spliced, MachineError when the disk refuses; then either nothing
    is written, or what is written counts as a draft without record.
    """
    known = {found.unit.id: found for found in standings(document)}
    held, result = rules(document.project), Imported(findings=[*received.notes])
    wanted: dict[str, Parcel] = {}
    for parcel in parcels(received.rows):
        problems = list(refusals(parcel, known.get(parcel.unit)))
        if problems:
            result.refused.extend(problems)
        elif parcel.is_done and brings_news(parcel, known[parcel.unit]):
            wanted[parcel.unit] = parcel
            result.findings.extend(findings(parcel, known[parcel.unit].unit.chapter, held))
        else:
            result.unchanged.append(parcel.unit)
    result.taken.extend(wanted)
    write_translations({name: (known[name].unit, parcel.bo) for name, parcel in wanted.items()})
    save(document, {name: drafted(parcel, document.figures) for name, parcel in wanted.items()})
    return result


def drafted(parcel: Parcel, figures: Figures | None) -> Record:
    """Return the record of a translation that nobody has reviewed."""
    return Record(parcel.zh, mark(parcel.bo), figures_of(parcel.zh, figures))


def brings_news(parcel: Parcel, found: Standing) -> bool:
    """Say whether a parcel brings new Tibetan, or says that what there is holds for the Chinese of now."""
    is_new = parcel.bo != found.unit.bo
    return is_new or (found.state is State.STALE and parcel.zh == found.unit.zh)


def refusals(parcel: Parcel, found: Standing | None) -> Iterator[Problem]:
    """Yield why a parcel cannot be taken; one that brings nothing may be as it likes."""
    name = {"id": parcel.unit}
    if found is None:
        yield Problem("translation-unknown", parcel.place, name)
    elif len(parcel.rows) != len(parcel.zh) or mark(parcel.zh) != parcel.marks[0]:
        yield Problem("translation-chinese-edited", parcel.place, name)
    elif parcel.is_done:
        yield from unusable(parcel)
        if parcel.zh.keys() != found.unit.zh.keys():
            yield Problem("translation-reshaped", parcel.place, name)
        elif overwrites(parcel, found):
            yield Problem("translation-conflict", parcel.place, {**name, "project": found.unit.place})


def unusable(parcel: Parcel) -> Iterator[Problem]:
    """Yield the texts that are empty, and those that have not the placeholders of their Chinese."""
    for row in parcel.rows:
        if not row.bo:
            yield Problem("translation-empty", row.place, {"id": row.name})
            continue
        for difference in placeholders(row.zh, row.bo):
            yield Problem("translation-placeholder-lost", row.place, told(difference, row.name))


def overwrites(parcel: Parcel, found: Standing) -> bool:
    """Say whether a parcel would undo newer work: other Tibetan, or a review of newer Chinese."""
    unit = found.unit
    changed = mark(unit.bo) != parcel.marks[1] and unit.bo != parcel.bo
    return changed or (found.state is State.REVIEWED and parcel.zh != unit.zh)


def findings(parcel: Parcel, chapter: str, known: Rules) -> Iterator[Finding]:
    """Yield what is to be held against the texts of a parcel that is taken."""
    for row in parcel.rows:
        for difference in compared(row.zh, row.bo, known):
            values = {"chapter": chapter, **told(difference, row.name)}
            yield Finding(code(difference), row.place, values)

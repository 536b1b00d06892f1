"""Take in what a translator sent back, unit by unit, and never over newer work.

In go a checked `Document` and the rows of a file, out comes what was taken and what was not and why. A
unit is taken whole or not at all. Its Tibetan is recorded with the Chinese it was exported with, so that one
whose Chinese was changed meanwhile is stale at once. What an earlier import of the same sheet wrote may be
written over by a corrected one, until somebody else changes or reviews it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docgen.content.document import Document
from docgen.foundation.durable import changes
from docgen.foundation.durable.changes import write_together
from docgen.foundation.errors import Finding, Problem

from .agreement import placeholders
from .checks import Rules, code, compared, rules, told
from .exchange import Received, Returned
from .exchange.rows import of_parts
from .parcels import Parcel, located, parcels
from .records import Record, mark
from .reviewing import records_with
from .scripts import GLOSS, SAME, untranslated
from .states import Standing, State, figures_of, standings
from .units import Unit, name_of
from .writing import translated_files


@dataclass(frozen=True)
class Imported:
    """What an import did, by unit: taken, left alone because nothing was new, or not taken and why."""

    taken: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)  # of what was taken
    left: dict[str, list[str]] = field(default_factory=dict)  # the cells of each unit that was refused


def import_rows(document: Document, received: Received) -> Imported:
    """Write what is new in a translator's file into the files of a document, and record it as draft.

    The document is one opened by `locked`. Raises ContentError when a file cannot be spliced, MachineError
    when the disk refuses; then either nothing is written, or the next to open the document finishes it.
    """
    known = {found.unit.id: found for found in standings(document)}
    held = rules(document.project)
    rows, lost = located(received.rows, {name: found.unit for name, found in known.items()})
    result = Imported(findings=[*broken_off(document), *received.notes], refused=[*received.problems, *lost])
    wanted: dict[str, Parcel] = {}
    for parcel in parcels(rows):
        problems = list(refusals(parcel, known.get(parcel.unit)))
        if problems:
            result.refused.extend(problems)
            result.left[parcel.unit] = list(dict.fromkeys(cell(problem) for problem in problems))
        elif parcel.is_done and brings_news(parcel, known[parcel.unit]):
            wanted[parcel.unit] = parcel
            result.findings.extend(findings(parcel, known[parcel.unit].unit.chapter, held))
        else:
            result.unchanged.append(parcel.unit)
    result.taken.extend(wanted)
    texts = {name: whole(parcel, known[name].unit, held) for name, parcel in wanted.items()}
    files = translated_files({name: (known[name].unit, bo) for name, bo in texts.items()})
    drafts = {name: drafted(wanted[name], known[name].unit, bo, document) for name, bo in texts.items()}
    write_together(document.source.path, {**files, **records_with(document, drafts)})
    return result


def broken_off(document: Document) -> list[Finding]:
    """Return what could not be finished of an import before this one."""
    return [finding for finding in document.findings if finding.code == changes.LEFT]


def cell(problem: Problem) -> str:
    """Return where in a translator's file a problem is: the cell of a sheet, else the line."""
    place = problem.place
    return place.sheet_and_cell().rpartition("!")[2] if place.sheet is not None else str(place.line or "")


def whole(parcel: Parcel, unit: Unit, known: Rules) -> dict[str, str]:
    """Return all the Tibetan of a unit: what came back, and beside it what no translator is asked for."""
    return {**unit.bo, **carried_over(unit, known), **parcel.bo}


def carried_over(unit: Unit, known: Rules) -> dict[str, str]:
    """Return what needs no translator as it is in Chinese, or as it stands there in other digits."""
    plain = known.language.plain
    return {
        part: unit.bo[part] if plain(unit.bo.get(part, "")) == plain(zh) else zh
        for part, zh in unit.wordless.items()
    }


def drafted(parcel: Parcel, unit: Unit, bo: Mapping[str, str], document: Document) -> Record:
    """Return the record of a translation that nobody has reviewed."""
    zh = {**of_parts(unit.zh, unit.zh.keys() - parcel.zh.keys()), **parcel.zh}
    basis = parcel.marks[1] if parcel.is_marked else mark(of_parts(unit.bo, parcel.zh))
    return Record(zh, mark(bo), figures_of(zh, document.figures), basis=basis)


def brings_news(parcel: Parcel, found: Standing) -> bool:
    """Say whether a parcel brings new Tibetan, or says that what there is holds for the Chinese of now."""
    is_new = parcel.bo != of_parts(found.unit.bo, parcel.zh)
    return is_new or (found.state is State.STALE and parcel.zh == of_parts(found.unit.zh, parcel.zh))


def refusals(parcel: Parcel, found: Standing | None) -> Iterator[Problem]:
    """Yield why a parcel cannot be taken; one that brings nothing may be as it likes."""
    name = {"id": parcel.unit}
    if found is None:
        yield Problem("translation-unknown", parcel.place, name)
        return
    faults = [row.fault for row in parcel.rows if row.fault]
    if faults:
        yield from faults
    elif is_altered(parcel, found.unit):
        yield Problem("translation-chinese-edited", parcel.place, name)
    elif parcel.is_done:
        yield from unusable(parcel, found.unit)
        if is_reshaped(parcel, found.unit):
            yield Problem("translation-reshaped", parcel.place, name)
        elif overwrites(parcel, found):
            yield Problem("translation-conflict", parcel.place, {**name, "project": found.unit.place})


def is_altered(parcel: Parcel, unit: Unit) -> bool:
    """Say whether a parcel has lost rows, or its Chinese is not what went out.

    Where the file no longer says what went out, its Chinese must be that of now.
    """
    if len(parcel.rows) != len(parcel.zh):
        return True
    return (
        mark(parcel.zh) != parcel.marks[0] if parcel.is_marked else not parcel.zh.items() <= unit.zh.items()
    )


def is_reshaped(parcel: Parcel, unit: Unit) -> bool:
    """Say whether a unit has other texts for a translator now than when a parcel went out."""
    wanted = unit.zh.keys() - unit.wordless.keys()
    return parcel.is_marked and not wanted <= parcel.zh.keys() <= unit.zh.keys()


def unusable(parcel: Parcel, unit: Unit) -> Iterator[Problem]:
    """Yield the texts that are empty, a program's guess, no translation, or without their placeholders."""
    worded = [row for row in parcel.rows if row.part not in unit.wordless]
    if worded and all(is_copied(row) for row in worded):
        yield Problem("translation-same", parcel.place, {"id": unit.id})
        return
    for row in parcel.rows:
        name = {"id": row.name}
        if not row.bo and row.part not in unit.wordless:
            yield Problem("translation-empty", row.place, name)
        elif row.is_guess and row.bo != unit.bo.get(row.part):
            yield Problem("translation-guess", row.place, name)
        elif row.bo:
            wrong = [one for one in untranslated(row.zh, row.bo) if one.kind != GLOSS]
            for difference in wrong or placeholders(row.zh, row.bo):
                lost = "translation-placeholder-lost" if not wrong else code(difference)
                yield Problem(lost, row.place, told(difference, row.name))
    missing = unit.zh.keys() - unit.wordless.keys() - unit.bo.keys() - parcel.zh.keys()
    if not parcel.is_marked:
        for part in sorted(missing):
            yield Problem("translation-empty", parcel.place, {"id": name_of(unit.id, part)})


def is_copied(row: Returned) -> bool:
    """Say whether a row has its Chinese in the place of the Tibetan."""
    return any(difference.kind == SAME for difference in untranslated(row.zh, row.bo))


def overwrites(parcel: Parcel, found: Standing) -> bool:
    """Say whether a parcel would undo newer work: other Tibetan, or a review of newer Chinese."""
    now = of_parts(found.unit.bo, parcel.zh)
    if parcel.is_marked:
        changed = mark(now) != parcel.marks[1] and not is_of_this_sheet(found, parcel)
    else:
        changed = bool(now) and not (is_as_recorded(found) and found.state is not State.REVIEWED)
    reviewed = found.state is State.REVIEWED and parcel.zh != of_parts(found.unit.zh, parcel.zh)
    return (changed and now != parcel.bo) or reviewed


def is_of_this_sheet(found: Standing, parcel: Parcel) -> bool:
    """Say whether the Tibetan of a unit was written by an import of what went out with the same mark."""
    record = found.record
    return bool(record and not record.by and record.basis in ("", parcel.marks[1])) and is_as_recorded(found)


def is_as_recorded(found: Standing) -> bool:
    """Say whether nobody changed the Tibetan of a unit since it was imported or reviewed."""
    return found.record is not None and found.record.bo == mark(found.unit.bo)


def findings(parcel: Parcel, chapter: str, known: Rules) -> Iterator[Finding]:
    """Yield what is to be held against the texts of a parcel that is taken."""
    for row in parcel.rows:
        for difference in compared(row.zh, row.bo, known) if row.bo else ():
            values = {"chapter": chapter, **told(difference, row.name)}
            yield Finding(code(difference), row.place, values)

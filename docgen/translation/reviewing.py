"""Record what was reviewed: which units, by whom, on what day; and keep the records of a document."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from docgen.content.document import Document
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.suggest import nearest

from .records import Record, Records, mark, read_records, records_file, write_records
from .states import Standing, State, figures_of, standings, unready_as
from .units import units


def chosen(
    document: Document, blocks: Collection[str], chapters: Collection[str], every: bool
) -> list[Standing]:
    """Return the units that are to be accepted: those named, and of the chapters named what is translated.

    Raises ContentError for a name that there is none of, for a block that is not translated, and when nothing
    is named.
    """
    found = standings(document)
    problems = list(unknown(document, found, blocks, chapters))
    problems += [
        unready_as(one, document) for one in found if one.unit.id in blocks and not one.unit.is_whole
    ]
    if not (blocks or chapters or every):
        problems.append(Problem("translation-nothing-named", Place(document.source.path)))
    if problems:
        raise ContentError(problems)
    return [
        one
        for one in found
        if one.unit.id in blocks
        or ((every or one.unit.chapter in chapters) and one.state is not State.MISSING and not one.is_settled)
    ]


def unknown(
    document: Document, found: list[Standing], blocks: Iterable[str], chapters: Iterable[str]
) -> Iterator[Problem]:
    """Yield the names that there is no unit, or no chapter, of."""
    ids, names = [one.unit.id for one in found], [one.unit.chapter for one in found]
    for asked, known in ((blocks, ids), (chapters, names)):
        for name in asked:
            if name not in known:
                values = {"name": name, "nearest": nearest(name, known)}
                yield Problem("translation-no-unit", Place(document.source.path), values)


def accept(document: Document, accepted: Iterable[Standing], by: str, day: date) -> None:
    """Record units as reviewed, as they are now. Raises MachineError when the disk refuses."""
    found = {}
    for one in accepted:
        zh, bo = one.unit.zh, one.unit.bo
        found[one.unit.id] = Record(zh, mark(bo), figures_of(zh, document.figures), by, day)
    save(document, found)


def carry_over(document: Document, edition: Document) -> None:
    """Record in an edition that was kept of a handbook what is reviewed in the handbook now.

    Its texts are the handbook's with the figures filled in. Raises MachineError when the disk refuses.
    """
    reviewed = {one.unit.id: one.record for one in standings(document) if one.state is State.REVIEWED}
    found = {}
    for unit in units(edition):
        record = reviewed.get(unit.id)
        if record:
            found[unit.id] = Record(unit.zh, mark(unit.bo), {}, record.by, record.day)
    save(edition, found)


def save(document: Document, changed: Records) -> None:
    """Put records into the file beside a document, in the place of those they replace."""
    if not changed:
        return
    path = records_file(document.source.path)
    order = [unit.id for unit in units(document)]
    write_records(path, {**read_records(path), **changed}, order)

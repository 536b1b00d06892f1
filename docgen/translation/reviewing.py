"""Record what was reviewed: which units, by whom, on what day; and keep the records of a document."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

from docgen.content.document import Document
from docgen.foundation.durable.changes import write_together
from docgen.foundation.errors import ContentError, Place, Problem
from docgen.foundation.suggest import nearest

from .checks import code
from .checks import told as values_of
from .records import Record, Records, mark, read_records, records_file, told
from .scripts import is_translation, untranslated
from .states import Standing, State, figures_of, standings, unready_as
from .units import name_of, units


def chosen(
    document: Document, blocks: Collection[str], chapters: Collection[str], every: bool
) -> list[Standing]:
    """Return the units that are to be accepted: those named, and of the chapters named what is translated.

    Raises ContentError for a name that there is none of, for a block that is not translated, and when nothing
    is named.
    """
    found = standings(document)
    problems = list(unknown(document, found, blocks, chapters))
    named = [one for one in found if one.unit.id in blocks]
    problems += [problem for one in named if one.state is State.MISSING for problem in unfit(one, document)]
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


def unfit(found: Standing, document: Document) -> Iterator[Problem]:
    """Yield why a unit cannot be accepted: what stands there and is none, or that nothing does."""
    wrong = [
        Problem(code(difference), segment.place, values_of(difference, name_of(found.unit.id, segment.part)))
        for segment in found.unit.segments
        if segment.zh and segment.bo and not is_translation(segment.zh, segment.bo)
        for difference in untranslated(segment.zh, segment.bo)
    ]
    yield from wrong or [unready_as(found, document)]


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
    write_together(document.source.path, records_with(document, changed))


def records_with(document: Document, changed: Records) -> dict[Path, bytes]:
    """Return the file of records beside a document with others in it, nothing when none is changed."""
    if not changed:
        return {}
    path = records_file(document.source.path)
    order = [unit.id for unit in units(document)]
    return {path: told({**read_records(path), **changed}, order)}

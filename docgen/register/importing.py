"""An office's own register of earlier years (发文登记簿), taken in from a workbook or CSV.

In goes a table with a column of numbers (发文字号) and others by their usual headings; each row becomes an
entry. What a book of many years has wrong is told and kept as it is: numbers that are lacking, numbers that
stand twice, numbers in no known form. Only what contradicts the register itself is refused, and then nothing
is taken in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from docgen.foundation import spreadsheets
from docgen.foundation.errors import ConflictError, Finding, Place, Problem, first_problems

from .books import Periodicals, Row, rows_of, usual_periodicals
from .entries import PERIODICAL, SERIAL, Entry, folded, words_of
from .register import Register
from .verifying import IMPORTED, ranges


@dataclass
class Imported:
    """What an import did: how many entries are new, how many were there, and what the book has wrong."""

    taken: int = 0
    known: int = 0
    findings: list[Finding] = field(default_factory=list)


def import_book(
    register: Register, file: Path, person: str = "", periodicals: Periodicals = usual_periodicals
) -> Imported:
    """Take in the register of earlier years in `file`; taking in the same again changes nothing.

    Raises ContentError for a file that is no such book, ConflictError for rows that contradict the register.
    """
    sheet = spreadsheets.read(file)
    done = Imported(findings=list(sheet.notes))
    rows = list(numbered(rows_of(sheet, done.findings, periodicals), done))
    done.findings += repeated_issues(rows)
    with register.changing():
        refuse_contradictions(register, rows)
        for row in rows:
            take(register, row, file, person, done)
        done.findings += gaps(rows, file)
    return done


def repeated_issues(rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield a finding for each 期数 beside a 发文字号 that another row has too."""
    seen: dict[tuple[object, object], Entry] = {}
    for row in rows:
        if SERIAL not in row.entry.more:
            continue
        key = row.entry.more[PERIODICAL], row.entry.more[SERIAL]
        if key in seen:
            told = {"issue": key[1], "number": row.entry.number, "other": seen[key].number}
            yield Finding("import-issue-repeat", row.issue_place, told)
        seen.setdefault(key, row.entry)


def numbered(rows: Iterator[Row], done: Imported) -> Iterator[Row]:
    """Yield the rows with numbers that differ: one that stands twice is told, and says so from then on."""
    seen: dict[str, int] = {}
    for row in rows:
        number = row.entry.number
        times = seen[number] = seen.get(number, 0) + 1
        if not row.entry.series:
            done.findings.append(Finding("import-number-form", row.place, {"number": number}))
        if times > 1:
            again = f"{number}（重号{times}）"
            done.findings.append(Finding("import-repeat", row.place, {"number": number, "kept": again}))
            yield replace(row, entry=replace(row.entry, number=again, series="", serial=0))
        else:
            yield row


def refuse_contradictions(register: Register, rows: list[Row]) -> None:
    """Raise ConflictError for numbers that the register gave to others, or that would leave a gap in it."""
    problems = []
    imported = {event.about for event in register.events(type=IMPORTED)}
    given = {
        series
        for entry in register.entries()
        if entry.number not in imported
        for series in (entry.series, entry.more.get(PERIODICAL))
    }
    for row in rows:
        known = register.store.entry(row.entry.number)
        if known and not is_same(known, row.entry):
            told = {"number": row.entry.number, "title": known.title}
            problems.append(Problem("import-taken", row.place, told))
        for series, serial, place in () if known else row.counted:
            if series in given:
                told = {"number": series.replace("{}", str(serial))}
                problems.append(Problem("import-series-begun", place, told))
    if problems:
        raise ConflictError(problems, first_problems(problems, "import-more", rows[0].place.path or Path()))


def is_same(known: Entry, entry: Entry) -> bool:
    """Say whether an entry is already there, whatever else is known of it by now."""
    return folded(known.title) == folded(entry.title)


def take(register: Register, row: Row, file: Path, person: str, done: Imported) -> None:
    """Take one row in, unless it is there; its series counts on behind it."""
    entry = row.entry
    if register.store.entry(entry.number):
        done.known += 1
        return
    columns = {
        name: value for name, value in asdict(entry).items() if name not in ("number", "more", "person")
    }
    register.record(
        IMPORTED,
        entry.number,
        columns,
        entry.more,
        words_of(entry),
        person=entry.person or person,
        file=file.name,
        at=row.place.sheet_and_cell(),
    )
    done.taken += 1
    for series, serial, _ in row.counted:
        if (register.store.last_serial(series) or 0) < serial:
            register.store.set_serial(series, serial, entry.office)


def gaps(rows: list[Row], file: Path) -> Iterator[Finding]:
    """Yield a finding for each series of the book in which numbers are lacking, from 1 to its last."""
    found: dict[str, set[int]] = {}
    for series, serial, _ in (one for row in rows for one in row.counted):
        found.setdefault(series, set()).add(serial)
    for series, serials in found.items():
        lacking = [one for one in range(1, max(serials)) if one not in serials]
        if lacking:
            told = {"series": series.replace("{}", "×"), "count": len(lacking), "numbers": ranges(lacking)}
            yield Finding("import-gap", Place(file), told)

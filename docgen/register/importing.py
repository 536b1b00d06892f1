"""An office's own register of earlier years (发文登记簿), taken in from a workbook or CSV.

In goes a table with a column of numbers (发文字号) and others by their usual headings; each row becomes an
entry. What a book of many years has wrong is told and kept as it is: numbers that are lacking, numbers that
stand twice, numbers in no known form. Only what contradicts the register itself is refused, and then nothing
is taken in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path

from docgen.foundation import spreadsheets
from docgen.foundation.dates import mentions
from docgen.foundation.errors import ConflictError, ContentError, Finding, Place, Problem, first_problems
from docgen.foundation.spreadsheets.sheet import Sheet

from .entries import ISSUED, VOID, Entry, folded, words_of
from .register import Register
from .series import read
from .verifying import IMPORTED, ranges

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("发文字号", "文号", "字号", "发文号", "文件字号", "文件编号", "编号", "证书编号"),
    "title": ("标题", "文件标题", "文件名称", "题名", "事由", "文件题名", "发文标题"),
    "date": ("成文日期", "发文日期", "日期", "印发日期", "发文时间", "签发日期", "登记日期"),
    "addressees": ("主送机关", "主送单位", "主送", "发往单位", "受文单位", "收文单位", "发送单位"),
    "person": ("经办人", "承办人", "拟稿人", "登记人", "拟稿"),
    "office": ("发文机关", "发文单位", "拟稿单位", "承办单位"),
    "kind": ("文种", "文件种类"),
    "note": ("备注", "说明", "状态"),
}
"""The columns of an entry, and how offices head them."""
VOIDED = "作废"
SEARCHED = 20
"""Rows in which the headings may stand: above them are the book's title and year."""


@dataclass(frozen=True)
class Row:
    """One row of the book: its entry, and where it stands."""

    entry: Entry
    place: Place


@dataclass
class Imported:
    """What an import did: how many entries are new, how many were there, and what the book has wrong."""

    taken: int = 0
    known: int = 0
    findings: list[Finding] = field(default_factory=list)


def import_book(register: Register, file: Path, person: str = "") -> Imported:
    """Take in the register of earlier years in `file`; taking in the same again changes nothing.

    Raises ContentError for a file that is no such book, ConflictError for rows that contradict the register.
    """
    sheet = spreadsheets.read(file)
    done = Imported(findings=list(sheet.notes))
    rows = list(numbered(rows_of(sheet, done), done))
    with register.changing():
        refuse_contradictions(register, rows)
        for row in rows:
            take(register, row, file, person, done)
        done.findings += gaps(rows, file)
    return done


def rows_of(sheet: Sheet, done: Imported) -> Iterator[Row]:
    """Yield the rows below the headings that have a number; others that say anything are told.

    Raises ContentError for a table without a column of numbers.
    """
    rows = sheet.rows()
    at, columns = heading_row(sheet, rows)
    for number, cells in rows.items():
        if number <= at or not any(cells.values()):
            continue
        told = {name: cells.get(column, "") for name, column in columns.items()}
        place = sheet.place(number, columns["number"])
        if not told["number"]:
            done.findings.append(Finding("import-no-number", place, {"row": number}))
            continue
        day = day_of(sheet, number, columns.get("date"), told.get("date", ""))
        if told.get("date") and not day:
            done.findings.append(Finding("import-date", place, {"found": told["date"]}))
        yield Row(entry_of(told, day), place)


def heading_row(sheet: Sheet, rows: Mapping[int, Mapping[int, str]]) -> tuple[int, dict[str, int]]:
    """Return the row of headings, and the column of each thing an entry has."""
    for number, cells in list(rows.items())[:SEARCHED]:
        heads = {folded(text): column for column, text in sorted(cells.items(), reverse=True)}
        found = {name: columns[0] for name in HEADINGS if (columns := headed(heads, HEADINGS[name]))}
        if "number" in found:
            return number, found
    raise ContentError([Problem("import-no-column", Place(sheet.path, sheet=sheet.name))])


def headed(heads: Mapping[str, int], words: Iterable[str]) -> list[int]:
    """Return the columns that are headed by any of some words, the most usual first."""
    return [heads[folded(word)] for word in words if folded(word) in heads]


def day_of(sheet: Sheet, row: int, column: int | None, text: str) -> str:
    """Return the date in a cell as ISO, empty where there is none that the calendar has."""
    known = sheet.dates.get((row, column)) if column else None
    if known:
        return known.isoformat()
    for one in mentions(text.replace(".", "-")):
        if one.year and one.day and one.exists(one.year):
            return date(one.year, one.month, one.day).isoformat()
    return ""


def entry_of(told: Mapping[str, str], day: str) -> Entry:
    """Return the entry of a row; a number of no known form is kept as it is written."""
    found = read(told["number"])
    state = VOID if VOIDED in told.get("note", "") else ISSUED
    words = {name: told.get(name, "") for name in HEADINGS if name not in ("number", "date")}
    plain = replace(Entry(told["number"].strip(), state=state, date=day), **words)  # type: ignore[arg-type]
    if found is None:
        return plain
    series, serial = found
    counted = {"series": series.name, "serial": serial, "year": series.year}
    return replace(plain, number=series.number(serial), **counted)  # type: ignore[arg-type]


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
            yield Row(replace(row.entry, number=again, series="", serial=0), row.place)
        else:
            yield row


def refuse_contradictions(register: Register, rows: list[Row]) -> None:
    """Raise ConflictError for numbers that the register gave to others, or that would leave a gap in it."""
    problems = []
    imported = {event.about for event in register.events(type=IMPORTED)}
    given = {entry.series for entry in register.entries() if entry.number not in imported}
    for row in rows:
        known = register.store.entry(row.entry.number)
        if known and not is_same(known, row.entry):
            told = {"number": row.entry.number, "title": known.title}
            problems.append(Problem("import-taken", row.place, told))
        elif not known and row.entry.series in given:
            problems.append(Problem("import-series-begun", row.place, {"number": row.entry.number}))
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
        words=words_of(entry),
        person=entry.person or person,
        file=file.name,
        at=row.place.sheet_and_cell(),
    )
    done.taken += 1
    if entry.series and (register.store.last_serial(entry.series) or 0) < entry.serial:
        register.store.set_serial(entry.series, entry.serial, entry.office)


def gaps(rows: list[Row], file: Path) -> Iterator[Finding]:
    """Yield a finding for each series of the book in which numbers are lacking, from 1 to its last."""
    found: dict[str, set[int]] = {}
    for row in rows:
        if row.entry.series:
            found.setdefault(row.entry.series, set()).add(row.entry.serial)
    for series, serials in found.items():
        lacking = [one for one in range(1, max(serials)) if one not in serials]
        if lacking:
            told = {"series": series.replace("{}", "×"), "count": len(lacking), "numbers": ranges(lacking)}
            yield Finding("import-gap", Place(file), told)

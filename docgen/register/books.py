"""The table that an office kept as its register (发文登记簿), row by row, its columns by their headings.

A row has a 发文字号, a 期数 (第3期), or both. Of which series a 期数 is, the caller tells: it is for the
kinds of the project to say.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from docgen.foundation.dates import mentions
from docgen.foundation.errors import NOWHERE, ContentError, Finding, Place, Problem
from docgen.foundation.numerals import chinese
from docgen.foundation.spreadsheets.sheet import Sheet

from .entries import ISSUED, PERIODICAL, SERIAL, VOID, Entry, folded
from .series import Series, read, tidied

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("发文字号", "文号", "字号", "发文号", "文件字号", "文件编号", "编号", "证书编号"),
    "title": ("标题", "文件标题", "文件名称", "题名", "事由", "文件题名", "发文标题"),
    "date": ("成文日期", "发文日期", "日期", "印发日期", "发文时间", "签发日期", "登记日期"),
    "addressees": ("主送机关", "主送单位", "主送", "发往单位", "受文单位", "收文单位", "发送单位"),
    "person": ("经办人", "承办人", "拟稿人", "登记人", "拟稿"),
    "office": ("发文机关", "发文单位", "拟稿单位", "承办单位"),
    "kind": ("文种", "文件种类"),
    "note": ("备注", "说明", "状态"),
    "issue": ("期数", "期号", "期次", "刊期", "期"),
}
"""The columns of an entry, and how offices head them."""
ISSUE = re.compile(r"(?:(\d{4})年第?|(\d{4})第|第)?0{0,3}([1-9]\d{0,3})[期号]?")
BARE = re.compile(r"第[^〔〕]{1,12}[期号]")
SPELT = {chinese(count): str(count) for count in range(1, 1000)}
"""Counts as they may be spelt: 第十二期."""
VOIDED = "作废"
SEARCHED = 20
"""Rows in which the headings may stand: above them are the book's title and year."""


Periodicals = Callable[[str, str, int, bool], Series | None]
"""Tells the series of a 期数 by office, 文种, year, and whether a 发文字号 is beside; None where unknown."""


def usual_periodicals(office: str, kind: str, year: int, is_beside: bool) -> Series | None:
    """Return the series of a 期数 that counts an office's papers of a kind each year anew."""
    return Series("第{}期", year, f"{office}{kind}{year}年") if kind and year else None


@dataclass(frozen=True)
class Row:
    """One row of the book: its entry, and where its number and its 期数 stand."""

    entry: Entry
    place: Place
    issue_place: Place = NOWHERE

    @property
    def counted(self) -> list[tuple[str, int, Place]]:
        """The series in which it has a count, with the count and where that stands."""
        one, more = self.entry, self.entry.more
        own = [(one.series, one.serial, self.place)] if one.series else []
        return own + (
            [(str(more[PERIODICAL]), int(more[SERIAL]), self.issue_place)] if SERIAL in more else []
        )


def rows_of(sheet: Sheet, findings: list[Finding], periodicals: Periodicals) -> Iterator[Row]:
    """Yield the rows below the headings that have a number or a 期数; what is wrong goes to `findings`.

    Raises ContentError for a table without a column of either.
    """
    rows = sheet.rows()
    at, columns = heading_row(sheet, rows)
    for number, cells in rows.items():
        if number <= at or not any(cells.values()):
            continue
        told = {name: cells.get(column, "") for name, column in columns.items()}
        places = {name: sheet.place(number, column) for name, column in columns.items()}
        issue_place = places.get("issue", places.get("number", NOWHERE))
        place = places.get("number", issue_place)
        day = day_of(sheet, number, columns.get("date"), told.get("date", ""))
        if told.get("date") and not day:
            findings.append(Finding("import-date", places["date"], {"found": told["date"]}))
        entry = entry_of(told, day)
        issue, series, wrong = issue_of(told, entry, issue_place, periodicals)
        findings += wrong
        if not entry.number and not series:
            findings += [] if wrong else [Finding("import-no-number", place, {"row": number})]
            continue
        yield Row(with_issue(entry, issue, series), place, issue_place)


def issue_of(
    told: Mapping[str, str], entry: Entry, place: Place, periodicals: Periodicals
) -> tuple[int, Series | None, list[Finding]]:
    """Return the 期数 of a row and its series, 0 and None where it has none, and what is wrong with its cell.

    One whose 发文字号 is itself bare (第3期) has no other.
    """
    text = told.get("issue", "") or (entry.number if is_bare(entry.number) else "")
    if not text:
        return 0, None, []
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    plain = SPELT.get(plain.removeprefix("第").rstrip("期号"), plain)
    found = ISSUE.fullmatch(plain)
    wrong = [Finding("import-issue-form", place, {"found": text})] if told.get("issue") else []
    if not found:
        return 0, None, wrong
    year = int(found[1] or found[2] or entry.year or entry.date[:4] or 0)
    is_beside = bool(entry.number) and not is_bare(entry.number)
    series = periodicals(entry.office, entry.kind, year, is_beside)
    if series is None and told.get("issue"):
        return 0, None, [Finding("import-issue-whose", place, {"found": text})]
    return int(found[3]), series, []


def is_bare(number: str) -> bool:
    """Say whether a number is a mere count, 第3期 or 第3号, which recurs."""
    return bool(BARE.fullmatch(tidied(number)))


def with_issue(entry: Entry, issue: int, series: Series | None) -> Entry:
    """Return an entry with its 期数: beside its 发文字号, or in the place of one."""
    if series is None:
        return entry
    if entry.number and not is_bare(entry.number):
        return replace(entry, more={**entry.more, SERIAL: issue, PERIODICAL: series.name})
    own = series.entry(issue)
    return replace(
        entry, number=own.number, series=own.series, serial=issue, year=entry.year or own.year, more=own.more
    )


def heading_row(sheet: Sheet, rows: Mapping[int, Mapping[int, str]]) -> tuple[int, dict[str, int]]:
    """Return the row of headings, and the column of each thing an entry has."""
    for number, cells in list(rows.items())[:SEARCHED]:
        heads = {folded(text): column for column, text in sorted(cells.items(), reverse=True)}
        found = {name: columns[0] for name in HEADINGS if (columns := headed(heads, HEADINGS[name]))}
        if "number" in found or {"issue", "kind"} <= {*found}:
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
    state = VOID if VOIDED in told.get("note", "") else ISSUED
    words = {name: told.get(name, "") for name in HEADINGS if name not in ("number", "date", "issue")}
    number = told.get("number", "").strip()
    found = read(number)
    plain = replace(Entry(number, state=state, date=day), **words)  # type: ignore[arg-type]
    if found is None:
        return plain
    series, serial = found
    counted = {"series": series.name, "serial": serial, "year": series.year}
    return replace(plain, number=series.number(serial), **counted)  # type: ignore[arg-type]

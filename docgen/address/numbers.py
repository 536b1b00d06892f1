"""编号: the roster's own, else the one a person was given before, else counted; each is given once.

In go the rows in order and the record of what was issued into the output folder; out come the rows with their
numbers. Where nothing was issued yet a number follows from a row's place in the whole roster. Once one was,
it stays with its person, and rows that came later count on.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.archive.issued import Issue
from docgen.content.document import Document
from docgen.foundation.errors import Finding, Problem
from docgen.foundation.numerals import reference

from .people import alike, answers, mark, name_of
from .roster.columns import NUMBER
from .roster.entry import Entry, Row

SHOWN = 5
"""New numbers that a message shows."""


@dataclass(frozen=True)
class Numbered:
    """The rows with their numbers, what forbids these, and what is to be told of them."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Finding, ...] = ()


def numbered(
    document: Document, entries: Sequence[Entry], issued: Sequence[Issue], key: Sequence[str]
) -> Numbered:
    """Return the rows, each with its 编号 if the document numbers them; `key` tells two people apart."""
    if not document.values.get("numbering"):
        return Numbered(tuple(entries), tuple(given_twice(entries)))
    own = [one for one in issued if one.document == document.name]
    kept = known([entry.values for entry in entries], [one for one in own if serial(document, one)], key)
    counted = counts(document, entries, own, kept)
    found = tuple(
        replace(entry, values={**entry.values, NUMBER: counted.get(index) or entry.values[NUMBER]})
        for index, entry in enumerate(entries)
    )
    by_us = [found[index] for index in counted]
    forgotten = [one for one in own if one.is_forgotten and serial(document, one)]
    order = (
        counted_on(document, by_us, forgotten)
        if forgotten
        else out_of_order(document, by_us, counted, kept, bool(own))
    )
    notes = (
        *order,
        *changed(found, kept),
        *given_to_others(document, found, issued),
    )
    return Numbered(found, tuple(given_twice(found)), notes)


def known(rows: Sequence[Row], issued: Sequence[Issue], key: Sequence[str]) -> dict[int, str]:
    """Return the numbers that rows were given before, by place.

    The person is the one of whom all was recorded that the row says, else the only one alike in the `key`.
    """
    found: dict[int, str] = {}
    for columns in (None, key):
        before: dict[str, dict[str, None]] = {}
        taken = set(found.values())
        for one in issued:
            if one.number not in taken:
                before.setdefault(one.key if columns else one.row, {})[one.number] = None
        now: dict[str, list[int]] = {}
        for index, row in enumerate(rows):
            now.setdefault(mark(row, columns), []).append(index)
        for who, places in now.items():
            numbers = before.get(who, {})
            if len(places) == 1 and places[0] not in found and len(numbers) == 1:
                found[places[0]] = next(iter(numbers))
    return found


def serial(document: Document, issue: Issue) -> int | None:
    """Return the count in a number of the document's own series, None for any other number."""
    found = re.search(r"([0-9]{1,9})号$", issue.number)
    code, year = document.values["numbering"], document.values["date"].year
    return int(found[1]) if found and issue.number == reference(code, year, int(found[1])) else None


def counts(
    document: Document, entries: Sequence[Entry], own: Sequence[Issue], kept: Mapping[int, str]
) -> dict[int, str]:
    """Return the numbers of the rows whose roster gives none: those `kept`, else counted ones.

    A row's place is its count, unless that was given to someone; then it goes on after the last.
    """
    code, year = document.values["numbering"], document.values["date"].year
    used = {count for one in own if (count := serial(document, one))}
    found = {}
    for place, entry in enumerate(entries, 1):
        if entry.values.get(NUMBER):
            continue
        if place - 1 in kept:
            found[place - 1] = kept[place - 1]
        else:
            count = place if place not in used else max(used) + 1
            used.add(count)
            found[place - 1] = reference(code, year, count)
    return found


def given_twice(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield a problem for each row whose number an earlier row has."""
    first: dict[str, Entry] = {}
    for entry in entries:
        number = str(entry.values.get(NUMBER) or "")
        before = first.setdefault(alike(number), entry)
        if number and before is not entry:
            where = replace(before.place, path=Path(before.place.path.name)) if before.place.path else ""
            told = {"number": number, "name": name_of(entry.values), "other": name_of(before.values)}
            yield Problem("number-twice", entry.place, {**told, "first": where})


def out_of_order(
    document: Document,
    entries: Sequence[Entry],
    counted: Mapping[int, str],
    kept: Mapping[int, str],
    has_record: bool,
) -> Iterator[Finding]:
    """Yield a finding where rows were put in, taken out or moved since numbers were given.

    `entries` are the rows that have a number from docgen, `counted` these numbers by the row's place. Of
    copies printed again only those are told whose first copy is not on record.
    """
    subject = str(document.source.path)
    code, year = document.values["numbering"], document.values["date"].year
    new = [entry.values for at, entry in zip(counted, entries, strict=True) if at not in kept]
    moved = [at for at, number in counted.items() if at in kept and number != reference(code, year, at + 1)]
    if document.values.get("only"):
        asked = {alike(name) for name in document.values["only"]}
        first = [row for row in new if asked & answers(row, "")]
        if has_record and first:
            yield Finding("number-not-on-record", values={"names": with_numbers(first)}, subject=subject)
    elif moved:
        values = {"count": len(moved), "new": with_numbers(new) or "—"}
        yield Finding("numbers-kept", values=values, subject=subject)


def counted_on(document: Document, entries: Sequence[Entry], forgotten: Sequence[Issue]) -> Iterator[Finding]:
    """Yield a finding where a document was forgotten and its rows' numbers come after those given then.

    It is told each time: whether these people hold another number already, nobody knows any more.
    """
    asked = {alike(name) for name in document.values.get("only") or ()}
    rows = [entry.values for entry in entries if not asked or asked & answers(entry.values, "")]
    if rows:
        values = {"count": len(forgotten), "new": with_numbers(rows)}
        yield Finding("numbers-forgotten", values=values, subject=str(document.source.path))


def with_numbers(rows: Sequence[Row]) -> str:
    """Return the first of several rows by name and number."""
    told = [f"{name_of(row)} {row[NUMBER]}" for row in rows]
    return "、".join(told[:SHOWN]) + ("…" if len(told) > SHOWN else "")


def changed(entries: Sequence[Entry], kept: Mapping[int, str]) -> Iterator[Finding]:
    """Yield a finding for each row whose roster gives it another number than it had before."""
    for index, before in kept.items():
        number = str(entries[index].values[NUMBER])
        if alike(number) != alike(before):
            told = {"number": number, "name": name_of(entries[index].values), "before": before}
            yield Finding("number-changed", entries[index].place, told)


def given_to_others(
    document: Document, entries: Sequence[Entry], issued: Sequence[Issue]
) -> Iterator[Finding]:
    """Yield a finding for each number that somebody of another name was given last, by any document.

    Where that is forgotten, it is told of other documents' numbers: docgen gives none of its own twice.
    """
    last = {(one.document, alike(one.number)): one for one in issued if one.number}
    before: dict[str, list[Issue]] = {}
    for (_, number), one in last.items():
        before.setdefault(number, []).append(one)
    for entry in entries:
        number, name = str(entry.values[NUMBER]), name_of(entry.values)
        others = [one for one in before.get(alike(number), ()) if alike(one.name) != alike(name)]
        for one in [one for one in others if not one.is_forgotten][:1]:
            told = {"number": number, "name": name, "other": one.label, "file": one.file}
            yield Finding("number-given-before", entry.place, told)
        for one in [one for one in others if one.is_forgotten and one.document != document.name][:1]:
            told = {"number": number, "name": name, "document": one.document}
            yield Finding("number-given-forgotten", entry.place, told)
